"""Operations: what a generated client knows of each, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Generic, Protocol, TypeAlias, TypeVar

from pydantic import TypeAdapter
from typing_extensions import TypeForm

from .model import Model, adapter_of, read, write_value
from .parameters import Parameter

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

Alternative: TypeAlias = str | tuple[str, ...]
"""A scheme, or the schemes that are needed together."""


class Answer(Protocol[R_co]):
    """How a documented success is read."""

    def takes(self, content_type: str) -> bool:
        """Whether the document has a body of this type here."""
        ...

    def read(self, content: bytes) -> R_co:
        """The value of a body. Raises ValueError, most often ValidationError, when it breaks the document."""
        ...


class Body(Protocol):
    """How a body that is no JSON object is checked and written."""

    def written(self, operation_id: str, body: object, fields: Mapping[str, object]) -> Written:
        """The body, given as a whole or field by field. Raises ValidationError or TypeError."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """A body that keeps the document, ready to be sent."""

    content: bytes = field(repr=False)
    model: Model | None = field(default=None, repr=False)
    """What it was made from, where that may hold secrets."""


class Json(Generic[R]):
    """Bodies that are JSON and meet a type; no body counts as null, so `Json(None)` reads a 204."""

    def __init__(self, form: TypeForm[R]) -> None:
        self._form = form

    def takes(self, content_type: str) -> bool:
        """Whether a media type is JSON."""
        return _is_json(content_type)

    def read(self, content: bytes) -> R:
        """The value of the type. Raises ValidationError."""
        return read(self._adapter, content or b"null")

    def written(self, _operation_id: str, body: object, _fields: Mapping[str, object]) -> Written:
        """The JSON text of a value of the type. Raises ValidationError."""
        return Written(write_value(self._adapter, body))

    @cached_property
    def _adapter(self) -> TypeAdapter[R]:
        return adapter_of(self._form)


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    essence = content_type.partition(";")[0].strip().lower()
    return essence in ("application/json", "text/json") or essence.endswith("+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[R]):
    """One thing a client can ask for, and what it yields."""

    id: str
    method: str
    path: str
    """The template: `/items/{item_id}`."""

    parameters: type[Model] | None = None
    """The arguments outside the body as one model; None where all of them are plain texts of the path."""

    places: tuple[Parameter, ...] = ()
    body: type[Model] | Body | None = None
    """The model of a JSON object, or how another body is written."""

    body_required: bool = True
    media_type: str = "application/json"
    """Of the body."""

    answers: Mapping[int, Answer[R]]
    """How each documented success is read, by its status."""

    success: Answer[R] | None = None
    """How any other success is read, where the document speaks of 2XX or of a default."""

    accept: str = "application/json"
    """The media types of the answers."""

    refusals: tuple[int, ...] = ()
    """The other documented statuses."""

    security: tuple[Alternative, ...] = ()
    """The alternatives of credentials, by the names of the document; the first that the client has is sent."""
