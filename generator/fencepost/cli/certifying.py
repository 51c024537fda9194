"""The certificate of a run, told as its last event."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from fencepost.campaign.engine import Told
from fencepost.campaign.job import Job
from fencepost.cli.campaigns import Campaign, Outcome, conduct
from fencepost.cli.targets import Reached


def conduct_certified(
    campaign: Campaign, reached: Reached, timeout: float, folder: Path | None, min_power: float | None
) -> Outcome:
    """Run the campaign as `conduct` does, and tell what it is worth; below `min_power` it is no success."""
    outcome = conduct(campaign, reached, timeout, folder, certifying)
    outcome.summary.min_power = min_power
    return outcome


def certifying(job: Job, events: Told) -> Told:
    """The events of a campaign, and after them its certificate, unless nobody answered."""
    from fencepost.certificate.certify import certified
    from fencepost.certificate.evidence import Evidence
    from fencepost.cli.faults import contract

    evidence = Evidence(job)
    with closing(events):
        for event in events:
            evidence.take(event)
            yield event
    if evidence.answered:
        yield certified(evidence, partial(contract, job.contract.api))
