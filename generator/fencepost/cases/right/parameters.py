"""The parameters of a request together: those of the query and of the headers, taking turns through their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from fencepost.cases.covering import Covering, levels_of
from fencepost.cases.nominal import Nominals, whole_box
from fencepost.cases.right.crowd import Column, Crowd, with_column
from fencepost.cases.right.levels import Given
from fencepost.cases.right.telling import Company
from fencepost.cases.wire import expressible
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.types import Anything, Field, Object
from fencepost.ir.values import JsonText, freeze

MAX_ROWS = 32
"""So many requests of several parameters; fewer where all pairs have stood together before."""

TWINS = 2
"""So many requests with a fault of a parameter among others that are right."""

Setting: TypeAlias = tuple[tuple[Parameter, JsonText | None], ...]
"""Parameters with their values; None for one that is left out."""


class ParameterCrowd:
    """The parameters of an operation beside its path, as columns."""

    def __init__(self, operation: Operation, nominals: Nominals) -> None:
        found = [item for item in operation.parameters if item.place in ("query", "header")]
        self._named = {_name(item): item for item in found}
        place = operation.location
        fields = tuple(_field(item) for item in self._named.values())
        kind = Object(fields=fields, additional=Anything(location=place), location=place)
        self._crowd = Crowd(kind, nominals)
        choices = self._crowd.choices(whole_box(kind))
        self._choices = tuple(map(self._sendable, self._crowd.columns, choices))

    def _sendable(self, column: Column, choice: tuple[int, ...]) -> tuple[int, ...]:
        parameter = self._named[column.field]
        levels = ((number, column.level(number)) for number in column.of(choice, Company.RIGHT))
        return tuple(
            number for number, level in levels if not isinstance(level, Given) or expressible(level.value, parameter)
        )

    def rows(self) -> Iterator[Setting]:
        """Settings in which every pair of levels stands, at most MAX_ROWS."""
        covering = Covering(self._crowd.count)
        missing = (1 << self._crowd.count) - 1
        for _ in range(MAX_ROWS):
            row = covering.row(self._choices, missing)
            if covering.rounds:
                return
            covering.note(row)
            missing &= ~levels_of(row)
            yield self._setting(row)

    def beside(self, parameter: Parameter) -> Iterator[Setting]:
        """Settings of the other parameters for the faults of one, without end; none where there is no other."""
        covering = Covering(self._crowd.count)
        place = self._crowd.place(_name(parameter))
        others = with_column(tuple(map(_given, self._crowd.columns, self._choices)), place)
        while any(others):
            row = covering.row(others)
            covering.note(row)
            yield self._setting(row)

    def _setting(self, row: tuple[int | None, ...]) -> Setting:
        columns = zip(self._crowd.columns, row, strict=True)
        levels = [(column.field, column.level(number)) for column, number in columns if number is not None]
        return tuple(
            (self._named[field], freeze(level.value) if isinstance(level, Given) else None) for field, level in levels
        )


def _given(column: Column, choice: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in choice if isinstance(column.level(number), Given)) or choice


def _name(parameter: Parameter) -> str:
    return f"{parameter.place} {parameter.name}"


def _field(parameter: Parameter) -> Field:
    return Field(
        wire_name=_name(parameter),
        type=parameter.type,
        required=parameter.required,
        annotations=parameter.annotations,
        location=parameter.location,
    )
