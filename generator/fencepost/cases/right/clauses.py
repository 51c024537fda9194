"""Bodies that keep a clause of a rule by one literal alone, in every form that its fields can take.

Each literal so shows that it suffices, and that nothing more is enforced than the rule says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, product
from math import prod

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.right.levels import Given, Level, body_with, levels
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.rules.clauses import Clause, Literal
from fencepost.rules.regions import Region, RegionLimitError, boxes_kept_by, kept_alone

MAX_COMBINED = 16
"""So many combinations of the forms of a clause's fields are tried; of more, one field at a time."""


MAX_SIDES = 128
"""So many literals of an object's clauses are shown to suffice alone."""

MAX_TRIED = 8
"""So many regions are looked through for the forms of each."""


def kept_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """For each literal of each clause, bodies that keep the clause by this literal alone."""
    sides = ((clause, literal) for clause in nominals.division(kind).clauses for literal in clause.literals)
    for clause, literal in islice(sides, MAX_SIDES):
        with suppress(RegionLimitError):
            found = islice(_boxes(kind, clause, literal, nominals), MAX_TRIED)
            for body in _formed_bodies(kind, found, clause, nominals):
                yield Point(name="holds", value=body, rule=clause.rule.name)


def _boxes(kind: Object, clause: Clause, literal: Literal, nominals: Nominals) -> Iterator[Region]:
    """Where the literal alone keeps the clause: parts of the regions, where these are all there are."""
    division, domains = nominals.division(kind), nominals.domains
    if not division.complete:
        yield from boxes_kept_by(clause, literal, division.clauses, kind, domains)
        return
    for region in division.regions:
        part = kept_alone(region, clause, literal, domains)
        if part is not None:
            yield part


def _formed_bodies(
    kind: Object, found: Iterator[Region], clause: Clause, nominals: Nominals
) -> Iterator[dict[str, Json]]:
    """Bodies of the regions with the fields of a clause in every form: absent, null, false, at either end.

    All forms with each other where they are few, else one field at a time; each combination in the first region that
    has it.
    """
    seen: set[tuple[str, ...]] = set()
    for region in found:
        try:
            body = nominals.in_region(kind, region)
        except UnattainableError:
            continue
        for row in _combined([_forms(kind, region, name, nominals) for name in clause.fields]):
            key = tuple(level.key for level in row)
            if key not in seen:
                seen.add(key)
                yield _formed(body, clause, row)


def _formed(body: dict[str, Json], clause: Clause, row: tuple[Level, ...]) -> dict[str, Json]:
    for name, level in zip(clause.fields, row, strict=True):
        body = body_with(body, name, level)
    return body


def _forms(kind: Object, region: Region, name: str, nominals: Nominals) -> tuple[Level, ...]:
    """Absence and the ends of a field in a region; what stands inside only where it has no ends."""
    allowed = region.allowed(name)
    found = () if allowed is None else levels(kind, allowed, nominals)
    ends = tuple(level for level in found if not level.inner)
    return ends if any(isinstance(level, Given) for level in ends) else found


def _combined(forms: list[tuple[Level, ...]]) -> Iterator[tuple[Level, ...]]:
    if prod(map(len, forms)) <= MAX_COMBINED:
        yield from product(*forms)
    elif all(forms):
        plain = tuple(found[0] for found in forms)
        for place, found in enumerate(forms):
            yield from ((*plain[:place], level, *plain[place + 1 :]) for level in found)
