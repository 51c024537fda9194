"""Arrays of every size, with items out of order or twice, and with each item on each of its points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import TypeAlias

from fencepost.cases.items import distinct, filled
from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.ir.types import Array, Type
from fencepost.ir.values import Json
from fencepost.rules.evaluate import within

MANY = (3, 12, 120)
"""How many items or members there are where the document sets no limit: past what a server may quietly set."""

MOST_DIFFERENT = 3
"""In a longer array so many different items come again and again, where they may."""

Inner: TypeAlias = Callable[[Type], Iterator[Point]]
"""The valid points of a type one level further down."""


def array_points(kind: Array, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The valid points of an array; each value is allowed by it."""
    yield from array_sizes(kind, nominals)
    yield from _repeated(kind, nominals)
    yield from _item_points(kind, nominals, inner)


def array_sizes(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """An array of each size that matters."""
    for name, count in _counts(kind):
        items = _items(kind, count, nominals)
        if items is not None:
            yield Point(name=name, value=items)


def _counts(kind: Array) -> Iterator[tuple[str, int]]:
    low, high = kind.min_items, kind.max_items
    named = [("empty", 0), ("one", 1), *(("many", count) for count in MANY)]
    if low is not None:
        named += [("minItems", low.value), ("minItems+", low.value + 1)]
    if high is not None and high.value <= MAX_ITEMS:
        named = [*named[:3], *named[2 + len(MANY) :], ("maxItems+", high.value - 1), ("maxItems", high.value)]
    for name, count in named:
        if 0 <= count <= MAX_ITEMS and within(count, low, high):
            yield name, count


def _items(kind: Array, count: int, nominals: Nominals) -> list[Json] | None:
    """So many items, different ones where that can be, so that their order can be seen; None where there are none."""
    if count > MAX_ITEMS:
        return None
    try:
        if count > MOST_DIFFERENT and not kind.unique and not kind.prefix:
            return list(islice(cycle(distinct(kind, MOST_DIFFERENT, nominals)), count))
        return distinct(kind, count, nominals)
    except UnattainableError:
        pass
    try:
        return None if kind.unique else filled(kind, count, nominals)
    except UnattainableError:
        return None


def _repeated(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """One item twice, and two items out of their order."""
    if kind.prefix or (kind.max_items and kind.max_items.value < 2) or (kind.min_items and kind.min_items.value > 2):
        return
    try:
        first, second = distinct(kind, 2, nominals)
    except UnattainableError:
        return
    ordered = [first, second] if str(first) > str(second) else [second, first]
    yield Point(name="unsorted", value=ordered)
    if not kind.unique:
        yield Point(name="duplicate", value=[first, first])


def _item_points(kind: Array, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """Every point of an item, the other items nominal."""
    base = _items(kind, max(kind.min_items.value if kind.min_items else 0, 1), nominals)
    if base is None or (kind.max_items is not None and kind.max_items.value < 1):
        return
    yield from nominals.tally.valid.sift(_varied(kind, base, inner), lambda point: nominals.accepts(kind, point.value))


def _varied(kind: Array, base: list[Json], inner: Inner) -> Iterator[Point]:
    for index, item in enumerate(kind.prefix[: len(base)] or (kind.items,)):
        for point in inner(item):
            yield point.below(str(index), [*base[:index], point.value, *base[index + 1 :]])
