"""Two domains of one JSON type to the one that both allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import TypeAlias

from fencepost.ir.types import (
    Annotations,
    Anything,
    Array,
    Bound,
    Field,
    Limit,
    Nothing,
    Number,
    Object,
    Pattern,
    PatternField,
    Residual,
    String,
    Type,
)
from fencepost.ir.values import Json, freeze
from fencepost.rules.evaluate import matches, member_types
from fencepost.rules.schema import schema_of

Intersect: TypeAlias = Callable[[Type, Type], Type]


def _upper(left: Bound | None, right: Bound | None) -> Bound | None:
    """The bound from below that allows less."""
    if left is None or right is None:
        return left or right
    if left.value == right.value:
        return left if left.exclusive else right
    return left if left.value > right.value else right


def _lower(left: Bound | None, right: Bound | None) -> Bound | None:
    """The bound from above that allows less."""
    if left is None or right is None:
        return left or right
    if left.value == right.value:
        return left if left.exclusive else right
    return left if left.value < right.value else right


def higher(left: Limit | None, right: Limit | None) -> Limit | None:
    """The greater of two limits; None is none."""
    if left is None or right is None:
        return left or right
    return left if left.value >= right.value else right


def lesser(left: Limit | None, right: Limit | None) -> Limit | None:
    """The smaller of two limits; None is none."""
    if left is None or right is None:
        return left or right
    return left if left.value <= right.value else right


def merge_numbers(left: Number, right: Number) -> Number:
    """The numbers of both; bounds of integers are whole and inclusive."""
    merged = replace(
        left,
        integer=left.integer or right.integer,
        minimum=_upper(left.minimum, right.minimum),
        maximum=_lower(left.maximum, right.maximum),
        multiple_of=_common_step(left.multiple_of, right.multiple_of),
        format=left.format or right.format,
    )
    if not merged.integer:
        return merged
    return replace(merged, minimum=_whole(merged.minimum, 1), maximum=_whole(merged.maximum, -1))


def _whole(bound: Bound | None, inward: int) -> Bound | None:
    """The bound as the last whole number inside it; `inward` is 1 from below, -1 from above."""
    if bound is None:
        return None
    value = ceil(bound.value) if inward > 0 else floor(bound.value)
    if bound.exclusive and value == bound.value:
        value += inward
    return replace(bound, value=value, exclusive=False)


def _common_step(left: Bound | None, right: Bound | None) -> Bound | None:
    if left is None or right is None:
        return left or right
    one, other = Fraction(*_ratio(left)), Fraction(*_ratio(right))
    common = Fraction(lcm(one.numerator, other.numerator), gcd(one.denominator, other.denominator))
    return replace(left, value=Decimal(common.numerator) / Decimal(common.denominator))


def _ratio(bound: Bound) -> tuple[int, int]:
    return Decimal(bound.value).as_integer_ratio()


def merge_strings(left: String, right: String) -> Type:
    """The strings of both; a second pattern or format is left to a validator."""
    merged = replace(
        left,
        min_length=higher(left.min_length, right.min_length),
        max_length=lesser(left.max_length, right.max_length),
        pattern=left.pattern or right.pattern,
        format=left.format or right.format,
    )
    if merged.min_length and merged.max_length and merged.min_length.value > merged.max_length.value:
        return Nothing(location=left.location)
    second: dict[str, Json] = {}
    if left.pattern and right.pattern and left.pattern != right.pattern:
        second["pattern"] = right.pattern.source
    if not second:
        return merged
    return Residual(type=merged, schema=freeze(second), keywords=tuple(second), location=left.location)


def merge_arrays(left: Array, right: Array, intersect: Intersect) -> Array:
    """The arrays of both."""
    length = max(len(left.prefix), len(right.prefix))
    return replace(
        left,
        items=intersect(left.items, right.items),
        prefix=tuple(intersect(_item(left, index), _item(right, index)) for index in range(length)),
        min_items=higher(left.min_items, right.min_items),
        max_items=lesser(left.max_items, right.max_items),
        unique=left.unique or right.unique,
        unique_location=left.unique_location or right.unique_location,
    )


def _item(kind: Array, index: int) -> Type:
    return kind.prefix[index] if index < len(kind.prefix) else kind.items


def merge_objects(left: Object, right: Object, intersect: Intersect) -> Type:
    """The objects of both: the fields of the left first, then those that only the right declares.

    Where a pattern of one side meets what the other says of the rest, the right's part is left to a validator.
    """
    apart = _is_entangled(left, right) or _is_entangled(right, left)
    merged = replace(
        left,
        fields=tuple(_field(name, left, right, intersect) for name in _names(left, right)),
        additional=left.additional if apart else intersect(left.additional, right.additional),
        patterns=left.patterns if apart else _patterns(left, right, intersect),
        names=_names_type(left, right, intersect),
        min_properties=higher(left.min_properties, right.min_properties),
        max_properties=lesser(left.max_properties, right.max_properties),
        rules=tuple(dict.fromkeys((*left.rules, *right.rules))),
        annotations=merge_annotations(left.annotations, right.annotations),
    )
    return _with_members(merged, right) if apart else merged


def _names(left: Object, right: Object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.wire_name for item in (*left.fields, *right.fields)))


def _names_type(left: Object, right: Object, intersect: Intersect) -> Type | None:
    if left.names is None or right.names is None:
        return left.names or right.names
    return intersect(left.names, right.names)


def _is_entangled(one: Object, other: Object) -> bool:
    """Whether some members that a pattern of one side alone names are of the other's rest, and some are not."""
    alone = [item.pattern for item in one.patterns if item.pattern not in _sources(other)]
    if not alone or isinstance(other.additional, Anything):
        return False
    return bool(other.patterns) or any(matches(pattern, item.wire_name) for pattern in alone for item in other.fields)


