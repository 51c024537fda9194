"""Rows over columns of levels, each chosen for the pairs of levels that have stood together least.

A level is a bit; a set of levels is an integer, so that a row of twenty columns costs as many unions and counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[int | None, ...]
"""For each column the number of its level, counted over all columns; None where a column has none."""

FAVOUR = 6
"""As many new pairs a level is worth that is asked for by itself."""


def levels_of(row: Row) -> int:
    """The levels of a row as bits."""
    return sum(1 << level for level in row if level is not None)


class Covering:
    """Remembers which pairs of levels have stood together; once all that can have, it begins again."""

    def __init__(self, count: int, turn: int = 0, orders: int = 3) -> None:
        """Of so many levels; another turn at the start makes other rows.

        In so many orders the columns are filled for each row; the best row is taken.
        """
        self._orders = orders
        self._all = (1 << count) - 1
        self._wanted = [self._all] * count
        self._turn = turn
        self.rounds = 0
        """How often all pairs that can have stood together."""

    def row(self, choices: Sequence[Sequence[int]], favoured: int = 0) -> Row:
        """A level of each column that has any, the favoured ones first, and then those with the most new pairs."""
        self._turn += 1
        orders = (self._filled(choices, turn, favoured) for turn in self._starts(len(choices)))
        found, gain = max(orders, key=lambda pair: pair[1], default=((), 0))
        if not gain:
            self._wanted = [self._all] * len(self._wanted)
            self.rounds += 1
        return found

    def _starts(self, columns: int) -> Iterable[int]:
        step = max(columns // self._orders, 1)
        return ((self._turn + order * step) % columns for order in range(min(self._orders, columns)))

    def _filled(self, choices: Sequence[Sequence[int]], start: int, favoured: int) -> tuple[Row, int]:
        row: list[int | None] = [None] * len(choices)
        chosen = gain = 0
        for column in (*range(start, len(choices)), *range(start)):
            if not choices[column]:
                continue
            begin = (self._turn * (column + 1) + column) % len(choices[column])
            worth, level = self._best(choices[column], begin, chosen, favoured)
            gain += worth
            row[column] = level
            chosen |= 1 << level
        return tuple(row), gain

    def _best(self, levels: Sequence[int], begin: int, chosen: int, favoured: int) -> tuple[int, int]:
        """The level with the most new pairs, and how many; where the search begins decides between equals."""
        best, most = levels[begin], -1
        for level in (*levels[begin:], *levels[:begin]):
            worth = (self._wanted[level] & chosen).bit_count() + (FAVOUR if favoured >> level & 1 else 0)
            if worth > most:
                best, most = level, worth
        return most, best

    def note(self, row: Row) -> None:
        """The levels of a row have stood together."""
        together = levels_of(row)
        for level in row:
            if level is not None:
                self._wanted[level] &= ~together
