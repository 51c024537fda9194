"""Plain scalars to values, by the core schema of YAML 1.2: `no` and `on` are strings, `012` is 12, dates are strings.

Source: YAML 1.2.2, 10.3.
"""

from __future__ import annotations

import re
from decimal import Decimal

from fencepost.diagnostics import Diagnostic, FencepostError, Location

_INTEGER = re.compile(r"[-+]?[0-9]+")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_JSON = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MAX_DIGITS = 4_000


def resolve(text: str, location: Location) -> bool | int | Decimal | str | None:
    """A plain scalar by the core schema of YAML 1.2."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text[0] not in "+-.0123456789":
        return text
    return _number(text, location)


def _number(text: str, location: Location) -> int | Decimal | str:
    if len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _PREFIXED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return _decimal(text, location)
    if _NOT_JSON.fullmatch(text):
        remedy = "quote it, or give a finite number"
        message = f"{text} is no JSON number"
        raise FencepostError(
            [Diagnostic(code="D012", level="error", message=message, location=location, remedy=remedy)]
        )
    return text


def _decimal(text: str, location: Location) -> Decimal:
    """The number; one whose digits nobody could write out is refused, because work with it would have no end."""
    value = Decimal(text)
    if abs(value.adjusted()) > _MAX_DIGITS:
        remedy = "quote it, or give a number that a double can hold"
        message = f"{text} has more than {_MAX_DIGITS:,} digits when written out"
        raise FencepostError(
            [Diagnostic(code="D012", level="error", message=message, location=location, remedy=remedy)]
        )
    return value


def tagged(tag: str | None, text: str, location: Location) -> bool | int | Decimal | str | None:
    """A quoted scalar, or one with an explicit tag of the core schema."""
    kind = (tag or "tag:yaml.org,2002:str").removeprefix("tag:yaml.org,2002:")
    return resolve(text, location) if kind in ("null", "bool", "int", "float") else text
