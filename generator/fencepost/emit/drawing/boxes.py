"""Boxes: for each field of an object what it may be, whatever the others are; bodies are read inside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import getitem
from typing import Any, TypeAlias

from .equality import Json, equal
from .tables import SLOTS, Later, Table, free_width, table
from .tape import Free, Tape
from .values import ABSENT, Values

Region: TypeAlias = Mapping[str, Values]
"""What each field may be."""

Body: TypeAlias = dict[str, Any]

Slots: TypeAlias = tuple[tuple[str, ...], tuple[Table, ...]]
"""The fields of a region, and what the byte of each chooses."""


class Boxes:
    """The bodies of some regions, each region as often as the others."""

    def __init__(
        self, regions: Sequence[Region], finished: Callable[[Body, Region, int], Body] | None, scarcity: float = 1
    ) -> None:
        """`finished` makes a body right that was read in a region, with one byte more; None where each is."""
        self._regions = regions
        self._scarcity = scarcity
        self._finished = finished
        self._widths = {name: max(free_width(region[name]) for region in regions) for name in regions[0]}
        tail = sum(self._widths.values())
        parts = [inner.free for region in regions for inner in region.values() if inner.free is not None]
        self.free = Free(
            read=self._read,
            scarce=lambda times: Boxes(regions, finished, times).free.read,
            width=1 + len(regions[0]) + tail,
            tail=tail,
            inventions=tuple(dict.fromkeys(found for part in parts for found in part.inventions)),
        )

    def _read(self, tape: Tape, at: int) -> Body:
        """Each field by a byte of its own, and what no table lists by the bytes after those."""
        number = tape.byte(at) * len(self._slots) // SLOTS
        names, tables = self._slots[number]
        chosen = map(getitem, tables, tape.part(at + 1, len(names)))
        body = {
            name: value.read(tape, at + value.place) if isinstance(value, Later) else value
            for name, value in zip(names, chosen, strict=True)
            if value is not ABSENT
        }
        return body if self._finished is None else self._finished(body, self._regions[number], tape.number(at, 1))

    @cached_property
    def _slots(self) -> tuple[Slots, ...]:
        """For each region its fields."""
        places = list(accumulate(self._widths.values(), initial=1 + len(self._widths)))

        def table_of(name: str, inner: Values, place: int) -> Table:
            return table(inner, self._scarcity, self._more(name, inner), place)

        return tuple((tuple(region), tuple(map(table_of, region, region.values(), places))) for region in self._regions)

    def _more(self, name: str, inner: Values) -> tuple[float, ...]:
        """Of each bound of a field, one in how many regions has it."""
        return tuple(len(self._regions) / self._having(name, bound) for bound in inner.bounds)

    def _having(self, name: str, bound: Json) -> int:
        return sum(any(equal(bound, other) for other in region[name].bounds) for region in self._regions)
