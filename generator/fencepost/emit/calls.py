"""Calls of the client as its documentation shows them."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.emit.blueprint import Blueprint
from fencepost.emit.bodies import ModelBody, client_body
from fencepost.emit.forms import Forms
from fencepost.emit.python.code import Code, code, joined
from fencepost.ir.http import Operation
from fencepost.ir.types import Field
from fencepost.names.identifiers import Identifier

_SHORT = 80
"""Characters of a call that stands on one line."""


def call_name(operation: Operation, blueprint: Blueprint) -> Code:
    """`things.create`."""
    names = blueprint.names
    return code("{resource}.{method}", resource=names.resource(operation.id), method=names.method(operation.id))


def example_call(operation: Operation, blueprint: Blueprint) -> Code:
    """`client.things.create(name=..., size=...)`, with every argument that is required."""
    given = tuple(code("{name}=...", name=name) for name in required_arguments(operation, blueprint))
    call = call_name(operation, blueprint)
    short = code("client.{call}({arguments})", call=call, arguments=joined(", ", given))
    if len(short) <= _SHORT:
        return short
    return code("client.{call}(\n    {arguments},\n)", call=call, arguments=joined(",\n    ", given))


def required_arguments(operation: Operation, blueprint: Blueprint) -> tuple[Identifier, ...]:
    """The keywords without which the operation cannot be called: of parameters, then of the body."""
    names = blueprint.names
    parameters = [names.argument(operation.id, item.place, item.name) for item in operation.parameters if item.required]
    return (*parameters, *(_body_arguments(operation, blueprint)))


def _body_arguments(operation: Operation, blueprint: Blueprint) -> Iterator[Identifier]:
    """The required fields of a body that must be given, or the whole of one that has no fields."""
    fields = body_fields(operation, blueprint)
    if operation.body is None or not operation.body.required:
        return
    yield from () if fields else (Identifier("request"),)
    for field in fields:
        if field.required:
            yield blueprint.names.argument(operation.id, "body", field.wire_name)


def body_fields(operation: Operation, blueprint: Blueprint) -> tuple[Field, ...]:
    """The fields of a body that can be given one by one; none for a body that is no object."""
    body = client_body(operation, Forms(blueprint.api))
    return body.fields if isinstance(body, ModelBody) else ()
