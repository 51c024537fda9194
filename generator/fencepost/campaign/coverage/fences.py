"""The constraints of one node of a type, each with its place in the document and the sides a value can stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fencepost.campaign.coverage.sides import (
    ON,
    OUTSIDE,
    Side,
    bound_side,
    enum_side,
    is_additional,
    limit_side,
    member_count,
    names_side,
    pattern_side,
    required_side,
    step_side,
    text_length,
    type_side,
    unique_side,
)
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.shapes import json_types
from fencepost.ir.types import (
    Array,
    Boolean,
    Enum,
    Format,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows, judged

KNOWN_FORMATS = frozenset(("date-time", "date", "time", "uuid", "ipv4", "ipv6", "email", "uri", "hostname"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """One constraint at one place of the document."""

    keyword: str
    text: str
    """What the document says, in a few words: `maximum: 16`."""

    location: Location
    sides: tuple[str, ...]
    """Every side a request can stand on; what the document refuses is OUTSIDE."""

    side: Side
    """The side a value stands on; None for a value far from the fence, or of which the constraint says nothing."""

    @property
    def place(self) -> str:
        """The keyword occurrence: the same from whichever operation it is reached."""
        return f"{self.location.file}#{self.location.pointer}"


class Fences:
    """Knows where the document's keywords stand."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._places: Mapping[tuple[str, str], Location] = {
            (item.location.file, item.location.pointer): item.location for item in api.ledger
        }

    def of(self, kind: Type) -> Iterator[Fence]:
        """The constraints that a node states itself, not those of the nodes inside it."""
        yield from self._types(kind)
        match kind:
            case Number():
                yield from _of_number(kind)
            case String():
                yield from _of_string(kind)
            case Array():
                yield from _of_array(kind)
            case Object():
                yield from _of_object(kind, self.api)
                yield from self._closed(kind)
            case Enum():
                yield from self._enum(kind)
            case Union():
                yield from self._union(kind)
            case Residual():
                yield from self._residual(kind)
            case _:
                pass

    def _keyword(self, kind: Type, *keywords: str) -> tuple[str, Location] | None:
        """The first of the keywords that stands on the schema of a node, and where."""
        base = kind.location
        found = ((word, self._places.get((base.file, f"{base.pointer}/{word}"))) for word in keywords)
        return next(((word, place) for word, place in found if place is not None), None)

    def _types(self, kind: Type) -> Iterator[Fence]:
        """The set of JSON types of a schema that names them; a nullable one is a single constraint."""
        stated = self._keyword(kind, "type")
        if stated is None or not isinstance(kind, Null | Boolean | Number | String | Array | Object | Union):
            return
        names = sorted(json_types(kind, self.api))
        words = "integer" if isinstance(kind, Number) and kind.integer else " or ".join(names)
        yield Fence(
            keyword="type",
            text=f"type: {words}",
            location=stated[1],
            sides=(*(f"type:{name}" for name in names), OUTSIDE),
            side=type_side(kind, frozenset(names)),
        )

    def _enum(self, kind: Enum) -> Iterator[Fence]:
        stated = self._keyword(kind, "enum", "const")
        if stated is not None:
            count = len(kind.values)
            text = f"const: {kind.values[0].value.text}" if stated[0] == "const" else f"enum of {count} values"
            sides = (*(f"enum:{item.value.text}" for item in kind.values), OUTSIDE)
            yield Fence(keyword="enum", text=text, location=stated[1], sides=sides, side=enum_side(kind))

    def _union(self, kind: Union) -> Iterator[Fence]:
        stated = self._keyword(kind, "anyOf", "oneOf")
        if stated is None:
            return

        def side(value: Json) -> str | None:
            found = (index for index, variant in enumerate(kind.variants) if allows(variant, value, self.api))
            index = next(found, None)
            return OUTSIDE if index is None or not allows(kind, value, self.api) else f"variant:{index + 1}"

        sides = (*(f"variant:{index + 1}" for index in range(len(kind.variants))), OUTSIDE)
        text = f"{stated[0]} of {len(kind.variants)} variants"
        yield Fence(keyword=stated[0], text=text, location=stated[1], sides=sides, side=side)

    def _closed(self, kind: Object) -> Iterator[Fence]:
        stated = self._keyword(kind, "additionalProperties")
        if stated is None or not isinstance(kind.additional, Nothing):
            return

        def side(value: Json) -> str | None:
            if not isinstance(value, dict):
                return None
            return OUTSIDE if any(is_additional(kind, name) for name in value) else ON

        text = "additionalProperties: false"
        yield Fence(keyword=stated[0], text=text, location=stated[1], sides=(ON, OUTSIDE), side=side)

    def _residual(self, kind: Residual) -> Iterator[Fence]:
        stated = self._keyword(kind, *kind.keywords)
        if stated is None:
            return

        def side(value: Json) -> str | None:
            if not allows(kind.type, value, self.api):
                return None
            return ON if judged(kind.schema, value, self.api) else OUTSIDE

        yield Fence(keyword=stated[0], text=stated[0], location=stated[1], sides=(ON, OUTSIDE), side=side)


