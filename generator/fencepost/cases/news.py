"""How much news a case brings: what is sent first tells the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum

from fencepost.cases.case import Case

TAIL_AFTER = 2
"""So many values of an enumeration are tried among the first cases; the others come late, as they bring little news."""


class Rank(IntEnum):
    """What is sent before what."""

    NOMINAL = 0
    ONE_FACTOR = 1
    TAIL = 2
    PAIR = 3


def ranked(cases: Iterable[Case]) -> Iterator[tuple[Rank, Case]]:
    """Each case with its rank: nominal, one field varied, one more value of an enumeration, pairs of fields."""
    tried: Counter[tuple[str, str]] = Counter()
    for case in cases:
        yield _rank(case, tried), case


def _rank(case: Case, tried: Counter[tuple[str, str]]) -> Rank:
    if case.kind == "valid" and case.point in ("nominal", "example"):
        return Rank.NOMINAL
    if case.point == "pair":
        return Rank.PAIR
    if case.kind == "valid" and case.point.startswith("enum:"):
        tried[case.operation, case.target] += 1
        return Rank.TAIL if tried[case.operation, case.target] > TAIL_AFTER else Rank.ONE_FACTOR
    return Rank.ONE_FACTOR


def late_last(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases of one operation as they come, but the tails of enumerations after all others, and then the pairs."""
    late: dict[Rank, list[Case]] = {Rank.TAIL: [], Rank.PAIR: []}
    for rank, case in ranked(cases):
        if rank in late:
            late[rank].append(case)
        else:
            yield case
    for waiting in late.values():
        yield from waiting
