"""`make mutants`: every planted fault, whether it is found, after how many requests, and under the right name."""

from __future__ import annotations

import argparse
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from fencepost.campaign.planning.plan import Settings
from rich.console import Console
from rich.table import Table

from .campaigns import Score, Subject, conduct
from .fences import MOVED, hold
from .hosts import Served
from .misses import MISSES
from .sandbox.subject import SANDBOX
from .scores import HEADER, Line, lines, scores
from .spelt import sample, subjects
from .subjects import SUBJECTS

SEEDS = range(10)


def main() -> int:
    """Print the tables; 1 where a fault is missed or found against the record, or a correct server has a failure.

    With `--spellings`, 1 where a score depends on how the rules are written.
    """
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--explored", type=int, default=100, help="cases drawn for each operation of a correct server")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--spellings", action="store_true", help="a sample under six documents that say the same")
    parser.add_argument("--fences", action="store_true", help="servers with one moved fence: is it told, and mended?")
    options = parser.parse_args()
    console = Console(width=160, highlight=False)
    if options.fences:
        return 1 if fences(console) else 0
    if options.spellings:
        return 1 if spellings(console, options.processes) else 0
    wrong = sum(
        report(console, subject, options.processes) + false_alarms(console, subject, options.explored)
        for subject in SUBJECTS
    )
    return 1 if wrong else 0


def fences(console: Console) -> int:
    """Print of each server with one moved fence whether it is told exactly, and mended; how many are not."""
    wrong = 0
    for moved in MOVED:
        told = "told and mended"
        with TemporaryDirectory() as folder, chdir(folder):
            try:
                hold(moved, Path(folder))
            except AssertionError:
                wrong, told = wrong + 1, "missed"
        console.print(f"{told}: {moved.document} but {moved.server}")
    return wrong


def report(console: Console, subject: Subject, processes: int) -> int:
    """Print what came of a subject's mutants; how many went otherwise than on record."""
    found = scores(subject, (*subject.mutants, *subject.doubles), processes)
    table = Table(*HEADER, title=f"{subject.title}: planted faults")
    for line in lines(subject, found):
        table.add_row(*line.cells)
    console.print(table)
    for each in found:
        if each.requests is None:
            console.print(f"missed   {each.name}: {MISSES.get(subject.record(each.name), 'not on record')}")
        elif not each.is_named:
            console.print(f"misnamed {each.name}: {each.said}")
    return sum(is_surprising(subject, each) for each in found)


def is_surprising(subject: Subject, each: Score) -> bool:
    """Whether a fault is missed or found against the record."""
    return (each.requests is None) != (subject.record(each.name) in MISSES)


def spellings(console: Console, processes: int) -> int:
    """Print what a sample comes to under each spelling of the rules; how many scores another spelling changes."""
    mutants = sample()
    usual = scores(SANDBOX, mutants, processes)
    changed = 0
    with TemporaryDirectory() as folder:
        for name, subject in subjects(Path(folder)):
            found = scores(subject, mutants, processes)
            console.print(Line(name=name, scores=tuple(found)).cells)
            for one, other in zip(usual, found, strict=True):
                if one.requests != other.requests:
                    changed += 1
                    console.print(f"{one.name}: {one.requests} as the document stands, {other.requests} by {name}")
    return changed


def false_alarms(console: Console, subject: Subject, explored: int) -> int:
    """Print what is held against the correct server; how much."""
    alarms = requests = 0
    for seed in SEEDS:
        summary = conduct(subject, Served(subject.correct), Settings(seed=seed, explored=explored))
        alarms += len(summary.failures)
        requests += summary.requests
        for failure in summary.failures.values():
            console.print(f"seed {seed}: {failure.check} {failure.named}: {failure.message}")
    console.print(f"{subject.title}, correct: {alarms} failures in {requests} requests of {len(SEEDS)} seeds")
    return alarms


if __name__ == "__main__":
    raise SystemExit(main())
