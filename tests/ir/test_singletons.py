"""A path that is read and written, and names nothing of a collection, holds one thing."""

from __future__ import annotations

import pytest
from fencepost.ir.resources import kept_resources
from fencepost.ir.singletons import Singleton, find_singletons

from ..inline import api_of, document

SCHEMA = "{type: object, properties: {name: {type: string}}}"
BODY = f"requestBody: {{content: {{application/json: {{schema: {SCHEMA}}}}}}}"
SHOWN = f"content: {{application/json: {{schema: {SCHEMA}}}}}"
READ = f'get: {{operationId: read, responses: {{"200": {{description: it, {SHOWN}}}}}}}'
DONE = 'responses: {"204": {description: done}}'


def found(*operations: str, path: str = "/settings") -> tuple[Singleton, ...]:
    lines = "\n".join(f"    {operation}" for operation in operations)
    api, sink = api_of(document(f"paths:\n  {path}:\n{lines}\n"))
    assert not sink.errors, sink.errors
    return find_singletons(api, kept_resources(api))


def test_what_is_read_and_put_is_one_thing():
    delete = f"delete: {{operationId: reset, {DONE}}}"
    assert found(READ, f"put: {{operationId: write, {BODY}, {DONE}}}", delete) == (
        Singleton(component=None, path="/settings", read="read", updates=("write",), delete="reset"),
    )


@pytest.mark.parametrize(
    "operations",
    [
        (READ,),
        (READ, f"put: {{operationId: write, {DONE}}}"),
        (READ, f"post: {{operationId: write, {BODY}, {DONE}}}"),
        (f"get: {{operationId: read, {DONE}}}", f"put: {{operationId: write, {BODY}, {DONE}}}"),
    ],
)
def test_what_is_not_read_or_not_written_is_none(operations: tuple[str, ...]):
    assert found(*operations) == ()


def test_an_item_of_a_collection_is_none():
    put = f'put: {{operationId: write, {BODY}, responses: {{"201": {{description: made}}}}}}'
    parameters = "parameters: [{name: name, in: path, required: true, schema: {type: string}}]"
    assert found(parameters, READ, put, path="/settings/{name}") == ()
