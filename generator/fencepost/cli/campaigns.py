"""A campaign from the command line: what is sent where, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer
from rich.console import Console

from fencepost.campaign.engine import Told, run
from fencepost.campaign.job import ROOM, Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.keeping.baseline import Baseline
from fencepost.campaign.keeping.regression import Regression
from fencepost.campaign.planning.caseload import Caseload
from fencepost.campaign.planning.permitted import held_back, shared_makers, shrunk_back
from fencepost.campaign.planning.plan import Settings, makers_of
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.planning.programme import PLAIN, Scope, programme_of
from fencepost.campaign.planning.restraint import Permission, Restraint
from fencepost.campaign.running.cleanup import is_loopback
from fencepost.campaign.running.executor import executor_of
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Unit
from fencepost.campaign.wire.pace import PATIENCE, Pace
from fencepost.campaign.wire.transport import HttpTransport, http_transport
from fencepost.cases.case import Case
from fencepost.cli.eventlog import EventLog, event_log
from fencepost.cli.exploring import exploration
from fencepost.cli.stopping import code_of
from fencepost.cli.targets import Reached
from fencepost.diagnostics import visible
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.report.matrix import Matrix
from fencepost.report.terminal import watching

if TYPE_CHECKING:
    from fencepost.cli.remembered import Remembered

MOST_REMEMBERED = 100
"""Drawn failures of earlier runs that are sent again, of each operation."""


Follow: TypeAlias = Callable[[Job, Told], Told]
"""The events of a campaign, with others after them that follow from all of these."""


def alone(_: Job, events: Told) -> Told:
    """The events as they are."""
    return events


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What is to be tried, before it is known where."""

    api: Api
    operations: tuple[Operation, ...]
    plan: tuple[Unit, ...]
    makers: Mapping[str, Case]
    settings: Settings
    restraint: Restraint
    """Holds back what is drawn."""

    baseline: Baseline | None = None
    remembered: Remembered | None = None
    """Drawn failures of earlier runs; None where none are remembered."""

    @staticmethod
    def of(api: Api, operations: tuple[Operation, ...], settings: Settings, scope: Scope = PLAIN) -> Campaign:
        """The campaign of some operations of a document."""
        programme = programme_of(api, operations, settings, scope)
        return Campaign(
            api=api,
            operations=operations,
            plan=programme.plan,
            makers=programme.makers,
            settings=replace(settings, accepted=scope.baseline.keys) if scope.baseline else settings,
            restraint=programme.restraint,
            baseline=scope.baseline,
        )

    @staticmethod
    def again(api: Api, operation: Operation, regression: Regression, settings: Settings) -> Campaign:
        """The campaign of one failure that was found before."""
        return Campaign(
            api=api,
            operations=(operation,),
            plan=(Unit(phase="regressions", steps=regression.steps, barred=regression.barred),),
            makers=makers_of(Caseload(api).valid(api.operations)),
            settings=settings,
            restraint=Restraint(api, Permission()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a campaign."""

    summary: Summary
    stopped: int | None
    """The exit code of the signal that stopped it; None where it ended by itself."""

    unwritten: OSError | None = None
    """What kept its events from being written; None where nothing did."""

    matrix: Matrix = field(default_factory=Matrix)
    """What came of each point."""


def campaign_summary(campaign: Campaign, reached: Reached, timeout: float) -> Summary:
    """What a campaign finds, without a word about its progress."""
    summary = Summary()
    with _transport(reached, timeout, campaign.settings.workers) as transport:
        for event in _events(_job(campaign, reached), transport, reached):
            summary.take(event)
    return summary


def conduct(
    campaign: Campaign, reached: Reached, timeout: float, folder: Path | None = None, follow: Follow = alone
) -> Outcome:
    """Run the campaign, with its progress on standard error, and its events in the report folder if there is one.

    `follow` adds to the events what only all of them together tell.
    """
    job, summary, matrix = _job(campaign, reached), Summary(baseline=campaign.baseline), Matrix()
    stopped, log = None, EventLog(None)
    workers = campaign.settings.workers
    console = Console(stderr=True)
    try:
        with (
            _transport(reached, timeout, workers) as transport,
            watching(console) as watcher,
            event_log(folder) as log,
            closing(follow(job, _events(job, transport, reached))) as events,
        ):
            for event in events:
                if campaign.remembered is not None:
                    campaign.remembered.take(event)
                summary.take(event)
                matrix.take(event)
                watcher.take(event)
                log.take(event)
    except SystemExit as stop:
        stopped = code_of(stop)
    return Outcome(summary=summary, stopped=stopped, unwritten=log.error, matrix=matrix)


def _events(job: Job, transport: HttpTransport, reached: Reached) -> Told:
    executor, pace = executor_of(job.settings.workers), _pace(reached, job.contract.api)
    return run(job, transport, time.monotonic, executor, pace)


def _transport(reached: Reached, timeout: float, workers: int) -> AbstractContextManager[HttpTransport]:
    return http_transport(seconds=timeout, workers=workers, proxy=reached.proxy, trust=reached.trust)


def _pace(reached: Reached, api: Api) -> Pace | None:
    """A server on this machine is its user's own: it is asked as fast as it answers; the mock loses no time."""
    if reached.forward is not None:
        declared = [operation.rate_limit.seconds for operation in api.operations if operation.rate_limit is not None]
        return Pace(patience=max((PATIENCE, *declared)), forward=reached.forward)
    return None if is_loopback(reached.target.url) else Pace()


def _job(campaign: Campaign, reached: Reached) -> Job:
    drawn, contract = exploration(campaign.api), Contract(campaign.api)
    planting = Planting(contract, campaign.settings.seed)
    return Job(
        contract=contract,
        operations=campaign.operations,
        plan=campaign.plan,
        makers=campaign.makers,
        shared=shared_makers(campaign.makers, planting, campaign.restraint),
        explore=held_back(drawn.cases, planting, campaign.restraint),
        remembered=_remembered(campaign, planting),
        shrink=shrunk_back(drawn.shrunk, planting, campaign.restraint),
        permits=lambda case: campaign.restraint.applied(case) == case,
        target=reached.target,
        settings=campaign.settings,
    )


def _remembered(campaign: Campaign, planting: Planting) -> tuple[Case, ...] | None:
    if campaign.remembered is None:
        return None
    again = held_back(campaign.remembered.cases, planting, campaign.restraint)
    cases = (case for operation in campaign.operations for case in again(operation, 0, MOST_REMEMBERED))
    return tuple(islice(cases, ROOM))


def outline(campaign: Campaign) -> None:
    """Print what a campaign would send."""
    sent = [unit for unit in campaign.plan if unit.barred is None]
    counts = Counter((planned.case.operation, planned.phase) for planned in sent)
    phases = [phase for phase in campaign.settings.phases if any(unit.phase == phase for unit in sent)]
    for operation in campaign.operations:
        told = [f"{phase} {counts[operation.id, phase]}" for phase in phases]
        typer.echo(f"{visible(operation.id)}: {', '.join(told)}")
    barred = f", {len(campaign.plan) - len(sent)} not tried" if len(sent) < len(campaign.plan) else ""
    typer.echo(f"{len(sent)} cases planned{barred}, no request sent")
