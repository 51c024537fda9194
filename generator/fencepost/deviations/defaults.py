"""Deviations of defaults: what is not sent counts as another value than the document says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fencepost.deviations.deviation import Deviation, at_place
from fencepost.deviations.spots import Spots
from fencepost.ir.api import Api
from fencepost.ir.echo import echo_pairs
from fencepost.ir.edits import Replace
from fencepost.ir.http import Operation
from fencepost.ir.paging import paging_of
from fencepost.ir.places import Places
from fencepost.ir.types import Annotations, Enum, Type
from fencepost.ir.values import Json, freeze
from fencepost.ir.walk import walk
from fencepost.rules.evaluate import allows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assumed:
    """A value that is not sent, and what it then is."""

    pointer: str
    """Of the schema whose default it is."""

    type: Type
    annotations: Annotations
    operation: str


def default_deviations(api: Api, spots: Spots, places: Places) -> Iterator[Deviation]:
    """Every default whose effect an answer shows, changed."""
    users: dict[str, list[str]] = {}
    found: dict[str, _Assumed] = {}
    for assumed in (each for one in api.operations for each in _assumed(one, api)):
        if spots.holds(f"{assumed.pointer}/default"):
            found.setdefault(assumed.pointer, assumed)
            users.setdefault(assumed.pointer, []).append(assumed.operation)
    for pointer, assumed in found.items():
        yield from _changed(assumed, tuple(dict.fromkeys(users[pointer])), api, places)


def _assumed(operation: Operation, api: Api) -> Iterator[_Assumed]:
    for pair in echo_pairs(operation, api):
        sender = pair.response if pair.request.annotations.default is None else pair.request
        yield _Assumed(
            pointer=sender.location.pointer,
            type=sender.type,
            annotations=sender.annotations,
            operation=operation.id,
        )
    paging = paging_of(operation)
    for item in (paging.page, paging.size, paging.start):
        if item is not None:
            pointer = f"{item.location.pointer}/schema"
            yield _Assumed(pointer=pointer, type=item.type, annotations=item.annotations, operation=operation.id)


def _changed(assumed: _Assumed, operations: tuple[str, ...], api: Api, places: Places) -> Iterator[Deviation]:
    default = assumed.annotations.default
    if default is None:
        return
    other = next((value for value in _others(default.exact, assumed.type) if allows(assumed.type, value, api)), None)
    if other is not None:
        pointer = f"{assumed.pointer}/default"
        value = freeze(other)
        edit = Replace(pointer=pointer, value=value)
        yield at_place(places, pointer, "default_changed", f"is {value.text}", edit, operations)


def _others(value: Json, kind: Type) -> Iterator[Json]:
    """Values near a default, the nearest first."""
    match value:
        case bool():
            yield not value
        case int() | Decimal():
            yield from (value + 1, value - 1)
        case str():
            values = [item.value.value for inner in walk(kind) if isinstance(inner, Enum) for item in inner.values]
            yield from (item for item in values if item != value)
            yield f"{value}x"
        case _:
            pass
