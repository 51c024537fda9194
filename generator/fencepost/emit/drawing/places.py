"""What can be said in a path, a query or a header: text, and lists of texts."""

from __future__ import annotations

from collections.abc import Callable

from .algebra import checked
from .equality import Json
from .values import Values, nothing

_UNSEEN = frozenset(chr(code) for code in (*range(32), 127))


def in_path(inner: Values) -> Values:
    """The values that fill one segment of a path."""
    return _expressible(inner, _in_path)


def in_query(inner: Values) -> Values:
    """The values that a query can carry; null and an empty list have no spelling there."""
    return _expressible(inner, _in_query)


def in_header(inner: Values) -> Values:
    """The values that a header or cookie can carry: visible ASCII without outer spaces."""
    return _expressible(inner, _in_header)


def _expressible(inner: Values, fits: Callable[[str], bool]) -> Values:
    def test(value: Json) -> bool:
        if isinstance(value, list):
            return bool(value) and all("," not in str(item) and _is_said(item, fits) for item in value)
        return _is_said(value, fits)

    usable = next(filter(test, (inner.simplest, *inner.listed)), None)
    return nothing if inner.is_empty or usable is None else checked(inner, test, usable)


def _is_said(value: Json, fits: Callable[[str], bool]) -> bool:
    return isinstance(value, bool | int | float | str) and fits(str(value))


def _in_path(text: str) -> bool:
    return text not in ("", ".", "..") and not set(text) & {"/", "\\", "\x00"}


def _in_query(text: str) -> bool:
    return text != "" and "\x00" not in text


def _in_header(text: str) -> bool:
    return text.isascii() and text == text.strip() and text != "" and not set(text) & _UNSEEN
