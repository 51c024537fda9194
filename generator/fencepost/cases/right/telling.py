"""Values that tell: a server that trims, folds, rounds, sorts or cuts what it keeps gives another one back.

Where many fields are sent together each takes turns through these, so that what one field does to another shows. Nearly
all of them were sent alone before, so that a failure in company can be told from one of the value itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from itertools import cycle, islice

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.numbers import number_points
from fencepost.cases.point import Point
from fencepost.cases.right.arrays import array_points
from fencepost.cases.right.undeclared import map_sizes
from fencepost.cases.texts import different_texts, simplest_text, text_points
from fencepost.ir.types import (
    Anything,
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
from fencepost.ir.values import Json, key_of

MAX_MEMBERS = 64
"""Of a longer enumeration the first ones take turns, and the last one."""

MAX_LONG = 1_000
"""A longer text is not sent in company: one alone tells as much."""

MAX_MANY = 12
"""A list of more objects is not sent in company."""

MAX_MIXED = 3
"""A list of telling items has so many."""

MAX_INSIDE = 8
"""So many values of an object stand for all."""

MAX_VARIANTS = 4
"""So many variants of a union give values."""


class Company(IntEnum):
    """In which company a value is sent."""

    ANY = 0
    """Beside a fault too: it says something, and hardly a server refuses it."""

    RIGHT = 1
    """Where all fields are right: it is empty, or stands inside."""

    TAME = 2
    """One in a body: a server may well refuse it, and what else it does would not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A value and its company."""

    value: Json
    company: Company = Company.ANY


_NUMBERS = {"maximum": Company.ANY, "minimum": Company.ANY, "fraction": Company.RIGHT, "inside": Company.RIGHT}
_WHOLE = {"maximum": Company.ANY, "minimum": Company.ANY, "minimum+": Company.RIGHT, "whole": Company.TAME}
_ODD_TEXTS = dict.fromkeys(("text:nul", "text:astral", "text:combining", "text:blank"), Company.TAME)
_LISTS = {
    "unsorted": Company.ANY,
    "duplicate": Company.ANY,
    "one": Company.ANY,
    "empty": Company.RIGHT,
    "minItems": Company.RIGHT,
    "maxItems": Company.RIGHT,
    "many": Company.TAME,
}
_MAPS = {"one": Company.ANY, "empty": Company.RIGHT, "odd_keys": Company.TAME, "many": Company.TAME}


ANYTHING: tuple[Json, ...] = ({}, [], "a", 1, True)


def _any_company(value: Json) -> Telling:
    return Telling(value=value)


def telling_values(kind: Type, nominals: Nominals) -> tuple[Telling, ...]:
    """Values of a set, each once, the most telling first; not more than a few for what is no enumeration."""
    found: dict[str, Telling] = {}
    with suppress(UnattainableError):
        for each in _values(kind, nominals):
            found.setdefault(key_of(each.value) + type(each.value).__name__, each)
    return tuple(each for each in found.values() if _is_sure(kind) or nominals.accepts(kind, each.value))


def _is_sure(kind: Type) -> bool:
    return isinstance(kind, Number | Boolean | Null | Enum)


def _values(kind: Type, nominals: Nominals) -> Iterator[Telling]:
    match kind:
        case Null():
            yield Telling(value=None, company=Company.RIGHT)
        case Boolean():
            yield from (Telling(value=True), Telling(value=False))
        case Number():
            yield from _named(number_points(kind), _WHOLE if kind.integer else _NUMBERS)
        case String():
            yield from _texts(kind)
        case Enum(values=values):
            few = values if len(values) <= MAX_MEMBERS else (*values[: MAX_MEMBERS - 1], values[-1])
            yield from (Telling(value=item.value.value) for item in few)
        case Anything():
            yield from map(_any_company, ANYTHING)
        case _:
            yield from _compound(kind, nominals)


def _compound(kind: Type, nominals: Nominals) -> Iterator[Telling]:
    match kind:
        case Ref(name=name):
            with nominals.inside(name) as is_first:
                yield from telling_values(nominals.domains.resolve(kind), nominals) if is_first else ()
        case Union(variants=variants):
            yield from (each for variant in variants[:MAX_VARIANTS] for each in telling_values(variant, nominals))
        case Residual(type=inner):
            yield from telling_values(inner, nominals)
        case Intersection(parts=parts):
            yield from telling_values(nominals.domains.all_of(parts, kind.location), nominals)
        case Array():
            yield from _lists(kind, nominals)
        case Object(fields=()):
            yield from _named(map_sizes(kind, nominals), _MAPS)
        case Object():
            from fencepost.cases.right.company import whole_bodies

            yield from (Telling(value=body) for body in whole_bodies(kind, nominals))
        case _:
            return


def _named(points: Iterable[Point], companies: dict[str, Company]) -> Iterator[Telling]:
    """The values that stand on some points, in the order of the points' names."""
    found = [point for point in points if not point.path]
    for name, company in companies.items():
        yield from (Telling(value=point.value, company=company) for point in found if point.name == name)


def _texts(kind: String) -> Iterator[Telling]:
    points = [point for point in text_points(kind) if len(str(point.value)) <= MAX_LONG]
    simplest = simplest_text(kind)
    yield from _named(points, {"text:mixed": Company.RIGHT})
    yield from () if simplest is None else (Telling(value=simplest),)
    if kind.pattern is not None:
        yield from (Telling(value=text) for text in different_texts(kind, 2))
    elif kind.format is None:
        named = {"minLength": Company.RIGHT, "maxLength": Company.RIGHT}
        yield from (each for each in _named(points, named) if kind.max_length is not None or len(str(each.value)) < 2)
    yield from _named(points, _ODD_TEXTS)


def _lists(kind: Array, nominals: Nominals) -> Iterator[Telling]:
    """Some items out of order or one of them twice, one, none, and as many as may be; of objects, full ones."""
    points = tuple(array_points(kind, nominals, lambda _: iter(())))
    if isinstance(nominals.domains.resolve(kind.items), Object):
        whole = cycle([each.value for each in telling_values(kind.items, nominals)] or [None])
        counts = dict.fromkeys(len(point.value) for point in points if isinstance(point.value, list))
        yield from (Telling(value=list(islice(whole, count))) for count in counts if 0 < count <= MAX_MANY)
    else:
        rich = [each.value for each in telling_values(kind.items, nominals) if each.company <= Company.RIGHT]
        yield Telling(value=list(rich[:MAX_MIXED]), company=Company.RIGHT)
    yield from _named(points, _LISTS)
