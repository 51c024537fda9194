"""Objects that break one constraint: a field missing or wrong, a member too few, too many, unknown or misnamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.right.crowd import ranked_fields
from fencepost.cases.texts import simplest_text
from fencepost.cases.wrong.clauses import broken_points
from fencepost.cases.wrong.contexts import contexts_of, fewer, more, sized
from fencepost.cases.wrong.crowds import Surroundings, broken_in_crowds
from fencepost.cases.wrong.items import Inner
from fencepost.ir.types import Anything, Field, Nothing, Object, PatternField, String
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows, keeps, member_types, within


def object_faults(kind: Object, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The faults of an object and of its members, each alone."""
    crowded: dict[str, list[Point]] = {}
    for item in kind.fields:
        for point in _field_faults(kind, item, nominals, inner):
            if point.is_crowded:
                crowded.setdefault(item.wire_name, []).append(point)
            else:
                yield point
    body = next((body for _, body in nominals.bodies(kind)), None)
    if body is not None:
        yield from _member_faults(kind, body, nominals, inner)
        yield from _counts(kind, body, nominals)
    yield from broken_points(kind, nominals)
    for item in ranked_fields(kind, nominals):
        yield from crowded.get(item.wire_name, ())
    yield from broken_in_crowds(kind, nominals)


