"""Rules to regions: boxes of bodies, one set of values for each field.

Drawing inside a region keeps every rule by construction. The regions of an object do not overlap; those that break one
clause keep all the others.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from fencepost.ir.types import Nothing, Object, Type
from fencepost.rules.clauses import Clause, Literal, clauses_of, is_subset
from fencepost.rules.domains import Domains

MAX_REGIONS = 64

MAX_STEPS = 4_096
"""So many boxes are looked at; rules that no body keeps may be many boxes and not one region."""


class RegionLimitError(Exception):
    """The rules of an object need more than MAX_REGIONS regions, or more than MAX_STEPS boxes to find them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What a field may be inside a region."""

    field: str
    type: Type
    """Nothing where the field must be absent."""

    absent: bool
    """Whether the field may be absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A box of bodies."""

    fields: tuple[Allowed, ...]
    """Every declared field, in the order of the document, then those that only rules name."""

    def allowed(self, name: str) -> Allowed | None:
        """What a field may be, or None for one that neither the object nor a rule names."""
        return next((item for item in self.fields if item.field == name), None)


def regions(kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep every rule; none where the rules cannot be kept.

    Raises RegionLimitError, ClauseLimitError.
    """
    return boxes_keeping(clauses_of(kind, domains), kind, domains)


def boxes_keeping(clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep all of the clauses.

    Raises RegionLimitError.
    """
    return _limited(_branches(_box(kind, clauses), list(clauses), domains))


def first_boxes(clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> tuple[Region, ...]:
    """Regions whose bodies keep all of the clauses: all of them within the limits, else the first."""
    found: list[Region] = []
    with suppress(RegionLimitError):
        # What came before the limit stays in the list.
        found.extend(islice(_branches(_box(kind, clauses), list(clauses), domains), MAX_REGIONS))
    return tuple(found)


def regions_breaking(clause: Clause, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies break one clause and keep all the others; none where no such body exists.

    Raises RegionLimitError, ClauseLimitError.
    """
    return boxes_breaking(clause, clauses_of(kind, domains), kind, domains)


def boxes_breaking(clause: Clause, clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies break one of the clauses and keep all the others.

    Raises RegionLimitError.
    """
    return _limited(boxes_beyond(clause, clauses, kind, domains))


def boxes_beyond(clause: Clause, clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> Iterator[Region]:
    """The same one by one, for who needs but the first.

    Raises RegionLimitError after MAX_STEPS.
    """
    box = _box(kind, clauses)
    for literal in clause.literals:
        box = _without(box, literal, domains)
    return _branches(box, [other for other in clauses if other != clause], domains)


def regions_kept_by(clause: Clause, literal: Literal, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep a clause by one of its literals alone, and keep all the other clauses.

    Raises RegionLimitError, ClauseLimitError.
    """
    return _limited(boxes_kept_by(clause, literal, clauses_of(kind, domains), kind, domains))


def boxes_kept_by(
    clause: Clause, literal: Literal, clauses: tuple[Clause, ...], kind: Object, domains: Domains
) -> Iterator[Region]:
    """The regions whose bodies keep a clause by one of its literals alone, and keep all of the clauses, one by one.

    Raises RegionLimitError after MAX_STEPS.
    """
    box = kept_alone(_box(kind, clauses), clause, literal, domains)
    return iter(()) if box is None else _branches(box, list(clauses), domains)


def kept_alone(box: Region, clause: Clause, literal: Literal, domains: Domains) -> Region | None:
    """The part of a region whose bodies keep a clause by one of its literals alone; None where it has none."""
    box = _within(box, literal, domains)
    for other in clause.literals:
        if other != literal:
            box = _without(box, other, domains)
    return None if _is_void(box, domains, clause.fields) else box


def regions_beside(name: str, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep every rule whatever one field is; none where a rule always depends on it.

    Raises RegionLimitError, ClauseLimitError.
    """
    clauses = clauses_of(kind, domains)
    rest = [
        Clause(rule=clause.rule, literals=tuple(literal for literal in clause.literals if literal.field != name))
        for clause in clauses
    ]
    return _limited(_branches(_box(kind, clauses), rest, domains))


def _limited(found: Iterator[Region]) -> tuple[Region, ...]:
    kept: list[Region] = []
    for region in found:
        kept.append(region)
        if len(kept) > MAX_REGIONS:
            raise RegionLimitError
    return tuple(kept)


def _box(kind: Object, clauses: tuple[Clause, ...]) -> Region:
    """The whole object, before any rule."""
    declared = tuple(Allowed(field=item.wire_name, type=item.type, absent=not item.required) for item in kind.fields)
    known = {item.field for item in declared}
    named = dict.fromkeys(name for clause in clauses for name in clause.fields if name not in known)
    return Region(fields=(*declared, *(Allowed(field=name, type=kind.additional, absent=True) for name in named)))


def _branches(box: Region, clauses: list[Clause], domains: Domains) -> Iterator[Region]:
    """The box cut by the clauses, within MAX_STEPS."""
    everything = frozenset(item.field for item in box.fields)
    yield from _cut(box, clauses, everything, domains, iter(range(MAX_STEPS)))


def _cut(
    box: Region, clauses: list[Clause], changed: frozenset[str], domains: Domains, steps: Iterator[int]
) -> Iterator[Region]:
    """The box cut by the clauses: for each literal of the first one, where it holds and those before it do not.

    Only what speaks of the fields that changed since the box around is looked at again.
    """
    if next(steps, None) is None:
        raise RegionLimitError
    if _is_void(box, domains, changed):
        return
    waiting = [clause for clause in clauses if changed.isdisjoint(clause.fields) or not _is_kept(box, clause, domains)]
    if not waiting:
        yield box
        return
    first, rest = waiting[0], waiting[1:]
    for count, literal in enumerate(first.literals, start=1):
        touched = frozenset(first.fields[:count])
        yield from _cut(_within(box, literal, domains), rest, touched, domains, steps)
        box = _without(box, literal, domains)


def _is_kept(box: Region, clause: Clause, domains: Domains) -> bool:
    """Whether every body of the box keeps the clause by one literal."""
    return any(_implies(box, literal, domains) for literal in clause.literals)


def _implies(box: Region, literal: Literal, domains: Domains) -> bool:
    own = box.allowed(literal.field)
    assert own is not None
    if own.absent and not literal.absent:
        return False
    return isinstance(own.type, Nothing) or is_subset(own.type, literal.type, domains)


def _is_void(box: Region, domains: Domains, fields: Container[str]) -> bool:
    """Whether one of the fields can neither be absent nor have a value."""
    return any(item.field in fields and not item.absent and domains.is_empty(item.type) for item in box.fields)


def _replaced(box: Region, changed: Allowed) -> Region:
    return Region(fields=tuple(changed if item.field == changed.field else item for item in box.fields))


def _within(box: Region, literal: Literal, domains: Domains) -> Region:
    own = box.allowed(literal.field)
    assert own is not None
    kind = domains.intersect(own.type, literal.type)
    empty = domains.is_empty(kind)
    kept = Nothing(location=own.type.location) if empty else kind
    return _replaced(box, Allowed(field=own.field, type=kept, absent=own.absent and literal.absent))


def _without(box: Region, literal: Literal, domains: Domains) -> Region:
    outside = Literal(field=literal.field, type=domains.complement(literal.type), absent=not literal.absent)
    return _within(box, outside, domains)
