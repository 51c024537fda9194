"""Deviations of JSON types: not looked at, or one more or one fewer accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.deviation import Deviation, at_place
from fencepost.deviations.spots import Spot
from fencepost.deviations.vacuous import spares_others
from fencepost.ir.edits import Allow, Drop, RefuseNull, Replace, Retype
from fencepost.ir.places import Places
from fencepost.ir.values import Json, freeze

_NOTHING = freeze(False)
_NULL = freeze({"enum": [None]})
_NUMBERS = freeze({"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"})
_FLAGS = freeze({"enum": ["true", "false"]})


def type_deviations(spot: Spot, places: Places) -> Iterator[Deviation]:
    """The keyword `type`: dropped, with null gained or lost, with fractions or with texts of numbers accepted."""
    names = _names(spot.value)
    if names == ("null",) and spot.is_variant:
        nothing = Replace(pointer=spot.schema, value=_NOTHING)
        yield at_place(places, spot.pointer, "null_refused", "is refused", nothing, spot.operations)
        return
    if not _is_said_beside(spot, names):
        if spares_others({key: value for key, value in spot.around.items() if key != "type"}):
            says = "is not enforced"
            yield at_place(places, spot.pointer, "dropped", says, Drop(pointer=spot.pointer), spot.operations)
        yield from _widened(spot, names, places)
    if not spot.is_text and not spot.is_variant:
        yield from _null(spot, names, places)


def _names(value: Json) -> tuple[str, ...]:
    return tuple(str(name) for name in (value if isinstance(value, list) else [value]))


def _is_said_beside(spot: Spot, names: tuple[str, ...]) -> bool:
    """Whether values are listed beside it, another part of the schema may say as much, or all that is sent is text."""
    listed = "enum" in spot.around or "const" in spot.around
    text = spot.is_text and not {"string", "array"}.isdisjoint(names)
    return listed or text or spot.above[-1:] == ("allOf",)


def _widened(spot: Spot, names: tuple[str, ...], places: Places) -> Iterator[Deviation]:
    if "integer" in names and "number" not in names:
        edit = Retype(pointer=spot.pointer, name="integer", other="number")
        says = "accepts fractions"
        yield at_place(places, spot.pointer, "fraction_accepted", says, edit, spot.operations)
    if spot.is_text or spot.is_variant or "string" in names:
        return
    texts = _NUMBERS if {"integer", "number"} & {*names} else _FLAGS if "boolean" in names else None
    if texts is not None:
        taken = Allow(pointer=spot.schema, schema=texts)
        says = f"accepts the text of a {'number' if texts is _NUMBERS else 'boolean'}"
        yield at_place(places, spot.pointer, "text_accepted", says, taken, spot.operations)


def _null(spot: Spot, names: tuple[str, ...], places: Places) -> Iterator[Deviation]:
    if "null" not in names and not spot.is_beside_null:
        allowed = Allow(pointer=spot.schema, schema=_NULL)
        yield at_place(places, spot.pointer, "null_accepted", "accepts null", allowed, spot.operations)
    elif "null" in names and len(names) > 1:
        refused = RefuseNull(pointer=spot.schema)
        yield at_place(places, spot.pointer, "null_refused", "refuses null", refused, spot.operations)
