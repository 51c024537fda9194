"""What several fields have together: told in words, changed in one of them, and put beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from fencepost.campaign.fencing.probing import Gone, Value
from fencepost.ir.values import Json, freeze, key_of

MOST_NAMED = 3
"""So many combinations are named, before they are only counted."""

Assignment: TypeAlias = tuple[tuple[str, Value], ...]
"""Fields of the rule, each with what it has."""


@dataclass(frozen=True, slots=True)
class Combination:
    """What some fields have together, and what becomes of it."""

    assignment: Assignment
    is_valid: bool
    accepted: bool


def turns(
    name: str, tried: list[Combination]
) -> Iterator[tuple[tuple[Decimal, Combination], tuple[Decimal, Combination]]]:
    """Neighbours by the number of one field, all others alike, of which the server takes one and refuses the other.

    None of them are as the document has it.
    """
    groups: dict[str, list[tuple[Decimal, Combination]]] = {}
    for each in tried:
        value = dict(each.assignment)[name]
        if isinstance(value, int | float) and not isinstance(value, bool):
            groups.setdefault(told(with_value(each.assignment, name, 0)), []).append((Decimal(repr(value)), each))
    for group in groups.values():
        for one, other in pairwise(sorted(group, key=lambda item: item[0])):
            is_documented = one[1].is_valid is one[1].accepted and other[1].is_valid is other[1].accepted
            if one[1].accepted is not other[1].accepted and not is_documented:
                yield one, other


def with_value(assignment: Assignment, name: str, value: Value) -> Assignment:
    """The same with another value of one field."""
    return tuple((each, value if each == name else known) for each, known in assignment)


def different(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values, each once."""
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault("" if isinstance(value, Gone) else key_of(value), value)
    return tuple(found.values())


def named(assignments: list[Assignment]) -> str:
    """Some of them in words, in brackets each; of many only how many there are more."""
    named = " or ".join(f"({told(each)})" for each in assignments[:MOST_NAMED])
    more = len(assignments) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def told(assignment: Assignment) -> str:
    """One of them in words: `size 3, colour absent`."""
    return ", ".join(f"{name} {'absent' if isinstance(value, Gone) else _short(value)}" for name, value in assignment)


def _short(value: Json) -> str:
    text = freeze(value).text
    return text if len(text) <= 40 else f"{text[:30]} …"
