"""Values that break exactly one constraint of a type, each next to what the document allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.numbers import outer_numbers
from fencepost.cases.point import Point
from fencepost.cases.ruled import broken_points
from fencepost.cases.texts import outer_texts
from fencepost.cases.valid import MAX_DEPTH, bodies_in
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
from fencepost.rules.evaluate import allows, keeps

WRONG_TYPES: tuple[tuple[str, Json], ...] = (
    ("string", "a"),
    ("number", 1),
    ("boolean", True),
    ("array", []),
    ("object", {}),
    ("null", None),
)
"""One value of each JSON type; where a number is meant, its text and a boolean are the likeliest to slip through."""


def fault_points(kind: Type, nominals: Nominals, depth: int = 0, inside: tuple[str, ...] = ()) -> Iterator[Point]:
    """Values outside a type, each breaking one constraint of it, or of one place inside it."""
    yield from _type_faults(kind, nominals)
    yield from _inner_faults(kind, nominals, depth, inside)


def _type_faults(kind: Type, nominals: Nominals) -> Iterator[Point]:
    """A value of each JSON type that the set has none of."""
    allowed = nominals.domains.json_types(kind)
    for name, value in WRONG_TYPES:
        if name in allowed:
            continue
        if name == "null":
            yield Point(name="null", value=None)
        elif name == "string" and ("number" in allowed or "boolean" in allowed):
            yield from _as_text(kind, nominals)
        else:
            yield Point(name=f"type:{name}", value=value)


def _as_text(kind: Type, nominals: Nominals) -> Iterator[Point]:
    """The nominal value written as a string: what a lenient server takes for the value itself."""
    try:
        value = nominals.value(kind)
    except UnattainableError:
        value = 1
    text = str(value).lower() if isinstance(value, bool | int | float) else "1"
    yield Point(name="type:string", value=text)
    yield Point(name="type:string", value="a")


def _inner_faults(kind: Type, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    match kind:
        case Number():
            yield from outer_numbers(kind)
        case String():
            yield from outer_texts(kind)
        case Enum():
            yield from _near_misses(kind)
        case Ref(name=name):
            if name not in inside and depth <= MAX_DEPTH:
                yield from _inner_faults(nominals.api.component(name).type, nominals, depth, (*inside, name))
        case Union():
            yield from _union_faults(kind, nominals, depth, inside)
        case Residual(type=inner) if inner != kind:
            yield from _inner_faults(inner, nominals, depth, inside)
        case Intersection(parts=parts):
            yield from _inner_faults(nominals.domains.all_of(parts, kind.location), nominals, depth, inside)
        case Array():
            yield from _array_faults(kind, nominals, depth, inside)
        case Object():
            yield from _object_faults(kind, nominals, depth, inside)
        case Anything() | Nothing() | Null() | Boolean():
            return
        case _:
            return


def _near_misses(kind: Enum) -> Iterator[Point]:
    """Values one slip away from a member: another case, a space, a letter more, none at all."""
    texts = [item.value.value for item in kind.values if isinstance(item.value.value, str)]
    numbers = [value for item in kind.values if isinstance(value := item.value.value, int | float)]
    last = texts[-1] if texts else None
    wrong: list[Json] = []
    if last is not None:
        wrong += [last.swapcase(), f"{last} ", f"{last}x", last[:-1], ""]
    plain = [number for number in numbers if not isinstance(number, bool)]
    if plain:
        wrong += [max(plain) + 1, min(plain) - 1]
    known = {str(value) for value in (*texts, *plain)}
    kept: list[str] = []
    for value in wrong:
        if str(value) not in known and str(value) not in kept:
            kept.append(str(value))
            yield Point(name="enum-", value=value)


def _union_faults(kind: Union, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    """The faults of each variant that no other variant allows."""
    several = [variant for variant in kind.variants if not isinstance(variant, Null)]
    for variant in several:
        for point in _inner_faults(variant, nominals, depth, inside):
            if not allows(kind, point.value, nominals.api):
                # With more than one variant a refusal cannot be expected to name a place inside one of them.
                yield point if len(several) == 1 else replace(point, blame=(point.path, ()))


def _array_faults(kind: Array, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    least = kind.min_items.value if kind.min_items else 0
    if least > MAX_ITEMS:
        return
    try:
        base = _filled(kind, max(least, 1), nominals)
    except UnattainableError:
        return
    yield from _count_faults(kind, nominals)
    if kind.unique and len(base) == 1 and (kind.max_items is None or kind.max_items.value > 1):
        yield Point(name="uniqueItems-", value=[base[0], base[0]])
    if kind.max_items is not None and kind.max_items.value < 1:
        return
    for index, item in enumerate(kind.prefix[: len(base)] or (kind.items,)):
        for point in fault_points(item, nominals, depth + 1, inside):
            yield point.below(str(index), [*base[:index], point.value, *base[index + 1 :]])


def _filled(kind: Array, count: int, nominals: Nominals) -> list[Json]:
    if kind.unique and not kind.prefix:
        return nominals.distinct(kind, count)
    head = [nominals.value(item) for item in kind.prefix[:count]]
    return head + [nominals.value(kind.items) for _ in range(count - len(head))]


def _count_faults(kind: Array, nominals: Nominals) -> Iterator[Point]:
    wanted: list[tuple[str, int]] = []
    if kind.min_items is not None and kind.min_items.value > 0:
        wanted.append(("minItems-", kind.min_items.value - 1))
    if kind.max_items is not None and kind.max_items.value < MAX_ITEMS:
        wanted.append(("maxItems-", kind.max_items.value + 1))
    for name, count in wanted:
        try:
            yield Point(name=name, value=_filled(kind, count, nominals))
        except UnattainableError:
            continue


def _object_faults(kind: Object, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    if depth > MAX_DEPTH:
        return
    for item in kind.fields:
        yield from _missing(kind, item, nominals)
        for point in fault_points(item.type, nominals, depth + 1, inside):
            yield from _in_context(kind, item, point, nominals)
    yield from _member_faults(kind, nominals, depth, inside)
    yield from broken_points(kind, nominals)


def _missing(kind: Object, item: Field, nominals: Nominals) -> Iterator[Point]:
    """The body without a field that it must have; a refusal may name the field or the object."""
    if not item.required:
        return
    for _, body in bodies_in(kind, nominals):
        rest = {name: value for name, value in body.items() if name != item.wire_name}
        if all(keeps(rule, rest, nominals.api) for rule in kind.rules):
            yield Point(path=(item.wire_name,), name="absent", value=rest, blame=((item.wire_name,), ()))
            return


def _in_context(kind: Object, item: Field, point: Point, nominals: Nominals) -> Iterator[Point]:
    """A faulty field in the first nominal body in which it breaks no rule, so that nothing masks it."""
    for _, body in bodies_in(kind, nominals):
        whole = {**body, item.wire_name: point.value}
        if all(keeps(rule, whole, nominals.api) for rule in kind.rules):
            yield point.below(item.wire_name, whole)
            return


def _member_faults(kind: Object, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    for _, body in bodies_in(kind, nominals):
        if isinstance(kind.additional, Nothing) and not kind.patterns:
            yield Point(
                path=("x-extra",),
                name="additionalProperties-",
                value={**body, "x-extra": "a"},
                blame=(("x-extra",), ()),
            )
        elif not isinstance(kind.additional, Anything) and not kind.patterns:
            for point in fault_points(kind.additional, nominals, depth + 1, inside):
                yield point.below("key0", {**body, "key0": point.value})
        yield from _property_counts(kind, body, nominals)
        return


def _property_counts(kind: Object, body: dict[str, Json], nominals: Nominals) -> Iterator[Point]:
    low, high = kind.min_properties, kind.max_properties
    needed = sum(item.required for item in kind.fields)
    if low is not None and len(body) == low.value > needed:
        names = [name for name in body if not any(item.required for item in kind.fields if item.wire_name == name)]
        short = {name: value for name, value in body.items() if name != names[-1]}
        yield Point(name="minProperties-", value=short)
    if high is not None and high.value < MAX_ITEMS and not isinstance(kind.additional, Nothing):
        try:
            value = nominals.value(kind.additional)
        except UnattainableError:
            return
        more = {f"key{number}": value for number in range(high.value + 1 - len(body))}
        yield Point(name="maxProperties-", value={**body, **more})
