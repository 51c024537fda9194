"""The generated client as the thing under test: what it sends is caught before it leaves, and answered by us."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

import httpx
import respx
from pydantic import TypeAdapter, ValidationError

from fencepost.campaign.wire.exchange import Request
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Ref, Type
from fencepost.ir.values import Json
from fencepost.names.tables import Names

ADDRESS = "http://client.test"
TOKEN = "fencepost-client-token"
IDENTIFIER = "an-identifier"
"""What stands for a value that only a server can give."""


class Reply(Protocol):
    """An answer to be given to the client."""

    @property
    def status(self) -> int:
        """HTTP status."""
        ...

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names and values."""
        ...

    @property
    def content(self) -> bytes:
        """Octets of the body."""
        ...

    @property
    def fault(self) -> str | None:
        """What is wrong with it; None for a right answer."""
        ...

    @property
    def place(self) -> str:
        """Where in the body the fault is, as a JSON Pointer."""
        ...

    @property
    def is_lost(self) -> bool:
        """Whether the connection ends instead."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the client: what it sent, and what it gave back or raised."""

    requests: tuple[Request, ...]
    value: object = None
    error: Exception | None = None


class UncallableError(Exception):
    """The client has no way to be called like this: the case is about something it does not let a caller say."""


class Wire:
    """What stands between the client and the network: it keeps each request, and answers with what is due."""

    def __init__(self) -> None:
        self.seen: list[Request] = []
        self._reply: Reply | None = None

    def expect(self, reply: Reply) -> None:
        """Forget what was seen; what comes next is answered with the reply."""
        self.seen, self._reply = [], reply

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The answer that is due.

        Raises httpx.RemoteProtocolError where the connection is to end without one.
        """
        headers = tuple((name.lower(), value) for name, value in request.headers.items())
        content = request.content if request.content or "content-type" in request.headers else None
        self.seen.append(Request(method=request.method, url=str(request.url), headers=headers, content=content))
        if self._reply is None or self._reply.is_lost:
            raise httpx.RemoteProtocolError("the connection was closed without an answer")
        return httpx.Response(self._reply.status, headers=list(self._reply.headers), content=self._reply.content)


@contextmanager
def wired() -> Iterator[Wire]:
    """Until the end of the block, no request of httpx leaves this process."""
    wire = Wire()
    with respx.mock(assert_all_called=False) as router:
        router.route().mock(side_effect=wire.answer)
        yield wire


class Caller:
    """Calls the methods of a generated package; the document must be the hoisted one that it was printed from."""

    def __init__(self, package: ModuleType, api: Api, names: Names, wire: Wire) -> None:
        self.wire = wire
        self.package = package
        self.api = api
        self.names = names
        self._client = package.Client(base_url=ADDRESS, **self._credentials(), **self._without_retries())

    def _credentials(self) -> dict[str, str]:
        asked = {key for one in self.api.operations for alternative in one.security for key in alternative}
        found = {self.names.credentials.get(key): TOKEN for key in asked}
        return {str(name): token for name, token in found.items() if name is not None}

    def _without_retries(self) -> dict[str, object]:
        retries = import_module(f"{self.package.__name__}._runtime.retries")
        return {"retries": retries.Retries(most=0)}

    def by_model(self, case: Case, reply: Reply) -> Call:
        """Call with the body as its request model.

        Raises UncallableError.
        """
        operation = self._operation(case)
        model = self._model(operation)
        if case.body is None or model is None:
            return self._called(operation, self._outside(case, operation), (), reply)
        return self._called(operation, self._outside(case, operation), (model, case.body.text), reply)

    def by_keywords(self, case: Case, reply: Reply) -> Call:
        """Call with the fields of the body as keywords.

        Raises UncallableError where the body has a member that no field declares, or is no object.
        """
        operation = self._operation(case)
        component = self._component(operation)
        body = None if case.body is None else case.body.value
        if component is None or not isinstance(body, dict):
            raise UncallableError
        keywords = {self._keyword(component, name): value for name, value in body.items()}
        return self._called(operation, self._outside(case, operation) | keywords, (), reply)

    def _keyword(self, component: str, wire_name: str) -> str:
        name = self.names.fields.get((component, wire_name))
        if name is None:
            raise UncallableError
        return str(name)

    def _operation(self, case: Case) -> Operation:
        operation = self.api.operation(case.operation)
        if operation is None or case.auth != "right" or case.body_text is not None:
            raise UncallableError
        return operation

    def _component(self, operation: Operation) -> str | None:
        content = None if operation.body is None else operation.body.json
        kind: Type | None = None if content is None else content.type
        return kind.name if isinstance(kind, Ref) else None

    def _model(self, operation: Operation) -> Any:
        component = self._component(operation)
        if component is None:
            if operation.body is not None:
                raise UncallableError
            return None
        return getattr(self.package.models, str(self.names.class_name(component)), None)

    def _outside(self, case: Case, operation: Operation) -> dict[str, Json]:
        """The arguments outside the body, by keyword."""
        found: dict[str, Json] = {}
        for name, value in case.path_params:
            given = IDENTIFIER if isinstance(value, FromAnswer) else value.value
            found[str(self.names.argument(operation.id, "path", name))] = given
        for name, text in case.query:
            found[str(self.names.argument(operation.id, "query", name))] = text.value
        if case.headers:
            raise UncallableError
        return found

    def _called(
        self, operation: Operation, keywords: dict[str, Json], body: tuple[Any, str] | tuple[()], reply: Reply
    ) -> Call:
        resource = getattr(self._client, str(self.names.resource(operation.id)))
        method = getattr(resource, str(self.names.method(operation.id)))
        self.wire.expect(reply)
        try:
            request = {"request": body[0].model_validate_json(body[1])} if body else {}
            value = method(**request, **keywords)
        except Exception as error:  # Whatever the client raises is what is judged.
            return Call(requests=tuple(self.wire.seen), error=error)
        return Call(requests=tuple(self.wire.seen), value=value)

    def is_typed(self, error: Exception) -> bool:
        """Whether an error is one that the client documents: of its own tree, or of validation before the wire."""
        return isinstance(error, self.package.errors.CallError | ValidationError)

    def is_of_validation(self, error: Exception) -> bool:
        """Whether an error was raised because of what the caller gave."""
        return isinstance(error, ValidationError)

    def written(self, value: object) -> Json:
        """A returned value as JSON: what the client read, with nothing that was not there."""
        written: Json = json.loads(TypeAdapter(Any).dump_json(value, by_alias=True, exclude_unset=True))
        return written
