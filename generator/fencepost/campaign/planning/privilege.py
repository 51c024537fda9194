"""Where a request holds what only some callers may send: `x-fencepost-privileged`."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.planning.changed import Place
from fencepost.cases.parts import place_of
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Annotations, Array, Intersection, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import member_types


def privileged_places(parts: dict[str, Json], operation: Operation, api: Api) -> Iterator[tuple[Place, Annotations]]:
    """Each place of a request whose field or parameter is marked, with what the document says of it."""
    for parameter in operation.parameters:
        members = parts.get(place_of(parameter))
        if parameter.annotations.privileged is not None and isinstance(members, dict) and parameter.name in members:
            yield (place_of(parameter), parameter.name), parameter.annotations
    content = None if operation.body is None else operation.body.json
    if content is not None and "body" in parts:
        found = dict(_places(content.type, parts["body"], ("body",), api, frozenset()))
        yield from found.items()


def _places(
    kind: Type, value: Json, above: Place, api: Api, seen: frozenset[str]
) -> Iterator[tuple[Place, Annotations]]:
    """`seen` holds the components that speak of this very value."""
    match kind:
        case Ref(name=name):
            if name not in seen:
                yield from _places(api.component(name).type, value, above, api, seen | {name})
        case Union(variants=parts) | Intersection(parts=parts):
            for part in parts:
                yield from _places(part, value, above, api, seen)
        case Residual(type=inner):
            yield from _places(inner, value, above, api, seen)
        case Array() if isinstance(value, list):
            for index, item in enumerate(value):
                within = kind.prefix[index] if index < len(kind.prefix) else kind.items
                yield from _places(within, item, (*above, index), api, frozenset())
        case Object() if isinstance(value, dict):
            yield from _members(kind, value, above, api)
        case _:
            pass


def _members(kind: Object, value: dict[str, Json], above: Place, api: Api) -> Iterator[tuple[Place, Annotations]]:
    for item in kind.fields:
        if item.wire_name in value and item.annotations.privileged is not None:
            yield (*above, item.wire_name), item.annotations
    for name, member in value.items():
        for inner in member_types(kind, name):
            yield from _places(inner, member, (*above, name), api, frozenset())
