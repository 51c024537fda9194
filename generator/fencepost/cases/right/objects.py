"""Objects with each field on each of its points, one field at a time from a nominal body of a region."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.nominal import Nominals
from fencepost.cases.point import Point
from fencepost.cases.right.arrays import Inner
from fencepost.cases.right.clauses import kept_points
from fencepost.cases.right.undeclared import member_points
from fencepost.ir.types import Field, Object
from fencepost.ir.values import Json, freeze
from fencepost.rules.evaluate import allows
from fencepost.rules.regions import Allowed

_Placed = tuple[tuple[Allowed, dict[str, Json]], ...]
"""What a field may be in each region, with the nominal body there."""

_NARROWED = "minimum minimum+ maximum+ maximum inside minLength maxLength minItems maxItems maxProperties".split()
"""The ends of what a rule leaves of a field."""


def object_points(kind: Object, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The valid points of an object: nominal bodies, one field at a time, other members, sides of rules."""
    candidates = _candidates(kind, nominals, inner)
    yield from nominals.tally.valid.sift(candidates, lambda point: nominals.accepts(kind, point.value))


def _candidates(kind: Object, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    yield from nominal_points(kind, nominals)
    for item in kind.fields:
        placed = _placed(item, kind, nominals)
        yield from _own_points(item, placed, nominals, inner)
        yield from _narrowed_points(item, placed, inner)
    yield from member_points(kind, nominals, inner)
    yield from kept_points(kind, nominals)


def nominal_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """The nominal body of each region."""
    for _, body in nominals.bodies(kind):
        yield Point(name="nominal", value=body)


def _placed(item: Field, kind: Object, nominals: Nominals) -> _Placed:
    """The regions that may have the field, those that need it first.

    Where a rule asks for a field its value matters most: a type of engine, in a body that asks for an engine.
    """
    found = ((region.allowed(item.wire_name), body) for region, body in nominals.bodies(kind))
    return tuple(sorted(((own, body) for own, body in found if own is not None), key=lambda pair: pair[0].absent))


def _own_points(item: Field, placed: _Placed, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """Every point of the field itself, each in the first region that allows it."""
    for point in (*_told(item), *inner(item.type)):
        for allowed, body in placed:
            if allows(allowed.type, point.value, nominals.api):
                yield point.below(item.wire_name, {**body, item.wire_name: point.value})
                break
    bare = next((body for allowed, body in placed if allowed.absent and item.wire_name in body), None)
    if bare is not None:
        rest = {name: value for name, value in bare.items() if name != item.wire_name}
        yield Point(path=(item.wire_name,), name="absent", value=rest)


def _told(item: Field) -> Iterator[Point]:
    """What the document itself gives as a value of the field."""
    default = item.annotations.default
    if default is not None:
        yield Point(name="default", value=default.value)
    for text in item.annotations.examples:
        yield Point(name="example", value=text.value)


def _narrowed_points(item: Field, placed: _Placed, inner: Inner) -> Iterator[Point]:
    """The ends of what rules leave of a field, where they are no ends of its own."""
    seen: set[str] = set()
    for allowed, body in placed:
        if allowed.type == item.type:
            continue
        for point in inner(allowed.type):
            key = freeze(point.value).text
            if not point.path and point.name in _NARROWED and key not in seen:
                seen.add(key)
                yield Point(path=(item.wire_name,), name="inside", value={**body, item.wire_name: point.value})
