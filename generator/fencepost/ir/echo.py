"""Echo: which fields of an answer repeat which fields of the request, and with what value.

One reading for mock and campaign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.http import Echo, Operation
from fencepost.ir.pointers import escaped
from fencepost.ir.resources import answer_type, folded, wrapped_object
from fencepost.ir.secrecy import is_password, is_read_only, is_write_only
from fencepost.ir.shapes import branches, is_nullable, json_types, object_fields
from fencepost.ir.types import Field, String, Type
from fencepost.ir.values import Json, JsonText, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoPair:
    """A request field at the root of a body, and the response field that repeats it."""

    request: Field
    response: Field
    pointer: str
    """Where the response field stands in the answer: `/NAME`, or `/WRAPPER/NAME` where the answer wraps its object."""

    nullable: bool
    """Whether the response field may be null."""

    def expected(self, body: Mapping[str, Json]) -> JsonText | None:
        """What the response field must hold in answer to the body; None where nothing is to be compared.

        That is what was sent; when it is absent, the request field's default, else the response field's. Nothing is
        compared after a null that the response cannot hold, nor after an empty string, which servers may read as
        absent. Whether the response's own schema excludes a sent value is for a validator to tell.
        """
        return None if body.get(self.request.wire_name) == "" else self.repeated(body)

    def repeated(self, body: Mapping[str, Json]) -> JsonText | None:
        """What a server answers that takes an empty string for what it is; else as `expected`."""
        if self.request.wire_name not in body:
            return self.request.annotations.default or self.response.annotations.default
        sent = body[self.request.wire_name]
        return None if sent is None and not self.nullable else freeze(sent)


def echo_pairs(operation: Operation, api: Api) -> tuple[EchoPair, ...]:
    """The pairs of an operation with a JSON body and a 2xx answer that is an object, in the order of the request.

    Two fields are a pair when their names agree in letters and digits, case folded, and a JSON type is common to both.
    What the document says of a field in `x-fencepost-echo` goes first.
    """
    content = None if operation.body is None else operation.body.json
    sent = None if content is None else object_fields(content.type, api)
    kind = answer_type(operation)
    wrapped = None if kind is None else wrapped_object(kind, api)
    if sent is None or wrapped is None:
        return ()
    pointer, answered = wrapped
    named = _named_in_path(operation)
    sent = tuple(item for item in sent if operation.method == "post" or folded(item.wire_name) not in named)
    if _only_asks(operation, answered, api):
        # What a search or a computation is given is no part of what comes out of it, though both may have one name.
        told = {echo.request for echo in operation.echo}
        sent = tuple(item for item in sent if item.wire_name in told)
    return paired(sent, answered, pointer, operation.echo, api)


def _named_in_path(operation: Operation) -> frozenset[str]:
    """The folded names under which a body may say once more which thing the path ends with; the path decides."""
    last = re.search(r"\{([^{}]*)\}/?$", operation.path)
    if last is None:
        return frozenset()
    return frozenset(map(folded, (last[1], *re.findall(r"[A-Z]?[^A-Z\W_]+|[A-Z]+", last[1])[-1:])))


def _only_asks(operation: Operation, answered: tuple[Field, ...], api: Api) -> bool:
    """Whether an operation may make nothing: a POST without 201 or 202, whose answer is no thing with an identifier."""
    creates = any(response.status in ("201", "202") for response in operation.responses)
    is_of_a_thing = any(
        folded(item.wire_name).endswith("id") and json_types(item.type, api) & {"string", "number"} for item in answered
    )
    return operation.method == "post" and not creates and not is_of_a_thing


def paired(
    sent: tuple[Field, ...], answered: tuple[Field, ...], pointer: str, told: tuple[Echo, ...], api: Api
) -> tuple[EchoPair, ...]:
    """The pairs among the fields of a body and those of an object that stands at a pointer of an answer."""
    by_name = {echo.request: echo.response for echo in told}
    pairs = [(item, _partner(item, answered, by_name, api)) for item in sent]
    return tuple(_pair(request, response, pointer, api) for request, response in pairs if response is not None)


def _pair(request: Field, response: Field, pointer: str, api: Api) -> EchoPair:
    token = escaped(response.wire_name)
    nullable = is_nullable(response.type, api)
    return EchoPair(request=request, response=response, pointer=f"{pointer}/{token}", nullable=nullable)


def _partner(request: Field, answered: tuple[Field, ...], told: Mapping[str, str | None], api: Api) -> Field | None:
    if request.wire_name in told:
        return next((item for item in answered if item.wire_name == told[request.wire_name]), None)
    if is_one_way(request, api):
        return None
    alike = [item for item in answered if folded(item.wire_name) == folded(request.wire_name)]
    exact = [item for item in alike if item.wire_name == request.wire_name]
    partner = next(iter(exact or alike), None)
    if partner is None or is_one_way(partner, api):
        return None
    return partner if json_types(request.type, api) & json_types(partner.type, api) else None


def is_one_way(item: Field, api: Api) -> bool:
    """Whether a field is of requests alone or of answers alone: `readOnly`, `writeOnly`, or a password."""
    return is_read_only(item, api) or is_write_only(item, api) or _is_password(item.type, api)


def _is_password(kind: Type, api: Api) -> bool:
    return any(isinstance(branch, String) and is_password(branch) for branch in branches(kind, api))
