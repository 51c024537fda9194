"""A campaign from the command line: what is sent where, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from fencepost.campaign.credentials import MADE_UP_TOKEN
from fencepost.campaign.engine import run
from fencepost.campaign.executor import executor_of
from fencepost.campaign.job import Job
from fencepost.campaign.observation import Contract
from fencepost.campaign.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.request import Target
from fencepost.campaign.summary import Summary
from fencepost.campaign.transport import http_transport
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.cli.caseload import Caseload
from fencepost.cli.environment import secret_from
from fencepost.cli.eventlog import EventLog, event_log
from fencepost.cli.exploring import explorer
from fencepost.cli.stopping import code_of
from fencepost.diagnostics import refusal, visible
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.report.terminal import watching

if TYPE_CHECKING:
    from fencepost.cli.arguments import TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What is to be tried, before it is known where."""

    api: Api
    operations: tuple[Operation, ...]
    plan: tuple[Unit, ...]
    makers: Mapping[str, Case]
    settings: Settings

    @staticmethod
    def of(api: Api, operations: tuple[Operation, ...], settings: Settings) -> Campaign:
        """The campaign of some operations of a document."""
        caseload = Caseload(api)
        makers = makers_of(caseload.valid(api.operations))
        candidates = Candidates(valid=caseload.valid(operations), faults=caseload.faults(operations))
        planned = plan(candidates, makers, settings.phases)
        return Campaign(api=api, operations=operations, plan=planned, makers=makers, settings=settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a campaign."""

    summary: Summary
    stopped: int | None
    """The exit code of the signal that stopped it; None where it ended by itself."""

    unwritten: OSError | None = None
    """What kept its events from being written; None where nothing did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A target, and how to speak to it again."""

    target: Target
    again: str
    """The options that name it on the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The contract of the mock."""

    api: Api
    fault: str | None = None
    """The id of the deviation it has from the document; None where it has none."""


@contextmanager
def target_of(
    kind: TargetKind, served: Served, url: str, token_env: str | None, headers: tuple[tuple[str, str], ...]
) -> Iterator[Reached]:
    """The target; the mock is served while it is in use, with a token of its own."""
    if kind == "mock":
        with mock_of(served.api, headers) as reached:
            yield reached if served.fault is None else replace(reached, again=f"--mock --fault {quote(served.fault)}")
        return
    token = MADE_UP_TOKEN if token_env is None else secret_from(token_env)
    again = f"--url {url}" if token_env is None else f"--url {url} --token-env {token_env}"
    yield Reached(target=Target(url=url, token=token, token_name=token_env, headers=headers), again=again)


@contextmanager
def mock_of(api: Api, headers: tuple[tuple[str, str], ...] = ()) -> Iterator[Reached]:
    """The mock of a document, served on a free port with a token that nobody else knows."""
    from fencepost.mock.app import create_app
    from fencepost.mock.server import random_identifier, random_token, serving, system_clock

    token = random_token()
    app = create_app(api, token=token, clock=system_clock, new_identifier=random_identifier)
    with serving(app) as address:
        yield Reached(target=Target(url=address, token=token, token_name="TOKEN", headers=headers), again="--mock")


def campaign_summary(campaign: Campaign, reached: Reached, timeout: float) -> Summary:
    """What a campaign finds, without a word about its progress."""
    summary, executor = Summary(), executor_of(campaign.settings.workers)
    with http_transport(seconds=timeout, workers=campaign.settings.workers) as transport:
        for event in run(_job(campaign, reached), transport, time.monotonic, executor):
            summary.take(event)
    return summary


def conduct(campaign: Campaign, reached: Reached, timeout: float, folder: Path | None = None) -> Outcome:
    """Run the campaign, with its progress on standard error, and its events in the report folder if there is one.

    Raises FencepostError T001 where the target never answers.
    """
    job, summary, stopped = _job(campaign, reached), Summary(), None
    log = EventLog(None)
    workers = campaign.settings.workers
    console = Console(stderr=True)
    try:
        with (
            http_transport(seconds=timeout, workers=workers) as transport,
            watching(console) as watcher,
            event_log(folder) as log,
        ):
            for event in run(job, transport, time.monotonic, executor_of(workers)):
                summary.take(event)
                watcher.take(event)
                log.take(event)
    except SystemExit as stop:
        stopped = code_of(stop)
    if summary.ending == "lost" and summary.answered == 0:
        remedy = "start the server, or correct --url"
        message = f"the target cannot be reached: {summary.detail}"
        raise refusal("T001", message, address=reached.target.url, remedy=remedy)
    return Outcome(summary=summary, stopped=stopped, unwritten=log.error)


def _job(campaign: Campaign, reached: Reached) -> Job:
    return Job(
        contract=Contract(campaign.api),
        operations=campaign.operations,
        plan=campaign.plan,
        makers=campaign.makers,
        explore=explorer(campaign.api),
        target=reached.target,
        settings=campaign.settings,
    )


def outline(campaign: Campaign) -> None:
    """Print what a campaign would send."""
    counts = Counter((planned.case.operation, planned.phase) for planned in campaign.plan)
    for operation in campaign.operations:
        told = [f"{phase} {counts[operation.id, phase]}" for phase in campaign.settings.phases if phase != "explore"]
        typer.echo(f"{visible(operation.id)}: {', '.join(told)}")
    typer.echo(f"{len(campaign.plan)} cases planned, no request sent")
