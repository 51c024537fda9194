"""Members that no field declares: none, one, many, odd names, and each on each point of its value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.right.arrays import MANY, Inner
from fencepost.cases.texts import simplest_text
from fencepost.ir.types import Anything, Nothing, Object, PatternField, String
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows, member_types, within

ODD_KEYS = ("a b", "aB", "a.b", "a/b", "a=b", "\u043a\u043b\u044e\u0447", 'a"b', "0")

MAX_NAMES = 8
"""So many names are tried where the document says what names may be."""


def member_points(kind: Object, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The points of members that no field declares, in the first nominal body."""
    body = next((body for _, body in nominals.bodies(kind)), None)
    if body is None:
        return
    for item in kind.patterns:
        yield from _pattern_points(item, kind, body, nominals, inner)
    if isinstance(kind.additional, Nothing):
        return
    if kind.fields and isinstance(kind.additional, Anything):
        extra = {**body, "x-extra": "a"}
        if _has_room(kind, extra) and _may_be_called("x-extra", kind, nominals):
            yield Point(name="extra", value=extra)
        return
    yield from map_sizes(kind, nominals)
    if kind.names is not None:
        yield from _named_points(kind, body, nominals)
    yield from _value_points(kind, body, nominals, inner)


def _has_room(kind: Object, body: dict[str, Json]) -> bool:
    return within(len(body), kind.min_properties, kind.max_properties)


def _may_be_called(name: str, kind: Object, nominals: Nominals) -> bool:
    """Whether a member of that name is one of the rest."""
    named = kind.names is None or allows(kind.names, name, nominals.api)
    return named and member_types(kind, name) == (kind.additional,)


def map_sizes(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """The first nominal body with so many more members that its size matters."""
    body = next((body for _, body in nominals.bodies(kind)), None)
    try:
        value = nominals.value(kind.additional)
    except UnattainableError:
        return
    if body is None:
        return
    for name, count in _counts(kind, sum(kind.field(name) is not None for name in body)):
        names = nominals.member_names(kind, count)
        whole = {**body, **dict.fromkeys(names, value)}
        if len(names) == count and _has_room(kind, whole):
            yield Point(name=name, value=whole)
    odd = {**body, **{name: value for name in ODD_KEYS if _may_be_called(name, kind, nominals)}}
    if len(odd) > len(body) and _has_room(kind, odd):
        yield Point(name="odd_keys", value=odd)


def _counts(kind: Object, own: int) -> Iterator[tuple[str, int]]:
    """How many members there are besides the `own` declared ones."""
    yield from (("empty", 0), ("one", 1))
    yield from (("many", count) for count in (MANY if kind.max_properties is None else MANY[:1]))
    for name, limit in (("minProperties", kind.min_properties), ("maxProperties", kind.max_properties)):
        if limit is not None and own <= limit.value <= MAX_ITEMS:
            yield name, limit.value - own


def _named_points(kind: Object, body: dict[str, Json], nominals: Nominals) -> Iterator[Point]:
    """The first nominal body with one more member, under each of some names that the map asks for."""
    with suppress(UnattainableError):
        value = nominals.value(kind.additional)
        own = {name: member for name, member in body.items() if kind.field(name) is not None}
        for name in nominals.member_names(kind, MAX_NAMES):
            if _has_room(kind, {**own, name: value}):
                yield Point(path=(name,), name="one", value={**own, name: value})


def _value_points(kind: Object, body: dict[str, Json], nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """Every point of the value of one member."""
    for name in nominals.member_names(kind, 1):
        if _has_room(kind, {**body, name: None}):
            for point in inner(kind.additional):
                yield point.below(name, {**body, name: point.value})


def _pattern_points(
    item: PatternField, kind: Object, body: dict[str, Json], nominals: Nominals, inner: Inner
) -> Iterator[Point]:
    """Every point of a member whose name a pattern asks for, where no field and no other pattern speaks of it."""
    name = simplest_text(String(pattern=item.pattern, location=item.pattern.location))
    if name is None or member_types(kind, name) != (item.type,) or not _has_room(kind, {**body, name: None}):
        return
    if kind.names is None or allows(kind.names, name, nominals.api):
        for point in inner(item.type):
            yield point.below(name, {**body, name: point.value})
