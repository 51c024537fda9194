"""Constraints: what a type asks for, one thing at a time.

The layout of a type has at every place of a value the checks that stand there, each a keyword of its own in the schema
that `rules.constraints.printing` gives. So every constraint has one pointer, and the schema without what stands at that
pointer asks for everything else and nothing less. `rules.constraints.layout` lays types out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.pointers import pointer_of
from fencepost.ir.rules import Or, Present
from fencepost.ir.types import Enum, Object, Pattern, Type
from fencepost.ir.values import Json, JsonText, json_type
from fencepost.rules.clauses import Clause
from fencepost.rules.evaluate import allows, holds, matches

EVERY = "*"
"""The step of a path that stands for every item of an array, or every member of a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One thing that a type asks for."""

    pointer: str
    """JSON Pointer of what states it in the printed schema: that schema without it asks for everything else."""

    path: tuple[str, ...] = ()
    """The names down to the place in a value; EVERY stands for all items and for all members of a map."""

    keyword: str
    """What it is called: `type`, `minimum`, `required`, `enum`, `anyOf`, …; `rule` for a clause of a rule."""

    rule: str | None = None
    """The rule that a clause belongs to; None for any other constraint."""

    location: Location = field(compare=False)

    def below(self, step: Step) -> Constraint:
        """The same constraint, seen from the value that holds this one."""
        return replace(self, pointer=pointer_of(step.schema) + self.pointer, path=(*step.value, *self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The way from a place to one inside it."""

    schema: tuple[str, ...]
    """In the printed schema."""

    value: tuple[str, ...]
    """In the value; empty where it is the same value seen under a condition."""


