"""Types in words, for people: `number, 0.1 to 16 or null`. Markdown in which nothing acts."""

from __future__ import annotations

from decimal import Decimal
from typing import LiteralString, assert_never

from fencepost.emit.markdown import prose, span
from fencepost.emit.python.code import Code, code, joined
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    Intersection,
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
from fencepost.names.tables import Names


def type_in_words(kind: Type, names: Names) -> Code:
    """What values a type allows; types with a class are named by it."""
    match kind:
        case Anything():
            return Code("anything")
        case Nothing():
            return Code("no value at all")
        case Null():
            return Code("null")
        case Boolean():
            return Code("boolean")
        case Number():
            return _number(kind)
        case String():
            return _string(kind)
        case Array():
            return _array(kind, names)
        case Object():
            return _object(kind, names)
        case Enum(values=values):
            return joined(" or ", tuple(span(item.value.text) for item in values))
        case Union(variants=variants):
            return _choice(tuple(type_in_words(variant, names) for variant in variants))
        case Intersection(parts=parts):
            return joined(" and ", tuple(type_in_words(part, names) for part in parts))
        case Ref(name=name):
            return span(names.class_name(name))
        case Residual(type=inner, keywords=keywords):
            rest = joined(", ", tuple(span(keyword) for keyword in keywords))
            return code("{inner}, narrowed by {rest}", inner=type_in_words(inner, names), rest=rest)
        case _:
            assert_never(kind)


def _choice(variants: tuple[Code, ...]) -> Code:
    return joined(", or " if any("," in variant for variant in variants) else " or ", variants)


def _number(kind: Number) -> Code:
    step = () if kind.multiple_of is None else (prose(f"a multiple of {_figure(kind.multiple_of.value)}"),)
    range_ = _range(_lower(kind.minimum), _upper(kind.maximum), "")
    return joined(", ", (Code("integer" if kind.integer else "number"), *range_, *step))


def _figure(value: int | Decimal) -> str:
    return str(value) if abs(Decimal(value)) < Decimal("1E20") else f"{Decimal(value):.6E}"


def _lower(bound: Bound | None) -> tuple[str, str] | None:
    """The end of a range as it reads alone, and before `to`."""
    if bound is None:
        return None
    figure = _figure(bound.value)
    return (f"greater than {figure}", f"more than {figure}") if bound.exclusive else (f"at least {figure}", figure)


def _upper(bound: Bound | None) -> tuple[str, str] | None:
    if bound is None:
        return None
    figure = _figure(bound.value)
    return (f"less than {figure}", f"less than {figure}") if bound.exclusive else (f"at most {figure}", figure)


def _range(low: tuple[str, str] | None, high: tuple[str, str] | None, unit: str) -> tuple[Code, ...]:
    """A range in words, or nothing for none."""
    if low and high:
        return (prose(f"{low[1]} to {high[1]}{unit}"),)
    return tuple(prose(end[0] + unit) for end in (low, high) if end)


def _count(low: Limit | None, high: Limit | None, unit: str) -> tuple[Code, ...]:
    """A range of counts; the unit is that of several."""
    last = high or low
    unit = unit.removesuffix("s") if last is not None and last.value == 1 else unit
    least = None if low is None else (f"at least {low.value}", str(low.value))
    most = None if high is None else (f"at most {high.value}", str(high.value))
    return _range(least, most, f" {unit}")


def _string(kind: String) -> Code:
    pattern = () if kind.pattern is None else (code("matching {source}", source=span(kind.pattern.source)),)
    form = () if kind.format is None else (span(kind.format.name),)
    return joined(", ", (Code("string"), *form, *_count(kind.min_length, kind.max_length, "characters"), *pattern))


def _array(kind: Array, names: Names) -> Code:
    items = (*kind.prefix, kind.items)
    inner = joined(", then ", tuple(type_in_words(item, names) for item in items))
    unique = (Code("each different"),) if kind.unique else ()
    return joined(", ", (_of("array", inner), *_count(kind.min_items, kind.max_items, "items"), *unique))


def _object(kind: Object, names: Names) -> Code:
    values = [*(item.type for item in kind.patterns), kind.additional]
    inner = joined(" or ", tuple(type_in_words(value, names) for value in values))
    count = _count(kind.min_properties, kind.max_properties, "members")
    open_ = not kind.patterns and isinstance(kind.additional, Anything)
    return joined(", ", (Code("object") if open_ else _of("object", inner), *count))


def _of(whole: LiteralString, inner: Code) -> Code:
    return joined(" ", (Code(f"{whole} of"), code("({inner})", inner=inner) if " " in inner else inner))
