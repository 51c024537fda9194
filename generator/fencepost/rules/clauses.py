"""Rules in conjunctive normal form: clauses over literals "the field is absent or of this set".

Literals on one field are merged, so that spelling cannot matter: `required: [a]` and `a: {const: true}` under one
condition are the single literal "a is present and true".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.types import Anything, Bound, Enum, Nothing, Number, Object, Type, Union
from fencepost.rules.domains import Domains

MAX_CLAUSES = 256


class ClauseLimitError(Exception):
    """A rule needs more than MAX_CLAUSES clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """The field is absent, where `absent` allows it, or its value is of the type."""

    field: str
    type: Type
    absent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """At least one of the literals holds; every field stands in one literal at the most."""

    rule: Rule
    literals: tuple[Literal, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it reads, in the order of the literals."""
        return tuple(literal.field for literal in self.literals)


def is_question(rule: Rule) -> bool:
    """Whether a rule forbids nothing and only marks bodies about which the document leaves a question open."""
    return rule.open_question is not None and rule.consequence == And(parts=())


def clauses_of(kind: Object, domains: Domains) -> tuple[Clause, ...]:
    """The clauses of all rules of an object, those that its fields' own types already imply left out.

    Raises ClauseLimitError.
    """
    found: list[Clause] = []
    for rule in kind.rules:
        if not is_question(rule):
            found += rule_clauses(rule, kind, domains)
    return tuple(found)


def rule_clauses(rule: Rule, kind: Object, domains: Domains) -> tuple[Clause, ...]:
    """The clauses of one rule over the declared types of the object's fields."""
    whole = Or(parts=(Not(part=rule.condition), rule.consequence))
    rows = _conjunctive(normal_form(whole, domains, positive=True))
    merged = [_merged_literals(row, domains) for row in rows]
    bounded = [_bounded(row, kind, domains) for row in merged]
    kept = [row for row in bounded if not any(_is_everything(literal, kind, domains) for literal in row)]
    return tuple(Clause(rule=rule, literals=tuple(row)) for row in _joined(kept, domains))


def normal_form(predicate: Predicate, domains: Domains, *, positive: bool) -> Literal | Every | Some:
    """The predicate, or its opposite where it is not to hold, without a `not`: literals under "every" and "some"."""
    match predicate:
        case Present(wire_name=name, location=place):
            kind: Type = Anything(location=place) if positive else Nothing(location=place)
            return Literal(field=name, type=kind, absent=not positive)
        case Holds(wire_name=name, type=kind):
            return Literal(field=name, type=kind if positive else domains.complement(kind), absent=positive)
        case Not(part=part):
            return normal_form(part, domains, positive=not positive)
        case And(parts=parts) | Or(parts=parts):
            inner = tuple(normal_form(part, domains, positive=positive) for part in parts)
            return Every(inner) if isinstance(predicate, And) is positive else Some(inner)
        case _:
            assert_never(predicate)


@dataclass(frozen=True, slots=True)
class Every:
    """Every part holds."""

    parts: tuple[Literal | Every | Some, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Literal | Every | Some, ...]


def _conjunctive(form: Literal | Every | Some) -> list[list[Literal]]:
    match form:
        case Literal():
            return [[form]]
        case Every(parts=parts):
            rows = [row for part in parts for row in _conjunctive(part)]
        case Some(parts=parts):
            rows = [[]]
            for part in parts:
                rows = [[*row, *other] for row in rows for other in _conjunctive(part)]
                _refuse_many(rows)
        case _:
            assert_never(form)
    _refuse_many(rows)
    return rows


def _refuse_many(rows: list[list[Literal]]) -> None:
    if len(rows) > MAX_CLAUSES:
        raise ClauseLimitError


def _merged_literals(row: list[Literal], domains: Domains) -> list[Literal]:
    """One literal for each field: the union of what its literals allow."""
    merged: dict[str, Literal] = {}
    for literal in row:
        known = merged.get(literal.field)
        merged[literal.field] = literal if known is None else _either(known, literal, domains)
    return list(merged.values())


def _either(left: Literal, right: Literal, domains: Domains) -> Literal:
    union = Union(variants=(left.type, right.type), location=left.type.location)
    everything = isinstance(left.type, Anything) or isinstance(right.type, Anything)
    kind = Anything(location=union.location) if everything else domains.any_of((left.type, right.type), union)
    return Literal(field=left.field, type=kind, absent=left.absent or right.absent)


def _bounded(row: list[Literal], kind: Object, domains: Domains) -> list[Literal]:
    """The literals within what the fields allow at all; those that can never hold left out."""
    found: list[Literal] = []
    for literal in row:
        declared = kind.field(literal.field)
        own = kind.additional if declared is None else declared.type
        inside = _as_range(domains.intersect(own, literal.type), own)
        absent = literal.absent and not (declared is not None and declared.required)
        if absent or not domains.is_empty(inside):
            found.append(replace(literal, type=inside, absent=absent))
    return found


def _as_range(inside: Type, own: Type) -> Type:
    """Consecutive integers as a range, where the field itself is a range: `const: 0` and `maximum: 0` are one set."""
    if not isinstance(inside, Enum) or not isinstance(own, Number) or not own.integer:
        return inside
    values = sorted(int(str(item.value.exact)) for item in inside.values if isinstance(item.value.exact, int))
    if len(values) < len(inside.values) or values[-1] - values[0] != len(values) - 1:
        return inside
    low, high = (Bound(value=value, location=inside.location) for value in (values[0], values[-1]))
    return replace(own, minimum=low, maximum=high, location=inside.location)


def _is_everything(literal: Literal, kind: Object, domains: Domains) -> bool:
    """Whether a literal holds whatever the field is: the clause then says nothing."""
    declared = kind.field(literal.field)
    required = declared is not None and declared.required
    own = kind.additional if declared is None else declared.type
    return (literal.absent or required) and is_subset(own, literal.type, domains)


def is_subset(inner: Type, outer: Type, domains: Domains) -> bool:
    """Whether a set certainly lies inside another."""
    if isinstance(outer, Anything) or inner == outer:
        return True
    return domains.is_empty(domains.intersect(inner, domains.complement(outer)))


def _joined(rows: list[list[Literal]], domains: Domains) -> list[list[Literal]]:
    """The rows, two that differ in the literal of one field alone made one; what can never hold left out."""
    found: list[list[Literal]] = []
    for row in rows:
        index = next((at for at, known in enumerate(found) if _difference(known, row) is not None), None)
        if index is None:
            found.append(row)
            continue
        name = _difference(found[index], row)
        other = {literal.field: literal for literal in row}
        found[index] = [
            _both(literal, other[literal.field], domains) if literal.field == name else literal
            for literal in found[index]
        ]
    return [[literal for literal in row if literal.absent or not domains.is_empty(literal.type)] for row in found]


def _difference(left: list[Literal], right: list[Literal]) -> str | None:
    """The one field in whose literal two rows over the same fields differ; None where they differ otherwise."""
    one, other = ({literal.field: literal for literal in row} for row in (left, right))
    if one.keys() != other.keys():
        return None
    differing = [name for name in one if one[name] != other[name]]
    return differing[0] if len(differing) == 1 else None


def _both(left: Literal, right: Literal, domains: Domains) -> Literal:
    return Literal(field=left.field, type=domains.intersect(left.type, right.type), absent=left.absent and right.absent)
