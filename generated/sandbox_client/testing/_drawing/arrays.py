"""Arrays: of every number of items, with items of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import cycle, islice
from random import Random

from .equality import Json, distinct, fresh, is_number
from .tables import reader, width_of
from .tape import LONGEST, POOL, Free, Reader, Tape
from .values import Values, Wrong, nothing, wrongs_of

MOST = 1_000
"""Longer arrays are not made: they would test memory, not the document."""

DRAWN = 2
"""So many items or members are drawn; those after them are known ones in turn."""

FREE_SHARE = 0.2
"""How often an array or map is made of parts that are drawn, where others can be listed."""

KNOWN_SHARE = 0.15
"""How often an array or map is one of those that are known to be worth trying."""

SEVERAL = 4
"""So many different items are wanted at the least where no two may be equal."""

ATTEMPTS = 3
"""So often an item is read for each one that is wanted."""


def lists(
    items: Values, low: int = 0, high: int | None = None, *, unique: bool = False, head: tuple[Values, ...] = ()
) -> Values:
    """Arrays of `low` to `high` items, the first ones of the sets in `head`, the others of `items`."""
    array = _Array(items=items, low=low, high=high, unique=unique, head=head)
    sizes = tuple(size for size in array.sizes() if array.filled(size) is not None)
    if not sizes or low > MOST:
        return nothing
    simple = [found for size in sizes if (found := array.filled(size)) is not None]
    others = [found for found in simple[1:] if len(found) not in array.ends()]
    return Values(
        types=frozenset(("array",)),
        simplest=simple[0],
        plain=(*simple[:1], *sorted((*array.shown(), *others), key=len)),
        bounds=tuple(array.filled(size) for size in array.ends() if size in sizes),
        near=tuple(array.filled(size) for size in array.next_inside() if size in sizes),
        free=Free(read=array.read, scarce=array.scarce, width=array.width, inventions=array.inventions),
        free_share=FREE_SHARE if all(part.is_listed for part in array.parts) else 1,
        holds=array.holds,
        wrongs=array.wrongs,
    )


ENDS_SCARCITY = 1.6
"""How much oftener a number of items stands on a bound than other values do: each may be missing as a whole."""


def counts(simplest: int, others: Iterable[int], ends: Iterable[int], near: Iterable[int], known: Free) -> Values:
    """Numbers of items or members, and now and then a known array or map instead."""
    return Values(
        types=frozenset(("number",)),
        simplest=simplest,
        plain=(simplest, *(count for count in others if count != simplest)),
        bounds=tuple(ends),
        near=tuple(near),
        free=known,
        free_share=KNOWN_SHARE,
        holds=is_number,
    )


class _Array:
    """A set of arrays under construction."""

    def __init__(
        self,
        *,
        items: Values,
        low: int,
        high: int | None,
        unique: bool,
        head: tuple[Values, ...],
        scarcity: float = 1,
    ) -> None:
        self.scarcity = scarcity
        self.items = items
        self.low = low
        self.high = high
        self.unique = unique
        self.head = head[: self.high]
        self.known = [] if items.is_empty else self._known()
        self.parts = parts = (*self.head, *(() if items.is_empty else (items,)))
        self.inventions = tuple(each for part in parts if part.free is not None for each in part.free.inventions)
        self.step = max(map(width_of, parts), default=0)
        self.width = 1 + self.step * (len(self.head) + DRAWN)

    def _known(self) -> list[Json]:
        """Different items: the listed ones, and where they must differ and too few are listed, others that are read."""
        listed = distinct((self.items.simplest, *self.items.bounds, *self.items.listed))
        wanted = min(max(self.low, self.high or 0, SEVERAL), MOST) + 1
        if not self.unique or len(listed) >= wanted or self.items.free is None:
            return listed
        return distinct((*listed, *_read_several(self.items.free, wanted * ATTEMPTS)))[:wanted]

    def has(self, size: int) -> bool:
        """Whether arrays may have so many items."""
        return self.low <= size and (self.high is None or size <= self.high)

    def ends(self) -> tuple[int, ...]:
        """The declared limits."""
        return tuple(size for size in dict.fromkeys((self.low, self.high)) if size is not None and size > 0)

    def next_inside(self) -> tuple[int, ...]:
        """One more than the least, one less than the most."""
        tried = (*(() if self.low == 0 else (self.low + 1,)), *(() if self.high is None else (self.high - 1,)))
        return tuple(size for size in tried if self.has(size))

    def sizes(self) -> tuple[int, ...]:
        """The numbers of items worth having, the simplest first."""
        tried = (self.low, 0, 1, 3, *self.next_inside(), *self.ends())
        return tuple(size for size in dict.fromkeys(tried) if self.has(size) and size <= MOST)

    def filled(self, size: int) -> list[Json] | None:
        """So many items, different ones where there are enough; None where there is no such array."""
        front = [part.simplest for part in self.head[:size]]
        if any(part.is_empty for part in self.head[:size]):
            return None
        return self._completed(front, size)

    def _completed(self, items: list[Json], size: int) -> list[Json] | None:
        """The items, no two equal ones where they must differ, and known ones until there are enough."""
        rest = size - len(items)
        if not self.unique:
            return [*items, *map(fresh, islice(cycle(self.known), rest))] if rest <= 0 or self.known else None
        kept = distinct((*items, *self.known) if rest or len(distinct(items)) < len(items) else items)[:size]
        return kept if len(kept) == size and kept[: len(self.head)] == items[: len(self.head)] else None

    def shown(self) -> Iterator[list[Json]]:
        """One item of each kind alone, one twice, and two out of their order."""
        if self.head or not self.has(1):
            return
        yield from ([item] for item in self.known[:8])
        if self.has(2) and len(self.known) > 1:
            yield sorted(self.known[:2], key=str, reverse=True)
            if not self.unique:
                yield [self.known[0], self.known[0]]

    @cached_property
    def _count(self) -> Reader:
        """Reads how many items there are, or at once an array that is known."""
        usable = [size for size in self.sizes() if self.filled(size) is not None]
        shown = (*self.shown(), *map(self.filled, usable[:1]))
        known = Free(read=lambda tape, at: fresh(shown[tape.below(at, len(shown))]))
        ends = [size for size in self.ends() if size in usable]
        near = [size for size in self.next_inside() if size in usable]
        few = [size for size in (*usable, *range(self.low, self.low + DRAWN)) if self.filled(size) is not None]
        others = [size for size in dict.fromkeys(few) if size not in (*ends, *near) and self.has(size)]
        return reader(counts(usable[0], others, ends, near, known), self.scarcity * ENDS_SCARCITY)

    @cached_property
    def _readers(self) -> tuple[Reader, ...]:
        """What reads each item that is drawn."""
        rest = () if self.items.is_empty else (reader(self.items, self.scarcity),) * DRAWN
        return (*(reader(part, self.scarcity) for part in self.head), *rest)

    def scarce(self, times: float) -> Reader:
        """Reads any of the arrays, on their bounds the oftener the scarcer they are."""
        return _Array(
            items=self.items, low=self.low, high=self.high, unique=self.unique, head=self.head, scarcity=times
        ).read

    def read(self, tape: Tape, at: int) -> list[Json]:
        """Any of the arrays."""
        size = self._count(tape, at)
        if isinstance(size, list):
            return size
        places = range(at + 1, at + 1 + self.width, max(self.step, 1))
        drawn = [read(tape, place) for read, place in zip(self._readers[:size], places, strict=False)]
        return self._completed(drawn, size) or fresh(self.filled(size))

    def holds(self, value: Json) -> bool:
        """Whether a value is one of the arrays."""
        if not isinstance(value, list) or not self.has(len(value)):
            return False
        if self.unique and len(distinct(value)) < len(value):
            return False
        front = all(part.holds(item) for part, item in zip(self.head, value, strict=False))
        return front and all(map(self.items.holds, value[len(self.head) :]))

    def wrongs(self) -> Iterator[Wrong]:
        """Wrong numbers of items, items twice, and wrong items."""
        yield from self._wrong_sizes()
        yield from self._wrong_items()

    def _wrong_sizes(self) -> Iterator[Wrong]:
        if self.low > 0:
            shorter = self.filled(self.low - 1)
            if shorter is not None:
                yield Wrong(point="minItems-", value=shorter)
        if self.high is not None and self.high < MOST and not self.items.is_empty:
            longer = self.filled(self.high + 1)
            if longer is not None:
                yield Wrong(point="maxItems-", value=longer)
        if self.unique and self.known and self.has(2):
            yield Wrong(point="uniqueItems-", value=[self.known[0], self.known[0]])

    def _wrong_items(self) -> Iterator[Wrong]:
        base = self.filled(max(self.low, 1)) if self.has(max(self.low, 1)) else None
        if not base:
            return
        for index, part in enumerate(self.head[: len(base)] or (self.items,)):
            for wrong in wrongs_of(part):
                broken = [*base[:index], wrong.value, *base[index + 1 :]]
                yield Wrong(point=wrong.point, path=(str(index), *wrong.path), value=broken)


def _read_several(free: Free, count: int) -> Iterator[Json]:
    """So many values as a set reads them freely, the same each time."""
    random = Random(0)
    for _ in range(count):
        content = random.randbytes(LONGEST)
        yield free.read(Tape(content, content[-POOL:] * 2), 0)
