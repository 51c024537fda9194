"""Types that no value meets: each at the keyword that is to blame, then what becomes impossible with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.diagnostics import Diagnostics, Location
from fencepost.ir.api import Api
from fencepost.ir.places import Places
from fencepost.ir.types import (
    Array,
    Bound,
    Enum,
    Limit,
    Nothing,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.walk import inner_types, types_of, walk
from fencepost.rules.counting import most_members, most_values
from fencepost.rules.domains import Domains
from fencepost.rules.grid import grid, holds_no_number

LARGEST_ENUM = 1_000
"""Longer enumerations are remarked on, and have no class with a name for each value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Why nothing is of a type."""

    code: str
    text: str
    location: Location
    remedy: str


def report_vacancies(api: Api, domains: Domains, sink: Diagnostics) -> None:
    """Warn of types without a value, of outermost types that need one of them, and of endless enumerations.

    S011 what excludes itself; S013 a range that holds nothing; S014 a value that would have no end; S015 a long enum.
    """
    survey = _Survey(api, domains)
    for kind in (inner for outer in types_of(api) for inner in walk(outer)):
        _report(_long(kind) if isinstance(kind, Enum) and len(kind.values) > LARGEST_ENUM else None, sink)
        _report(survey.vacancy(kind), sink)
    for outer in _outermost(api):
        for found in survey.conflicts(outer.type, outer, ()):
            _report(found, sink)
        _report(survey.consequence(outer), sink)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outer:
    """An outermost type, and where it is written: a merged type stands where the first of its parts does."""

    type: Type
    location: Location
    name: str | None = None
    """The component whose type it is; None for a body, a parameter or an answer."""


def _outermost(api: Api) -> Iterator[_Outer]:
    for component in api.components:
        yield _Outer(type=component.type, location=component.location, name=component.name)
    for operation in api.operations:
        contents = [*(operation.body.contents if operation.body else ())]
        contents += [content for response in operation.responses for content in response.contents]
        for parameter in operation.parameters:
            yield _Outer(type=parameter.type, location=_schema(parameter.location))
        for content in contents:
            yield _Outer(type=content.type, location=_schema(content.location))


def _schema(location: Location) -> Location:
    return replace(location, pointer=f"{location.pointer}/schema")


def _report(found: Vacancy | None, sink: Diagnostics) -> None:
    if found is not None:
        sink.warning(found.code, found.text, found.location, remedy=found.remedy)


def _long(kind: Enum) -> Vacancy:
    return Vacancy(
        code="S015",
        text=f"the enumeration has {len(kind.values)} values: no class is made of it, and cases try only some of them",
        location=kind.location,
        remedy="models and validators hold all of them; a pattern or a format may say it more shortly",
    )


class _Survey:
    """Looks at the types of one document."""

    def __init__(self, api: Api, domains: Domains) -> None:
        self._api = api
        self._domains = domains
        self._places = Places(api)
        self._told = frozenset(
            (item.location.file, item.location.pointer.rpartition("/")[0])
            for item in api.ledger
            if item.keyword != "not"
        )

    def vacancy(self, kind: Type) -> Vacancy | None:
        """Why a type holds nothing by what it says itself; None where it holds something, or a part is to blame."""
        match kind:
            case Number() if holds_no_number(kind):
                return _no_number(kind)
            case String(min_length=low, max_length=high):
                return _crossed("minLength", low, "maxLength", high)
            case Array(min_items=low, max_items=high):
                return _crossed("minItems", low, "maxItems", high) or self._few_items(kind)
            case Object(min_properties=low, max_properties=high):
                return _crossed("minProperties", low, "maxProperties", high) or self._few_members(kind)
            case _:
                return None

    def conflicts(self, kind: Type, outer: _Outer, names: tuple[str, ...]) -> Iterator[Vacancy]:
        """Where parts exclude each other inside an outermost type; what is refused on purpose, with false, is none.

        What two schemas ask for together is told of the one that brings them together, wherever each is written.
        """
        if isinstance(kind, Nothing):
            if (kind.location.file, kind.location.pointer) in self._told:
                yield self._conflict(kind.location, outer, names)
            return
        fields = {id(item.type): item.wire_name for item in kind.fields} if isinstance(kind, Object) else {}
        for inner in inner_types(kind):
            step = (fields[id(inner)],) if id(inner) in fields else ()
            yield from self.conflicts(inner, outer, (*names, *step))

    def _conflict(self, place: Location, outer: _Outer, names: tuple[str, ...]) -> Vacancy:
        subject = " of ".join((*((".".join(names),) if names else ()), self._label(outer.location)))
        within = place.file == outer.location.file and f"{place.pointer}/".startswith(f"{outer.location.pointer}/")
        text = f"{subject} allows nothing: what is asked of it excludes itself"
        remedy = "see which of its types, bounds, values or parts exclude each other"
        return _excluded(text, place if within else outer.location, remedy)

    def _label(self, place: Location) -> str:
        whole = re.sub(r"(/(allOf|anyOf|oneOf)/[0-9]+)+$", "", place.pointer)
        return self._places.words(whole) if self._places.holds(place) else whole.rpartition("/")[2]

    def _few_items(self, kind: Array) -> Vacancy | None:
        if not kind.unique or kind.prefix or kind.min_items is None:
            return None
        count = most_values(kind.items, self._domains.resolve)
        if count is None or count >= kind.min_items.value:
            return None
        text = f"minItems asks for {kind.min_items.value} different items, and there are {count}"
        return _excluded(text, kind.min_items.location, "lower minItems, or drop uniqueItems")

    def _few_members(self, kind: Object) -> Vacancy | None:
        required = sum(item.required for item in kind.fields)
        if kind.max_properties is not None and required > kind.max_properties.value:
            text = f"{required} properties are required, and maxProperties is {kind.max_properties.value}"
            return _excluded(text, kind.max_properties.location, "raise maxProperties, or require fewer")
        if kind.min_properties is None:
            return None
        count = most_members(kind, self._domains.resolve)
        if count is None or count >= kind.min_properties.value:
            return None
        text = f"minProperties is {kind.min_properties.value}, and the object can have {count}"
        return _excluded(text, kind.min_properties.location, "lower minProperties, or allow other properties")

    def consequence(self, outer: _Outer) -> Vacancy | None:
        """What becomes impossible because a part of a type holds nothing; None where the type itself is to blame."""
        kind = outer.type
        if isinstance(kind, Nothing | Ref) or self.vacancy(kind) or not self._domains.is_empty(kind):
            return None
        steps, end = self._trace(kind, () if outer.name is None else (outer.name,))
        label = self._label(outer.location)
        way = ".".join(steps) or "every variant"
        if isinstance(end, Ref):
            return Vacancy(
                code="S014",
                text=f"a value of {label} would have no end: its {way} needs another {end.name}",
                location=outer.location,
                remedy="make a field on the way optional, or let it be null or an empty array",
            )
        text = f"no value is of type {label}: its {way} allows none"
        return _excluded(text, outer.location, "mend or drop that part")

    def _trace(self, kind: Type, inside: tuple[str, ...]) -> tuple[tuple[str, ...], Type]:
        """The way from an empty type to the part that is to blame; to a reference, where the way is a circle."""
        match kind:
            case Object(fields=fields):
                parts = [(item.wire_name, item.type) for item in fields if item.required]
            case Array(items=items, prefix=prefix):
                parts = [("items", item) for item in (*prefix, items)]
            case Union(variants=variants):
                parts = [("", variant) for variant in variants]
            case Residual(type=inner):
                parts = [("", inner)]
            case Ref(name=name) if name not in inside:
                return self._trace(self._api.component(name).type, (*inside, name))
            case _:
                return (), kind
        for step, part in parts:
            if not self.vacancy(kind) and self._domains.is_empty(part):
                rest, end = self._trace(part, inside)
                return ((step, *rest) if step else rest), end
        return (), kind


def _excluded(text: str, place: Location, remedy: str) -> Vacancy:
    return Vacancy(code="S011", text=text, location=place, remedy=remedy)


def _no_number(kind: Number) -> Vacancy:
    low, high, step = kind.minimum, kind.maximum, grid(kind)
    noun = "number" if step is None else "integer" if step == 1 and kind.integer else f"multiple of {step}"
    ends = [said for said in (low and _least(low), high and _most(high)) if said]
    place = next(bound.location for bound in (low, high) if bound is not None)
    remedy = "move one of the two bounds" if len(ends) > 1 else "give a bound that a double can hold"
    return Vacancy(code="S013", text=f"no {noun} is {' and '.join(ends)}", location=place, remedy=remedy)


def _least(bound: Bound) -> str:
    """The lower bound in the words of the document, which of integers may be exclusive though the set's is not."""
    if bound.exclusive or not bound.location.pointer.endswith("/exclusiveMinimum"):
        return f"{'more than' if bound.exclusive else 'at least'} {bound.value}"
    return f"more than {bound.value - 1}"


def _most(bound: Bound) -> str:
    if bound.exclusive or not bound.location.pointer.endswith("/exclusiveMaximum"):
        return f"{'less than' if bound.exclusive else 'at most'} {bound.value}"
    return f"less than {bound.value + 1}"


def _crossed(least: str, low: Limit | None, most: str, high: Limit | None) -> Vacancy | None:
    if low is None or high is None or low.value <= high.value:
        return None
    text = f"{least} {low.value} is greater than {most} {high.value}"
    return Vacancy(code="S013", text=text, location=low.location, remedy="move one of the two bounds")
