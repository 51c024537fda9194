"""What a keyword asks of a value, in words: the end of a sentence that begins with the value's name.

No word repeats a value that was sent: it may be secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import jsonschema_rs

from fencepost.ir.ecma import as_written
from fencepost.ir.values import Json

Path: TypeAlias = tuple[str | int, ...]

_ARTICLES = {"array": "an array", "integer": "an integer", "object": "an object", "null": "null"}
_MOST_VALUES = 12

_WORDS = {
    "additionalProperties": "is not allowed",
    "anyOf": "must have one of the documented forms",
    "contains": "must hold an item of the documented form",
    "exclusiveMaximum": "must be less than {limit}",
    "exclusiveMinimum": "must be greater than {limit}",
    "falseSchema": "is not allowed",
    "format": "must be a valid {format}",
    "maxItems": "must have at most {limit} item{s}",
    "maxLength": "must have at most {limit} character{s}",
    "maxProperties": "must have at most {limit} member{s}",
    "maximum": "must be at most {limit}",
    "minItems": "must have at least {limit} item{s}",
    "minLength": "must have at least {limit} character{s}",
    "minProperties": "must have at least {limit} member{s}",
    "minimum": "must be at least {limit}",
    "multipleOf": "must be a multiple of {multiple_of}",
    "not": "is one of the values that are not allowed",
    "oneOf": "must have exactly one of the documented forms",
    "pattern": "must match the pattern {pattern}",
    "propertyNames": "has a member whose name is not allowed",
    "required": "is required",
    "unevaluatedItems": "has more items than are allowed",
    "unevaluatedProperties": "is not allowed",
    "uniqueItems": "must not hold an item twice",
}
_UNTOLD = "is not as documented"


def demand(keyword: str, told: Mapping[str, Json]) -> str:
    """What a keyword asks; `told` holds what it needs for that: `limit`, `pattern`, `multiple_of`, `format`."""
    words = _WORDS.get(keyword, _UNTOLD)
    shown = {name: shown_value(value) for name, value in told.items()} if "{" in words else {}
    return words.format(**shown, s="" if shown.get("limit") == "1" else "s")


def type_demand(names: Iterable[str]) -> str:
    """What a list of JSON types, `integer` among them, asks; null stands last."""
    ordered = sorted(dict.fromkeys(names), key=lambda name: (name == "null", name))
    return "must be " + " or ".join(_ARTICLES.get(name, f"a {name}") for name in ordered)


def enum_demand(options: Sequence[Json]) -> str:
    """What an enumeration asks; of a long one the first values."""
    if len(options) == 1:
        return f"must be {shown_value(options[0])}"
    shown = ", ".join(map(shown_value, options[:_MOST_VALUES]))
    more = len(options) - _MOST_VALUES
    return f"must be one of {shown}" + (f" and {more} more" if more > 0 else "")


def complaint_words(kind: jsonschema_rs.ValidationErrorKind) -> str:
    """What an error of the engine asks."""
    told = kind.as_dict()
    match kind.name:
        case "type":
            return type_demand(type_names(kind))
        case "enum":
            return enum_demand(told["options"])
        case "const":
            return enum_demand([told["expected_value"]])
        case "not" if told.get("schema") == {"type": "null"}:
            return "must not be null"
        case "pattern":
            return demand("pattern", {"pattern": as_written(told["pattern"])})
        case name:
            return demand(name, told)


def type_names(kind: jsonschema_rs.ValidationErrorKind) -> list[str]:
    """The JSON types that an error of the engine would have liked; none where it is about something else."""
    return [str(name) for name in kind.as_dict().get("types", [])]


def complaint_places(error: jsonschema_rs.ValidationError, value: Json) -> list[Path]:
    """What in a value an error is about: a missing or unknown member itself, not the object it is missing from."""
    path = tuple(error.instance_path)
    told = error.kind.as_dict()
    if isinstance(told.get("property"), str):
        return [(*path, told["property"])]
    unexpected = told.get("unexpected", [])
    if not unexpected and error.kind.name == "falseSchema" and error.schema_path[-1:] == ["additionalProperties"]:
        # The engine tells no names where every member is forbidden.
        unexpected = _members_at(value, path)
    return [(*path, name) for name in unexpected if isinstance(name, str)] or [path]


def _members_at(value: Json, path: Path) -> list[str]:
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list):
            value = value[int(step)]
    return list(value) if isinstance(value, dict) else []


def shown_value(value: Json) -> str:
    """A value of the document as a sentence shows it: text without quotes, numbers without needless digits."""
    match value:
        case None | bool():
            return {True: "true", False: "false", None: "null"}[value]
        case float() | Decimal() if abs(exact := Decimal(str(value))) < Decimal(10) ** 16:
            return str(int(exact)) if exact == exact.to_integral_value() else f"{exact.normalize():f}"
        case _:
            return str(value)
