"""JSON values as the stages exchange them, and as frozen data holds them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

LARGEST_NUMBER = int(sys.float_info.max)
"""The greatest number that a double holds; none beyond it, or below its negative, is ever sent."""

Json: TypeAlias = bool | int | float | Decimal | str | list["Json"] | dict[str, "Json"] | None
"""A JSON value. Fractions read from a document are `Decimal`; those made for the wire are `float`."""


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON value inside frozen data: its text, keys in the order of the document."""

    text: str

    @property
    def value(self) -> Json:
        """A fresh copy of the value; fractions are `float`, as they go over the wire."""
        parsed: Json = _short(self.text) if self._is_short else self._plain or json.loads(self.text)
        return parsed

    @property
    def exact(self) -> Json:
        """A fresh copy of the value; fractions are `Decimal`, digit for digit."""
        if self._is_short:
            return _short_exact(self.text)
        parsed: Json = self._plain or json.loads(self.text, parse_float=Decimal)
        return parsed

    @property
    def _is_short(self) -> bool:
        """Whether it is a short scalar: read again and again, and the same object may be given to everybody."""
        return len(self.text) <= _SHORT and self.text[:1] in _SCALARS

    @property
    def _plain(self) -> str:
        """The string it is, where nothing in it is escaped: enumerations may have 100,000 of them; else empty."""
        return self.text[1:-1] if self.text.startswith('"') and "\\" not in self.text else ""


_SHORT = 64
_SCALARS = frozenset('"-0123456789tfn')
"""How the texts of scalars begin."""


@lru_cache(maxsize=4096)
def _short(text: str) -> Json:
    parsed: Json = json.loads(text)
    return parsed


@lru_cache(maxsize=4096)
def _short_exact(text: str) -> Json:
    parsed: Json = json.loads(text, parse_float=Decimal)
    return parsed


def freeze(value: Json) -> JsonText:
    """The value as frozen text."""
    return JsonText(json.dumps(value, ensure_ascii=False, default=float, separators=(",", ":")))


def json_type(value: Json) -> str:
    """The JSON type of a value: `null`, `boolean`, `number`, `string`, `array` or `object`."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float() | Decimal():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"


def key_of(value: Json) -> str:
    """A text that two values share exactly when they are equal as JSON."""
    match value:
        case list():
            return f"[{','.join(map(key_of, value))}]"
        case dict():
            members = sorted((json.dumps(name), key_of(item)) for name, item in value.items())
            return f"{{{','.join(f'{name}:{item}' for name, item in members)}}}"
        case bool() | str() | None:
            return json.dumps(value)
        case _:
            return str(Decimal(str(value)).normalize() + 0)


def equal(left: Json, right: Json) -> bool:
    """Equality of JSON: numbers by value, never a boolean and a number, strings by code point.

    Source: JSON Schema 2020-12, core 4.2.2.
    """
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return json_type(left) == json_type(right) and _scalar(left) == _scalar(right)


def _scalar(value: Json) -> Json:
    # Decimal(0.1) is not Decimal("0.1"): a float stands for its shortest decimal text.
    return Decimal(repr(value)) if isinstance(value, float) else value
