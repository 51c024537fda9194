"""`unevaluatedProperties` and `unevaluatedItems` as what they mean where it is the same for every value.

Where neighbours evaluate members always, or never, the keyword speaks of a fixed rest, as `additionalProperties` does.
Where a condition decides, it is left to a validator.
Source: JSON Schema 2020-12, core 11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.diagnostics import FencepostError, Location
from fencepost.ir.types import Anything, Array, Field, Object, Pattern, PatternField, Type
from fencepost.read.context import Context
from fencepost.read.domains import ReadSchema
from fencepost.read.nodes import Entry, Mapped, Node, Sequence

PROPERTIES = "unevaluatedProperties"
ITEMS = "unevaluatedItems"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What a schema evaluates of a value that it accepts."""

    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    every_member: bool = False
    items: int = 0
    """So many items, counted from the first."""

    every_item: bool = False

    def joined(self, other: Evaluated) -> Evaluated:
        """What either evaluates."""
        return Evaluated(
            names=self.names | other.names,
            patterns=self.patterns | other.patterns,
            every_member=self.every_member or other.every_member,
            items=max(self.items, other.items),
            every_item=self.every_item or other.every_item,
        )

    def tells_members(self, maybe: Evaluated) -> bool:
        """Whether what may be evaluated of members besides is evaluated anyway."""
        told = maybe.names <= self.names and maybe.patterns <= self.patterns and not maybe.every_member
        return self.every_member or told

    def tells_items(self, maybe: Evaluated) -> bool:
        """Whether what may be evaluated of items besides is evaluated anyway."""
        return self.every_item or (maybe.items <= self.items and not maybe.every_item)


_NOTHING = Evaluated()
_EVERYTHING = Evaluated(every_member=True, every_item=True)


def read_unevaluated(
    node: Mapped, context: Context, read: ReadSchema
) -> tuple[tuple[Array | Object, ...], tuple[str, ...]]:
    """The domains that the unevaluated keywords of a schema come to, and those of them that a validator must judge."""
    found: list[Array | Object] = []
    left: list[str] = []
    for entry in (node.entries[key] for key in (PROPERTIES, ITEMS) if key in node.entries):
        always, maybe = _neighbours(_without(node, entry.key), context, ())
        told = always.tells_members(maybe) if entry.key == PROPERTIES else always.tells_items(maybe)
        if not told:
            left.append(entry.key)
        elif entry.key == PROPERTIES and not always.every_member:
            found.append(_object(always, entry, read(entry.node, context)))
        elif entry.key == ITEMS and not always.every_item:
            found.append(_array(always, entry, read(entry.node, context)))
    return tuple(found), tuple(left)


def _without(node: Mapped, key: str) -> Mapped:
    return replace(node, entries={name: entry for name, entry in node.entries.items() if name != key})


def _object(always: Evaluated, entry: Entry, rest: Type) -> Object:
    place = entry.location
    anything = Anything(location=place)
    names = sorted(always.names)
    return Object(
        fields=tuple(Field(wire_name=name, type=anything, required=False, location=place) for name in names),
        patterns=tuple(
            PatternField(pattern=Pattern(source=source, location=place), type=anything)
            for source in sorted(always.patterns)
        ),
        additional=rest,
        location=place,
    )


def _array(always: Evaluated, entry: Entry, rest: Type) -> Array:
    prefix = (Anything(location=entry.location),) * always.items
    return Array(items=rest, prefix=prefix, location=entry.location)


def _neighbours(node: Mapped, context: Context, inside: tuple[Location, ...]) -> tuple[Evaluated, Evaluated]:
    """What a schema's keywords evaluate whatever the value is, and what they may evaluate besides."""
    always = _own(node, context)
    # Which items `contains` evaluates depends on them.
    maybe = Evaluated(every_item="contains" in node.entries)
    for key, part in _applied(node):
        certain, possible = _of(part, context, inside)
        if key == "allOf":
            always, maybe = always.joined(certain), maybe.joined(possible)
        else:
            maybe = maybe.joined(certain).joined(possible)
    for reference in (node.entries[key] for key in ("$ref", "$dynamicRef") if key in node.entries):
        certain, possible = _referred(reference, context, inside)
        always, maybe = always.joined(certain), maybe.joined(possible)
    return always, maybe


def _of(node: Node, context: Context, inside: tuple[Location, ...]) -> tuple[Evaluated, Evaluated]:
    return _neighbours(node, context, inside) if isinstance(node, Mapped) else (_NOTHING, _NOTHING)


def _own(node: Mapped, context: Context) -> Evaluated:
    """What the keywords that speak of members and items evaluate themselves."""
    properties, patterns, prefix = (node.get(key) for key in ("properties", "patternProperties", "prefixItems"))
    named = patterns.entries if isinstance(patterns, Mapped) else {}
    return Evaluated(
        names=frozenset(properties.entries) if isinstance(properties, Mapped) else frozenset(),
        patterns=frozenset(source for source in named if context.reads(source)),
        every_member="additionalProperties" in node.entries or PROPERTIES in node.entries,
        items=len(prefix.items) if isinstance(prefix, Sequence) else 0,
        every_item="items" in node.entries or ITEMS in node.entries,
    )


def _applied(node: Mapped) -> Iterator[tuple[str, Node]]:
    """The schemas that are asked of the same value, each with the keyword that asks; `not` evaluates nothing."""
    for key in ("allOf", "anyOf", "oneOf"):
        held = node.get(key)
        for part in held.items if isinstance(held, Sequence) else ():
            yield key, part
    for key in ("if", "then", "else"):
        if key in node.entries:
            yield key, node.entries[key].node
    dependent = node.get("dependentSchemas")
    for entry in dependent.entries.values() if isinstance(dependent, Mapped) else ():
        yield "dependentSchemas", entry.node


def _referred(reference: Entry, context: Context, inside: tuple[Location, ...]) -> tuple[Evaluated, Evaluated]:
    """As `_neighbours`, of what a reference names; anything, where it leads round in a circle or is dynamic."""
    if reference.key == "$dynamicRef" or reference.location in inside:
        return _NOTHING, _EVERYTHING
    try:
        target = context.documents.follow(reference)
    except FencepostError:
        # Reported where the reference itself is read.
        return _NOTHING, _NOTHING
    return _of(target.node, context, (*inside, reference.location))
