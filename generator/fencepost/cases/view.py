"""The document as a client sees it: what only a server may write is no part of a request.

Source: OpenAPI 3.0, 4.7.24.2 (readOnly): such a property should not be sent, and `required` speaks of answers alone.
"""

from __future__ import annotations

from dataclasses import replace

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Object, Type
from fencepost.ir.walk import rewrite, types_of, walk


def request_view(api: Api) -> Api:
    """The document without the readOnly fields of its components and request bodies."""
    if not any(_has_read_only(inner) for kind in types_of(api) for inner in walk(kind)):
        return api
    return replace(
        api,
        components=tuple(replace(component, type=_written(component.type)) for component in api.components),
        operations=tuple(_operation(operation) for operation in api.operations),
    )


def _has_read_only(kind: Type) -> bool:
    return isinstance(kind, Object) and any(item.annotations.read_only for item in kind.fields)


def _operation(operation: Operation) -> Operation:
    if operation.body is None:
        return operation
    contents = tuple(replace(content, type=_written(content.type)) for content in operation.body.contents)
    return replace(operation, body=replace(operation.body, contents=contents))


def _written(kind: Type) -> Type:
    inner = rewrite(kind, _written)
    if not isinstance(inner, Object):
        return inner
    return replace(inner, fields=tuple(item for item in inner.fields if not item.annotations.read_only))
