"""Scalars to type hints: numbers, strings and finite sets of values."""

from __future__ import annotations

import math
import sys
from decimal import Decimal

from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.hint import PACKAGE, Hint, choice, named
from fencepost.emit.python.literal import literal
from fencepost.ir.types import Bound, EnumValue, Limit, Number, String
from fencepost.ir.values import Json, freeze, json_type

ANYTHING = named(Code("JsonValue"), "pydantic.JsonValue")
BOOLEAN = Hint(variants=(Code("StrictBool"),), schema=freeze({"type": "boolean"}))
NULL = Hint(variants=(Code("None"),), schema=freeze({"type": "null"}))
NOTHING = Hint(variants=(Code("Nothing"),))
TEXT = Hint(variants=(Code("str"),), schema=freeze({"type": "string"}))
_LIST = Hint(variants=(Code("list[JsonValue]"),))
_MAP = Hint(variants=(Code("dict[str, JsonValue]"),))

_INTEGER = f"{PACKAGE}._runtime.scalars.Integer"
_NUMBER = f"{PACKAGE}._runtime.scalars.Number"
_MOMENTS = {
    "date-time": named(Code("DateTime"), f"{PACKAGE}._runtime.scalars.DateTime"),
    "date": named(Code("Date"), f"{PACKAGE}._runtime.scalars.Date"),
}


def number_hint(kind: Number) -> Hint:
    """`Integer` and `Number` within bounds, which are printed as the document gives them."""
    bounds = {**_bound("minimum", kind.minimum), **_bound("maximum", kind.maximum)}
    hint = _bare_number(bounds, integer=kind.integer)
    if kind.multiple_of is None:
        return hint
    return hint.narrowed(code("MultipleOf({step})", step=literal(str(kind.multiple_of.value))))


def _bare_number(bounds: dict[str, Json], *, integer: bool) -> Hint:
    name, path, kind = (Code("Integer"), _INTEGER, "integer") if integer else (Code("Number"), _NUMBER, "number")
    words = {"minimum": "ge", "exclusiveMinimum": "gt", "maximum": "le", "exclusiveMaximum": "lt"}
    schema = freeze({"type": kind, "customTypePath": path, **bounds})
    return Hint(variants=(name,), metadata=_field(words, bounds), schema=schema)


def _bound(side: str, bound: Bound | None) -> dict[str, Json]:
    if bound is None:
        return {}
    keyword = f"exclusive{side.capitalize()}" if bound.exclusive else side
    value = bound.value
    if abs(Decimal(value)) <= Decimal(sys.float_info.max):
        return {keyword: value if isinstance(value, int) else float(value)}
    # Beyond every double: what is sent as a number is never there, and pydantic compares with no such bound.
    return {f"exclusive{side.capitalize()}": math.copysign(sys.float_info.max, 1 if value > 0 else -1)}


def _field(words: dict[str, str], bounds: dict[str, Json]) -> tuple[Code, ...]:
    """`Field(ge=0, le=8)`, or nothing without bounds."""
    if not bounds:
        return ()
    given = tuple(Code(f"{words[keyword]}={literal(value)}") for keyword, value in bounds.items())
    return (code("Field({given})", given=joined(", ", given)),)


def limits(name: str, low: Limit | None, high: Limit | None) -> tuple[tuple[Code, ...], dict[str, Json]]:
    """The limits of `Length`, `Items` or `Properties` as metadata and as keywords."""
    found: dict[str, Json] = {}
    if low is not None and low.value > 0:
        found[f"min{name}"] = low.value
    if high is not None:
        found[f"max{name}"] = high.value
    return _field({f"min{name}": "min_length", f"max{name}": "max_length"}, found), found


def string_hint(kind: String) -> Hint:
    """`str` within lengths; `DateTime` and `Date` where the format is all that the document says."""
    metadata, keywords = limits("Length", kind.min_length, kind.max_length)
    if is_moment(kind) and kind.format is not None:
        return _MOMENTS[kind.format.name]
    return Hint(variants=TEXT.variants, metadata=metadata, schema=freeze({"type": "string", **keywords}))


def is_moment(kind: String) -> bool:
    """Whether the strings are read as date-times or dates."""
    bare = kind.pattern is None and kind.max_length is None and not (kind.min_length and kind.min_length.value)
    return bare and kind.format is not None and kind.format.name in _MOMENTS


def finite_hint(values: tuple[EnumValue, ...]) -> Hint:
    """Exactly the values: `Literal["a", "b"]`, else `Annotated[Integer, Among((1, 2))]`."""
    plain = tuple(item.value.value for item in values)
    if values and all(isinstance(value, str) for value in plain):
        return Hint(variants=(code("Literal[{values}]", values=joined(", ", tuple(map(literal, plain)))),))
    return kinds_hint(values).narrowed(code("Among({values})", values=literal(plain)))


def tolerant_hint(values: tuple[EnumValue, ...]) -> Hint:
    """The values, and any other of the same JSON types: what an answer may hold in years to come."""
    texts = tuple(item for item in values if isinstance(item.value.value, str))
    known = (finite_hint(texts),) if texts else ()
    return choice((*known, kinds_hint(values)))


def kinds_hint(values: tuple[EnumValue, ...]) -> Hint:
    """The JSON types of the values."""
    plain = [item.value.value for item in values]
    types = dict.fromkeys(json_type(value) for value in plain)
    if not types:
        return NOTHING
    integer = all(isinstance(value, int) for value in plain if json_type(value) == "number")
    number = _bare_number({}, integer=integer)
    hints = {"null": NULL, "boolean": BOOLEAN, "string": TEXT, "number": number, "array": _LIST, "object": _MAP}
    return choice(tuple(hints[name] for name in types))
