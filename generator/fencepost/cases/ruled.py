"""Bodies on both sides of every rule.

A clause is kept by each of its literals alone, which also shows that nothing more is enforced than the rule says; it is
broken in every form that a literal's field can take: absent, null, false, at either end of its range.
"""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.rules.clauses import Clause, ClauseLimitError, clauses_of
from fencepost.rules.evaluate import allows, keeps
from fencepost.rules.regions import Allowed, Region, RegionLimitError, regions_breaking, regions_kept_by

_SHOWN = frozenset("null true false minimum maximum empty one inside minLength".split())
"""The points of a literal's field that are worth a body of their own."""


def kept_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """For each literal of each clause, bodies that keep the clause by this literal alone."""
    for clause in _clauses(kind, nominals):
        for literal in clause.literals:
            try:
                found = regions_kept_by(clause, literal, kind, nominals.domains)
            except RegionLimitError:
                continue
            for body in _forms(kind, found[:1], clause, nominals):
                if allows(kind, body, nominals.api):
                    yield Point(name="holds", value=body, rule=clause.rule.name)


def broken_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """For each clause, bodies that break it and nothing else."""
    for clause in _clauses(kind, nominals):
        try:
            found = regions_breaking(clause, kind, nominals.domains)
        except RegionLimitError:
            continue
        blame = (*((name,) for name in clause.fields), ())
        for body in _forms(kind, found, clause, nominals):
            others = (rule for rule in kind.rules if rule != clause.rule)
            if not keeps(clause.rule, body, nominals.api) and all(keeps(rule, body, nominals.api) for rule in others):
                yield Point(name="breaks", value=body, rule=clause.rule.name, blame=blame)


def _clauses(kind: Object, nominals: Nominals) -> tuple[Clause, ...]:
    try:
        return clauses_of(kind, nominals.domains)
    except ClauseLimitError:
        return ()


def _forms(kind: Object, found: tuple[Region, ...], clause: Clause, nominals: Nominals) -> Iterator[dict[str, Json]]:
    """The nominal body of each region, then with each field of the clause in each form the region allows."""
    seen: list[dict[str, Json]] = []
    for region in found:
        try:
            body = nominals.in_region(kind, region)
        except UnattainableError:
            continue
        bodies = [body]
        for name in clause.fields:
            bodies += _varied(body, region.allowed(name), nominals)
        for candidate in bodies:
            if candidate not in seen:
                seen.append(candidate)
                yield candidate


def _varied(body: dict[str, Json], allowed: Allowed | None, nominals: Nominals) -> Iterator[dict[str, Json]]:
    from fencepost.cases.valid import valid_points

    if allowed is None:
        return
    if allowed.absent and allowed.field in body:
        yield {name: value for name, value in body.items() if name != allowed.field}
    for point in valid_points(allowed.type, nominals, depth=1):
        if not point.path and point.name in _SHOWN:
            yield {**body, allowed.field: point.value}
