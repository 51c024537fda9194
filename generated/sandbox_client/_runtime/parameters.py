"""Parameters: values of a request outside its body, and how they are written.

Source: OpenAPI 3.1, 4.8.12 (parameter object: style, explode); RFC 6570; RFC 3986, 3.3 (path segments).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias
from urllib.parse import quote

from pydantic import JsonValue, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Place: TypeAlias = Literal["path", "query", "header", "cookie"]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
Escape: TypeAlias = Callable[[str], str]

_BETWEEN = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an operation."""

    argument: str
    """Its name in Python, and in the model of the operation's parameters."""

    name: str
    """Its name in the document."""

    place: Place
    style: str = "simple"
    explode: bool = False


def filled_path(template: str, parameters: tuple[Parameter, ...], values: Mapping[str, JsonValue]) -> str:
    """The path with every value in its place, escaped so that none can change which path it is.

    Raises ValidationError for the values that no escape keeps inside their segment: nothing, `.` and `..`.
    """
    texts = {
        parameter.name: _segment(parameter, values[parameter.argument])
        for parameter in parameters
        if parameter.place == "path"
    }
    return re.sub(r"\{([^{}]+)\}", lambda match: texts[match[1]], template)


def pairs_of(place: Place, parameters: tuple[Parameter, ...], values: Mapping[str, JsonValue]) -> Pairs:
    """Names and texts of the parameters in a place that have a value; a list may give several pairs.

    They are escaped, but for headers, which know no escape. Raises ValidationError for what a header cannot hold.
    """
    pairs = _header_pairs if place == "header" else query_pairs
    return tuple(
        pair
        for parameter in parameters
        if parameter.place == place and values.get(parameter.argument) is not None
        for pair in pairs(parameter, values[parameter.argument])
    )


def query_text(pairs: Pairs) -> str:
    """The query of escaped pairs, without a question mark."""
    return "&".join(f"{name}={text}" for name, text in pairs)


def query_pairs(parameter: Parameter, value: JsonValue) -> Iterator[tuple[str, str]]:
    """What a parameter says in a query or in a form, escaped."""
    name = escaped(parameter.name)
    match value:
        case _ if parameter.style == "content":
            yield name, escaped(_json(value))
        case list() if parameter.explode:
            yield from ((name, part) for part in _parts(value, parameter, escaped))
        case dict() if parameter.style == "deepObject":
            yield from ((escaped(f"{parameter.name}[{key}]"), escaped(text_of(item))) for key, item in value.items())
        case dict() if parameter.explode:
            yield from ((escaped(key), escaped(text_of(item))) for key, item in value.items())
        case [] | {}:
            pass
        case _:
            yield name, _BETWEEN.get(parameter.style, ",").join(_parts(value, parameter, escaped))


def text_of(value: JsonValue) -> str:
    """A single value as parameters spell it: strings bare, everything else as JSON."""
    return value if isinstance(value, str) else _json(value)


def escaped(text: str) -> str:
    """The text with everything percent-encoded that means something in a URL."""
    return quote(text, safe="")


def _header_pairs(parameter: Parameter, value: JsonValue) -> Iterator[tuple[str, str]]:
    text = _json(value) if parameter.style == "content" else ",".join(_parts(value, parameter, str))
    if not (text.isascii() and text.isprintable()) or text != text.strip():
        _refuse(parameter, "a header holds visible ASCII characters alone")
    yield parameter.name, text


def _segment(parameter: Parameter, value: JsonValue) -> str:
    text = escaped(_json(value)) if parameter.style == "content" else _in_path(parameter, value)
    if text in ("", ".", ".."):
        _refuse(parameter, f"{text!r} would lead to another path")
    return text


def _in_path(parameter: Parameter, value: JsonValue) -> str:
    parts, name = tuple(_parts(value, parameter, escaped)), escaped(parameter.name)
    match parameter.style:
        case "label":
            return "." + ("." if parameter.explode else ",").join(parts)
        case "matrix" if parameter.explode and isinstance(value, dict):
            return "".join(f";{part}" for part in parts)
        case "matrix" if parameter.explode:
            return "".join(f";{name}={part}" for part in parts)
        case "matrix":
            return f";{name}={','.join(parts)}"
        case _:
            return ",".join(parts)


def _parts(value: JsonValue, parameter: Parameter, escape: Escape) -> Iterator[str]:
    match value:
        case list():
            yield from (escape(text_of(item)) for item in value)
        case dict() if parameter.explode:
            yield from (f"{escape(key)}={escape(text_of(item))}" for key, item in value.items())
        case dict():
            yield from (escape(text) for key, item in value.items() for text in (key, text_of(item)))
        case _:
            yield escape(text_of(value))


def _json(value: JsonValue) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _refuse(parameter: Parameter, words: str) -> NoReturn:
    problem = PydanticCustomError("parameter", "{words}", {"words": words})
    raise ValidationError.from_exception_data(
        "parameters", [InitErrorDetails(type=problem, loc=(parameter.argument,), input=None)], hide_input=True
    )
