"""Clauses of rules to Python conditions that a person can read: `given(body, "size") and body.size >= 1`.

What no short condition can say has none; a validator judges it then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fencepost.emit.python.boolean import Condition, every, opposite, some
from fencepost.emit.python.code import code
from fencepost.emit.python.comparison import Read, Test
from fencepost.emit.python.literal import literal
from fencepost.emit.python.membership import membership
from fencepost.ir.types import Object, Type
from fencepost.names.identifiers import Identifier
from fencepost.rules.clauses import Clause, Literal
from fencepost.rules.domains import Domains

MAX_ATOMS = 8
"""Comparisons and calls of a condition that is still read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A field as an attribute of its model."""

    name: Identifier
    reads_none: bool
    """Whether it may be None, if only because the field is absent."""

    none_is_absent: bool
    """Whether None can only mean that the field is absent."""

    is_text: bool
    """Whether strings are read as strings: date-times are not."""

    @property
    def read(self) -> Read:
        """How its value is read."""
        return Read(text=code("body.{name}", name=self.name), reads_none=self.reads_none, is_text=self.is_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The object that a rule is about."""

    object: Object
    attributes: Mapping[str, Attribute]
    """By wire name, of the declared fields."""

    domains: Domains

    def without(self, whole: Type, part: Type) -> Type:
        """The values of a set that are not of a part of it."""
        return self.domains.intersect(whole, self.domains.complement(part))


def clauses_expression(clauses: tuple[Clause, ...], subject: Subject) -> Condition | None:
    """Whether a body keeps all of the clauses, at least one; None where no short condition says so."""
    groups: dict[tuple[Literal, ...], list[Literal]] = {}
    for clause in clauses:
        groups.setdefault(clause.literals[:-1], []).extend(clause.literals[-1:])
    whole = _all_said([_group(before, last, subject) for before, last in groups.items()], every)
    return None if whole is None or whole.atoms > MAX_ATOMS else whole


def _group(before: tuple[Literal, ...], last: list[Literal], subject: Subject) -> Condition | None:
    """Clauses that differ in their last literal alone: one of those before holds, or every last one does."""
    asked = _all_said([_literal(item, subject) for item in last], every)
    return _all_said([*(_literal(item, subject) for item in before), asked], some)


def _all_said(
    parts: list[Condition | None], together: Callable[[tuple[Condition, ...]], Condition]
) -> Condition | None:
    """The parts put together; None where there is none, or one that cannot be said."""
    said = tuple(part for part in parts if part is not None)
    return together(said) if said and len(said) == len(parts) else None


def _literal(item: Literal, subject: Subject) -> Condition | None:
    """Whether the field is of the literal's values, or absent where the literal allows that."""
    declared, attribute = subject.object.field(item.field), subject.attributes.get(item.field)
    if declared is None or attribute is None:
        return _undeclared(item, subject)
    rest = subject.without(declared.type, item.type)
    if declared.required:
        test = membership(item.type, rest, attribute.read, subject.domains)
        return None if test is None else test.condition
    if not item.absent:
        return _present(attribute, membership(item.type, rest, attribute.read, subject.domains))
    broken = _present(attribute, membership(rest, item.type, attribute.read, subject.domains))
    return None if broken is None else opposite(broken)


def _present(attribute: Attribute, test: Test | None) -> Condition | None:
    """Whether the field is there and its value passes a test."""
    if test is None:
        return None
    if attribute.none_is_absent and test.refuses_none:
        return test.condition
    presence = _presence(attribute)
    return presence if test.condition is None else every((presence, test.condition))


def _presence(attribute: Attribute) -> Condition:
    if not attribute.none_is_absent:
        return Condition(text=code("given(body, {name})", name=literal(attribute.name)))
    text = attribute.read.text
    return Condition(text=code("{text} is not None", text=text), denial=code("{text} is None", text=text))


def _undeclared(item: Literal, subject: Subject) -> Condition | None:
    """Of a field that the object does not declare only the presence can be asked."""
    present = Condition(text=code("given(body, {name})", name=literal(item.field)))
    if subject.object.patterns:
        return None
    if item.absent:
        return opposite(present) if subject.domains.is_empty(item.type) else None
    rest = subject.without(subject.object.additional, item.type)
    return present if subject.domains.is_empty(rest) else None
