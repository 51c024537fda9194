"""The readers of one document, and what each says of a body: whether the document allows it.

`evaluator` is the tool's own meaning, `engine` jsonschema-rs with the schema as the document wrote it, patterns spelled
out, `model` the type that the generated client checks bodies by, `mock` the server.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from itertools import count
from types import ModuleType
from typing import Any, TypeAlias

import httpx
import jsonschema_rs
from fencepost.campaign.wire.exchange import Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.requests import case_of, frame_of
from fencepost.emit.drawing import Answer
from fencepost.emit.explore import Explorer
from fencepost.ir.api import Api
from fencepost.ir.ecma import with_spelled_patterns
from fencepost.ir.http import Content, Operation
from fencepost.ir.types import Object, Type
from fencepost.ir.values import Json
from fencepost.ir.walk import rewrite
from fencepost.mock import Serving, create_app
from fencepost.mock.answering.schemas import Schemas
from fencepost.names.tables import Names
from fencepost.pipeline import named
from fencepost.rules.evaluate import allows

Verdicts: TypeAlias = dict[str, bool]
"""What each reader says; one that cannot be asked is not there."""

START = datetime(2026, 1, 1, tzinfo=UTC)
OTHER_FORMATS = (
    *("time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference"),
    *("iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex"),
)

REFUSED, TAKEN = (400, 422), (200, 201, 202, 203, 204, 404, 501)
"""Where a path names nothing, or no answer can be made, the request itself was found in order before."""


@dataclass(frozen=True)
class Readers:
    """The readers of one document."""

    api: Api
    package: ModuleType
    """What was generated from it."""

    @cached_property
    def nominals(self) -> Nominals:
        return Nominals(self.api)

    @cached_property
    def explorer(self) -> Explorer:
        return Explorer(self.api)

    @cached_property
    def names(self) -> Names:
        return named(self.api)[1]

    @cached_property
    def schemas(self) -> Schemas:
        return Schemas(self.api)

    def body_operations(self) -> tuple[Operation, ...]:
        """The operations with a JSON body of which a request can be made."""
        return tuple(
            operation
            for operation in self.nominals.api.operations
            if operation.body is not None and operation.body.json is not None and self._nominal(operation) is not None
        )

    def verdicts(self, operation: Operation, texts: Sequence[str]) -> dict[str, Verdicts]:
        """What the readers say of each JSON text as the body of an operation."""
        found: dict[str, Verdicts] = {text: {} for text in dict.fromkeys(texts)}
        content = operation.body.json
        for name, told in (
            ("evaluator", (self._allows(operation, text) for text in found)),
            ("engine", self._of_engine(content, found)),
            ("model", self._of_model(operation, found)),
            ("mock", self._of_mock(operation, found)),
        ):
            for text, verdict in zip(found, told, strict=False):
                found[text][name] = verdict
        return found

    @cached_property
    def sent(self) -> Api:
        """The document as requests are held to it: what only a server may write need not be there."""
        return with_optional_answers(self.api)

    def _allows(self, operation: Operation, text: str) -> bool:
        content = self.sent.operation(operation.id).body.json
        return allows(content.type, json.loads(text, parse_float=Decimal), self.sent)

    def _of_engine(self, content: Content, texts: Iterable[str]) -> Iterable[bool]:
        engine = self.engine(content)
        return (engine.is_valid(json.loads(text)) for text in texts)

    def engine(self, content: Content, *, moments: bool = False) -> jsonschema_rs.Validator:
        """The validator of a body's schema, which asserts date-times and dates where asked, and no other format."""
        schemas = {component.name: component.schema.value for component in self.api.components}
        whole = {"components": {"schemas": schemas}, "allOf": [content.schema.value]}
        spelled = with_spelled_patterns(as_sent(whole))
        formats = dict.fromkeys(OTHER_FORMATS, lambda _: True)
        try:
            return jsonschema_rs.Draft202012Validator(spelled, validate_formats=moments, formats=formats)
        except ValueError:
            return self.schemas.request(content.schema)  # What the engine cannot read of the schema is left out.

    def is_of_formats_alone(self, operation: Operation, text: str, told: Verdicts) -> bool:
        """Whether only the model parts, and just where formats make the difference.

        Formats assert nothing, but what reads a date-time into a datetime can hold nothing else.
        """
        others = {verdict for name, verdict in told.items() if name != "model"}
        if len(others) > 1 or "model" not in told or "engine" not in told:
            return False
        with_formats = self.engine(operation.body.json, moments=True).is_valid(json.loads(text))
        return with_formats == told["model"] != told["engine"]

    def _of_model(self, operation: Operation, texts: Iterable[str]) -> Iterable[bool]:
        return () if self.adapter(operation) is None else (self.reads(operation, text) for text in texts)

    def reads(self, operation: Operation, text: str) -> bool:
        """Whether the client sends a body of this text."""
        try:
            self.runtime.refuse_constants(text.encode(), "body")
            self.adapter(operation).validator.validate_json(text, by_alias=True, by_name=False)
        except ValueError:
            return False
        return True

    def client_reads(self, operation: Operation, answer: Answer) -> bool:
        """Whether the client takes an answer for what the document promises."""
        record = self._records[operation.id]
        form = record.answers.get(answer.status) or record.success
        try:
            form.read(answer.content)
        except ValueError:
            return False
        return True

    @cached_property
    def runtime(self) -> ModuleType:
        """What the package reads and writes models by."""
        return import_module(f"{self.package.__name__}._runtime.model")

    @cached_property
    def _records(self) -> dict[str, Any]:
        found = vars(import_module(f"{self.package.__name__}.operations")).values()
        return {record.id: record for record in found if type(record).__name__ == "Operation"}

    def adapter(self, operation: Operation) -> Any:
        """What the client checks the body by; None where it sends another media type, or none."""
        return self._adapters.get(operation.id)

    @cached_property
    def _adapters(self) -> dict[str, Any]:
        return {
            record.id: self.runtime.adapter_of(record.body if isinstance(record.body, type) else record.body._form)
            for record in self._records.values()
            if isinstance(record.body, type) or type(record.body).__name__ == "Json"
        }

    def _of_mock(self, operation: Operation, texts: Iterable[str]) -> list[bool]:
        statuses = self.statuses(operation, texts)
        assert set(statuses) <= {*REFUSED, *TAKEN}, statuses
        return [status in TAKEN for status in statuses]

    def statuses(self, operation: Operation, texts: Iterable[str]) -> list[int]:
        """What the mock answers to each text as the body."""
        nominal = self._nominal(operation)
        cases = [replace(nominal, body=None, body_text=text, media_type=self._media_type(operation)) for text in texts]
        return answered(self.api, [self.request(operation, case) for case in cases])

    def _media_type(self, operation: Operation) -> str:
        stated = operation.body.json.media_type
        return "application/json" if "*" in stated else stated

    def request(self, operation: Operation, case: Case) -> Request:
        """The request of a case, identifiers made up."""
        given = tuple(
            (value, self._identifier(operation, name))
            for name, value in case.path_params
            if isinstance(value, FromAnswer)
        )
        return build_request(case, operation, self.api, Target(url="http://mock.example", token="token"), given)

    def _identifier(self, operation: Operation, name: str) -> Json:
        parameter = next(item for item in operation.parameters if item.name == name and item.place == "path")
        return self.nominals.value(parameter.type)

    def _nominal(self, operation: Operation) -> Case | None:
        try:
            frame = frame_of(operation, self.api, self.nominals)
        except UnattainableError:
            return None
        return case_of(frame, "valid", "/body", "nominal", ("2XX",))


