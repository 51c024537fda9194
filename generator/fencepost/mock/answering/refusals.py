"""Refusals in the shape that the document gives its errors.

A shape is read from the types of the documented answer: fields whose names say what they are for are filled, at any
depth; so `{"errors": [{"param", "details"}]}`, `{"detail": …}`, FastAPI's `detail: [{loc, msg, type}]` and RFC 9457
come out of one reading. What cannot be filled is answered by the document's own example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import folded
from fencepost.ir.types import Enum, Type
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import documented_answer, media_type_of
from fencepost.mock.answering.exemplar import NoExemplarError, exemplar
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.answering.shapes import Shapes
from fencepost.mock.reading.json_text import write_json
from fencepost.mock.reading.words import Fault, phrase
from fencepost.mock.wire.messages import Outgoing

_LISTS = frozenset(("detail", "details", "errors", "fielderrors", "invalidparams", "issues", "violations"))
_WORDS = frozenset(("description", "detail", "details", "error", "errordescription", "errormessage", "message", "msg"))
_WHERE = frozenset(("field", "loc", "location", "name", "param", "parameter", "path", "pointer", "property"))
_STATUSES = frozenset(("code", "status", "statuscode"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not served."""

    status: int
    message: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a refusal of one status is written."""

    media_type: str | None
    """None where the document describes an answer without body."""

    content: Content | None
    """The shape; None where the document has none."""


class RefusalWriter:
    """Writes refusals as one document shapes them."""

    def __init__(self, api: Api, schemas: Schemas) -> None:
        self.api = api
        self.schemas = schemas
        self._shapes = Shapes(api)
        self._forms: dict[tuple[str, int], _Form] = {}

    def write(self, operation: Operation | None, refusal: Refusal) -> Outgoing:
        """The answer; without an operation, or where it documents no such status, in the shape of another refusal."""
        form = self._form(operation, refusal.status)
        if form.media_type is None:
            return Outgoing(status=refusal.status, headers=refusal.headers, media_type=None, body=b"")
        body = _plain_body(refusal) if form.content is None else self._body(form.content, refusal)
        return Outgoing(
            status=refusal.status, headers=refusal.headers, media_type=form.media_type, body=write_json(body)
        )

    def _form(self, operation: Operation | None, status: int) -> _Form:
        key = ("" if operation is None else operation.id, status)
        if key not in self._forms:
            self._forms[key] = self._documented(operation, status)
        return self._forms[key]

    def _documented(self, operation: Operation | None, status: int) -> _Form:
        documented = None if operation is None else operation.response(status)
        content = documented.json if documented is not None else self._borrowed(operation)
        if content is None and documented is not None:
            return _Form(media_type=None, content=None)
        return _Form(media_type="application/json" if content is None else media_type_of(content), content=content)

    def _borrowed(self, operation: Operation | None) -> Content | None:
        """The shape of the plainest refusal documented, of this operation or of any."""
        operations = self.api.operations if operation is None else (operation,)
        contents = (
            response.json
            for one in operations
            for response in one.responses
            if response.status[0] in "45d" and response.json is not None
        )
        return next((content for content in contents if self._is_plain(content)), None)

    def _is_plain(self, content: Content) -> bool:
        fields = self._shapes.shape(content.type).fields or ()
        return bool(fields) and not any("array" in self._shapes.shape(item.type).types for item in fields)

    def _body(self, content: Content, refusal: Refusal) -> Json:
        """The filled shape, if the document holds it valid; else the document's own example."""
        validator = self.schemas.answer(content.schema)
        try:
            filled = self._fill(content.type, refusal, None)
            if validator.is_valid(filled):
                return filled
            return documented_answer(content, self.schemas, self.api)
        except NoExemplarError:
            return _plain_body(refusal)

    def _fill(self, kind: Type, refusal: Refusal, fault: Fault | None) -> Json:
        """The value of a type that says the refusal, or the one fault of it."""
        shape = self._shapes.shape(kind)
        if not shape.fields and "object" in shape.types:
            return _plain_body(refusal)
        if not shape.fields:
            return _sentence(refusal, fault) if "string" in shape.types else exemplar(kind, self.api)
        body: dict[str, Json] = {}
        for item in shape.fields:
            told = self._told(folded(item.wire_name), item.type, shape.names, refusal, fault)
            if told is not None:
                body[item.wire_name] = told
            elif item.required:
                body[item.wire_name] = exemplar(item.type, self.api)
        return body

    def _told(self, name: str, kind: Type, names: frozenset[str], refusal: Refusal, fault: Fault | None) -> Json:
        """What a field of that name says of the refusal; None where the name tells nothing."""
        shape = self._shapes.shape(kind)
        types, items = shape.types, shape.items
        if isinstance(kind, Enum):
            return None
        if name in _LISTS and items is not None and fault is None and (refusal.faults or "string" not in types):
            return [self._fill(items, refusal, each) for each in refusal.faults or (_whole(refusal),)]
        if fault is not None and name in _WHERE and ("array" in types or "string" in types):
            return _where(name, fault, types)
        if name == "title" and "status" in names:
            return phrase(refusal.status)
        if name == "type" and "string" in types:
            return "about:blank" if "title" in names else None if fault is None else fault.keyword
        if name in _STATUSES and types & {"number", "string"}:
            return refusal.status if "number" in types else _code(refusal, fault)
        if name in _WORDS and "string" in types:
            return _words(refusal, fault, names)
        return self._fill(kind, refusal, fault) if shape.fields and name in _WORDS | _LISTS else None


def _whole(refusal: Refusal) -> Fault:
    """The fault of a refusal that names none."""
    return Fault(place="body", path=(), keyword=_code(refusal, None), words=refusal.message)


def _where(name: str, fault: Fault, types: frozenset[str]) -> Json:
    if "array" in types:
        return [fault.place, *fault.path]
    if name == "pointer":
        return pointer_of(fault.path)
    return fault.name


def _words(refusal: Refusal, fault: Fault | None, names: frozenset[str]) -> str:
    """Of a fault, its words alone where a field beside names what is wrong."""
    if fault is None:
        return _sentence(refusal, None)
    return fault.words if names & _WHERE else fault.sentence


def _sentence(refusal: Refusal, fault: Fault | None) -> str:
    if fault is not None:
        return fault.sentence
    return "; ".join(each.sentence for each in refusal.faults) or refusal.message


def _code(refusal: Refusal, fault: Fault | None) -> str:
    return phrase(refusal.status).lower().replace(" ", "_") if fault is None else fault.keyword


def _plain_body(refusal: Refusal) -> Json:
    """The shape where the document has none."""
    errors: list[Json] = [{"param": fault.name, "details": fault.words} for fault in refusal.faults]
    body: dict[str, Json] = {"detail": _sentence(refusal, None)}
    return {**body, "errors": errors} if errors else body
