"""Parameters as text: the styles of OpenAPI.

Source: OpenAPI 3.1, 4.8.12.6 (style values); RFC 6570.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

from fencepost.ir.http import Parameter
from fencepost.ir.values import Json

_EXACT = 2**53
"""Beyond it a double no longer tells neighbouring integers apart."""

Escape: TypeAlias = Callable[[str], str]


class UnsendableError(Exception):
    """HTTP has no way to carry this value at this place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a value becomes text; see `Parameter`."""

    name: str
    style: str
    explode: bool


def style_of(name: str, default: str, parameter: Parameter | None) -> Style:
    """The style of a parameter, or the default one of its place for a name that the document does not declare."""
    if parameter is None:
        return Style(name=name, style=default, explode=default == "form")
    return Style(name=name, style=parameter.style, explode=parameter.explode)


def escaped(text: str) -> str:
    """Percent-encoded, everything but unreserved characters (RFC 3986, 2.3)."""
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise UnsendableError("an unpaired surrogate has no UTF-8") from None


def path_text(style: Style, value: Json) -> str:
    """The value as it stands in a path, percent-encoded.

    Raises UnsendableError for what a path cannot hold: null, an empty text, `.` and `..`, nested values.
    """
    text = escaped(_json(value)) if style.style == "content" else _in_path(style, value)
    if text in ("", ".", ".."):
        raise UnsendableError(f"a path cannot hold {text!r}")
    return text


def _in_path(style: Style, value: Json) -> str:
    parts = list(_parts(value, style, escaped))
    match style.style:
        case "label":
            return "." + ("." if style.explode else ",").join(parts)
        case "matrix" if style.explode and isinstance(value, dict):
            return "".join(f";{part}" for part in parts)
        case "matrix" if style.explode:
            return "".join(f";{style.name}={part}" for part in parts)
        case "matrix":
            return f";{style.name}={','.join(parts)}"
        case _:
            return ",".join(parts)


_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def query_texts(style: Style, value: Json) -> list[str]:
    """The value as `name=value` texts of a query, percent-encoded; none where it says nothing, as an empty array.

    Raises UnsendableError for null and for nested values, which no style can express.
    """
    name = escaped(style.name)
    if style.style == "content":
        return [f"{name}={escaped(_json(value))}"]
    if style.style == "deepObject" and isinstance(value, dict):
        return [f"{escaped(f'{style.name}[{key}]')}={escaped(_text(member))}" for key, member in value.items()]
    parts = list(_parts(value, style, escaped))
    if style.explode and isinstance(value, dict):
        return parts
    if style.explode:
        return [f"{name}={part}" for part in parts]
    return [f"{name}={_DELIMITERS.get(style.style, ',').join(parts)}"] if parts else []


def header_text(style: Style, value: Json) -> str:
    """The value as it stands in a header.

    Raises UnsendableError for what a header cannot hold: line ends and other control characters, outer spaces, null,
    nested values. Source: RFC 9110, 5.5.
    """
    text = _json(value) if style.style == "content" else ",".join(_parts(value, style, str))
    if text != text.strip() or any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise UnsendableError("a header cannot hold control characters or outer spaces")
    if not text.isascii():
        raise UnsendableError("a header holds ASCII alone with one meaning everywhere")
    return text


def _parts(value: Json, style: Style, escape: Escape) -> Iterator[str]:
    match value:
        case list():
            yield from (escape(_text(item)) for item in value)
        case dict() if style.explode:
            yield from (f"{escape(key)}={escape(_text(member))}" for key, member in value.items())
        case dict():
            yield from (escape(text) for key, member in value.items() for text in (key, _text(member)))
        case _:
            yield escape(_text(value))


def _text(value: Json) -> str:
    match value:
        case str():
            return value
        case float() if value.is_integer() and abs(value) < _EXACT:
            # 2.0 is the integer 2, but a server that reads texts as integers knows "2" alone.
            return str(int(value))
        case None | list() | dict():
            raise UnsendableError("null and nested values have no text outside a body")
        case _:
            return _json(value)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float)
