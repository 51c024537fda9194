"""Sets of values in words, as a person would say them of a field: `at least 1`, `null or an empty object`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

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
from fencepost.rules.domains import JSON_TYPES, Domains
from fencepost.rules.wording.ranges import count_words, figure, range_words

_MOST_VALUES = 6
"""Longer enumerations are cut."""

_ARTICLES = {"null": "null", "boolean": "true or false", "array": "an array", "object": "an object"}


def set_words(kind: Type, domains: Domains, own: tuple[str, ...] = JSON_TYPES) -> str:
    """What a value of the set is, where it is known to be of one of the JSON types `own` anyway.

    A set that is most easily told by what it leaves out is told so: `anything but a number less than 1`.
    """
    inside = _of_types(kind, own, domains)
    if _parts(inside) > max(2, len(own) - 1):
        outside = _of_types(domains.complement(inside), own, domains)
        if _parts(outside) < _parts(inside):
            return "nothing but itself" if isinstance(outside, Nothing) else f"anything but {_words(outside, own)}"
    return _words(inside, own)


def _of_types(kind: Type, own: tuple[str, ...], domains: Domains) -> Type:
    """The set without the variants whose JSON type is ruled out anyway."""
    if not isinstance(kind, Union) or kind.exclusive:
        return kind
    kept = tuple(each for each in kind.variants if set(domains.json_types(each)) & set(own))
    return kept[0] if len(kept) == 1 else replace(kind, variants=kept)


def _parts(kind: Type) -> int:
    return len(kind.variants) if isinstance(kind, Union) else 1


def _words(kind: Type, own: tuple[str, ...]) -> str:
    match kind:
        case Anything():
            return "anything"
        case Nothing():
            return "no value at all"
        case Null():
            return "null"
        case Boolean():
            return "true or false"
        case Number():
            return _number(kind, named=own != ("number",))
        case String():
            return _string(kind)
        case Array():
            return _array(kind)
        case Object():
            return _object(kind)
        case Enum(values=values):
            return _listed([item.value.text for item in values])
        case Union(variants=variants):
            return _either(_words(variant, own) for variant in variants)
        case Ref(name=name):
            return f"a {name}"
        case Intersection(parts=parts):
            return " and ".join(_words(part, own) for part in parts)
        case Residual(excluded=excluded, type=inner) if excluded is not None:
            return f"{_words(inner, own)} but not {_words(excluded, own)}"
        case Residual(type=inner, keywords=keywords):
            return f"{_words(inner, own)} as {', '.join(keywords)} says"
        case _:
            assert_never(kind)


def _listed(texts: list[str]) -> str:
    shown = texts[:_MOST_VALUES]
    more = len(texts) - len(shown)
    return _either([*shown, f"{more} others"] if more else shown)


def _either(parts: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = parts
    return f"{', '.join(most)} or {last}" if most else last


def _number(kind: Number, *, named: bool) -> str:
    """The range; with the type's name where the value might be of another, or where there is no range."""
    span = range_words(kind.minimum, kind.maximum)
    step = "" if kind.multiple_of is None else f"a multiple of {figure(kind.multiple_of.value)}"
    noun = "an integer" if kind.integer else "a number"
    whole = noun if named or not (span or step) else ""
    joint = "from " if whole and kind.minimum and kind.maximum and not span.startswith("more") else ""
    sized = " ".join(part for part in (whole, span and joint + span) if part)
    return " and ".join(part for part in (sized, step) if part)


def _string(kind: String) -> str:
    length = count_words(kind.min_length, kind.max_length, "characters")
    pattern = "" if kind.pattern is None else f"matching {kind.pattern.source}"
    form = "" if kind.format is None else f"in the format {kind.format.name}"
    if kind.max_length is not None and kind.max_length.value == 0:
        return "an empty string"
    return " ".join(part for part in ("a string", length and f"of {length}", form, pattern) if part)


def _array(kind: Array) -> str:
    count = count_words(kind.min_items, kind.max_items, "items")
    if kind.max_items is not None and kind.max_items.value == 0:
        return "an empty array"
    return " ".join(part for part in ("an array", count and f"of {count}", "without doubles" * kind.unique) if part)


def _object(kind: Object) -> str:
    if kind.max_properties is not None and kind.max_properties.value == 0:
        return "an empty object"
    count = count_words(kind.min_properties, kind.max_properties, "members")
    needed = [item.wire_name for item in kind.fields if item.required]
    named = f"with {', '.join(needed)}" if needed else ""
    return " ".join(part for part in ("an object", count and f"of {count}", named) if part)
