"""Rules to regions: boxes of bodies, one set of values for each field.

Drawing inside a region keeps every rule by construction. The regions of an object do not overlap; those that break one
clause keep all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.ir.types import Nothing, Object, Type
from fencepost.rules.clauses import Clause, Literal, clauses_of, is_subset
from fencepost.rules.domains import Domains

MAX_REGIONS = 64


class RegionLimitError(Exception):
    """The rules of an object need more than MAX_REGIONS regions."""


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
    clauses = clauses_of(kind, domains)
    return _limited(_branches(_box(kind, clauses), list(clauses), domains))


def regions_breaking(clause: Clause, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies break one clause and keep all the others; none where no such body exists.

    Raises RegionLimitError, ClauseLimitError.
    """
    clauses = clauses_of(kind, domains)
    box = _box(kind, clauses)
    for literal in clause.literals:
        box = _without(box, literal, domains)
    others = [other for other in clauses if other != clause]
    return _limited(_branches(box, others, domains)) if not _is_void(box, domains) else ()


def regions_kept_by(clause: Clause, literal: Literal, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep a clause by one of its literals alone, and keep all the other clauses.

    Raises RegionLimitError, ClauseLimitError.
    """
    clauses = clauses_of(kind, domains)
    box = _within(_box(kind, clauses), literal, domains)
    for other in clause.literals:
        if other != literal:
            box = _without(box, other, domains)
    return _limited(_branches(box, list(clauses), domains))


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
    """The box cut by the clauses: for each literal of the first one, where it holds and those before it do not."""
    if _is_void(box, domains):
        return
    waiting = [clause for clause in clauses if not _is_kept(box, clause, domains)]
    if not waiting:
        yield box
        return
    first, rest = waiting[0], waiting[1:]
    for literal in first.literals:
        yield from _branches(_within(box, literal, domains), rest, domains)
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


def _is_void(box: Region, domains: Domains) -> bool:
    return any(not item.absent and domains.is_empty(item.type) for item in box.fields)


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
