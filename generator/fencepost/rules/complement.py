"""The values that a set does not hold.

Exact where the nodes can say it; otherwise a residual `not`, which a validator judges.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    EnumValue,
    Field,
    Limit,
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
from fencepost.ir.values import Json, freeze, json_type
from fencepost.ir.walk import walk
from fencepost.rules.schema import schema_of

MAX_PARTS = 8
"""The objects that break one of so many demands on fields are told one by one."""

Resolve: TypeAlias = Callable[[Type], Type]
Intersect: TypeAlias = Callable[[Type, Type], Type]


def complement(kind: Type, resolve: Resolve, intersect: Intersect) -> Type:
    """Every JSON value outside the set."""
    match kind:
        case Anything(location=place):
            return Nothing(location=place)
        case Nothing(location=place):
            return Anything(location=place)
        case Ref():
            return complement(resolve(kind), resolve, intersect)
        case Union(exclusive=False, variants=variants):
            whole: Type = Anything(location=kind.location)
            for variant in variants:
                whole = intersect(whole, complement(variant, resolve, intersect))
            return whole
        case Residual(excluded=excluded, type=inner) if excluded is not None:
            outside = complement(inner, resolve, intersect)
            return Union(variants=(outside, intersect(inner, excluded)), location=kind.location)
        case Enum():
            return _outside_enum(kind)
        case Null() | Boolean() | Number() | String() | Array() | Object():
            return _outside_domain(kind, resolve, intersect)
        case _:
            return _residual(kind, Anything(location=kind.location))


def every_domain(place: Location) -> tuple[Type, ...]:
    """All JSON values, a domain for each JSON type."""
    return (
        Null(location=place),
        Boolean(location=place),
        Number(location=place),
        String(location=place),
        Array(items=Anything(location=place), location=place),
        Object(additional=Anything(location=place), location=place),
    )


def _residual(kind: Type, inside: Type) -> Residual:
    schema: Json = {"not": schema_of(kind)}
    return Residual(type=inside, schema=freeze(schema), keywords=("not",), excluded=kind, location=kind.location)


def _outside_enum(kind: Enum) -> Type:
    """Every value but those, one JSON type at a time: exact for null, booleans and numbers."""
    by_type: dict[str, list[EnumValue]] = {}
    for item in kind.values:
        by_type.setdefault(json_type(item.value.value), []).append(item)
    rest: list[Type] = []
    for domain in every_domain(kind.location):
        values = tuple(by_type.get(type(domain).__name__.lower(), ()))
        rest += _outside_values(domain, values) if values else (domain,)
    return Union(variants=tuple(rest), location=kind.location)


def _outside_values(domain: Type, values: tuple[EnumValue, ...]) -> tuple[Type, ...]:
    """A whole domain but some of its values."""
    match domain:
        case Null():
            return ()
        case Boolean():
            texts = {item.value.text for item in values}
            kept = tuple(
                EnumValue(value=freeze(value), location=domain.location)
                for value in (False, True)
                if freeze(value).text not in texts
            )
            return (Enum(values=kept, location=domain.location),) if kept else ()
        case Number():
            return _between(sorted(_exact(item) for item in values), domain.location)
        case _:
            return (_residual(Enum(values=values, location=domain.location), domain),)


def _exact(item: EnumValue) -> Decimal:
    return Decimal(str(item.value.exact))


def _between(points: list[Decimal], place: Location) -> tuple[Type, ...]:
    """The numbers below, between and above some points."""
    ends = [None, *(Bound(value=point, exclusive=True, location=place) for point in points), None]
    return tuple(Number(minimum=low, maximum=high, location=place) for low, high in pairwise(ends))


def _outside_domain(kind: Type, resolve: Resolve, intersect: Intersect) -> Type:
    others = tuple(domain for domain in every_domain(kind.location) if type(domain) is not type(kind))
    return Union(variants=(*_rest(kind, resolve, intersect), *others), location=kind.location)


def _rest(kind: Type, resolve: Resolve, intersect: Intersect) -> tuple[Type, ...]:
    """The values of the same JSON type outside the set."""
    match kind:
        case Number():
            return _rest_of_numbers(kind)
        case String():
            return _rest_of_strings(kind)
        case Array():
            return _rest_of_arrays(kind)
        case Object():
            return _rest_of_objects(kind, resolve, intersect)
        case _:
            return ()


def _flipped(bound: Bound) -> Bound:
    return Bound(value=bound.value, exclusive=not bound.exclusive, location=bound.location)


def _rest_of_numbers(kind: Number) -> tuple[Type, ...]:
    place = kind.location
    rest: list[Type] = []
    if kind.minimum is not None:
        rest.append(Number(maximum=_flipped(kind.minimum), location=place))
    if kind.maximum is not None:
        rest.append(Number(minimum=_flipped(kind.maximum), location=place))
    if kind.integer or kind.multiple_of is not None:
        inside = Number(minimum=kind.minimum, maximum=kind.maximum, location=place)
        rest.append(_residual(Number(integer=kind.integer, multiple_of=kind.multiple_of, location=place), inside))
    return tuple(rest)


def _outside_limits(low: Limit | None, high: Limit | None) -> tuple[tuple[Limit | None, Limit | None], ...]:
    """The ranges of lengths below the one limit and above the other."""
    below = ((None, Limit(value=low.value - 1, location=low.location)),) if low is not None and low.value > 0 else ()
    above = ((Limit(value=high.value + 1, location=high.location), None),) if high is not None else ()
    return (*below, *above)


def _rest_of_strings(kind: String) -> tuple[Type, ...]:
    outside = _outside_limits(kind.min_length, kind.max_length)
    rest: list[Type] = [String(min_length=low, max_length=high, location=kind.location) for low, high in outside]
    if kind.pattern is not None:
        inside = String(min_length=kind.min_length, max_length=kind.max_length, location=kind.location)
        rest.append(_residual(String(pattern=kind.pattern, location=kind.location), inside))
    return tuple(rest)


def _rest_of_arrays(kind: Array) -> tuple[Type, ...]:
    anything = Anything(location=kind.location)
    outside = _outside_limits(kind.min_items, kind.max_items)
    rest: list[Type] = [
        Array(items=anything, min_items=low, max_items=high, location=kind.location) for low, high in outside
    ]
    if kind.prefix or kind.unique or not isinstance(kind.items, Anything):
        inner = Array(items=kind.items, prefix=kind.prefix, unique=kind.unique, location=kind.location)
        inside = Array(items=anything, min_items=kind.min_items, max_items=kind.max_items, location=kind.location)
        rest.append(_residual(inner, inside))
    return tuple(rest)


def _rest_of_objects(kind: Object, resolve: Resolve, intersect: Intersect) -> tuple[Type, ...]:
    anything = Anything(location=kind.location)
    outside = _outside_limits(kind.min_properties, kind.max_properties)
    rest: list[Type] = [
        Object(additional=anything, min_properties=low, max_properties=high, location=kind.location)
        for low, high in outside
    ]
    parts = _broken_fields(kind, resolve, intersect)
    told = not (kind.patterns or kind.names or kind.rules) and isinstance(kind.additional, Anything)
    if told and len(parts) <= MAX_PARTS:
        return (*rest, *parts)
    # Without members there is nothing that could be wrong with them.
    only_empty = kind.max_properties is not None and kind.max_properties.value == 0 and not kind.rules
    if not (only_empty and not any(item.required for item in kind.fields)):
        rest.append(_residual(kind, Object(additional=anything, location=kind.location)))
    return tuple(rest)


def _broken_fields(kind: Object, resolve: Resolve, intersect: Intersect) -> tuple[Type, ...]:
    """The objects without a field that they must have, and those with a field of another type, field by field."""
    found: list[Type] = []
    for item in kind.fields:
        if item.required:
            found.append(_with_field(replace(item, type=Nothing(location=item.location), required=False)))
        if not isinstance(item.type, Anything):
            # What may lead back to the object is not unfolded.
            flat = all(not isinstance(inner, Ref | Object) or inner == _plain(inner) for inner in walk(item.type))
            kept = Anything(location=item.location)
            outside = complement(item.type, resolve, intersect) if flat else _residual(item.type, kept)
            found.append(_with_field(replace(item, type=outside, required=True)))
    return tuple(found)


def _plain(kind: Type) -> Object:
    """All objects."""
    return Object(additional=Anything(location=kind.location), location=kind.location)


def _with_field(field: Field) -> Object:
    return replace(_plain(field.type), fields=(field,))
