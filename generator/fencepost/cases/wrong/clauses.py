"""Bodies that break one clause of a rule and keep all others, in every form that the violation can take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.ir.types import Enum, Object
from fencepost.ir.values import Json, freeze
from fencepost.rules.clauses import Clause
from fencepost.rules.regions import Allowed, Region, RegionLimitError, boxes_beyond

_FORMS = frozenset(
    "null true false minimum maximum zero empty one inside minLength maxLength minItems maxItems".split()
)
"""The points of a clause's field that are worth a body of their own."""

MAX_VALUES = 8
"""So many values of an enumeration are forms of their own; of a longer one the first and the last."""

MAX_TRIED = 4
"""So many regions are looked through for the forms of each clause."""


def broken_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """For each clause, bodies that break it and nothing else."""
    clauses = nominals.division(kind).clauses
    for clause in clauses:
        blame = (*((name,) for name in clause.fields), ())
        found = islice(boxes_beyond(clause, clauses, kind, nominals.domains), MAX_TRIED)
        with suppress(RegionLimitError):
            for body in _forms(kind, found, clause, nominals):
                yield Point(name="breaks", value=body, rule=clause.rule.name, blame=blame)


def _forms(kind: Object, found: Iterator[Region], clause: Clause, nominals: Nominals) -> Iterator[dict[str, Json]]:
    """The nominal body of each region, then with each field of the clause in each form the region allows."""
    seen: set[str] = set()
    for region in found:
        try:
            body = nominals.in_region(kind, region)
        except UnattainableError:
            continue
        for candidate in (body, *(each for name in clause.fields for each in _varied(body, region, name, nominals))):
            key = freeze(candidate).text
            if key not in seen:
                seen.add(key)
                yield candidate


def _varied(body: dict[str, Json], region: Region, name: str, nominals: Nominals) -> Iterator[dict[str, Json]]:
    allowed = region.allowed(name)
    if allowed is None:
        return
    if allowed.absent and name in body:
        yield {other: value for other, value in body.items() if other != name}
    yield from ({**body, name: value} for value in _values(allowed, nominals))


def _values(allowed: Allowed, nominals: Nominals) -> Iterator[Json]:
    from fencepost.cases.right.values import valid_points

    kind = nominals.domains.resolve(allowed.type)
    if isinstance(kind, Enum):
        values = kind.values if len(kind.values) <= MAX_VALUES else (kind.values[0], kind.values[-1])
        yield from (item.value.value for item in values)
        return
    for point in valid_points(kind, nominals, depth=1):
        if not point.path and point.name in _FORMS:
            yield point.value
