"""How much news a case brings: what is sent first tells the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from enum import IntEnum
from itertools import islice
from typing import TypeVar

from fencepost.cases.case import Case

_T = TypeVar("_T")

TAIL_AFTER = 2
"""So many values of an enumeration are tried among the first cases; the others come late, as they bring little news."""

_UNLIKELY = ("type:array", "type:object")
"""Hardly a server takes these for something else."""

IN_COMPANY = 2
"""Of the faults of a kind the first stands by itself, this one and those after it beside many other fields."""

EARLY = 12
"""So many bodies of many fields are among the first cases of an operation: each of them tells of all its fields."""


class Rank(IntEnum):
    """What is sent before what."""

    NOMINAL = 0
    CROWD = 1
    """The first bodies of many fields."""

    CONTEXT = 2
    """Each kind of fault once, beside many other fields: that it goes unseen in some company is seen here first."""

    ONE_FACTOR = 3
    """One field varied, or one fault, beside as little as possible."""

    TAIL = 4
    PAIR = 5
    """More bodies of many fields, and more faults beside them."""

    REST = 6
    """What was tried in another field, or what hardly any server gets wrong."""


_LATE = {
    Rank.CROWD: Rank.PAIR,
    Rank.CONTEXT: Rank.PAIR,
    Rank.TAIL: Rank.TAIL,
    Rank.PAIR: Rank.PAIR,
    Rank.REST: Rank.REST,
}
"""Where cases are listed by what they are about, the simple ones come first."""


def ranked(cases: Iterable[Case]) -> Iterator[tuple[Rank, Case]]:
    """Each case with its rank."""
    tried: Counter[tuple[str, ...]] = Counter()
    for case in cases:
        yield _rank(case, tried), case


def _rank(case: Case, tried: Counter[tuple[str, ...]]) -> Rank:
    if case.kind == "valid" and case.point in ("nominal", "example"):
        return Rank.NOMINAL
    tried[kind_of(case)] += 1
    count = tried[kind_of(case)]
    if case.point == "pair":
        return Rank.PAIR if count > EARLY else Rank.CROWD
    if case.kind == "fault":
        return _rank_of_fault(case, count)
    if case.point.startswith("enum:"):
        tried[case.operation, case.target] += count == 1
        tail = Rank.TAIL if tried[case.operation, case.target] > TAIL_AFTER else Rank.ONE_FACTOR
        return Rank.PAIR if count > 1 else tail
    return Rank.REST if case.point.startswith("text:") and count > 1 else Rank.ONE_FACTOR


def _rank_of_fault(case: Case, count: int) -> Rank:
    if count > 1:
        return Rank.CONTEXT if count == IN_COMPANY else Rank.PAIR
    unlikely = case.point in _UNLIKELY and case.target != "/body"
    return Rank.REST if unlikely else Rank.ONE_FACTOR


def kind_of(case: Case) -> tuple[str, ...]:
    """What makes two cases alike: a fault of a kind in one place, a value of an enumeration, a class of text."""
    place = "" if case.point.startswith("text:") else case.target
    # Rules are told by the fields of the clause, because two of them may share a name, or have none of their own.
    clause = case.expect.blame if case.rule is not None else ()
    return case.operation, case.kind, place, case.point.rstrip("-"), *clause


def late_last(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases of one operation as they come, but the tails of enumerations, many fields, and the rest at the end."""
    late: dict[Rank, list[Case]] = {Rank.TAIL: [], Rank.PAIR: [], Rank.REST: []}
    for rank, case in ranked(cases):
        if rank in _LATE:
            late[_LATE[rank]].append(case)
        else:
            yield case
    for waiting in late.values():
        yield from waiting


def by_turns(found: Iterable[_T], kind: Callable[[_T], Hashable], enough: int) -> Iterator[_T]:
    """The first of each kind, then the second of each, and so on, until there are enough."""
    tried: Counter[Hashable] = Counter()
    turns: dict[int, list[_T]] = {}
    for each in found:
        tried[kind(each)] += 1
        turns.setdefault(tried[kind(each)], []).append(each)
    first = turns.pop(1, [])
    yield from first
    yield from islice((each for turn in sorted(turns) for each in turns[turn]), max(enough - len(first), 0))
