"""Bodies that are forms, as pages in a browser send them: a model, or its fields.

Source: OpenAPI 3.1, 4.8.14 (media type object: encoding); RFC 7578 (multipart/form-data).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

from pydantic import JsonValue

from .model import Model
from .operation import Written
from .parameters import Parameter, query_pairs, query_text, text_of
from .request import model_of

_BOUNDARY = token_hex(16)
MULTIPART: Final = f"multipart/form-data; boundary={_BOUNDARY}"
"""The media type of a form with files; no file can hold its boundary but by knowing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """A file in a form."""

    content: bytes = field(repr=False)
    name: str = "file"
    media_type: str = "application/octet-stream"


class Form:
    """Forms without files: lists repeat their name, objects are JSON."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model

    def written(self, operation_id: str, body: object, fields: Mapping[str, object]) -> Written:
        """The pairs of names and values. Raises ValidationError and TypeError."""
        model = model_of(operation_id, self._model, body, fields)
        values: dict[str, JsonValue] = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        pairs = tuple(pair for name, value in values.items() if value is not None for pair in _pairs(name, value))
        return Written(query_text(pairs).encode(), model)


class Multipart:
    """Forms with files: `FormFile`, or its bytes alone."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model

    def written(self, operation_id: str, body: object, fields: Mapping[str, object]) -> Written:
        """A part for each value. Raises ValidationError and TypeError."""
        files = {name: value for name, value in fields.items() if _is_file(value)}
        texts = {name: _octets(value) for name, value in files.items()}
        model = model_of(operation_id, self._model, body, {**fields, **texts})
        values: dict[str, JsonValue] = model.model_dump(mode="json", by_alias=False, exclude_unset=True)
        known = {name: declared.alias or name for name, declared in self._model.model_fields.items()}
        parts = (
            part for name, value in values.items() for part in _parts(known.get(name, name), files.get(name, value))
        )
        return Written(b"".join((*parts, f"--{_BOUNDARY}--\r\n".encode())), model)


def _pairs(name: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    style = "content" if isinstance(value, dict) else "form"
    return query_pairs(Parameter(argument=name, name=name, place="query", style=style, explode=True), value)


def _is_file(value: object) -> bool:
    several = isinstance(value, list | tuple) and any(_is_file(item) for item in value)
    return several or isinstance(value, FormFile | bytes)


def _octets(value: object) -> object:
    """The value as the model has it: a file is the string of its octets."""
    match value:
        case FormFile(content=content) | (bytes() as content):
            return content.decode("latin-1")
        case list() | tuple():
            return [_octets(item) for item in value]
        case _:
            return value


def _parts(name: str, value: object) -> Iterator[bytes]:
    match value:
        case FormFile(content=content):
            kind = f'; filename="{_quoted(value.name)}"\r\nContent-Type: {_quoted(value.media_type)}'
            yield _part(name, kind, content)
        case bytes():
            yield from _parts(name, FormFile(content=value))
        case list() | tuple():
            yield from (part for item in value for part in _parts(name, item))
        case dict():
            yield _part(name, "\r\nContent-Type: application/json", text_of(value).encode())
        case str() | int() | float():
            yield _part(name, "", text_of(value).encode())
        case _:
            pass


def _part(name: str, kind: str, content: bytes) -> bytes:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{_quoted(name)}"{kind}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def _quoted(text: str) -> str:
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