def _of_number(kind: Number) -> Iterator[Fence]:
    # One unit is next to a bound: with a step, or at the resolution of the service, the next value is that far away.
    unit = Decimal(1) if kind.multiple_of is None else max(Decimal(1), Decimal(kind.multiple_of.value))
    for word, bound, sign in (("minimum", kind.minimum, 1), ("maximum", kind.maximum, -1)):
        if bound is not None:
            keyword = f"exclusive{word.capitalize()}" if bound.exclusive else word
            text = f"{keyword}: {bound.value}"
            side = bound_side(bound, sign, unit)
            yield Fence(keyword=word, text=text, location=bound.location, sides=(ON, OUTSIDE), side=side)
    if kind.multiple_of is not None:
        step = kind.multiple_of
        text = f"multipleOf: {step.value}"
        yield Fence(keyword="multipleOf", text=text, location=step.location, sides=(ON, OUTSIDE), side=step_side(step))


def _of_string(kind: String) -> Iterator[Fence]:
    yield from _limits("Length", kind.min_length, kind.max_length, text_length)
    if kind.pattern is not None:
        text, place = f"pattern: {kind.pattern.source}", kind.pattern.location
        side = pattern_side(kind.pattern)
        yield Fence(keyword="pattern", text=text, location=place, sides=(ON, OUTSIDE), side=side)
    if kind.format is not None and kind.format.name in KNOWN_FORMATS:
        yield _of_format(kind.format)


def _of_format(form: Format) -> Fence:
    """A format has one side: a request that breaks nothing else is no fault (JSON Schema 2020-12, 7.2.1)."""

    def side(value: Json) -> str | None:
        return ON if isinstance(value, str) else None

    return Fence(keyword="format", text=f"format: {form.name}", location=form.location, sides=(ON,), side=side)


def _of_array(kind: Array) -> Iterator[Fence]:
    yield from _limits("Items", kind.min_items, kind.max_items, member_count)
    if kind.unique and kind.unique_location is not None:
        place = kind.unique_location
        yield Fence(
            keyword="uniqueItems", text="uniqueItems: true", location=place, sides=(ON, OUTSIDE), side=unique_side
        )


def _of_object(kind: Object, api: Api) -> Iterator[Fence]:
    yield from _limits("Properties", kind.min_properties, kind.max_properties, member_count)
    for item in kind.fields:
        if item.required and item.required_location is not None:
            text, place = f"required: {item.wire_name}", item.required_location
            side = required_side(item.wire_name)
            yield Fence(keyword="required", text=text, location=place, sides=(ON, OUTSIDE), side=side)
    if kind.names is not None:
        place, side = kind.names.location, names_side(kind.names, api)
        yield Fence(keyword="propertyNames", text="propertyNames", location=place, sides=(ON, OUTSIDE), side=side)


def _limits(word: str, low: Limit | None, high: Limit | None, size: Callable[[Json], int | None]) -> Iterator[Fence]:
    for keyword, limit, sign in ((f"min{word}", low, 1), (f"max{word}", high, -1)):
        if limit is not None:
            # Nothing is shorter than a minimum of 0.
            sides = (ON,) if sign == 1 and limit.value == 0 else (ON, OUTSIDE)
            side = limit_side(limit, sign, size)
            yield Fence(
                keyword=keyword, text=f"{keyword}: {limit.value}", location=limit.location, sides=sides, side=side
            )
