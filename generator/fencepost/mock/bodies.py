"""The body of a request: its bytes, by media type, to a JSON value and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Receive

from fencepost.ir.http import Content, Operation
from fencepost.ir.values import Json
from fencepost.mock.json_text import MalformedError, read_json
from fencepost.mock.messages import Incoming
from fencepost.mock.rulebook import Rulebook
from fencepost.mock.schemas import Schemas
from fencepost.mock.words import MALFORMED, Fault, faults_of

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


def read_body(operation: Operation, media_type: str, raw: bytes, schemas: Schemas, rulebook: Rulebook) -> ReadBody:
    """The body of a request, judged; one that the operation does not document is not looked at."""
    if operation.body is None:
        return ReadBody()
    if not raw:
        missing = Fault(place="body", path=(), keyword="required", words="is required")
        return ReadBody(faults=(missing,) if operation.body.required else ())
    content = _content(operation.body.contents, media_type)
    if content is None:
        return ReadBody(listed=False)
    if not content.is_json:
        return ReadBody()  # Other media types are taken as they come: a schema says little of their bytes.
    try:
        value = read_json(raw)
    except MalformedError as error:
        return ReadBody(faults=(Fault(place="body", path=(), keyword=MALFORMED, words=f"no JSON text: {error}"),))
    errors = schemas.request(content.schema).iter_errors(value)
    return ReadBody(value=value, faults=faults_of(errors, value, rulebook, "body"))


def _content(contents: tuple[Content, ...], media_type: str) -> Content | None:
    """What the document says of a media type; the first one listed where none was sent (RFC 9110, 8.3)."""
    essence = media_type.partition(";")[0].strip().lower()
    if not essence:
        return next(iter(contents), None)
    major = essence.partition("/")[0]
    listed = {content.media_type.partition(";")[0].strip().lower(): content for content in contents}
    return listed.get(essence) or listed.get(f"{major}/*") or listed.get("*/*")
