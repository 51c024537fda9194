"""Valid values of a type, one for each boundary point; inside an object, one field at a time from a nominal body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from fencepost.cases.news import TAIL_AFTER
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.numbers import number_points
from fencepost.cases.point import Point
from fencepost.cases.right.arrays import Inner, array_points
from fencepost.cases.right.company import company_points
from fencepost.cases.right.objects import object_points
from fencepost.cases.texts import text_points
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json

MAX_DEPTH = 6
"""Objects nested deeper get nominal values only."""

MAX_VALUES = 1_000
"""Of a longer enumeration the first values are tried, and the last."""


def valid_points(kind: Type, nominals: Nominals, depth: int = 0, inside: tuple[str, ...] = ()) -> Iterator[Point]:
    """The valid boundary points of a type; each value is allowed by it.

    `depth` counts the objects around; `inside` names the components around, so that recursion ends.
    """
    match kind:
        case Null():
            yield Point(name="null", value=None)
        case Boolean():
            yield Point(name="true", value=True)
            yield Point(name="false", value=False)
        case Number():
            yield from number_points(kind)
        case String():
            yield from text_points(kind)
        case Enum(values=values):
            for item in values if len(values) <= MAX_VALUES else (*values[: MAX_VALUES - 1], values[-1]):
                yield Point(name=_enum_name(item.value.value), value=item.value.value)
        case Anything():
            yield from _any_points()
        case Nothing():
            pass
        case _:
            yield from _compound_points(kind, nominals, depth, inside)


def _enum_name(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"enum:{value}"


def _any_points() -> Iterator[Point]:
    yield Point(name="type:object", value={})
    yield Point(name="type:array", value=[])
    yield Point(name="type:string", value="a")
    yield Point(name="type:number", value=1)
    yield Point(name="type:boolean", value=True)
    yield Point(name="null", value=None)


def _compound_points(kind: Type, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    match kind:
        case Ref(name=name):
            if name in inside or depth > MAX_DEPTH:
                yield from _nominal_point(kind, nominals)
            else:
                yield from valid_points(nominals.api.component(name).type, nominals, depth, (*inside, name))
        case Union(variants=variants, exclusive=exclusive):
            found = (point for variant in variants for point in valid_points(variant, nominals, depth, inside))
            yield from _sifted(kind, found, nominals) if exclusive else found
        case Residual(type=inner):
            yield from _sifted(kind, valid_points(inner, nominals, depth, inside), nominals)
        case Intersection(parts=parts):
            whole = nominals.domains.all_of(parts, kind.location)
            yield from valid_points(whole, nominals, depth, inside)
        case Array():
            yield from array_points(kind, nominals, _below(nominals, depth, inside))
        case Object() if depth > MAX_DEPTH:
            yield from _nominal_point(kind, nominals)
        case Object():
            points = object_points(kind, nominals, _below(nominals, depth, inside))
            yield from _in_company(points, kind, nominals) if depth == 0 or kind.rules else points
        case _:
            pass


def _below(nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Inner:
    return partial(valid_points, nominals=nominals, depth=depth + 1, inside=inside)


def _sifted(kind: Type, found: Iterator[Point], nominals: Nominals) -> Iterator[Point]:
    """The points that the whole set allows, where its parts allow more."""
    return nominals.tally.valid.sift(found, lambda point: nominals.accepts(kind, point.value))


def _in_company(points: Iterator[Point], kind: Object, nominals: Nominals) -> Iterator[Point]:
    """The points, then bodies of many fields; of an enumeration only the first values where each stands there too."""
    tried: Counter[tuple[str, ...]] = Counter()
    tails: list[Point] = []
    for point in points:
        tried[point.path] += point.name.startswith("enum:")
        if point.name.startswith("enum:") and tried[point.path] > TAIL_AFTER:
            tails.append(point)
        else:
            yield point
    given: set[tuple[tuple[str, ...], str]] = set()
    for point in company_points(kind, nominals):
        given.add((point.path, point.name))
        yield point
    yield from (point for point in tails if (point.path, point.name) not in given)


def _nominal_point(kind: Type, nominals: Nominals) -> Iterator[Point]:
    try:
        yield Point(name="nominal", value=nominals.value(kind))
    except UnattainableError:
        return
