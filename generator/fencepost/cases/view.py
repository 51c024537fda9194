"""The document as a client sees it: what only a server may write is no part of a request, and a credential no value.

Source: OpenAPI 3.0, 4.7.24.2 (readOnly): such a property should not be sent, and `required` speaks of answers alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.secrecy import is_read_only
from fencepost.ir.types import Object, Type
from fencepost.ir.walk import rewrite, types_of, walk


def request_view(api: Api) -> Api:
    """The document without readOnly fields in its components and request bodies.

    Parameters that some declare once more for the key of a security scheme are left out: the credential is sent there.
    """
    if not any(_has_read_only(inner, api) for kind in types_of(api) for inner in walk(kind)):
        return replace(api, operations=_without_keys(api.operations, api))
    return replace(
        api,
        components=tuple(replace(component, type=_written(component.type, api)) for component in api.components),
        operations=tuple(_operation(operation, api) for operation in _without_keys(api.operations, api)),
    )


def _has_read_only(kind: Type, api: Api) -> bool:
    return isinstance(kind, Object) and any(is_read_only(item, api) for item in kind.fields)


def _without_keys(operations: Iterable[Operation], api: Api) -> tuple[Operation, ...]:
    return tuple(
        replace(each, parameters=tuple(item for item in each.parameters if not _is_key(item, each, api)))
        for each in operations
    )


def _is_key(parameter: Parameter, operation: Operation, api: Api) -> bool:
    asked = {key for alternative in operation.security for key in alternative}
    schemes = (scheme for scheme in api.security_schemes if scheme.key in asked and scheme.name is not None)
    return any((scheme.place, scheme.name) == (parameter.place, parameter.name) for scheme in schemes)


def _operation(operation: Operation, api: Api) -> Operation:
    if operation.body is None:
        return operation
    contents = tuple(replace(content, type=_written(content.type, api)) for content in operation.body.contents)
    return replace(operation, body=replace(operation.body, contents=contents))


def _written(kind: Type, api: Api) -> Type:
    inner = rewrite(kind, lambda each: _written(each, api))
    if not isinstance(inner, Object):
        return inner
    return replace(inner, fields=tuple(item for item in inner.fields if not is_read_only(item, api)))
