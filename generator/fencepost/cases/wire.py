"""What can be said in a path, a query or a header: text, and lists of texts."""

from __future__ import annotations

import re

from fencepost.ir.http import Parameter
from fencepost.ir.values import Json

_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
_UNSAFE_IN_HEADERS = frozenset(chr(code) for code in (*range(32), 127))


def expressible(value: Json, parameter: Parameter) -> bool:
    """Whether a parameter can carry a value so that a server reads the same one back.

    Null and an empty list have no spelling of their own; a path segment must not be empty or a dot; a header carries
    visible ASCII without outer spaces; of a cookie nobody says whether it is percent-encoded, so that it holds only
    what reads the same either way. What is written by its members has no text of its own.
    """
    if parameter.style == "content":
        return parameter.place != "cookie"
    if parameter.style == "deepObject":
        return False
    if isinstance(value, list):
        return (
            bool(value)
            and all(_is_scalar(item) and "," not in str(item) for item in value)
            and all(expressible(item, parameter) for item in value)
        )
    return _is_scalar(value) and _fits(_text(value), parameter)


def _is_scalar(value: Json) -> bool:
    return isinstance(value, bool | int | float | str)


def _text(value: Json) -> str:
    return str(value)


def _fits(text: str, parameter: Parameter) -> bool:
    match parameter.place:
        case "path":
            return text not in ("", ".", "..") and not set(text) & {"/", "\\", "\x00"}
        case "query":
            return text != "" and "\x00" not in text
        case "cookie":
            return bool(_PLAIN.fullmatch(text))
        case "header":
            return text.isascii() and text == text.strip() and text != "" and not set(text) & _UNSAFE_IN_HEADERS
