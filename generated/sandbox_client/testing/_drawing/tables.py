"""How often each value of a set is drawn: tables of as many slots as one byte has values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import cycle, islice
from typing import Any, TypeAlias

from hypothesis.strategies import SearchStrategy

from .equality import Json, fresh, json_type
from .tape import Free, Reader, Tape, read_from
from .values import ABSENT, Drawn, Values

SLOTS = 256

ABSENT_SHARE = 0.15
"""How often a field is missing that may be."""

SIMPLEST_SHARE = 0.12
BOUND_SHARE = 0.18
NEAR_SHARE = 0.04
"""How often a value is the simplest, how often it stands on each bound, and next to each."""

SCARCE_SHARE = 0.33
"""How often at the most it stands on a bound that only few bodies can have."""

BOUNDS_SHARE = 0.66
"""How often at the most it stands on any bound."""

LARGE = 300
"""What takes more bytes than this, and may be missing, is missing the more often: nested objects multiply."""


@dataclass(frozen=True, slots=True)
class Later:
    """Stands in a table for what is made anew each time."""

    read: Reader
    place: int
    """Where it is read, seen from where the whole begins."""


Table: TypeAlias = tuple[Drawn | Later, ...]
"""What a byte chooses; the first slot is the simplest."""


@lru_cache(maxsize=4096)
def table(inner: Values, scarcity: float = 1, more: tuple[float, ...] = (), place: int = 1) -> Table:
    """The slots of a set of which one body in `scarcity` can have a value; what they do not list is read at a place.

    `more` says of each bound how much scarcer it is.
    """
    missing = round(SLOTS * _missing_share(inner)) if inner.may_be_absent else 0
    rest = SLOTS - missing
    freely = None if inner.free is None else Later(_scarce(inner.free, scarcity * SLOTS / max(rest, 1)), place)
    if inner.is_listed:
        found: Iterable[Drawn | Later] = _listed(
            inner, rest, [scarcity * each for each in more or [1] * len(inner.bounds)], freely
        )
    else:
        found = (freely for _ in range(rest) if freely is not None)
    return (*(ABSENT for _ in range(missing)), *found)


def _scarce(free: Free, times: float) -> Reader:
    return free.read if free.scarce is None else free.scarce(times)


def _missing_share(inner: Values) -> float:
    if inner.is_empty:
        return 1
    size = 0 if inner.free is None else inner.free.width
    return 1 - (1 - ABSENT_SHARE) * min(LARGE / max(size, 1), 1)


def _listed(inner: Values, slots: int, scarcity: Sequence[float], freely: Later | None) -> Iterator[Drawn | Later]:
    """The simplest value, then all others in the order in which they are shrunk to, then what is read freely."""
    on_bounds = tuple(_on_bounds(inner.bounds, slots, scarcity))
    near = tuple(islice(cycle(inner.near), round(slots * NEAR_SHARE * min(len(inner.near), 2))))
    free = 0 if freely is None else round(slots * inner.free_share)
    plain = slots - len(on_bounds) - len(near) - free
    simplest = plain if len(inner.plain) == 1 else min(round(slots * SIMPLEST_SHARE), max(plain // 3, 1))
    spread = (inner.plain[number * len(inner.plain) // (plain - simplest)] for number in range(plain - simplest))
    others = [*spread, *on_bounds, *near]
    known = {id(value): _slot(value) for value in (inner.plain[0], *others)}
    yield from (known[id(inner.plain[0])] for _ in range(simplest))
    yield from (known[id(value)] for value in (sorted(others, key=_size) if inner.bounds else others))
    yield from (freely for _ in range(free) if freely is not None)


def _size(value: Json) -> tuple[str, float]:
    """What a value with bounds is ordered by among those of its type, so that shrinking can go step by step."""
    return json_type(value), len(value) if isinstance(value, str | list | dict) else value or 0


def _on_bounds(bounds: Sequence[Json], slots: int, scarcity: Sequence[float]) -> Iterator[Json]:
    shares = [min(BOUND_SHARE * each, SCARCE_SHARE) for each in scarcity]
    excess = max(sum(shares) / BOUNDS_SHARE, 1)
    for bound, share in zip(bounds, shares, strict=True):
        yield from (bound for _ in range(round(slots * share / excess)))


def _slot(value: Json) -> Json | Later:
    """The value, or a copy of it for each draw."""
    if not isinstance(value, list | dict):
        return value
    parts = value.values() if isinstance(value, dict) else value
    return Later(partial(_deep if any(isinstance(part, list | dict) for part in parts) else _shallow, value), 0)


def _shallow(value: Json, _tape: Tape, _at: int) -> Json:
    return value.copy()


def _deep(value: Json, _tape: Tape, _at: int) -> Json:
    return fresh(value)


def free_width(inner: Values) -> int:
    """The bytes that a value of the set takes where a table does not list it."""
    return 0 if inner.free is None else inner.free.width


def width_of(inner: Values) -> int:
    """The bytes that a value of the set takes: one for the table, and those of what is read freely."""
    return 1 + free_width(inner)


def reader(inner: Values, scarcity: float = 1) -> Reader:
    """Reads values of a set that has any; none is absent."""
    return partial(_read, table(replace(inner, may_be_absent=False), scarcity))


def _read(slots: Table, tape: Tape, at: int) -> Json:
    value = slots[tape.byte(at)]
    return value.read(tape, at + value.place) if value.__class__ is Later else value


def drawing(inner: Values) -> Free:
    """How a value of a set that has any is read, by itself."""
    inventions = () if inner.free is None else inner.free.inventions
    return Free(read=reader(inner), scarce=partial(reader, inner), width=width_of(inner), inventions=inventions)


def strategy(inner: Values) -> SearchStrategy[Any]:
    """Draws the values of one set that has any, by itself."""
    return read_from(drawing(inner))
