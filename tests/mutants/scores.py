"""What came of many mutants, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from multiprocessing import Pool
from pathlib import Path
from statistics import median
from typing import TypeAlias

from .campaigns import Score, Subject, score
from .mutant import FAMILIES, Mutant
from .subjects import SUBJECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table."""

    name: str
    scores: tuple[Score, ...]

    @property
    def requests(self) -> list[int]:
        """Of those found, how many requests it took, fewest first."""
        return sorted(each.requests for each in self.scores if each.requests is not None)

    @property
    def cells(self) -> tuple[str, ...]:
        found = self.requests
        named = sum(each.is_named for each in self.scores)
        return (
            self.name,
            f"{len(found)}/{len(self.scores)}",
            f"{median(found):.0f}" if found else "-",
            f"{ninth_tenth(found)}" if found else "-",
            f"{100 * named / len(found):.0f} %" if found else "-",
        )


HEADER = ("", "found", "median requests", "90 %", "named right")


def ninth_tenth(ordered: list[int]) -> int:
    """The smallest number that nine tenths of the others do not exceed."""
    return ordered[ceil(0.9 * len(ordered)) - 1]


Place: TypeAlias = tuple[int, Path, str]
"""Where another process finds a mutant: the number of its subject, the document that the campaign reads, its name."""


def scores(subject: Subject, mutants: Iterable[Mutant], processes: int) -> list[Score]:
    """The score of each mutant, in order; the servers are shared out among processes."""
    number = next(number for number, each in enumerate(SUBJECTS) if each.title == subject.title)
    places = [(number, subject.document, mutant.name) for mutant in mutants]
    with Pool(processes) as pool:
        return list(pool.imap(_score, places, chunksize=1))


def _score(place: Place) -> Score:
    number, document, name = place
    subject = replace(SUBJECTS[number], document=document)
    return score(subject, next(each for each in (*subject.mutants, *subject.doubles) if each.name == name))


def lines(subject: Subject, found: Iterable[Score]) -> list[Line]:
    """A line for each family, for those with a condition, for double faults, and for all."""
    by_name = {each.name: each for each in found}
    groups = {family: [each for each in subject.mutants if each.family == family] for family in FAMILIES}
    named: dict[str, list[Mutant]] = {
        **groups,
        "all single": list(subject.mutants),
        "of these conditional": [each for each in subject.mutants if each.when],
        "double": list(subject.doubles),
    }
    return [
        Line(name=name, scores=tuple(by_name[each.name] for each in group if each.name in by_name))
        for name, group in named.items()
        if any(each.name in by_name for each in group)
    ]
