"""Valid values of a type, one for each boundary point; inside an object, one field at a time from a nominal body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.numbers import number_points
from fencepost.cases.point import Point
from fencepost.cases.ruled import kept_points
from fencepost.cases.texts import text_points
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Field,
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
from fencepost.rules.evaluate import allows, within
from fencepost.rules.regions import Allowed, Region

MAX_DEPTH = 6
"""Objects nested deeper get nominal values only."""

ODD_KEYS = ("a b", "a.b", "a/b", "a=b", "\u043a\u043b\u044e\u0447", 'a"b', "0")


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
            for item in values:
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
            for variant in variants:
                for point in valid_points(variant, nominals, depth, inside):
                    if not exclusive or allows(kind, point.value, nominals.api):
                        yield point
        case Residual(type=inner):
            found = valid_points(inner, nominals, depth, inside)
            yield from (point for point in found if allows(kind, point.value, nominals.api))
        case Intersection(parts=parts):
            whole = nominals.domains.all_of(parts, kind.location)
            yield from valid_points(whole, nominals, depth, inside)
        case Array():
            yield from _array_points(kind, nominals, depth, inside)
        case Object():
            yield from _object_points(kind, nominals, depth, inside)
        case _:
            pass


def _nominal_point(kind: Type, nominals: Nominals) -> Iterator[Point]:
    try:
        yield Point(name="nominal", value=nominals.value(kind))
    except UnattainableError:
        return


def _array_points(kind: Array, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    for name, count in _counts(kind):
        items = _items(kind, count, nominals)
        if items is not None:
            yield Point(name=name, value=items)
    yield from _repeated(kind, nominals)
    yield from _item_points(kind, nominals, depth, inside)


def _counts(kind: Array) -> Iterator[tuple[str, int]]:
    low, high = kind.min_items, kind.max_items
    named = {"empty": 0, "one": 1, "many": 3}
    if low is not None:
        named.update({"minItems": low.value, "minItems+": low.value + 1})
    if high is not None and high.value <= MAX_ITEMS:
        named.update({"maxItems+": high.value - 1, "maxItems": high.value})
    for name, count in named.items():
        if 0 <= count <= MAX_ITEMS and within(count, low, high):
            yield name, count


def _items(kind: Array, count: int, nominals: Nominals) -> list[Json] | None:
    """So many items, different ones where that can be, so that their order can be seen; None where there are none."""
    if count > MAX_ITEMS:
        return None
    try:
        head = [nominals.value(item) for item in kind.prefix[:count]]
        rest = count - len(head)
        try:
            return head + nominals.distinct(kind, rest)
        except UnattainableError:
            return None if kind.unique else head + [nominals.value(kind.items) for _ in range(rest)]
    except UnattainableError:
        return None


def _repeated(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """One item twice, and two items out of their order."""
    if kind.prefix or (kind.max_items and kind.max_items.value < 2) or (kind.min_items and kind.min_items.value > 2):
        return
    try:
        first, second = nominals.distinct(replace(kind, unique=True), 2)
    except UnattainableError:
        return
    ordered = [first, second] if str(first) > str(second) else [second, first]
    yield Point(name="unsorted", value=ordered)
    if not kind.unique:
        yield Point(name="duplicate", value=[first, first])


def _item_points(kind: Array, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    """Every point of an item, the other items nominal."""
    base = _items(kind, max(kind.min_items.value if kind.min_items else 0, 1), nominals)
    if base is None or (kind.max_items is not None and kind.max_items.value < 1):
        return
    for index, item in enumerate(kind.prefix[: len(base)] or (kind.items,)):
        for point in valid_points(item, nominals, depth + 1, inside):
            items = [*base[:index], point.value, *base[index + 1 :]]
            if not kind.unique or allows(kind, items, nominals.api):
                yield point.below(str(index), items)


def _object_points(kind: Object, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    yield from _nominal_point(kind, nominals)
    if depth > MAX_DEPTH:
        return
    for item in kind.fields:
        yield from _field_points(kind, item, nominals, depth, inside)
    yield from _member_points(kind, nominals, depth, inside)
    yield from kept_points(kind, nominals)


def bodies_in(kind: Object, nominals: Nominals) -> Iterator[tuple[Region, dict[str, Json]]]:
    """Each region with its nominal body."""
    for region in nominals.regions(kind):
        try:
            yield region, nominals.in_region(kind, region)
        except UnattainableError:
            continue


def _field_points(
    kind: Object, item: Field, nominals: Nominals, depth: int, inside: tuple[str, ...]
) -> Iterator[Point]:
    """Every point of a field, each in the first region that allows it; regions that need the field come first.

    Where a rule asks for a field its value matters most: a type of engine, in a body that asks for an engine.
    """
    seen: set[tuple[tuple[str, ...], str]] = set()
    placed = [(region.allowed(item.wire_name), body) for region, body in bodies_in(kind, nominals)]
    usable = [(allowed, body) for allowed, body in placed if allowed is not None]
    for allowed, body in sorted(usable, key=lambda pair: pair[0].absent):
        for point in _allowed_points(item, allowed, nominals, depth, inside):
            key = (point.path, point.name)
            whole = {**body, item.wire_name: point.value}
            if key not in seen and allows(kind, whole, nominals.api):
                seen.add(key)
                yield point.below(item.wire_name, whole)
        if allowed.absent and item.wire_name in body and "absent" not in {name for _, name in seen}:
            rest = {name: value for name, value in body.items() if name != item.wire_name}
            seen.add(((), "absent"))
            absent = Point(path=(item.wire_name,), name="absent", value=rest)
            yield from _if_allowed(kind, absent, nominals)


def _allowed_points(
    item: Field, allowed: Allowed, nominals: Nominals, depth: int, inside: tuple[str, ...]
) -> Iterator[Point]:
    default = item.annotations.default
    if default is not None and allows(allowed.type, default.exact, nominals.api):
        yield Point(name="default", value=default.value)
    for text in item.annotations.examples:
        if allows(allowed.type, text.exact, nominals.api):
            yield Point(name="example", value=text.value)
    yield from valid_points(allowed.type, nominals, depth + 1, inside)


def _member_points(kind: Object, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    """Members that no field declares: none, one, many, odd names, and every point of their values."""
    if isinstance(kind.additional, Nothing) or kind.patterns:
        return
    for _, body in bodies_in(kind, nominals):
        if kind.fields and isinstance(kind.additional, Anything):
            yield from _if_allowed(kind, Point(name="extra", value={**body, "x-extra": "a"}), nominals)
            return
        yield from _map_points(kind, body, nominals, depth, inside)
        return


def _if_allowed(kind: Object, point: Point, nominals: Nominals) -> Iterator[Point]:
    if allows(kind, point.value, nominals.api):
        yield point


def _map_points(
    kind: Object, body: dict[str, Json], nominals: Nominals, depth: int, inside: tuple[str, ...]
) -> Iterator[Point]:
    try:
        value = nominals.value(kind.additional)
    except UnattainableError:
        return
    named = {"empty": 0, "one": 1, "many": 3}
    if kind.min_properties is not None and kind.min_properties.value <= MAX_ITEMS:
        named["minProperties"] = kind.min_properties.value
    if kind.max_properties is not None and kind.max_properties.value <= MAX_ITEMS:
        named["maxProperties"] = kind.max_properties.value
    for name, count in named.items():
        members = {f"key{number}": value for number in range(count)}
        yield from _if_allowed(kind, Point(name=name, value={**body, **members}), nominals)
    odd = {**body, **dict.fromkeys(ODD_KEYS, value)}
    yield from _if_allowed(kind, Point(name="odd_keys", value=odd), nominals)
    for point in valid_points(kind.additional, nominals, depth + 1, inside):
        whole = {**body, "key0": point.value}
        if allows(kind, whole, nominals.api):
            yield point.below("key0", whole)
