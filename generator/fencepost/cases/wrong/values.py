"""Values that break exactly one constraint of a type, each next to what the document allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.numbers import outer_numbers
from fencepost.cases.point import Point
from fencepost.cases.right.values import MAX_DEPTH, valid_points
from fencepost.cases.texts import MAX_LENGTH, outer_texts
from fencepost.cases.wrong.items import item_faults
from fencepost.cases.wrong.members import object_faults
from fencepost.cases.wrong.mentioned import bodies_mentioning
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
from fencepost.ir.values import LARGEST_NUMBER, Json, key_of
from fencepost.rules.constraints.tags import tag_of
from fencepost.rules.evaluate import allows

WRONG_TYPES: tuple[tuple[str, Json], ...] = (
    ("string", "a"),
    ("number", 1),
    ("boolean", True),
    ("array", []),
    ("object", {}),
    ("null", None),
)
"""One value of each JSON type; where a number is meant, its text and a boolean are the likeliest to slip through."""

MAX_TRIED = 500
"""So many valid values are tried for what only a validator can tell, or for what two variants allow."""


MAX_UNTOLD = 400
"""So many faults are made inside variants that nothing tells apart: all of them break "one of the variants"."""

LEAST_UNTOLD = 10
"""So many of each such variant at the least."""


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
    yield from (Point(name="type:string", value=text) for text in (text, "a", ""))


def _inner_faults(kind: Type, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    inner = partial(fault_points, nominals=nominals, depth=depth + 1, inside=inside)
    match kind:
        case Number():
            yield from (point for point in outer_numbers(kind) if _is_finite(point.value))
        case String():
            yield from outer_texts(kind)
            yield from _miscounted(kind)
        case Enum():
            yield from _near_misses(kind)
        case Ref(name=name):
            if name not in inside and depth <= MAX_DEPTH:
                yield from _inner_faults(nominals.api.component(name).type, nominals, depth, (*inside, name))
        case Union():
            yield from _union_faults(kind, nominals, depth, inside)
        case Residual(type=narrowed):
            yield from _inner_faults(narrowed, nominals, depth, inside)
            wider = narrowed if kind.excluded is None else nominals.domains.intersect(narrowed, kind.excluded)
            mentioning = bodies_mentioning(kind.schema.value, wider, nominals)
            yield from _refused(kind, wider, f"keyword:{kind.keywords[0]}", nominals, mentioning)
        case Intersection(parts=parts):
            yield from _inner_faults(nominals.domains.all_of(parts, kind.location), nominals, depth, inside)
        case Array():
            yield from item_faults(kind, nominals, inner)
        case Object() if depth <= MAX_DEPTH:
            yield from object_faults(kind, nominals, inner)
        case Object() | Anything() | Nothing() | Null() | Boolean():
            return


def _is_finite(value: Json) -> bool:
    return not isinstance(value, int | float) or -LARGEST_NUMBER <= value <= LARGEST_NUMBER


def _miscounted(kind: String) -> Iterator[Point]:
    """Texts whose length is wrong in code points, and right for who counts bytes, UTF-16 units or what is drawn."""
    if kind.pattern is not None:
        return
    if kind.min_length is not None and 2 < kind.min_length.value <= MAX_LENGTH:
        yield Point(name="minLength-", value="\U0001f600" * (kind.min_length.value - 1))
    if kind.max_length is not None and 1 <= kind.max_length.value < MAX_LENGTH:
        yield Point(name="maxLength-", value="e\u0301" * (kind.max_length.value // 2 + 1))


def _near_misses(kind: Enum) -> Iterator[Point]:
    """Values one slip away from a member: another case, a space, a letter more, none at all."""
    texts = [item.value.value for item in kind.values if isinstance(item.value.value, str)]
    numbers = [value for item in kind.values if isinstance(value := item.value.value, int | float)]
    plain = [number for number in numbers if not isinstance(number, bool)]
    wrong: list[Json] = []
    if texts:
        last = texts[-1]
        wrong += [last.swapcase(), f"{last} ", f"{last}x", last[:-1], ""]
    if plain:
        wrong += [max(plain) + 1, min(plain) - 1]
    for value in {key_of(value): value for value in wrong}.values():
        if not kind.holds(value):
            yield Point(name="enum-", value=value)


def _union_faults(kind: Union, nominals: Nominals, depth: int, inside: tuple[str, ...]) -> Iterator[Point]:
    """The faults of each variant that no other variant allows, and what two allow where only one may."""
    several = [variant for variant in kind.variants if not isinstance(variant, Null)]
    tagged = len(several) < 2 or tag_of(tuple(_objects(several, nominals)), kind, nominals.domains) is not None
    for variant in several:
        found = _inner_faults(variant, nominals, depth, inside)
        for point in found if tagged else islice(found, max(MAX_UNTOLD // len(several), LEAST_UNTOLD)):
            if not allows(kind, point.value, nominals.api):
                # With more than one variant a refusal cannot be expected to name a place inside one of them.
                yield point if len(several) == 1 else replace(point, blame=(point.path, ()))
    if kind.exclusive:
        yield from _refused(kind, replace(kind, exclusive=False), "keyword:oneOf", nominals)


def _objects(variants: Iterable[Type], nominals: Nominals) -> Iterator[Object]:
    resolved = (nominals.domains.resolve(variant) for variant in variants)
    return (variant for variant in resolved if isinstance(variant, Object))


def _refused(kind: Type, wider: Type, name: str, nominals: Nominals, others: Iterable[Json] = ()) -> Iterator[Point]:
    """The first value that a wider type allows and this one does not; other values are tried last."""
    tried = islice((point.value for point in valid_points(wider, nominals)), MAX_TRIED)
    also = (value for value in others if allows(wider, value, nominals.api))
    for value in chain(tried, also):
        if not allows(kind, value, nominals.api):
            yield Point(name=name, value=value)
            return
