"""The few values of a field that stand for all: absent, and the ends of what it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.numbers import number_ends
from fencepost.cases.right.arrays import array_sizes
from fencepost.cases.right.undeclared import map_sizes
from fencepost.cases.texts import text_ends
from fencepost.ir.types import (
    Array,
    Boolean,
    Enum,
    Intersection,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, freeze
from fencepost.rules.regions import Allowed

MAX_VARIANTS = 4
"""So many variants of a union give levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A field that has a value."""

    value: Json
    key: str
    """What tells two levels apart: 1 and 1.0 are two."""

    inner: bool = False
    """Whether the value stands inside its set, not on an end of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A field that is left out."""

    key: str = ""
    inner: bool = False


Level: TypeAlias = Given | Absent


def levels(kind: Object, allowed: Allowed, nominals: Nominals) -> tuple[Level, ...]:
    """The levels of a field of an object inside a region, absent first; none where no value of it can be made."""
    found = [*_values(allowed.type, nominals)]
    with suppress(UnattainableError):
        found.append((nominals.allowed_value(kind, allowed), True))
    given = (Given(value=value, key=freeze(value).text, inner=inner) for value, inner in found)
    usable = [level for level in given if _fits(allowed.type, level.value, nominals)]
    return distinct((Absent(), *usable) if allowed.absent else usable)


def _fits(kind: Type, value: Json, nominals: Nominals) -> bool:
    """Whether a value is of the set: unions and residuals may leave out what their parts hold."""
    return isinstance(kind, Number | String | Enum | Boolean | Null) or nominals.accepts(kind, value)


def distinct(found: Iterable[Level]) -> tuple[Level, ...]:
    """Each level once, the first of its kind."""
    first: dict[str, Level] = {}
    for level in found:
        first.setdefault(level.key, level)
    return tuple(first.values())


def body_with(body: dict[str, Json], name: str, level: Level) -> dict[str, Json]:
    """The body with a field on a level."""
    match level:
        case Given(value=value):
            return {**body, name: value}
        case Absent():
            return {other: value for other, value in body.items() if other != name}
        case _:
            assert_never(level)


def _values(kind: Type, nominals: Nominals) -> Iterator[tuple[Json, bool]]:
    """The ends of a set, and what stands next to them, with whether it does."""
    match kind:
        case Null():
            yield None, False
        case Boolean():
            yield from ((True, False), (False, False))
        case Number() | String():
            yield from _ends(kind)
        case Enum(values=values):
            yield from ((item.value.value, False) for item in (values[0], values[-1]))
        case Ref():
            yield from _values(nominals.domains.resolve(kind), nominals)
        case Union(variants=variants):
            yield from (pair for variant in variants[:MAX_VARIANTS] for pair in _values(variant, nominals))
        case Residual(type=inner):
            yield from _values(inner, nominals)
        case Intersection(parts=parts):
            yield from _values(nominals.domains.all_of(parts, kind.location), nominals)
        case Array():
            yield from ((point.value, False) for point in array_sizes(kind, nominals) if point.name in _SIZES)
        case Object(fields=()):
            yield from ((point.value, False) for point in map_sizes(kind, nominals) if point.name in _SIZES)
        case _:
            pass


def _ends(kind: Number | String) -> Iterator[tuple[Json, bool]]:
    points = number_ends(kind) if isinstance(kind, Number) else text_ends(kind)
    for point in points:
        if isinstance(kind, Number) or (kind.format is None and (point.name != "maxLength" or kind.max_length)):
            yield point.value, point.name.endswith("+")


_SIZES = ("empty", "one", "minItems", "maxItems", "minProperties", "maxProperties")
