"""An object as its rules divide it: clauses in one form, and the regions of bodies that keep all or break one.

The clauses are what the rules mean together, not how they are spelt: of two that differ in one literal alone one is
made, what others say already is left out, and their order is that of `rules.order`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from fencepost.ir.types import Object
from fencepost.rules.clauses import Clause, ClauseLimitError, Literal, is_question, is_subset, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.order import OrderKey, Token, order_key, token
from fencepost.rules.plain import plain
from fencepost.rules.regions import MAX_REGIONS, Region, RegionLimitError, boxes_beyond, first_boxes

Key: TypeAlias = tuple[OrderKey, Token, tuple[tuple[OrderKey, ...], ...], Token]

MAX_COMPARED = 64
"""More clauses than these are put in order, but not compared with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """What the rules of an object make of its bodies."""

    clauses: tuple[Clause, ...]
    regions: tuple[Region, ...]
    """Whose bodies keep every clause; the first ones where the rules need too many."""

    complete: bool
    """Whether every rule is among the clauses and every body that keeps them in a region; else bodies are checked."""


def divide(kind: Object, domains: Domains) -> Division:
    """The object divided; within bounds, whatever its rules are."""
    written, readable = _written(kind, domains)
    clauses = _canonical(written, kind, domains)
    found = first_boxes(clauses, kind, domains)
    complete = readable and 0 < len(found) < MAX_REGIONS
    if complete and 1 < len(clauses) <= MAX_COMPARED and (fewer := _independent(clauses, kind, domains)) != clauses:
        clauses, found = fewer, first_boxes(fewer, kind, domains)
    return Division(clauses=clauses, regions=found, complete=complete)


def _written(kind: Object, domains: Domains) -> tuple[tuple[Clause, ...], bool]:
    """The clauses of each rule as the document has them, and whether no rule needs too many."""
    found: list[Clause] = []
    readable = True
    for rule in kind.rules:
        if is_question(rule):
            continue
        try:
            found += rule_clauses(rule, kind, domains)
        except ClauseLimitError:
            readable = False
    return tuple(found), readable


def _canonical(written: tuple[Clause, ...], kind: Object, domains: Domains) -> tuple[Clause, ...]:
    clauses = _ordered(written, kind, domains)
    if len(clauses) > MAX_COMPARED:
        return clauses
    return _ordered(_unsaid(_joined(list(clauses), domains), domains), kind, domains)


def _ordered(clauses: Iterable[Clause], kind: Object, domains: Domains) -> tuple[Clause, ...]:
    """The clauses in plain words and in order, and so the literals of each."""
    told = [
        replace(clause, literals=tuple(replace(item, type=plain(item.type, domains)) for item in clause.literals))
        for clause in clauses
    ]
    order = _Order(told, kind, domains)
    return tuple(sorted((order.within(clause) for clause in told), key=order.of_clause))


class _Order:
    """The order of the clauses of one object; where that cannot tell, the one in which its fields are declared."""

    def __init__(self, clauses: list[Clause], kind: Object, domains: Domains) -> None:
        self._domains = domains
        self._places = {item.wire_name: place for place, item in enumerate(kind.fields)}
        self._parts: dict[str, list[tuple[OrderKey, ...]]] = {}
        for clause in clauses:
            sets = tuple(sorted(map(self._set_of, clause.literals)))
            for literal in clause.literals:
                self._parts.setdefault(literal.field, []).append((self._set_of(literal), *sets))

    def within(self, clause: Clause) -> Clause:
        """The clause with its literals in order: first those that an absent field keeps."""
        return replace(clause, literals=tuple(sorted(clause.literals, key=self._of_literal)))

    def of_clause(self, clause: Clause) -> tuple[Token, tuple[OrderKey, ...], tuple[Key, ...]]:
        sets = tuple(map(self._set_of, clause.literals))
        return token(len(clause.literals)), sets, tuple(map(self._of_literal, clause.literals))

    def _of_literal(self, literal: Literal) -> Key:
        """By the set; of equal ones the field first that is in most clauses, then by what those say."""
        parts = sorted(self._parts[literal.field])
        place = self._places.get(literal.field, len(self._places))
        return self._set_of(literal), token(-len(parts)), tuple(parts), token(place)

    def _set_of(self, literal: Literal) -> OrderKey:
        return (token(0 if literal.absent else 1), *order_key(literal.type, self._domains))


def _joined(clauses: list[Clause], domains: Domains) -> list[Clause]:
    """The clauses, those that differ in the literal of one field alone made one, until none are left."""
    found: list[Clause] = []
    for clause in clauses:
        match next(((known, name) for known in found for name in _one_difference(known, clause)), None):
            case None:
                found.append(clause)
            case known, name:
                found[found.index(known)] = _join(known, clause, name, domains)
    return found if len(found) == len(clauses) else _joined(found, domains)


def _one_difference(left: Clause, right: Clause) -> tuple[str, ...]:
    """The one field in whose literal two clauses over the same fields differ; none where they differ otherwise."""
    one, other = ({literal.field: literal for literal in clause.literals} for clause in (left, right))
    if one.keys() != other.keys():
        return ()
    differing = tuple(name for name in one if one[name] != other[name])
    return differing if len(differing) == 1 else ()


def _join(left: Clause, right: Clause, name: str, domains: Domains) -> Clause:
    one, other = (next(item for item in clause.literals if item.field == name) for clause in (left, right))
    both = replace(one, type=domains.intersect(one.type, other.type), absent=one.absent and other.absent)
    if not both.absent and domains.is_empty(both.type):
        return replace(left, literals=tuple(item for item in left.literals if item.field != name))
    return replace(left, literals=tuple(both if item.field == name else item for item in left.literals))


def _unsaid(clauses: list[Clause], domains: Domains) -> list[Clause]:
    """The clauses without those that hold wherever another one does."""
    found: list[Clause] = []
    for clause in clauses:
        if any(_implies(known, clause, domains) for known in found):
            continue
        found = [known for known in found if not _implies(clause, known, domains)]
        found.append(clause)
    return found


def _implies(left: Clause, right: Clause, domains: Domains) -> bool:
    """Whether each literal of the one lies inside a literal of the other."""
    wide = {literal.field: literal for literal in right.literals}
    return all(
        (outer := wide.get(literal.field)) is not None
        and (outer.absent or not literal.absent)
        and is_subset(literal.type, outer.type, domains)
        for literal in left.literals
    )


def _independent(clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> tuple[Clause, ...]:
    """The clauses without those that the others imply together, the longest looked at first."""
    kept = list(clauses)
    for clause in reversed(clauses):
        if not _is_breakable(clause, tuple(kept), kind, domains):
            kept.remove(clause)
    return tuple(kept)


def _is_breakable(clause: Clause, clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> bool:
    try:
        return next(boxes_beyond(clause, clauses, kind, domains), None) is not None
    except RegionLimitError:
        return True
