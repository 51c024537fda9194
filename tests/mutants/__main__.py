"""`make mutants`: every planted fault, whether it is found, after how many requests, and under the right name."""

from __future__ import annotations

import argparse

from fencepost.campaign.planning.plan import Settings
from rich.console import Console
from rich.table import Table

from .campaigns import Score, Subject, conduct
from .hosts import Served
from .misses import MISSES
from .scores import HEADER, lines, scores
from .subjects import SUBJECTS

SEEDS = range(10)


def main() -> int:
    """Print the tables; 1 where a fault is missed or found against the record, or a correct server has a failure."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--explored", type=int, default=100, help="cases drawn for each operation of a correct server")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    console = Console(width=160, highlight=False)
    wrong = sum(
        report(console, subject, options.processes) + false_alarms(console, subject, options.explored)
        for subject in SUBJECTS
    )
    return 1 if wrong else 0


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
