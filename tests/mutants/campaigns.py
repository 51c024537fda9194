"""A campaign against a server of these tests, in this process, through the campaign's own HTTP transport."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fencepost.campaign.engine import run
from fencepost.campaign.job import Job
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.permitted import held_back, shared_makers, shrunk_back
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import needs
from fencepost.campaign.wire.encoding import UnsendableError
from fencepost.campaign.wire.exchange import Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.campaign.wire.transport import Deadline, HttpTransport
from fencepost.cli.campaigns import Campaign
from fencepost.cli.exploring import exploration
from fencepost.diagnostics import Diagnostics
from fencepost.ir.resources import folded
from fencepost.pipeline import load

from .hosts import Served
from .mutant import Mutant
from .service import Behaviour

SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A correct server, the document that it keeps, and the ways to break it."""

    title: str
    document: Path
    token: str
    correct: Behaviour
    mutants: tuple[Mutant, ...]
    doubles: tuple[Mutant, ...] = ()
    """Servers with two faults."""

    def record(self, name: str) -> str:
        """Under which name a mutant is on record."""
        return f"{self.title}/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a campaign made of a mutant."""

    name: str
    requests: int | None
    """Ordinal of the first request that showed the fault; None where nothing was found."""

    said: str
    """The first failure in a few words; empty where there is none."""

    is_named: bool
    """Whether the first failure names what it should."""


@cache
def _campaign(document: Path) -> tuple[Campaign, Contract]:
    api = load(str(document), Diagnostics())
    return Campaign.of(api, api.operations, Settings()), Contract(api)


def requests(subject: Subject) -> Iterator[Request]:
    """What the campaign sends by plan, as it is on the wire."""
    campaign, contract = _campaign(subject.document)
    for case in (step.case for unit in campaign.plan for step in unit.steps):
        given = tuple((source, "an-identifier") for source in needs(case))
        operation = contract.operations[case.operation]
        try:
            yield build_request(case, operation, campaign.api, _target(subject), given)
        except UnsendableError:
            continue


def _target(subject: Subject) -> Target:
    return Target(url="http://server.test", token=subject.token)


def _job(subject: Subject, settings: Settings) -> Job:
    """The campaign as the command line assembles it."""
    campaign, contract = _campaign(subject.document)
    drawn, planting = exploration(campaign.api), Planting(contract, settings.seed)
    return Job(
        contract=contract,
        operations=campaign.operations,
        plan=campaign.plan,
        makers=campaign.makers,
        shared=shared_makers(campaign.makers, planting, campaign.restraint),
        explore=held_back(drawn.cases, planting, campaign.restraint),
        shrink=shrunk_back(drawn.shrunk, planting, campaign.restraint),
        permits=lambda case: campaign.restraint.applied(case) == case,
        target=_target(subject),
        settings=settings,
    )


def conduct(subject: Subject, served: Served, settings: Settings) -> Summary:
    """The campaign's numbers and failures."""
    job = _job(subject, settings)
    summary = Summary()
    for event in run(job, HttpTransport(served, Deadline(), seconds=SECONDS), lambda: 0.0):
        summary.take(event)
    return summary


def score(subject: Subject, mutant: Mutant) -> Score:
    """The first thing that a campaign finds in a mutant, as its report tells it: by the smallest request."""
    summary = conduct(subject, mutant.served(subject.correct), Settings(max_failures=1))
    first = next(iter(summary.failures.values()), None)
    if first is None:
        return Score(name=mutant.name, requests=None, said="", is_named=False)
    return Score(
        name=mutant.name,
        requests=first.number,
        said=f"{first.check} {first.named}",
        is_named=not mutant.targets or any(is_named(first, target) for target in mutant.targets),
    )


def is_named(failure: Failure, target: str) -> bool:
    """Whether a failure speaks of a field, a rule, or a place that is no field: `status`, `auth`, `content-type`."""
    named = re.split(r"[ .]", failure.named)
    steps = [*failure.target.split("/"), failure.rule or "", *named, *failure.check.split("_")]
    return folded(target) in {folded(step) for step in steps}
