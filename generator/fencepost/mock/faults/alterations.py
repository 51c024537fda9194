"""Alterations carried out: an object of an answer with one of its fields shown otherwise."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias, assert_never

from fencepost.deviations.effects import (
    Alteration,
    Altered,
    Deduplicated,
    Folded,
    LeftOut,
    Nulled,
    Renamed,
    Retyped,
    Reversed,
    Rounded,
)
from fencepost.ir.api import Api
from fencepost.ir.types import Field
from fencepost.ir.values import Json, key_of
from fencepost.mock.faults.values import alien_value, other_value

Members: TypeAlias = dict[str, Json]


def altered(members: Members, item: Field, alteration: Alteration, api: Api) -> Members:
    """The object with a field altered; as it is where it does not have the field, or the field nothing to alter."""
    name = item.wire_name
    match alteration:
        case Retyped():
            return {**members, name: alien_value(members.get(name), item.type, api)}
        case _ if name not in members:
            return members
        case LeftOut():
            return {key: value for key, value in members.items() if key != name}
        case Renamed(name=new):
            return {(new if key == name else key): value for key, value in members.items()}
        case _:
            return {**members, name: _shown(members[name], item, alteration, api)}


def _shown(value: Json, item: Field, alteration: Alteration, api: Api) -> Json:
    match alteration:
        case Altered():
            return other_value(value, item.type, api)
        case Nulled():
            return None
        case Rounded():
            return _everywhere(value, _whole)
        case Reversed():
            return value[::-1] if isinstance(value, list) else value
        case Deduplicated():
            return list({key_of(one): one for one in value}.values()) if isinstance(value, list) else value
        case Folded():
            return {key.lower(): inner for key, inner in value.items()} if isinstance(value, dict) else value
        case Retyped() | LeftOut() | Renamed():
            return value
        case _:
            assert_never(alteration)


def _everywhere(value: Json, change: Callable[[Json], Json]) -> Json:
    match value:
        case list():
            return [_everywhere(item, change) for item in value]
        case dict():
            return {name: _everywhere(member, change) for name, member in value.items()}
        case _:
            return change(value)


def _whole(value: Json) -> Json:
    return int(value) if isinstance(value, float | Decimal) else value
