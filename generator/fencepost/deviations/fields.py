"""Deviations of the fields of answers: wrong in value or type, under another name, or missing."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.deviation import Deviation, DeviationKind, at_place
from fencepost.deviations.effects import Alteration, Altered, FieldChange, LeftOut, Renamed, Retyped
from fencepost.deviations.reach import Reach, Root
from fencepost.ir.api import Api
from fencepost.ir.echo import echo_pairs
from fencepost.ir.places import Places
from fencepost.ir.resources import answer_type, wrapped_object
from fencepost.ir.secrecy import is_write_only
from fencepost.ir.shapes import JSON_TYPES, is_nullable, json_types
from fencepost.ir.types import Field, Object
from fencepost.ir.walk import walk


def field_deviations(answered: Reach, places: Places, api: Api) -> Iterator[Deviation]:
    """Each field that a 2xx answer may show."""
    told = _told(api)
    for root in answered.roots.values():
        for kind in walk(root.type):
            for item in kind.fields if isinstance(kind, Object) else ():
                # A field that is required without being declared has no place of its own.
                declared = places.holds(item.location) and item.location != item.required_location
                if declared and not is_write_only(item, api):
                    is_shown = told.get(item.location.pointer, True)
                    yield from (_changed(item, root, places, *way) for way in _ways(item, api, is_shown=is_shown))


def _told(api: Api) -> dict[str, bool]:
    """By pointer, whether there is anything to show in the fields of what answers are about."""
    found: dict[str, bool] = {}
    for operation in api.operations:
        kind = answer_type(operation)
        wrapped = None if kind is None else wrapped_object(kind, api)
        pairs = {pair.response.location.pointer for pair in echo_pairs(operation, api)}
        for item in () if wrapped is None else wrapped[1]:
            pointer = item.location.pointer
            own = item.required or item.annotations.default is not None or is_nullable(item.type, api)
            found[pointer] = found.get(pointer, False) or own or pointer in pairs
    return found


def _changed(
    item: Field, root: Root, places: Places, kind: DeviationKind, alteration: Alteration, says: str
) -> Deviation:
    pointer = item.location.pointer
    effect = FieldChange(pointer=pointer, alteration=alteration)
    return at_place(places, pointer, kind, says, effect, root.operations)


def _ways(item: Field, api: Api, *, is_shown: bool) -> Iterator[tuple[DeviationKind, Alteration, str]]:
    """How a field may be wrong; one that is never there can only be there wrongly."""
    if is_shown:
        name = f"{item.wire_name}Renamed"
        yield "renamed", Renamed(name=name), f"is called {name}"
        yield "left_out", LeftOut(), "is left out"
        yield "altered", Altered(), "shows another value"
    if json_types(item.type, api) != JSON_TYPES:
        yield "retyped", Retyped(), "shows a value of another type"
