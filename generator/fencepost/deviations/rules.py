"""Deviations of rules: forgotten, or applied beyond what their condition covers, however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from fencepost.deviations.deviation import Deviation
from fencepost.deviations.reach import Reach, Root
from fencepost.deviations.spots import asks_nothing, place_of
from fencepost.ir.edits import Ask, Drop, Edit, Replace
from fencepost.ir.places import Places
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.types import Anything, Nothing, Object
from fencepost.ir.values import JsonText, freeze
from fencepost.ir.walk import walk
from fencepost.rules.clauses import Clause, ClauseLimitError, Literal, clauses_of
from fencepost.rules.domains import Domains
from fencepost.rules.regions import RegionLimitError, boxes_kept_by
from fencepost.rules.schema import predicate_schema

_KEYWORD = re.compile(r"(/allOf/[0-9]+)?(/(if|anyOf|oneOf|not|dependentRequired|dependentSchemas))?")

MAX_CLAUSES = 64
"""Of an object with more clauses no rule is applied beyond its condition: each would be compared with all."""


def rule_deviations(sent: Reach, places: Places, domains: Domains) -> Iterator[Deviation]:
    """The deviations of every rule that the document states of what is sent."""
    for root in sent.roots.values():
        for kind in walk(root.type):
            if isinstance(kind, Object) and kind.rules:
                yield from (_forgotten(rule, kind, root, places) for rule in kind.rules if _is_here(rule, places))
                yield from _over_applied(kind, root, places, domains)


def _is_here(rule: Rule, places: Places) -> bool:
    return not asks_nothing(rule) and places.holds(rule.location)


def _forgotten(rule: Rule, kind: Object, root: Root, places: Places) -> Deviation:
    pointer = place_of(rule)
    is_item = pointer.rpartition("/")[2].isdecimal()
    # An item of an array stays, empty, so that the places of the others do not change.
    edit: Edit = Replace(pointer=pointer, value=JsonText("{}")) if is_item else Drop(pointer=pointer)
    return Deviation(
        id=f"{places.name(kind.location.pointer)}/{rule.name}:forgotten",
        kind="forgotten",
        pointer=pointer,
        description=f"the rule {rule.name} is forgotten",
        effect=edit,
        operations=root.operations,
    )


def _over_applied(kind: Object, root: Root, places: Places, domains: Domains) -> Iterator[Deviation]:
    """Each clause without one of its literals, where that refuses what the document allows, and not everything."""
    with suppress(ClauseLimitError):
        clauses = clauses_of(kind, domains)
        for clause in clauses if len(clauses) <= MAX_CLAUSES else ():
            for literal in clause.literals:
                if _is_here(clause.rule, places) and _tells(clause, literal, clauses, kind, domains):
                    yield _stricter(clause, literal, kind, root, places)


def _tells(clause: Clause, literal: Literal, clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> bool:
    """Whether some bodies keep the clause by this literal alone, and others by another."""
    others = (other for other in clause.literals if other != literal)
    return _is_needed(clause, literal, clauses, kind, domains) and any(
        _is_needed(clause, other, clauses, kind, domains) for other in others
    )


def _is_needed(clause: Clause, literal: Literal, clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> bool:
    with suppress(RegionLimitError):
        return next(boxes_kept_by(clause, literal, clauses, kind, domains), None) is not None
    return False


def _stricter(clause: Clause, literal: Literal, kind: Object, root: Root, places: Places) -> Deviation:
    rule, held = clause.rule, Or(parts=tuple(_said(other) for other in clause.literals if other != literal))
    asked = predicate_schema(held)
    schema = freeze({"title": f"{rule.name}_whatever_{literal.field}", **(asked if isinstance(asked, dict) else {})})
    return Deviation(
        id=f"{places.name(kind.location.pointer)}/{rule.name}/{literal.field}:over_applied",
        kind="over_applied",
        pointer=place_of(rule),
        description=f"the rule {rule.name} is applied whatever {literal.field} is",
        effect=Ask(pointer=_holder(rule), schema=schema),
        operations=root.operations,
    )


def _holder(rule: Rule) -> str:
    """The schema whose rule it is."""
    pointer = rule.location.pointer
    starts = [match.start() for match in _KEYWORD.finditer(pointer) if match.end() == len(pointer) and match.group()]
    return pointer[: min(starts, default=len(pointer))]


def _said(literal: Literal) -> Predicate:
    """The literal as a predicate."""
    place = literal.type.location
    present = Present(wire_name=literal.field, location=place)
    if isinstance(literal.type, Nothing):
        return Not(part=present)
    held = Holds(wire_name=literal.field, type=literal.type, location=place)
    if literal.absent:
        return held
    return present if isinstance(literal.type, Anything) else And(parts=(present, held))
