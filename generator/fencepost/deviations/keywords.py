"""Deviations of single keywords of requests: not enforced, moved, made stricter or looser."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.bounds import bound_deviations, limit_deviations
from fencepost.deviations.deviation import Deviation, DeviationKind, at_place
from fencepost.deviations.kinds import type_deviations
from fencepost.deviations.spots import Spot, asks_nothing
from fencepost.ir.edits import Drop, Lose, Replace
from fencepost.ir.places import Places
from fencepost.ir.pointers import escaped
from fencepost.ir.values import Json, freeze

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LIMITS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains")
_LIMITS_TOO = ("maxContains",)
_WHOLE = ("anyOf", "oneOf", "$ref", "$dynamicRef")
_CONDITIONS = ("if", "then", "else")


def keyword_deviations(spot: Spot, places: Places) -> Iterator[Deviation]:
    """Every way in which a server may get a keyword wrong, within a rule only where its fence stands."""
    if spot.rule is not None and asks_nothing(spot.rule):
        return
    if spot.keyword in _BOUNDS:
        yield from bound_deviations(spot, places)
    elif spot.keyword in (*_LIMITS, *_LIMITS_TOO):
        yield from limit_deviations(spot, places)
    elif spot.keyword == "enum":
        yield from _values_lost(spot, places)
    if spot.rule is None and not spot.is_question:
        yield from _loosened(spot, places)


def _loosened(spot: Spot, places: Places) -> Iterator[Deviation]:
    match spot.keyword:
        case "type":
            yield from type_deviations(spot, places)
        case "required":
            yield from _not_required(spot, places)
        case "anyOf" | "oneOf":
            yield from _variants_lost(spot, places)
            yield from _dropped(spot, places) if spot.is_inside else ()
        case "$ref" | "$dynamicRef":
            # The keywords of what it leads to are deviations of their own; a body without it is read as none.
            yield from _dropped(spot, places) if spot.is_inside and not spot.is_variant else ()
        case "format" | "nullable":
            pass
        case _:
            yield from _dropped(spot, places)


def _dropped(spot: Spot, places: Places) -> Iterator[Deviation]:
    if not _says_nothing(spot):
        says = "is not enforced"
        yield at_place(places, spot.pointer, "dropped", says, Drop(pointer=spot.pointer), spot.operations)


def _says_nothing(spot: Spot) -> bool:
    """Whether what a keyword says is so anyway."""
    match spot.keyword:
        case "minLength" | "minItems" | "minProperties" | "minContains":
            return spot.value == 0
        case "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems":
            return spot.value is True or spot.value == {}
        case "uniqueItems":
            return spot.value is not True
        case "exclusiveMinimum" | "exclusiveMaximum":
            return spot.is_old
        case _:
            return False


def _values_lost(spot: Spot, places: Places) -> Iterator[Deviation]:
    values = spot.value if isinstance(spot.value, list) else []
    for index, value in enumerate(values if len(values) > 1 else []):
        shown = value if isinstance(value, str) else freeze(value).text
        yield _without(spot, f"{spot.pointer}/{index}", shown, value, "value_lost", places)


def _not_required(spot: Spot, places: Places) -> Iterator[Deviation]:
    names = spot.value if isinstance(spot.value, list) else []
    declared = spot.around.get("properties")
    for index, name in enumerate(names):
        known = declared.get(str(name)) if isinstance(declared, dict) else None
        # What is read-only need not be sent, whatever is required.
        if not (isinstance(known, dict) and known.get("readOnly") is True):
            yield _without(spot, f"{spot.pointer}/{index}", str(name), name, "not_required", places)


def _without(spot: Spot, pointer: str, shown: str, value: Json, kind: DeviationKind, places: Places) -> Deviation:
    """One of the values that a keyword lists is not in its list."""
    return Deviation(
        id=f"{places.name(spot.pointer)}/{shown}:{kind}",
        kind=kind,
        pointer=pointer,
        description=f"{places.words(spot.pointer)} does not have {shown}",
        effect=Lose(pointer=spot.pointer, value=freeze(value)),
        operations=spot.operations,
    )


def _variants_lost(spot: Spot, places: Places) -> Iterator[Deviation]:
    """One variant of several is not known; null is no variant but a value."""
    variants = spot.value if isinstance(spot.value, list) else []
    several = [index for index, variant in enumerate(variants) if not _is_null(variant)]
    for index in several if len(several) > 1 else []:
        pointer = f"{spot.pointer}/{escaped(index)}"
        # It stays, and holds nothing, so that the places of the others do not change.
        nothing = Replace(pointer=pointer, value=freeze(False))
        yield at_place(places, pointer, "variant_lost", "is not known", nothing, spot.operations)


def _is_null(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"
