"""Planted faults: whether a campaign finds what was broken on purpose.

Each is one of the faults of the mock, which the campaign tests by the true document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import typer

from fencepost.campaign.judging.failure import Failure
from fencepost.cli.campaigns import Campaign, campaign_summary
from fencepost.cli.faults import switches
from fencepost.cli.targets import Served, mock_of
from fencepost.diagnostics import counted, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One planted fault, and what the campaign said first."""

    says: str
    """What it is, in words."""

    first: Failure | None
    """None where the campaign found nothing."""


def plant_all(campaign: Campaign, wanted: Iterable[str], timeout: float) -> int:
    """Plant each fault in the mock, print a line for it, and return the exit code: 1 where one was missed.

    Raises FencepostError for a fault that the mock cannot have, before the first is planted where the name tells.
    """
    settings = replace(campaign.settings, max_failures=1, reduce=False)
    campaign = replace(campaign, settings=settings)
    texts = tuple(wanted)
    missed = 0
    for text, switch in zip(texts, switches(campaign.api, texts), strict=True):
        found = Planted(says=switch.description, first=_first(campaign, text, timeout))
        missed += found.first is None
        typer.echo(visible(_line(found)))
    return 1 if missed else 0


def _first(campaign: Campaign, fault: str, timeout: float) -> Failure | None:
    with mock_of(Served(api=campaign.api, faults=(fault,))) as reached:
        summary = campaign_summary(campaign, reached, timeout)
    return next(iter(summary.failures.values()), None)


def _line(planted: Planted) -> str:
    if planted.first is None:
        return f"missed  {planted.says}"
    after = counted(planted.first.number, "request")
    return f"found   {planted.says}: after {after}, {planted.first.check} {planted.first.named}"
