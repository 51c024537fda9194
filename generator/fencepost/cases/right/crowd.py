"""The fields of an object as columns of levels, for bodies with nearly every field present.

What a server does to one field only where another one stands at some value shows in a body that has both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from fencepost.cases.covering import Row
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.levels import Absent, Given, Level, body_with
from fencepost.cases.right.telling import Company, Telling, telling_values
from fencepost.ir.rules import fields_of
from fencepost.ir.types import Field, Object
from fencepost.ir.values import Json, freeze
from fencepost.rules.clauses import is_question
from fencepost.rules.evaluate import holds
from fencepost.rules.order import OrderKey, order_key, token
from fencepost.rules.regions import Allowed, Region

MAX_COLUMNS = 40
"""More fields of an object do not take turns."""

MAX_REGIONS = 8
"""So many regions take turns."""

Choices: TypeAlias = tuple[tuple[int, ...], ...]
"""For each column the levels that it may take; none where it is to be left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field and what it takes turns through."""

    field: str
    levels: tuple[tuple[Level, Company], ...]
    first: int
    """The number of its first level, counted over all columns."""

    def level(self, number: int) -> Level:
        """The level with that number."""
        return self.levels[number - self.first][0]

    def of(self, choice: tuple[int, ...], most: Company) -> tuple[int, ...]:
        """Those of some levels that may be in such company; all of them where none may."""
        return tuple(number for number in choice if self.levels[number - self.first][1] <= most) or choice


class Crowd:
    """The columns of an object."""

    def __init__(self, kind: Object, nominals: Nominals) -> None:
        self._kind = kind
        self._nominals = nominals
        self._questions = tuple(
            (rule, frozenset(fields_of(rule.condition))) for rule in kind.rules if is_question(rule)
        )
        self.columns = _columns(kind, nominals)
        self.count = sum(len(column.levels) for column in self.columns)
        self._choices: dict[int, tuple[Region, Choices]] = {}

    def choices(self, region: Region) -> Choices:
        """For each column the levels that a region allows."""
        known = self._choices.get(id(region))
        if known is None:
            allowed = {item.field: item for item in region.fields}
            found = tuple(tuple(self._allowed(column, allowed.get(column.field))) for column in self.columns)
            known = self._choices[id(region)] = (region, found)
        return known[1]

    def _allowed(self, column: Column, allowed: Allowed | None) -> Iterator[int]:
        declared = self._kind.field(column.field)
        whole = allowed is None or (declared is not None and allowed.type is declared.type)
        for number, (level, _) in enumerate(column.levels, start=column.first):
            if isinstance(level, Absent):
                if allowed is None or allowed.absent:
                    yield number
            elif whole or (allowed is not None and self._nominals.accepts(allowed.type, level.value)):
                yield number

    def filled(self, region: Region, besides: tuple[str, ...] = ()) -> Choices:
        """The same with what may stand beside a fault; the fields `besides` on any level."""
        return tuple(
            choice if column.field in besides else column.of(choice, Company.ANY)
            for column, choice in zip(self.columns, self.choices(region), strict=True)
        )

    def right(self, region: Region, turn: int) -> Choices:
        """The same with what may stand together where all is right; one column, each in its turn, on any level."""
        odd = turn % max(len(self.columns), 1)
        return tuple(
            choice if place == odd else column.of(choice, Company.RIGHT)
            for place, (column, choice) in enumerate(zip(self.columns, self.choices(region), strict=True))
        )

    def place(self, field: str) -> int | None:
        """Which column a field is; None where it has none."""
        return next((place for place, column in enumerate(self.columns) if column.field == field), None)

    def body(self, base: dict[str, Json], row: Row) -> dict[str, Json]:
        """The body with the levels of a row, but for those with which it would raise a question."""
        for column, number in zip(self.columns, row, strict=True):
            if number is not None:
                body = body_with(base, column.field, column.level(number))
                base = base if self._asks(column.field, body) else body
        return base

    def _asks(self, field: str, body: dict[str, Json]) -> bool:
        """Whether a body with a field as it is raises a question."""
        rules = (rule for rule, names in self._questions if field in names)
        return any(holds(rule.condition, body, self._nominals.api) for rule in rules)

    def row_of(self, body: dict[str, Json]) -> Row:
        """The levels on which the fields of a body stand."""
        return tuple(self._number(column, body) for column in self.columns)

    def _number(self, column: Column, body: dict[str, Json]) -> int | None:
        key = freeze(body[column.field]).text if column.field in body else ""
        places = (place for place, (level, _) in enumerate(column.levels, start=column.first) if level.key == key)
        return next(places, None)


def with_column(choices: Choices, place: int | None, only: tuple[int, ...] = ()) -> Choices:
    """The same with one column on these levels alone, or left alone."""
    return tuple(only if number == place else choice for number, choice in enumerate(choices))


def crowd_of(kind: Object, nominals: Nominals) -> Crowd:
    """The crowd of an object, made once."""
    known = nominals.crowds.get(id(kind))
    if known is None:
        known = nominals.crowds[id(kind)] = (kind, Crowd(kind, nominals))
    return known[1]


def ranked_fields(kind: Object, nominals: Nominals) -> tuple[Field, ...]:
    """The fields in an order that knows neither their names nor the order of the document."""
    clauses = nominals.division(kind).clauses

    def rank(item: Field) -> tuple[OrderKey, ...]:
        named = ((place, clause.fields) for place, clause in enumerate(clauses) if item.wire_name in clause.fields)
        part = tuple(token(place, fields.index(item.wire_name)) for place, fields in named)
        return part, order_key(item.type, nominals.domains), _told(item)

    return tuple(sorted(kind.fields, key=rank))


def _told(item: Field) -> OrderKey:
    """What else the document says of a field."""
    told = item.annotations
    default = "" if told.default is None else told.default.text
    return token(int(item.required), 0, default), token(int(told.write_only), 0, told.description or "")


def _columns(kind: Object, nominals: Nominals) -> tuple[Column, ...]:
    fields = ranked_fields(kind, nominals)[:MAX_COLUMNS]
    found = [(item.wire_name, tuple(_levels(kind, item, nominals))) for item in fields]
    usable = [(name, levels) for name, levels in found if levels]
    starts = accumulate((len(levels) for _, levels in usable), initial=0)
    return tuple(
        Column(field=name, levels=levels, first=first) for (name, levels), first in zip(usable, starts, strict=False)
    )


def _levels(kind: Object, item: Field, nominals: Nominals) -> Iterator[tuple[Level, Company]]:
    """What a field takes turns through: nothing that only some callers may send, nor what raises a question."""
    seen: set[str] = set()
    for each in _tellings(kind, item, nominals):
        key = freeze(each.value).text
        asks = each.value is None and item.annotations.open_question is not None
        if key not in seen and not asks and nominals.accepts(item.type, each.value):
            seen.add(key)
            yield Given(value=each.value, key=key), each.company
    if not item.required:
        yield Absent(), Company.RIGHT


def _tellings(kind: Object, item: Field, nominals: Nominals) -> Iterator[Telling]:
    """The document's own examples, values of the field, and of what rules leave of it."""
    told = item.annotations
    if told.privileged is not None:
        yield from () if told.default is None else (Telling(value=told.default.value),)
        return
    yield from (Telling(value=text.value) for text in told.examples)
    yield from telling_values(item.type, nominals)
    for region in nominals.division(kind).regions[:MAX_REGIONS]:
        allowed = region.allowed(item.wire_name)
        if allowed is not None and allowed.type is not item.type and allowed.type != item.type:
            yield from telling_values(allowed.type, nominals)
