"""Values to Python literals: the one way for text of a document to become part of an expression.

A literal stands for exactly its value: evaluated, it gives the value back. Built on `repr`.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TypeAlias

from fencepost.emit.python.code import Code
from fencepost.ir.values import Json, JsonText

Value: TypeAlias = Json | JsonText | tuple["Value", ...]

_MAX_DIGITS = 4_000
"""Python refuses to read decimal literals much longer than this, but not hexadecimal ones."""


def literal(value: Value) -> Code:
    """The literal of a JSON value, frozen or not, or of a tuple of such.

    A fraction is the float of the same digits; where no float has them, a call of `Decimal` (see `needs_decimal`).
    """
    match value:
        case JsonText():
            return literal(value.exact)
        case None | bool():
            return Code(repr(value))
        case str():
            return _string(value)
        case int():
            return Code(repr(value) if abs(value) < 10**_MAX_DIGITS else hex(value))
        case float():
            return Code(repr(value) if math.isfinite(value) else f'float("{value}")')
        case Decimal():
            return _fraction(value)
        case list() | tuple() | dict():
            return _collection(value)


def _string(value: str) -> Code:
    """In double quotes where the text has no quotes at all, as ruff writes it."""
    quoted = repr(str(value))
    return Code(quoted if "'" in quoted[1:-1] or '"' in quoted else f'"{quoted[1:-1]}"')


def _collection(value: list[Json] | tuple[Value, ...] | dict[str, Json]) -> Code:
    match value:
        case list():
            return Code(f"[{', '.join(literal(item) for item in value)}]")
        case tuple():
            return Code(f"({', '.join(literal(item) for item in value)}{',' if len(value) == 1 else ''})")
        case dict():
            return Code(f"{{{', '.join(f'{literal(key)}: {literal(item)}' for key, item in value.items())}}}")


def needs_decimal(value: Decimal) -> bool:
    """Whether the literal of a fraction is a call of `Decimal`, which the module must then import."""
    return not value.is_finite() or Decimal(repr(float(value))) != value


def _fraction(value: Decimal) -> Code:
    return Code(f'Decimal("{value}")') if needs_decimal(value) else literal(float(value))
