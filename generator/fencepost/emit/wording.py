"""Types in words, for people: `number, 0.1 to 16 or null`. Markdown in which nothing acts."""

from __future__ import annotations

from typing import LiteralString, assert_never

from fencepost.emit.markdown import prose, span
from fencepost.emit.python.code import Code, code, joined
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
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
from fencepost.rules.wording.ranges import count_words, figure, range_words


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
    step = () if kind.multiple_of is None else (prose(f"a multiple of {figure(kind.multiple_of.value)}"),)
    return joined(
        ", ", (Code("integer" if kind.integer else "number"), *_told(range_words(kind.minimum, kind.maximum)), *step)
    )


def _told(words: str) -> tuple[Code, ...]:
    return (prose(words),) if words else ()


def _count(low: Limit | None, high: Limit | None, units: str) -> tuple[Code, ...]:
    return _told(count_words(low, high, units))


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
