"""The client half of a campaign from the command line: the package is printed, imported and put to the test."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from rich.console import Console

from fencepost.campaign.client.caller import Caller, wired
from fencepost.campaign.client.run import ClientJob, run_client
from fencepost.campaign.phases import Phase
from fencepost.campaign.summary import Summary
from fencepost.cli.campaigns import Campaign, Outcome
from fencepost.cli.eventlog import event_log
from fencepost.pipeline import Choice, named, package_of
from fencepost.report.matrix import Matrix
from fencepost.report.terminal import watching

if TYPE_CHECKING:
    from fencepost.emit.manifest import Package

PACKAGE = "client_under_test"

CALLED: tuple[Phase, ...] = ("lattice", "faults")
"""What can be said in calls of a client; it has no words for what is wrong below the body, and keeps nothing."""


def conduct_client(campaign: Campaign, folder: Path | None = None) -> Outcome:
    """Try every case and every kind of answer on the client that `generate` prints for the document."""
    from fencepost.cli.exploring import exploration

    package = package_of(campaign.api, Choice(package=PACKAGE))
    api, names = named(campaign.api)
    drawn = exploration(campaign.api)
    summary, matrix = Summary(baseline=campaign.baseline), Matrix()
    with (
        imported(package) as module,
        wired() as wire,
        event_log(folder) as log,
        watching(Console(stderr=True)) as watcher,
    ):
        job = ClientJob(
            api=campaign.api,
            operations=campaign.operations,
            plan=tuple(unit for unit in campaign.plan if unit.phase in CALLED),
            caller=Caller(module, api, names, wire),
            right=drawn.answers,
            wrong=drawn.faulty_answers,
            settings=campaign.settings,
        )
        for event in run_client(job, time.monotonic):
            summary.take(event)
            matrix.take(event)
            watcher.take(event)
            log.take(event)
    return Outcome(summary=summary, stopped=None, unwritten=log.error, matrix=matrix)


@contextmanager
def imported(package: Package) -> Iterator[ModuleType]:
    """The printed package as a module, from a folder that only this user may read and that goes with the block."""
    with tempfile.TemporaryDirectory(prefix="fencepost-") as folder:
        for file in package.files:
            path = Path(folder, file.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        sys.path.insert(0, folder)
        try:
            module = importlib.import_module(PACKAGE)
            importlib.import_module(f"{PACKAGE}.models")
            importlib.import_module(f"{PACKAGE}.errors")
            yield module
        finally:
            sys.path.remove(folder)
            for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
                del sys.modules[name]