Meaning: TypeAlias = Type | Present | Or
"""A type that a value must be of, or a predicate that an object must meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A constraint at its place, with what it means and how it is printed."""

    constraint: Constraint
    """With its pointer and path from this place."""

    keyword: str
    """The keyword that states it, under which `value` is printed; in an entry of `allOf` where `entry` is given."""

    entry: int | None = None
    """Which entry of `allOf`."""

    value: JsonText
    meaning: Meaning
    about: frozenset[str] = frozenset()
    """The JSON types that it speaks of: it asks nothing of other values; empty for all."""

    guard: Type | None = None
    """Of values outside this type it asks nothing; None where it asks of all."""

    clause: Clause | None = None
    """The clause of a rule that it is; None for anything else."""

    holder: Object | None = None
    """The object that the rule stands on; None where there is no clause."""

    def below(self, step: Step) -> Check:
        """The same check, seen from the value that holds this one."""
        return replace(self, constraint=self.constraint.below(step))

    def is_met(self, value: Json, kind: str, api: Api) -> bool:
        """Whether a value of a JSON type meets it; what it does not speak of does."""
        if (self.about and kind not in self.about) or (self.guard and not allows(self.guard, value, api)):
            return True
        if isinstance(self.meaning, Present | Or):
            return not isinstance(value, dict) or holds(self.meaning, value, api)
        return allows(self.meaning, value, api)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What an object must be besides where one of its fields has one of some values."""

    tag: str
    values: Enum
    entry: int
    """The entry of `allOf` that holds it."""

    layout: Layout

    def applies(self, value: Json) -> bool:
        """Whether the value is an object whose tag says that it is of this variant."""
        return isinstance(value, dict) and self.tag in value and self.values.holds(value[self.tag])


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The constraints of one place, and those of the places inside it."""

    checks: tuple[Check, ...] = ()
    fields: tuple[tuple[str, Layout], ...] = ()
    patterns: tuple[tuple[Pattern, Layout], ...] = ()
    rest: Layout | None = None
    """What the members must be that neither a field nor a pattern names; None for anything."""

    names: Layout | None = None
    """What the names of all members must be; None for any."""

    prefix: tuple[Layout, ...] = ()
    items: Layout | None = None
    """What the items after those of `prefix` must be; None for anything."""

    variants: tuple[Variant, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries of `allOf` are taken."""
        return len(self.variants) + sum(check.entry is not None for check in self.checks)


def checks(layout: Layout) -> Iterator[Check]:
    """Every constraint, those of a place before those inside it, in the order of the document."""
    yield from layout.checks
    for step, inner in places(layout):
        yield from (check.below(step) for check in checks(inner))


def places(layout: Layout) -> Iterator[tuple[Step, Layout]]:
    """The places directly inside one, each with the way to it."""
    yield from ((_field(name), inner) for name, inner in layout.fields)
    yield from ((_pattern(pattern), inner) for pattern, inner in layout.patterns)
    if layout.rest is not None:
        yield _REST, layout.rest
    if layout.names is not None:
        yield _NAMES, layout.names
    yield from ((_item(index), inner) for index, inner in enumerate(layout.prefix))
    if layout.items is not None:
        yield _ITEMS, layout.items
    yield from ((_variant(variant), variant.layout) for variant in layout.variants)


_REST = Step(schema=("additionalProperties",), value=(EVERY,))
_NAMES = Step(schema=("propertyNames",), value=(EVERY,))
_ITEMS = Step(schema=("items",), value=(EVERY,))


def _field(name: str) -> Step:
    return Step(schema=("properties", name), value=(name,))


def _pattern(pattern: Pattern) -> Step:
    return Step(schema=("patternProperties", pattern.source), value=(EVERY,))


def _item(index: int) -> Step:
    return Step(schema=("prefixItems", str(index)), value=(str(index),))


def _variant(variant: Variant) -> Step:
    return Step(schema=("allOf", str(variant.entry), "then"), value=())


MAX_KNOWN = 2_000
"""So many objects and arrays are remembered at once."""


class Finder:
    """Finds the constraints that values break; what a value breaks at a place is looked at once.

    Bodies that differ in one member share all others, which must not change while they are looked at.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[tuple[int, type, Json], tuple[Layout, tuple[Constraint, ...]]] = {}
        self._compound: dict[tuple[int, int], tuple[Layout, Json, tuple[Constraint, ...]]] = {}

    def broken(self, layout: Layout, value: Json) -> tuple[Constraint, ...]:
        """The constraints that a value breaks; one that it breaks at several items or members comes as often."""
        if isinstance(value, dict | list):
            return self._broken_inside(layout, value)
        key = (id(layout), type(value), value)
        known = self._known.get(key)
        if known is None:
            # The layout is kept, so that no other can have its identity.
            known = self._known[key] = (layout, tuple(self._at(layout, value)))
        return known[1]

    def _broken_inside(self, layout: Layout, value: Json) -> tuple[Constraint, ...]:
        known = self._compound.get((id(layout), id(value)))
        if known is None:
            if len(self._compound) >= MAX_KNOWN:
                self._compound.clear()
            # Both are kept, so that no others can have their identities.
            known = layout, value, tuple(self._at(layout, value))
            self._compound[id(layout), id(value)] = known
        return known[2]

    def _at(self, layout: Layout, value: Json) -> Iterator[Constraint]:
        kind = json_type(value)
        yield from (check.constraint for check in layout.checks if not check.is_met(value, kind, self._api))
        if isinstance(value, dict):
            yield from self._in_members(layout, value)
        if isinstance(value, list):
            yield from self._in_items(layout, value)
        for variant in layout.variants:
            if variant.applies(value):
                yield from (found.below(_variant(variant)) for found in self.broken(variant.layout, value))

    def _in_members(self, layout: Layout, value: dict[str, Json]) -> Iterator[Constraint]:
        declared = dict(layout.fields)
        for name, member in value.items():
            own = declared.get(name)
            if own is not None:
                yield from (found.below(_field(name)) for found in self.broken(own, member))
            named = [(pattern, inner) for pattern, inner in layout.patterns if matches(pattern, name)]
            for pattern, inner in named:
                yield from (found.below(_pattern(pattern)) for found in self.broken(inner, member))
            if own is None and not named and layout.rest is not None:
                yield from (found.below(_REST) for found in self.broken(layout.rest, member))
            if layout.names is not None:
                yield from (found.below(_NAMES) for found in self.broken(layout.names, name))

    def _in_items(self, layout: Layout, value: list[Json]) -> Iterator[Constraint]:
        for index, (inner, member) in enumerate(zip(layout.prefix, value, strict=False)):
            yield from (found.below(_item(index)) for found in self.broken(inner, member))
        if layout.items is not None:
            for member in value[len(layout.prefix) :]:
                yield from (found.below(_ITEMS) for found in self.broken(layout.items, member))