def as_sent(schema: Any) -> Any:
    """The schema in which nothing that is `readOnly` is required: it is required of answers alone."""
    if isinstance(schema, list):
        return [as_sent(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: as_sent(member) for name, member in schema.items()}
    required, properties = schema.get("required"), schema.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        inner["required"] = [name for name in required if not _is_read_only(properties.get(name))]
    return inner


def _is_read_only(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("readOnly") is True


def with_optional_answers(api: Api) -> Api:
    """The document in which no field that only a server may write is required.

    Source: OpenAPI 3.0, 4.7.24.2: `required` on a readOnly property takes effect on answers alone.
    """

    def relaxed(kind: Type) -> Type:
        inner = rewrite(kind, relaxed)
        if not isinstance(inner, Object):
            return inner
        fields = (replace(item, required=item.required and not item.annotations.read_only) for item in inner.fields)
        return replace(inner, fields=tuple(fields))

    def of_operation(operation: Operation) -> Operation:
        if operation.body is None:
            return operation
        contents = tuple(replace(content, type=relaxed(content.type)) for content in operation.body.contents)
        return replace(operation, body=replace(operation.body, contents=contents))

    return replace(
        api,
        components=tuple(replace(component, type=relaxed(component.type)) for component in api.components),
        operations=tuple(map(of_operation, api.operations)),
    )


def answered(api: Api, requests: Sequence[Request]) -> list[int]:
    """The statuses of the mock's answers."""
    numbers = count(1)
    app = create_app(api, Serving(clock=lambda: START, new_identifier=lambda: f"id{next(numbers):022d}"))

    async def send() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return [
                (
                    await client.request(each.method, each.url, headers=list(each.headers), content=each.content)
                ).status_code
                for each in requests
            ]

    return asyncio.run(send())
