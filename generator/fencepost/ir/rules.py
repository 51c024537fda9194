"""Rules: what several fields of one object must be together.

A rule says: where the condition holds, so must the consequence. Predicates are the closed union `Predicate`.
Source: JSON Schema 2020-12, 10.2.2 (if/then/else), 6.5.4 (dependentRequired); absence has JSON Schema's own meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from fencepost.diagnostics import Location

if TYPE_CHECKING:
    from fencepost.ir.types import Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The field is there, be its value null."""

    wire_name: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """The field's value is of the type; an absent field holds."""

    wire_name: str
    type: Type
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """Every part holds; with no part it always does."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one part holds; with no part it never does."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold."""

    part: Predicate


Predicate: TypeAlias = Present | Holds | And | Or | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule between the fields of an object, under one name at every station."""

    name: str
    """The title the document gives it, else made from its pointer; letters, digits and underscores."""

    description: str | None = None
    condition: Predicate
    consequence: Predicate
    open_question: str | None = None
    location: Location = field(compare=False)


def fields_of(predicate: Predicate) -> tuple[str, ...]:
    """The fields a predicate reads, each once, in the order they are written."""
    match predicate:
        case Present(wire_name=name) | Holds(wire_name=name):
            return (name,)
        case Not(part=part):
            return fields_of(part)
        case And(parts=parts) | Or(parts=parts):
            return tuple(dict.fromkeys(name for part in parts for name in fields_of(part)))


def mentions(predicate: Predicate) -> Iterator[tuple[str, Location]]:
    """Every place where a predicate names a field."""
    match predicate:
        case Present(wire_name=name, location=location) | Holds(wire_name=name, location=location):
            yield name, location
        case Not(part=part):
            yield from mentions(part)
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from mentions(part)


def rule_fields(rule: Rule) -> tuple[str, ...]:
    """The fields a rule reads, those of the condition first."""
    return tuple(dict.fromkeys((*fields_of(rule.condition), *fields_of(rule.consequence))))
