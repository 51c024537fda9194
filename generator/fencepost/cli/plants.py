"""Planted faults: whether a campaign finds what was broken on purpose.

Each is one of the document's deviations: the mock serves the edited document, the campaign holds the true one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import typer

from fencepost.campaign.judging.failure import Failure
from fencepost.cli.campaigns import Campaign, campaign_summary
from fencepost.cli.faults import chosen_deviations, edited_api
from fencepost.cli.targets import mock_of
from fencepost.deviations import Deviation
from fencepost.diagnostics import counted, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One planted fault, and what the campaign said first."""

    deviation: Deviation
    first: Failure | None
    """None where the campaign found nothing."""


def plant_all(campaign: Campaign, spec: str, wanted: Iterable[str], timeout: float) -> int:
    """Plant each fault in the mock, print a line for it, and return the exit code: 1 where one was missed."""
    settings = replace(campaign.settings, max_failures=1, reduce=False)
    campaign = replace(campaign, settings=settings)
    missed = 0
    for deviation in chosen_deviations(campaign.api, wanted):
        found = _found(campaign, spec, deviation, timeout)
        missed += found.first is None
        typer.echo(visible(_line(found)))
    return 1 if missed else 0


def _found(campaign: Campaign, spec: str, deviation: Deviation, timeout: float) -> Planted:
    faulty = edited_api(spec, deviation)
    with mock_of(faulty) as reached:
        summary = campaign_summary(campaign, reached, timeout)
    return Planted(deviation=deviation, first=next(iter(summary.failures.values()), None))


def _line(planted: Planted) -> str:
    says = planted.deviation.description
    if planted.first is None:
        return f"missed  {says}"
    after = counted(planted.first.number, "request")
    return f"found   {says}: after {after}, {planted.first.check} {planted.first.named}"