def _sources(kind: Object) -> tuple[Pattern, ...]:
    return tuple(item.pattern for item in kind.patterns)


def _patterns(left: Object, right: Object, intersect: Intersect) -> tuple[PatternField, ...]:
    """The patterns of both, each once; the members of one that stands on one side alone are of the other's rest too."""
    kinds: dict[Pattern, Type] = {}
    for pattern in (*_sources(left), *_sources(right)):
        own = [
            next((item.type for item in side.patterns if item.pattern == pattern), side.additional)
            for side in (left, right)
        ]
        kinds[pattern] = intersect(own[0], own[1])
    return tuple(PatternField(pattern=pattern, type=kind) for pattern, kind in kinds.items())


def _with_members(merged: Object, right: Object) -> Residual:
    """The objects that the members of the right, which only a validator can tell, allow too."""
    members = Object(
        fields=tuple(replace(item, required=False) for item in right.fields),
        patterns=right.patterns,
        additional=right.additional,
        location=right.location,
    )
    keywords = ("patternProperties", "additionalProperties")
    return Residual(type=merged, schema=freeze(schema_of(members)), keywords=keywords, location=right.location)


def _field(name: str, left: Object, right: Object, intersect: Intersect) -> Field:
    """A field as both sides see it: declared, by pattern, or as one of the rest."""
    one, other = left.field(name), right.field(name)
    declared = one or other
    assert declared is not None
    kind: Type = Anything(location=declared.location)
    for part in (*member_types(left, name), *member_types(right, name)):
        kind = intersect(kind, part)
    if one is None or other is None:
        return replace(declared, type=kind)
    return replace(
        one,
        type=kind,
        required=one.required or other.required,
        annotations=merge_annotations(one.annotations, other.annotations),
        # A side that only requires the field is not where the field is declared.
        location=other.location if one.location == one.required_location else one.location,
        required_location=one.required_location or other.required_location,
    )


def merge_annotations(left: Annotations, right: Annotations) -> Annotations:
    """What either says, the left first."""
    return Annotations(
        title=left.title or right.title,
        description=left.description or right.description,
        default=left.default or right.default,
        examples=left.examples or right.examples,
        deprecated=left.deprecated or right.deprecated,
        read_only=left.read_only or right.read_only,
        write_only=left.write_only or right.write_only,
        open_question=left.open_question or right.open_question,
        privileged=left.privileged or right.privileged,
    )
