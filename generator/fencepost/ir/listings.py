"""Answers that list: where in one stand the things of a collection."""

from __future__ import annotations

from collections.abc import Callable

from fencepost.ir.api import Api
from fencepost.ir.pointers import pointer_of
from fencepost.ir.shapes import array_items, component_name, json_types, object_fields
from fencepost.ir.types import Type


def listed_at(kind: Type, things: tuple[Type, ...], api: Api) -> str | None:
    """The pointer of the one array of things in an answer, empty for the answer itself; None where there is none.

    It stands at the root, or in a member, or in the member of one.
    """
    names = {component_name(thing, api) for thing in things} - {None}

    def lists(items: Type) -> bool:
        return items in things or component_name(items, api) in names

    return _array_of(lists, kind, api)


def summarised_at(kind: Type, identifier: str, api: Api) -> str | None:
    """The pointer of the one array of objects that have the identifier, whatever else they show; else as `listed_at`.

    Lists often show less of a thing than reading it does, or describe it once more.
    """

    def lists(items: Type) -> bool:
        fields = object_fields(items, api) or ()
        told = (item for item in fields if item.wire_name == identifier)
        return any(json_types(item.type, api) & {"string", "number"} for item in told)

    return _array_of(lists, kind, api)


def _array_of(lists: Callable[[Type], bool], kind: Type, api: Api) -> str | None:
    """The pointer of the one array whose items are as asked."""
    if _is_array(kind, lists, api):
        return ""
    fields = object_fields(kind, api) or ()
    found: list[tuple[str, ...]] = [(item.wire_name,) for item in fields if _is_array(item.type, lists, api)] or [
        (item.wire_name, inner.wire_name)
        for item in fields
        for inner in object_fields(item.type, api) or ()
        if _is_array(inner.type, lists, api)
    ]
    return pointer_of(found[0]) if len(found) == 1 else None


def _is_array(kind: Type, lists: Callable[[Type], bool], api: Api) -> bool:
    items = array_items(kind, api)
    return items is not None and lists(items)
