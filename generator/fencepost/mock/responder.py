"""One document as a server: a request through routing, credentials, validation and service, to one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass

from fencepost.diagnostics import counted
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation, RateLimit
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import media_type_of
from fencepost.mock.answering.exemplar import NoExemplarError, exemplar
from fencepost.mock.answering.prepared import Prepared
from fencepost.mock.answering.refusals import Refusal, RefusalWriter
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.calls import Call
from fencepost.mock.keeping.records import Store
from fencepost.mock.reading.bodies import MAX_BYTES, BodyReader
from fencepost.mock.reading.credentials import Alternatives, alternatives_of, challenge, is_authorised, remedy
from fencepost.mock.reading.json_text import write_json
from fencepost.mock.reading.limits import caller_of
from fencepost.mock.reading.parameters import ParameterReader, Sent, query_items
from fencepost.mock.reading.routes import Match, Routes
from fencepost.mock.reading.rulebook import Rulebook
from fencepost.mock.reading.words import MALFORMED, Fault
from fencepost.mock.service import Service
from fencepost.mock.serving import Serving
from fencepost.mock.wire.messages import Incoming, Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A request that may send its body."""

    operation: Operation
    sent: Sent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How the requests of one operation are read, and what every answer to one without fault has."""

    alternatives: Alternatives
    parameters: ParameterReader
    body: BodyReader
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """How an answer is written."""

    media_type: str | None
    """What is sent as content type; None where there is no body."""

    octets: Callable[[Json], bytes]


_BARE = frozenset((204, 205, 304))
"""The statuses of answers that have no body (RFC 9110, 15)."""

_NOTHING = _Written(media_type=None, octets=lambda _: b"")


class Responder:
    """Answers as one document says, over records that others may share."""

    def __init__(self, api: Api, serving: Serving, store: Store) -> None:
        self.api = api
        self.token = serving.token
        self.limits = serving.limits
        self.schemas = Schemas(api)
        self.rulebook = Rulebook(api, self.schemas.pointers)
        self.routes = Routes(api)
        self.plans = Prepared(self._plan)
        self.written = Prepared(_written)
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
        if not is_authorised(self.plans.of(operation).alternatives, sent, self.token):
            return self._refused(operation, _unauthorised(operation, self.api))
        if self.limits is not None and operation.rate_limit is not None:
            limit = operation.rate_limit
            wait = self.limits.wait(limit, caller_of(operation, limit, sent, incoming.client, self.api))
            if wait is not None:
                return self._refused(operation, _too_many(limit, wait))
        return Admitted(operation=operation, sent=sent)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """The answer to a request with its body, which is None where it was too large to be read."""
        operation, sent = admitted.operation, admitted.sent
        if raw is None:
            return self._refused(operation, _too_large())
        plan = self.plans.of(operation)
        body = plan.body.read(sent.headers.get("content-type", ""), raw)
        if not body.listed:
            return self._refused(operation, _wrong_media_type(operation))
        values, faults = plan.parameters.read(sent)
        if faults or body.faults:
            return self._refused(operation, _invalid(operation, (*faults, *body.faults)))
        outcome = self.service.serve(Call(operation=operation, path=sent.path, parameters=values, body=body.value))
        if isinstance(outcome, Refusal):
            return self._refused(operation, outcome)
        written = _NOTHING if outcome.content is None or outcome.status in _BARE else self.written.of(outcome.content)
        return Outgoing(
            status=outcome.status,
            headers={**plan.headers, **outcome.headers} if outcome.headers else plan.headers,
            media_type=written.media_type,
            body=written.octets(outcome.value),
        )

    def judging_by(self, api: Api) -> Responder:
        """The same server over the same memory, which judges requests to the operations of another document by that.

        All else it does and says as before.
        """
        schemas, others = Schemas(api), {operation.id: operation for operation in api.operations}

        def planned(operation: Operation) -> _Plan:
            other = others.get(operation.id)
            return self.plans.of(operation) if other is None else self._plan_by(other, api, schemas)

        found = copy(self)
        found.plans = Prepared(planned)
        return found

    def _refused(self, operation: Operation | None, refusal: Refusal) -> Outgoing:
        return self.refusals.write(operation, refusal)

    def _plan(self, operation: Operation) -> _Plan:
        return self._plan_by(operation, self.api, self.schemas)

    def _plan_by(self, operation: Operation, api: Api, schemas: Schemas) -> _Plan:
        return _Plan(
            alternatives=alternatives_of(operation, api),
            parameters=ParameterReader(operation, api, schemas, self.rulebook),
            body=BodyReader(operation, schemas, self.rulebook),
            headers=self._headers(operation),
        )

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
        cookies=_cookies(incoming.headers["cookie"]) if "cookie" in incoming.headers else {},
    )


def _cookies(text: str) -> Mapping[str, str]:
    from starlette.requests import cookie_parser  # Half of the framework comes with it.

    return cookie_parser(text)


def _wrong_method(match: Match) -> Refusal:
    allowed = ", ".join(match.route.operations)
    return Refusal(status=405, message=f"this path allows {allowed}", headers={"Allow": allowed})


def _unauthorised(operation: Operation, api: Api) -> Refusal:
    """401, or 403 where the document has only that."""
    statuses = {response.status for response in operation.responses}
    status = 403 if "403" in statuses and "401" not in statuses else 401
    headers = {"WWW-Authenticate": challenge(operation, api)} if status == 401 else {}
    return Refusal(status=status, message=f"no valid credential; {remedy(operation, api)}", headers=headers)


def _too_many(limit: RateLimit, wait: int) -> Refusal:
    message = f"more than {counted(limit.requests, 'request')} in {limit.seconds:g} s; wait {wait} s"
    return Refusal(status=429, message=message, headers={"Retry-After": str(wait)})


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


def _written(content: Content) -> _Written:
    """How answers of a documented content are written; text is written in UTF-8 and says so."""
    media_type = media_type_of(content)
    is_bare_text = media_type.startswith("text/") and ";" not in media_type
    return _Written(
        media_type=f"{media_type}; charset=utf-8" if is_bare_text else media_type,
        octets=write_json if content.is_json else _text,
    )


def _text(value: Json) -> bytes:
    return value.encode() if isinstance(value, str) else b""
