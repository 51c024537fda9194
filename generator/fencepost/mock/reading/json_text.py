"""Bytes to a JSON value, strictly: what is not JSON in UTF-8 is refused with the reason."""

from __future__ import annotations

import json
import math
from decimal import Decimal, InvalidOperation

from fencepost.ir.values import Json

MAX_DEPTH = 128
"""Arrays and objects inside each other; far above what a document describes, far below what breaks a parser."""

_MAX_MAGNITUDE = 400
"""Decimal exponents past those of a double cannot matter to a bound, and exact arithmetic on them is slow."""


class MalformedError(Exception):
    """The bytes are no JSON text; the message says why, in words for the sender."""


def read_json(raw: bytes) -> Json:
    """The value of a JSON text, fractions as `Decimal`; of a member given twice the last one counts.

    Raises MalformedError for invalid UTF-8, anything that is not JSON (NaN and Infinity, trailing bytes), numbers that
    no double holds, unpaired surrogates, and nesting deeper than MAX_DEPTH.
    Source: RFC 8259, 8.1 (UTF-8, no byte order mark) and 9 (limits of a parser).
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(f"byte {error.start} is not UTF-8") from None
    try:
        value: Json = _DECODER.decode(text)
    except RecursionError:
        raise MalformedError(_TOO_DEEP) from None
    except ValueError as error:
        raise MalformedError(_reason(error)) from None
    if _may_be_beyond_bounds(raw):
        _refuse_beyond_bounds(value)
    return value


def _may_be_beyond_bounds(raw: bytes) -> bool:
    """Whether the text has brackets enough to be too deep, or an escape that may be half of a pair; most have not."""
    return b"\\u" in raw or raw.count(b"[") + raw.count(b"{") > MAX_DEPTH


_TOO_DEEP = f"it is nested more than {MAX_DEPTH} deep"


def _reason(error: ValueError) -> str:
    """Why the text was refused, without quoting it: it may hold a secret."""
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return "a number has too many digits" if "digits" in str(error) else str(error)


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON number")


def read_fraction(text: str) -> Decimal | float:
    """The number of a text in JSON's grammar, exactly where that can matter; raises ValueError beyond doubles."""
    if not math.isfinite(float(text)):
        raise ValueError("a number is greater than any double")
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return float(text)
    return exact if abs(exact.adjusted()) < _MAX_MAGNITUDE else float(text)


_DECODER = json.JSONDecoder(parse_float=read_fraction, parse_constant=_refuse_constant)


def _refuse_beyond_bounds(value: Json) -> None:
    """Walk level by level, so that a deep value costs no stack."""
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH + 1):
        texts = [item for item in level if isinstance(item, str)]
        texts += [key for item in level if isinstance(item, dict) for key in item]
        if any(not _is_unicode(text) for text in texts):
            raise MalformedError("a string holds half of a surrogate pair")
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return
    raise MalformedError(_TOO_DEEP)


def _inside(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def write_json(value: Json) -> bytes:
    """The JSON text of a value in UTF-8; fractions go out as doubles, as servers store them."""
    return _ENCODER.encode(value).encode()


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, default=float, separators=(",", ":"), allow_nan=False, check_circular=False
)
