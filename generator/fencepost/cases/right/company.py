"""Valid bodies of many fields: where pairs stand, with each member of an enumeration, and of every field in turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from fencepost.cases.covering import Covering, levels_of
from fencepost.cases.news import TAIL_AFTER
from fencepost.cases.nominal import Nominals, whole_box
from fencepost.cases.point import Point
from fencepost.cases.right.crowd import MAX_REGIONS, Choices, Column, Crowd, crowd_of, with_column
from fencepost.cases.right.pairs import factors_of, pair_points
from fencepost.cases.right.telling import MAX_INSIDE
from fencepost.ir.rules import rule_fields
from fencepost.ir.types import Enum, Object, Type, Union
from fencepost.ir.values import Json, JsonText
from fencepost.rules.regions import Region

MAX_FURTHER = 64
"""So many bodies of every field follow those in which pairs stand."""

PER_COLUMN = 6
"""So many for each field of an object, where it has few."""

PER_MEMBER = 2
"""So many bodies for each member of a longer enumeration."""

MAX_MEMBERS = 96
"""So many for all members of an object's enumerations."""


def whole_bodies(kind: Object, nominals: Nominals) -> tuple[dict[str, Json], ...]:
    """Valid bodies of an object with nearly every field present, in which each level of each field is once, if it can.

    At most MAX_INSIDE.
    """
    known = nominals.wholes.get(id(kind))
    if known is None:
        known = nominals.wholes[id(kind)] = (kind, tuple(_whole_bodies(kind, nominals)))
    return known[1]


def _whole_bodies(kind: Object, nominals: Nominals) -> Iterator[dict[str, Json]]:
    crowd = crowd_of(kind, nominals)
    covering = Covering(crowd.count)
    missing = (1 << crowd.count) - 1
    for region, base in islice(_in_turn(kind, nominals), MAX_INSIDE):
        row = covering.row(crowd.filled(region), missing)
        covering.note(row)
        missing &= ~levels_of(row)
        body = crowd.body(base, row)
        if nominals.accepts(kind, body):
            yield body


def _in_turn(kind: Object, nominals: Nominals) -> Iterator[tuple[Region, dict[str, Json]]]:
    """The regions of an object round and round, each with its nominal body."""
    found = nominals.bodies(kind)[:MAX_REGIONS]
    while found:
        yield from found


def company_points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    """The bodies in which pairs stand, with the other fields beside them, then more bodies of every field."""
    if kind.max_properties is not None:
        yield from pair_points(kind, nominals)
        return
    yield from nominals.tally.valid.sift(_points(kind, nominals), lambda point: nominals.accepts(kind, point.value))


def _points(kind: Object, nominals: Nominals) -> Iterator[Point]:
    company = _Company(crowd_of(kind, nominals))
    riders = _riders(kind, company.crowd, nominals)
    for point in pair_points(kind, nominals):
        if isinstance(point.value, dict):
            yield Point(name="pair", value=company.body(riders, point.value))
    columns = len(company.crowd.columns)
    if columns > 1:
        yield from islice(_member_points(kind, company, nominals), MAX_MEMBERS)
        for turn, (region, base) in enumerate(islice(_in_turn(kind, nominals), min(PER_COLUMN * columns, MAX_FURTHER))):
            yield Point(name="pair", value=company.body(company.crowd.right(region, turn), base))


class _Company:
    """A crowd, and which of its levels have stood together."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self._covering = Covering(crowd.count)

    def body(self, choices: Choices, base: dict[str, Json], favoured: int = 0) -> dict[str, Json]:
        """A body on those levels that have stood together least, the favoured ones before others."""
        body = self.crowd.body(base, self._covering.row(choices, favoured))
        self._covering.note(self.crowd.row_of(body))
        return body


def _riders(kind: Object, crowd: Crowd, nominals: Nominals) -> Choices:
    """The levels of the columns that no rule speaks of and that are not paired anyway."""
    taken = {factor.field for factor in factors_of(kind, nominals)}
    taken.update(name for rule in kind.rules for name in rule_fields(rule))
    choices = crowd.right(whole_box(kind), 0)
    return tuple(() if column.field in taken else choice for column, choice in zip(crowd.columns, choices, strict=True))


def _member_points(kind: Object, company: _Company, nominals: Nominals) -> Iterator[Point]:
    """Each member of a longer enumeration among many other fields, where the rules ask for the most of them."""
    places = nominals.bodies(kind)[:MAX_REGIONS][::-1]
    crowd = company.crowd
    missing: dict[int, int] = {}
    for _ in range(PER_MEMBER):
        for place, column in enumerate(crowd.columns):
            for number, name in _members(column, kind, nominals):
                usable = (each for each in places if number in crowd.choices(each[0])[place])
                for region, base in islice(usable, 1):
                    choices = with_column(crowd.filled(region), place, (number,))
                    favoured = missing.get(number, (1 << crowd.count) - 1)
                    body = company.body(choices, base, favoured)
                    missing[number] = favoured & ~levels_of(crowd.row_of(body))
                    yield Point(path=(column.field,), name=name, value=body)


def _members(column: Column, kind: Object, nominals: Nominals) -> Iterator[tuple[int, str]]:
    """The members of an enumeration of more than a few, each as a level and as the name of a point."""
    declared = kind.field(column.field)
    texts = () if declared is None else tuple(_enumerated(declared.type, nominals))
    names = {text.text: f"enum:{text.value}" for text in texts if len(texts) > TAIL_AFTER}
    for number, (level, _) in enumerate(column.levels, start=column.first):
        if level.key in names:
            yield number, names[level.key]


def _enumerated(kind: Type, nominals: Nominals) -> Iterator[JsonText]:
    whole = nominals.domains.resolve(kind)
    for part in map(nominals.domains.resolve, whole.variants) if isinstance(whole, Union) else (whole,):
        yield from (item.value for item in part.values) if isinstance(part, Enum) else ()
