"""Which fields of a thing a filter speaks of: those of its name, or those inside an object that have it.

One reading for mock and campaign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.resources import folded
from fencepost.ir.shapes import object_fields
from fencepost.ir.types import Field
from fencepost.ir.values import Json

Path: TypeAlias = tuple[str, ...]
"""Names from a thing down to one of its fields."""


def filter_paths(name: str, fields: tuple[Field, ...], api: Api) -> tuple[Path, ...]:
    """The fields that a parameter of that name filters by; those of the thing itself go before any inside."""
    wanted = folded(name)
    own: tuple[Path, ...] = tuple((item.wire_name,) for item in fields if folded(item.wire_name) == wanted)
    return own or tuple(_inside(wanted, fields, api))


def _inside(wanted: str, fields: tuple[Field, ...], api: Api) -> Iterator[Path]:
    for item in fields:
        for inner in object_fields(item.type, api) or ():
            if folded(inner.wire_name) == wanted:
                yield item.wire_name, inner.wire_name


def held_at(thing: Mapping[str, Json], path: Path) -> tuple[Json, ...]:
    """What a thing holds at a path: one value; none where something on the way is missing."""
    value: Json = dict(thing)
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return ()
        value = value[name]
    return (value,)
