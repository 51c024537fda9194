"""The body of a request: its bytes, by media type, to a JSON value and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import jsonschema_rs
from starlette.types import Receive

from fencepost.ir.http import Content, Operation
from fencepost.ir.values import Json
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.reading.json_text import MalformedError, read_json
from fencepost.mock.reading.rulebook import Rulebook
from fencepost.mock.reading.words import MALFORMED, Fault, faults_of
from fencepost.mock.wire.messages import Incoming

MAX_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBody:
    """A body that was read."""

    value: Json = None
    """The JSON value; null where no JSON was sent."""

    faults: tuple[Fault, ...] = ()
    listed: bool = True
    """Whether the document lists the media type."""


async def received(incoming: Incoming, receive: Receive) -> bytes | None:
    """The bytes of the body; None when there are more than MAX_BYTES of them, or the sender is gone."""
    announced = incoming.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 18 or int(announced) > MAX_BYTES):
        return None
    chunks: list[bytes] = []
    total = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        total += len(chunks[-1])
        if total > MAX_BYTES:
            return None
        if not message.get("more_body", False):
            return b"".join(chunks)


class BodyReader:
    """Reads the bodies of one operation, and judges them; those of one that documents none are not looked at."""

    def __init__(self, operation: Operation, schemas: Schemas, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._body = operation.body
        contents = () if operation.body is None else operation.body.contents
        self._listed = {_essence(content.media_type): _Listed.of(content, schemas) for content in contents}
        self._first = _Listed.of(contents[0], schemas) if contents else None

    def read(self, media_type: str, raw: bytes) -> ReadBody:
        """The value of a body that was sent in a media type, and what is wrong with it."""
        if self._body is None:
            return _UNREAD
        if not raw:
            missing = Fault(place="body", path=(), keyword="required", words="is required")
            return ReadBody(faults=(missing,) if self._body.required else ())
        listed = self._listed.get(media_type) or self._find(media_type)
        if listed is None:
            return ReadBody(listed=False)
        return _UNREAD if listed.validator is None else self._judged(raw, listed.validator)

    def _find(self, media_type: str) -> _Listed | None:
        """What the document says of a media type; the first one listed where none was sent (RFC 9110, 8.3)."""
        essence = _essence(media_type)
        if not essence:
            return self._first
        major = essence.partition("/")[0]
        return self._listed.get(essence) or self._listed.get(f"{major}/*") or self._listed.get("*/*")

    def _judged(self, raw: bytes, validator: jsonschema_rs.Validator) -> ReadBody:
        try:
            value = read_json(raw)
        except MalformedError as error:
            return ReadBody(faults=(Fault(place="body", path=(), keyword=MALFORMED, words=f"no JSON text: {error}"),))
        # Whether a body is valid is told quickly; why it is not, only to those who must know.
        if validator.is_valid(value):
            return ReadBody(value=value)
        return ReadBody(value=value, faults=faults_of(validator.iter_errors(value), value, self._rulebook, "body"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A media type that an operation takes."""

    validator: jsonschema_rs.Validator | None
    """None for what is not JSON and is taken as it comes: a schema says little of its bytes."""

    @classmethod
    def of(cls, content: Content, schemas: Schemas) -> _Listed:
        return cls(validator=schemas.request(content.schema) if content.is_json else None)


_UNREAD = ReadBody()


def _essence(media_type: str) -> str:
    """The type and subtype, without parameters."""
    return media_type.partition(";")[0].strip().lower()
