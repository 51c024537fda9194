"""Which defaults a printed class can hold, written as plain Python values or as members of an enumeration."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.emit.python.scalars import is_moment
from fencepost.ir.api import Api
from fencepost.ir.types import Anything, Array, Boolean, Enum, Null, Number, Object, Ref, Residual, String, Type, Union
from fencepost.ir.values import Json


def holds_default(kind: Type, value: Json, api: Api) -> bool:
    """Whether the value, written down, is of the type's hint."""
    return _is_member(kind, value, api) or any(_takes(node, value, api) for node in _nodes(kind, api, frozenset()))


def _is_member(kind: Type, value: Json, api: Api) -> bool:
    """Whether the value is a member of the one enumeration class that the type is, null left aside."""
    variants = kind.variants if isinstance(kind, Union) else (kind,)
    others = [variant for variant in variants if not isinstance(variant, Null)]
    return isinstance(value, str) and len(others) == 1 and _is_choice(others[0], api)


def _is_choice(kind: Type, api: Api) -> bool:
    found = api.component(kind.name).type if isinstance(kind, Ref) else None
    return isinstance(found, Enum) and all(isinstance(item.value.value, str) for item in found.values)


def _nodes(kind: Type, api: Api, seen: frozenset[str]) -> Iterator[Type]:
    """What a type is a choice of, enumeration classes left out."""
    match kind:
        case Union(variants=variants):
            for variant in variants:
                yield from _nodes(variant, api, seen)
        case Residual(type=inner):
            yield from _nodes(inner, api, seen)
        case Ref(name=name):
            if name not in seen and not _is_choice(kind, api):
                yield from _nodes(api.component(name).type, api, seen | {name})
        case _:
            yield kind


def _takes(node: Type, value: Json, api: Api) -> bool:
    if isinstance(node, Anything):
        return True
    match value:
        case None:
            return False
        case bool():
            return isinstance(node, Boolean | Enum)
        case str():
            return isinstance(node, Enum) or (isinstance(node, String) and not is_moment(node))
        case list():
            return isinstance(node, Array) and not node.prefix and _all_plain(node.items, value, api)
        case dict():
            if not isinstance(node, Object) or node.fields or node.rules or node.patterns:
                return False
            return _all_plain(node.additional, list(value.values()), api)
        case _:
            return isinstance(node, Number | Enum)


def _all_plain(kind: Type, values: list[Json], api: Api) -> bool:
    return all(any(_takes(node, value, api) for node in _nodes(kind, api, frozenset())) for value in values)
