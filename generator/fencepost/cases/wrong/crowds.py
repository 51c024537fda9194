"""Bodies in which a fault stands among many fields that are right: what a server checks only sometimes shows there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice

from fencepost.cases.covering import Covering, levels_of
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.right.crowd import MAX_REGIONS, crowd_of, with_column
from fencepost.cases.wrong.contexts import places_beside
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.rules.clauses import Clause
from fencepost.rules.regions import Region, RegionLimitError, boxes_beyond

TWINS = 2
"""So many crowded bodies for the first value of a wrong type; one for each further value of the same type."""

MORE_TWINS = 3
"""The same for every other kind of fault."""

MAX_BREACHES = 8
"""So many crowded bodies for each clause that is broken."""

MAX_TRIED = 4
"""So many regions are looked through for the breaches of each clause."""

ORDERS = 2

_UNLIKELY = ("type:array", "type:object")
"""Hardly a server takes these for something else, whatever the other fields are."""

Place = tuple[Region, dict[str, Json]]


@dataclass(slots=True, kw_only=True)
class _Kind:
    """The faults of a field that are alike, and what stood around them so far."""

    covering: Covering
    missing: int
    """The levels that did not, as bits."""

    met: int = 0
    made: int = 0


class Surroundings:
    """What stands around the faults of one field of an object, each time something that was not there before."""

    def __init__(self, kind: Object, field: str, nominals: Nominals) -> None:
        self._crowd = crowd_of(kind, nominals)
        self._column = self._crowd.place(field)
        found = tuple(places_beside(kind, field, nominals)) or nominals.bodies(kind)
        # What asks for the most fields comes first, then what asks for the fewest.
        self._places: tuple[Place, ...] = (*found[-1:], *found[:-1])[:MAX_REGIONS]
        self._kinds: dict[tuple[tuple[str, ...], str], _Kind] = {}

    def _kind(self, point: Point) -> _Kind:
        key = (point.path, point.name.rstrip("-"))
        count = self._crowd.count
        fresh = _Kind(covering=Covering(count, len(self._kinds), ORDERS), missing=(1 << count) - 1)
        return self._kinds.setdefault(key, fresh)

    def is_new(self, point: Point) -> bool:
        """Whether no fault of the same kind was met before; this one is now."""
        kind = self._kind(point)
        kind.met += 1
        return kind.met == 1

    def bodies(self, point: Point) -> Iterator[dict[str, Json]]:
        """As many bodies as a fault is worth; the field itself is still right in them, or not there."""
        kind = self._kind(point)
        for _ in range(_worth(point, kind) if self._places and len(self._crowd.columns) > 1 else 0):
            yield self._body(kind)

    def _body(self, kind: _Kind) -> dict[str, Json]:
        region, base = self._places[kind.made % len(self._places)]
        # Twice every field is there, then some are left out too.
        choices = self._crowd.filled(region) if kind.made < TWINS else self._crowd.choices(region)
        row = kind.covering.row(with_column(choices, self._column), kind.missing)
        kind.covering.note(row)
        kind.missing &= ~levels_of(row)
        kind.made += 1
        return self._crowd.body(base, row)


def _worth(point: Point, kind: _Kind) -> int:
    if point.has_twins:
        return 0
    if point.is_crowded or (kind.met > 1 and point.name != "enum-"):
        return 1
    if point.name in _UNLIKELY:
        return 0
    return TWINS if point.name.startswith("type:") else MORE_TWINS


def broken_in_crowds(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """For each clause, crowded bodies that break it and nothing else; none for what the document leaves open."""
    for turn, clause in enumerate(nominals.division(kind).clauses):
        if clause.rule.open_question is None:
            blame = (*((name,) for name in clause.fields), ())
            for body in _breaches(kind, clause, turn, nominals):
                yield Point(name="breaks", value=body, rule=clause.rule.name, blame=blame, is_crowded=True)


def _breaches(kind: Object, clause: Clause, turn: int, nominals: Nominals) -> Iterator[dict[str, Json]]:
    crowd = crowd_of(kind, nominals)
    covering = Covering(crowd.count, turn, ORDERS)
    many = MAX_BREACHES if len(crowd.columns) > len(clause.fields) else 0
    for region, base in islice(cycle(tuple(_places(kind, clause, nominals))), many):
        row = covering.row(crowd.filled(region, besides=clause.fields))
        covering.note(row)
        yield crowd.body(base, row)


def _places(kind: Object, clause: Clause, nominals: Nominals) -> Iterator[Place]:
    found = boxes_beyond(clause, nominals.division(kind).clauses, kind, nominals.domains)
    with suppress(RegionLimitError):
        for region in islice(found, MAX_TRIED):
            with suppress(UnattainableError):
                yield region, nominals.in_region(kind, region)
