"""One document as a server: a request through routing, credentials, validation and service, to one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import cookie_parser

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.mock.answers import media_type_of
from fencepost.mock.bodies import MAX_BYTES, read_body
from fencepost.mock.calls import Call, Reply
from fencepost.mock.credentials import challenge, is_authorised, remedy
from fencepost.mock.exemplar import NoExemplarError, exemplar
from fencepost.mock.json_text import write_json
from fencepost.mock.messages import Incoming, Outgoing
from fencepost.mock.parameters import ParameterReader, Sent, query_items
from fencepost.mock.records import Store
from fencepost.mock.refusals import Refusal, RefusalWriter
from fencepost.mock.routes import Match, Routes
from fencepost.mock.rulebook import Rulebook
from fencepost.mock.schemas import Schemas
from fencepost.mock.service import Service
from fencepost.mock.serving import Serving
from fencepost.mock.words import MALFORMED, Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A request that may send its body."""

    operation: Operation
    sent: Sent


class Responder:
    """Answers as one document says, over records that others may share."""

    def __init__(self, api: Api, serving: Serving, store: Store) -> None:
        self.api = api
        self.token = serving.token
        self.schemas = Schemas(api)
        self.rulebook = Rulebook(api, self.schemas.pointers)
        self.routes = Routes(api)
        self.parameters = ParameterReader(api, self.schemas, self.rulebook)
        self.refusals = RefusalWriter(api, self.schemas)
        self.service = Service(api, self.schemas, serving, store)

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """Judge all but the body: the first thing that is wrong decides, in the order of this function."""
        match = self.routes.find(incoming.path, incoming.method)
        if match is None:
            return self._refused(None, Refusal(status=404, message="no such path", headers={}))
        operation = match.route.operations.get(incoming.method)
        if operation is None:
            return self._refused(None, _wrong_method(match))
        sent = _sent(incoming, match)
        if not is_authorised(operation, self.api, sent, self.token):
            return self._refused(operation, _unauthorised(operation, self.api))
        return Admitted(operation=operation, sent=sent)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """The answer to a request with its body, which is None where it was too large to be read."""
        operation, sent = admitted.operation, admitted.sent
        if raw is None:
            return self._refused(operation, _too_large())
        body = read_body(operation, sent.headers.get("content-type", ""), raw, self.schemas, self.rulebook)
        if not body.listed:
            return self._refused(operation, _wrong_media_type(operation))
        values, faults = self.parameters.read(operation, sent)
        if faults or body.faults:
            return self._refused(operation, _invalid(operation, (*faults, *body.faults)))
        outcome = self.service.serve(Call(operation=operation, path=sent.path, parameters=values, body=body.value))
        if isinstance(outcome, Refusal):
            return self._refused(operation, outcome)
        return Outgoing(
            status=outcome.status,
            headers=self._headers(operation),
            media_type=_media_type(outcome),
            body=_bytes(outcome),
        )

    def _refused(self, operation: Operation | None, refusal: Refusal) -> Outgoing:
        return self.refusals.write(operation, refusal)

    def _headers(self, operation: Operation) -> Mapping[str, str]:
        """The headers that the document requires of the answer, with their simplest values."""
        documented = operation.success
        found: dict[str, str] = {}
        for header in () if documented is None else documented.headers:
            if header.required and header.name.isascii() and header.name.replace("-", "").isalnum():
                try:
                    found[header.name] = str(exemplar(header.type, self.api)).encode("ascii", "replace").decode()
                except NoExemplarError:
                    continue
        return found


def _sent(incoming: Incoming, match: Match) -> Sent:
    return Sent(
        path=match.parameters,
        query=query_items(incoming.query),
        headers=incoming.headers,
        cookies=cookie_parser(incoming.headers.get("cookie", "")),
    )


def _wrong_method(match: Match) -> Refusal:
    allowed = ", ".join(match.route.operations)
    return Refusal(status=405, message=f"this path allows {allowed}", headers={"Allow": allowed})


def _unauthorised(operation: Operation, api: Api) -> Refusal:
    """401, or 403 where the document has only that."""
    statuses = {response.status for response in operation.responses}
    status = 403 if "403" in statuses and "401" not in statuses else 401
    headers = {"WWW-Authenticate": challenge(operation, api)} if status == 401 else {}
    return Refusal(status=status, message=f"no valid credential; {remedy(operation, api)}", headers=headers)


def _too_large() -> Refusal:
    """The rest of the body is not read, so the connection cannot go on."""
    message = f"the body has more than {MAX_BYTES} bytes"
    return Refusal(status=413, message=message, headers={"Connection": "close"})


def _wrong_media_type(operation: Operation) -> Refusal:
    listed = () if operation.body is None else operation.body.contents
    allowed = ", ".join(content.media_type for content in listed)
    return Refusal(status=415, message=f"send the body as {allowed}", headers={})


def _invalid(operation: Operation, faults: tuple[Fault, ...]) -> Refusal:
    """422 or 400, whichever the document has; where it has both, 400 is for text that is no JSON."""
    statuses = {response.status for response in operation.responses}
    malformed = any(fault.keyword == MALFORMED for fault in faults)
    order = ("400", "422") if malformed else ("422", "400")
    status = next((status for status in order if status in statuses), "422")
    return Refusal(status=int(status), message="the request is not valid", faults=faults, headers={})


def _bytes(reply: Reply) -> bytes:
    if reply.content is None or reply.status in (204, 205, 304):
        return b""
    if reply.content.is_json:
        return write_json(reply.value)
    return reply.value.encode() if isinstance(reply.value, str) else b""


def _media_type(reply: Reply) -> str | None:
    """What is sent as content type; text is written in UTF-8 and says so."""
    if reply.content is None or reply.status in (204, 205, 304):
        return None
    media_type = media_type_of(reply.content)
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") and ";" not in media_type else media_type
