"""Calls of the client as its documentation shows them."""

from __future__ import annotations

from fencepost.emit.blueprint import Blueprint
from fencepost.emit.python.code import Code, code, joined
from fencepost.ir.http import Operation
from fencepost.ir.members import fields_of
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
    body = [
        names.argument(operation.id, "body", item.wire_name)
        for item in body_fields(operation, blueprint)
        if item.required
    ]
    needed = body if operation.body is not None and operation.body.required else []
    return (*parameters, *needed)


def body_fields(operation: Operation, blueprint: Blueprint) -> tuple[Field, ...]:
    """The fields of a body that can be given one by one; none for a body that is no JSON object."""
    content = None if operation.body is None else operation.body.json
    return () if content is None else fields_of(content.type, blueprint.api)
