"""The application: one request through routing, credentials, validation and service, to one answer."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.mock.answers import media_type_of
from fencepost.mock.bodies import MAX_BYTES, read_body, received
from fencepost.mock.calls import Call, Reply
from fencepost.mock.credentials import challenge, is_authorised, remedy
from fencepost.mock.exemplar import NoExemplarError, exemplar
from fencepost.mock.json_text import write_json
from fencepost.mock.parameters import ParameterReader, Sent, query_items
from fencepost.mock.records import Clock, NewIdentifier
from fencepost.mock.refusals import Refusal, RefusalWriter
from fencepost.mock.routes import Match, Routes
from fencepost.mock.rulebook import Rulebook
from fencepost.mock.schemas import Schemas
from fencepost.mock.service import Service
from fencepost.mock.words import MALFORMED, Fault


def create_app(api: Api, *, token: str | None = None, clock: Clock, new_identifier: NewIdentifier) -> ASGIApp:
    """The server of a document, with nothing in it yet.

    With a token only that credential is right; without one, every well-formed credential of a declared scheme is.
    Privileges are not told apart: every caller may send what the document keeps for some.
    """
    mock = _Mock(api, token, clock, new_identifier)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        response = await mock.respond(Request(scope, receive))
        await response(scope, receive, send)

    return app


async def _live(receive: Receive, send: Send) -> None:
    """Nothing is to be done when a server starts or stops; it only wants to hear so."""
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


class _Mock:
    """A document and what it is served with."""

    def __init__(self, api: Api, token: str | None, clock: Clock, new_identifier: NewIdentifier) -> None:
        self.api = api
        self.token = token
        self.schemas = Schemas(api)
        self.rulebook = Rulebook(api, self.schemas.pointers)
        self.routes = Routes(api)
        self.parameters = ParameterReader(api, self.schemas, self.rulebook)
        self.refusals = RefusalWriter(api, self.schemas)
        self.service = Service(api, self.schemas, clock, new_identifier)

    async def respond(self, request: Request) -> Response:
        """The answer to a request; the first thing that is wrong with it decides, in the order of this function."""
        match = self.routes.find(_raw_path(request), request.method)
        if match is None:
            return self._refused(None, Refusal(status=404, message="no such path", headers={}))
        operation = match.route.operations.get(request.method)
        if operation is None:
            return self._refused(None, _wrong_method(match))
        sent = _sent(request, match)
        if not is_authorised(operation, self.api, sent, self.token):
            return self._refused(operation, _unauthorised(operation, self.api))
        raw = await received(request)
        if raw is None:
            return self._refused(operation, _too_large())
        return self._validated(operation, sent, raw)

    def _validated(self, operation: Operation, sent: Sent, raw: bytes) -> Response:
        media_type = sent.headers.get("content-type", "")
        body = read_body(operation, media_type, raw, self.schemas, self.rulebook)
        if not body.listed:
            return self._refused(operation, _wrong_media_type(operation))
        values, faults = self.parameters.read(operation, sent)
        if faults or body.faults:
            return self._refused(operation, _invalid(operation, (*faults, *body.faults)))
        outcome = self.service.serve(Call(operation=operation, path=sent.path, parameters=values, body=body.value))
        if isinstance(outcome, Refusal):
            return self._refused(operation, outcome)
        return Response(_bytes(outcome), outcome.status, self._headers(operation), _media_type(outcome))

    def _refused(self, operation: Operation | None, refusal: Refusal) -> Response:
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


def _raw_path(request: Request) -> str:
    """The path as it was sent, so that an encoded slash stays inside its segment."""
    raw = request.scope.get("raw_path")
    return raw.decode("latin-1").partition("?")[0] if isinstance(raw, bytes) else request.url.path


def _sent(request: Request, match: Match) -> Sent:
    return Sent(
        path=match.parameters,
        query=query_items(request.scope.get("query_string", b"")),
        headers=request.headers,
        cookies=request.cookies,
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
    return None if reply.content is None or reply.status in (204, 205, 304) else media_type_of(reply.content)
