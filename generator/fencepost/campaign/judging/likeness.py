"""Whether a value of an answer is the value that was sent, as far as the document lets one ask.

Servers may leave out of an object what its schema does not declare, and add declared members that were not sent; a map
keeps every key, a list its order and length, a date-time its instant, and a text of a format the value that it spells.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fencepost.campaign.judging.spellings import is_one_value
from fencepost.ir.api import Api
from fencepost.ir.echo import is_one_way
from fencepost.ir.shapes import branches, object_fields
from fencepost.ir.types import Anything, Array, Intersection, Object, String, Type
from fencepost.ir.values import Json, equal
from fencepost.rules.evaluate import member_types


def alike(sent: Json, received: Json, kind: Type, api: Api) -> bool:
    """Whether a value of the type, as it stands in an answer, is the one that was sent."""
    match sent, received:
        case dict(), dict():
            return _members_alike(sent, received, kind, api)
        case list(), list():
            return len(sent) == len(received) and all(
                _one_alike(ours, theirs, _item_types(kind, index, api), api)
                for index, (ours, theirs) in enumerate(zip(sent, received, strict=True))
            )
        case str(), str():
            return sent == received or any(_is_respelt(sent, received, name) for name in formats_of(kind, api))
        case _:
            return equal(sent, received)


def _one_alike(sent: Json, received: Json, kinds: tuple[Type, ...], api: Api) -> bool:
    return equal(sent, received) or any(alike(sent, received, kind, api) for kind in kinds)


def _members_alike(sent: Mapping[str, Json], received: Mapping[str, Json], kind: Type, api: Api) -> bool:
    records = tuple(each for each in branches(kind, api) if object_fields(each, api))
    if not records:
        return sent.keys() == received.keys() and _all_alike(sent, received, kind, api)
    fields = tuple(item for each in records for item in object_fields(each, api) or ())
    declared = {item.wire_name for item in fields}
    hidden = {item.wire_name for item in fields if is_one_way(item, api)}
    kept = {
        name: value
        for name, value in sent.items()
        if name not in hidden and (name in declared or not any(map(_is_open, records)))
    }
    return kept.keys() <= received.keys() and _all_alike(kept, received, kind, api)


def _all_alike(sent: Mapping[str, Json], received: Mapping[str, Json], kind: Type, api: Api) -> bool:
    return all(_one_alike(value, received[name], _types_of(name, kind, api), api) for name, value in sent.items())


def _is_open(kind: Type) -> bool:
    """Whether an object may have members of which the document says nothing."""
    match kind:
        case Object(additional=additional, patterns=patterns):
            return isinstance(additional, Anything) and not patterns
        case Intersection(parts=parts):
            return all(_is_open(part) for part in parts)
        case _:
            return True


def _types_of(name: str, kind: Type, api: Api) -> tuple[Type, ...]:
    return tuple(inner for each in _parts(kind, api) if isinstance(each, Object) for inner in member_types(each, name))


def _item_types(kind: Type, index: int, api: Api) -> tuple[Type, ...]:
    arrays = tuple(each for each in _parts(kind, api) if isinstance(each, Array))
    return tuple(each.prefix[index] if index < len(each.prefix) else each.items for each in arrays)


def _parts(kind: Type, api: Api) -> tuple[Type, ...]:
    """The single nodes that speak of a value: those of a choice, and those of each part of an intersection."""
    found = tuple(branches(kind, api))
    inner = (part for each in found if isinstance(each, Intersection) for part in each.parts)
    return (*found, *(node for part in inner for node in branches(part, api)))


def formats_of(kind: Type, api: Api) -> tuple[str, ...]:
    """The formats that the texts of a type may have."""
    formats = (each.format for each in _parts(kind, api) if isinstance(each, String))
    return tuple(form.name for form in formats if form is not None)


def _is_respelt(sent: str, received: str, format_name: str) -> bool:
    return _is_same_instant(sent, received) if format_name == "date-time" else is_one_value(sent, received, format_name)


def _is_same_instant(sent: str, received: str) -> bool:
    instant = _instant(sent)
    return instant is not None and instant == _instant(received)


def _instant(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo is not None else None