def _field_faults(kind: Object, item: Field, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The faults of one field: each kind of them in the plainest body, then all of them in crowded ones."""
    bodies = tuple(contexts_of(kind, item.wire_name, nominals))
    crowds = Surroundings(kind, item.wire_name, nominals)
    missing = tuple(_missing(kind, item, bodies, nominals))
    yield from missing
    yield from _missing_in_crowds(kind, item, crowds, nominals) if missing else ()
    for point in inner(item.type):
        is_new = crowds.is_new(point)
        crowded = tuple(_in_crowds(kind, item, point, crowds, nominals))
        if not crowded or (is_new and not point.is_crowded):
            plain = _in_context(kind, item, point, bodies, nominals)
            yield from (replace(each, has_twins=bool(crowded) or point.has_twins) for each in plain)
        yield from crowded


def _missing(kind: Object, item: Field, bodies: tuple[dict[str, Json], ...], nominals: Nominals) -> Iterator[Point]:
    """The body without a field that it must have; a refusal may name the field or the object."""
    if not item.required:
        return
    for body in bodies:
        whole = _without(kind, item, body, nominals)
        if whole is not None:
            yield Point(path=(item.wire_name,), name="absent", value=whole, blame=((item.wire_name,), ()))
            return


def _without(kind: Object, item: Field, body: dict[str, Json], nominals: Nominals) -> dict[str, Json] | None:
    """The body without a field; None where more than that would be wrong with it."""
    less = {name: value for name, value in body.items() if name != item.wire_name}
    rest = sized(kind, less, item.wire_name, nominals)
    return rest if item.wire_name in body and _is_undisturbed(kind, rest, nominals) else None


def _missing_in_crowds(kind: Object, item: Field, crowds: Surroundings, nominals: Nominals) -> Iterator[Point]:
    gone = Point(name="absent", value=None)
    crowds.is_new(gone)
    for body in crowds.bodies(gone):
        whole = _without(kind, item, body, nominals)
        if whole is not None:
            path = (item.wire_name,)
            yield Point(path=path, name="absent", value=whole, blame=(path, ()), is_crowded=True)


def _in_context(
    kind: Object, item: Field, point: Point, bodies: tuple[dict[str, Json], ...], nominals: Nominals
) -> Iterator[Point]:
    """A faulty field in the first body in which it breaks nothing else, so that nothing masks it."""
    for body in bodies:
        whole = sized(kind, {**body, item.wire_name: point.value}, item.wire_name, nominals)
        if _is_undisturbed(kind, whole, nominals):
            yield point.below(item.wire_name, whole)
            return


def _in_crowds(kind: Object, item: Field, point: Point, crowds: Surroundings, nominals: Nominals) -> Iterator[Point]:
    """A faulty field in bodies in which the other fields have values too, and break nothing."""
    for body in crowds.bodies(point):
        whole = sized(kind, {**body, item.wire_name: point.value}, item.wire_name, nominals)
        if _is_undisturbed(kind, whole, nominals):
            yield replace(point.below(item.wire_name, whole), is_crowded=True)


def _is_undisturbed(kind: Object, body: dict[str, Json], nominals: Nominals) -> bool:
    """Whether a body keeps every rule and the limits of its size."""
    sized = within(len(body), kind.min_properties, kind.max_properties)
    return sized and all(keeps(rule, body, nominals.api) for rule in kind.rules)


def _member_faults(kind: Object, body: dict[str, Json], nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """Members that no field declares: unknown, misnamed, or of a wrong value."""
    for item in kind.patterns:
        yield from _pattern_faults(item, kind, body, nominals, inner)
    for name in nominals.member_names(kind, 1):
        if isinstance(kind.additional, Nothing):
            yield from _fitting(
                kind,
                Point(path=(name,), name="additionalProperties-", value={**body, name: "a"}, blame=((name,), ())),
                nominals,
            )
        elif not isinstance(kind.additional, Anything):
            for point in inner(kind.additional):
                yield from _fitting(kind, point.below(name, {**body, name: point.value}), nominals)
    if kind.names is not None and not isinstance(kind.additional, Nothing):
        yield from _misnamed(kind, body, nominals, inner)


def _fitting(kind: Object, point: Point, nominals: Nominals) -> Iterator[Point]:
    """The point, where its body keeps what else the object asks, made larger or smaller for that."""
    if isinstance(point.value, dict):
        whole = sized(kind, point.value, point.path[0], nominals)
        if _is_undisturbed(kind, whole, nominals):
            yield replace(point, value=whole)


def _pattern_faults(
    item: PatternField, kind: Object, body: dict[str, Json], nominals: Nominals, inner: Inner
) -> Iterator[Point]:
    """The faults of a member whose name a pattern asks for, where no field and no other pattern speaks of it."""
    name = simplest_text(String(pattern=item.pattern, location=item.pattern.location))
    if name is None or member_types(kind, name) != (item.type,):
        return
    if kind.names is None or allows(kind.names, name, nominals.api):
        for point in inner(item.type):
            yield from _fitting(kind, point.below(name, {**body, name: point.value}), nominals)


def _misnamed(kind: Object, body: dict[str, Json], nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """A member with each name that is none; a refusal may name it or the object."""
    assert kind.names is not None
    try:
        value = nominals.value(kind.additional)
    except UnattainableError:
        return
    for name in (point.value for point in inner(kind.names) if not point.path):
        if isinstance(name, str) and member_types(kind, name) == (kind.additional,):
            whole = {**body, name: value}
            yield from _fitting(
                kind, Point(path=(name,), name="propertyNames-", value=whole, blame=((name,), ())), nominals
            )


def _counts(kind: Object, body: dict[str, Json], nominals: Nominals) -> Iterator[Point]:
    """One member too few, or one too many."""
    low, high = kind.min_properties, kind.max_properties
    if low is not None:
        yield from _too_few(kind, body, low.value - 1, nominals)
    if high is not None and high.value < MAX_ITEMS:
        yield from _too_many(kind, body, high.value + 1, nominals)


def _too_few(kind: Object, body: dict[str, Json], count: int, nominals: Nominals) -> Iterator[Point]:
    rest = fewer(kind, body, count)
    if len(rest) == count and all(keeps(rule, rest, nominals.api) for rule in kind.rules):
        yield Point(name="minProperties-", value=rest)


def _too_many(kind: Object, body: dict[str, Json], count: int, nominals: Nominals) -> Iterator[Point]:
    """Fields that may be there are added first, then members that no field declares."""
    whole = more(kind, body, count, nominals)
    if len(whole) == count:
        yield Point(name="maxProperties-", value=whole)
