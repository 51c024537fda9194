"""A campaign from the command line: what is sent where, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from fencepost.campaign.engine import run
from fencepost.campaign.job import Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.permitted import held_back, permitted, shared_makers, shrunk_back
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.planning.restraint import Permission, Restraint
from fencepost.campaign.running.cleanup import is_loopback
from fencepost.campaign.running.executor import executor_of
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.pace import Pace
from fencepost.campaign.wire.transport import HttpTransport, http_transport
from fencepost.cases.case import Case
from fencepost.cli.caseload import Caseload
from fencepost.cli.eventlog import EventLog, event_log
from fencepost.cli.exploring import exploration
from fencepost.cli.stopping import code_of
from fencepost.cli.targets import Reached
from fencepost.diagnostics import visible
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.report.terminal import watching


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is sent besides what the document alone gives, and what is not."""

    permission: Permission = Permission()
    asserts_formats: bool = False
    """Whether a text that only breaks the format of its field is a fault."""

    recalled: tuple[tuple[Step, ...], ...] = ()
    """Failures of earlier runs."""


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

    @staticmethod
    def of(api: Api, operations: tuple[Operation, ...], settings: Settings, scope: Scope = Scope()) -> Campaign:
        """The campaign of some operations of a document."""
        caseload, restraint = Caseload(api), Restraint(api, scope.permission)
        makers = makers_of(restraint.sorted(caseload.valid(api.operations))[0])
        scripted, drawn = caseload.sequences(operations, settings.seed) if "stateful" in settings.phases else ((), ())
        formats = caseload.formats(operations) if scope.asserts_formats else ()
        planting = Planting(Contract(api), settings.seed)
        candidates = Candidates(
            valid=tuple(map(planting.planted, caseload.valid(operations))),
            faults=tuple(map(planting.planted, (*caseload.faults(operations), *formats))),
            protocol=tuple(map(planting.planted, caseload.protocol(operations))),
            sequences=tuple(map(planting.sown, scripted)),
            drawn=tuple(map(planting.sown, drawn)),
            recalled=scope.recalled,
            hostile=tuple(caseload.hostile(operations)) if "hostile" in settings.phases else (),
        )
        held = permitted(candidates, restraint)
        barred = tuple(unit for unit in held.barred if unit.phase in settings.phases)
        # What is not sent costs nothing, so it is told first, however early the run ends.
        planned = (*barred, *plan(held.candidates, makers, settings.phases))
        return Campaign(
            api=api,
            operations=operations,
            plan=planned,
            makers=makers,
            settings=settings,
            restraint=restraint,
        )

    @staticmethod
    def again(api: Api, operation: Operation, steps: tuple[Step, ...], settings: Settings) -> Campaign:
        """The campaign of one failure that was found before."""
        return Campaign(
            api=api,
            operations=(operation,),
            plan=(Unit(phase="regressions", steps=steps),),
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


def campaign_summary(campaign: Campaign, reached: Reached, timeout: float) -> Summary:
    """What a campaign finds, without a word about its progress."""
    summary, executor = Summary(), executor_of(campaign.settings.workers)
    with _transport(reached, timeout, campaign.settings.workers) as transport:
        for event in run(_job(campaign, reached), transport, time.monotonic, executor):
            summary.take(event)
    return summary


def conduct(campaign: Campaign, reached: Reached, timeout: float, folder: Path | None = None) -> Outcome:
    """Run the campaign, with its progress on standard error, and its events in the report folder if there is one."""
    job, summary, stopped = _job(campaign, reached), Summary(), None
    log = EventLog(None)
    workers = campaign.settings.workers
    console = Console(stderr=True)
    try:
        with (
            _transport(reached, timeout, workers) as transport,
            watching(console) as watcher,
            event_log(folder) as log,
            closing(run(job, transport, time.monotonic, executor_of(workers), _pace(reached))) as events,
        ):
            for event in events:
                summary.take(event)
                watcher.take(event)
                log.take(event)
    except SystemExit as stop:
        stopped = code_of(stop)
    return Outcome(summary=summary, stopped=stopped, unwritten=log.error)


def _transport(reached: Reached, timeout: float, workers: int) -> AbstractContextManager[HttpTransport]:
    return http_transport(seconds=timeout, workers=workers, proxy=reached.proxy, trust=reached.trust)


def _pace(reached: Reached) -> Pace | None:
    """A server on this machine is its user's own: it is asked as fast as it answers."""
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
        shrink=shrunk_back(drawn.shrunk, planting, campaign.restraint),
        permits=lambda case: campaign.restraint.applied(case) == case,
        target=reached.target,
        settings=campaign.settings,
    )


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
