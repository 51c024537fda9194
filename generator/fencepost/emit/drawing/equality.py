"""JSON values: their types, their equality, and copies of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value: None, bool, int, float, str, or lists and dicts of such."""


def json_type(value: Json) -> str:
    """The JSON type of a value: `null`, `boolean`, `number`, `string`, `array` or `object`."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def is_number(value: Json) -> bool:
    """Whether a value is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def exact(value: float) -> Decimal:
    """The number that the shortest text of a float says."""
    return Decimal(repr(value))


def equal(left: Json, right: Json) -> bool:
    """Equality of JSON: 1 is 1.0 and never true.

    Source: JSON Schema 2020-12, core 4.2.2.
    """
    return canonical(left) == canonical(right)


def canonical(value: Json) -> object:
    """The same for equal values, different for others, and hashable."""
    match value:
        case bool() | None | str():
            return (json_type(value), value)
        case int() | float():
            return ("number", exact(value))
        case list():
            return ("array", tuple(map(canonical, value)))
        case _:
            return ("object", frozenset((name, canonical(member)) for name, member in value.items()))


def fresh(value: Json) -> Json:
    """The value, with lists and dicts of its own."""
    if isinstance(value, list):
        return [fresh(item) for item in value]
    if isinstance(value, dict):
        return {name: fresh(member) for name, member in value.items()}
    return value


def distinct(items: Iterable[Json]) -> list[Json]:
    """The items, each once."""
    return list({canonical(item): item for item in items}.values())
