"""Arrays that break one constraint: too few or too many items, one twice, a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeAlias

from fencepost.cases.items import filled
from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.ir.types import Anything, Array, Nothing, Type
from fencepost.ir.values import Json, equal
from fencepost.rules.evaluate import within

Inner: TypeAlias = Callable[[Type], Iterator[Point]]
"""The faults of a type one level further down."""


def item_faults(kind: Array, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """The faults of an array and of its items, each alone."""
    yield from _alone(kind, nominals)
    yield from _counts(kind, nominals)
    yield from _doubles(kind, nominals)
    if isinstance(kind.items, Nothing):
        yield from _surplus(kind, nominals)
    yield from _wrong_items(kind, nominals, inner)


def _alone(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """The one item itself instead of a list that holds it."""
    with suppress(UnattainableError):
        item = nominals.value(kind.prefix[0] if kind.prefix else kind.items)
        if isinstance(item, dict) and item:
            yield Point(name="type:object", value=item)


def _filled(kind: Array, count: int, nominals: Nominals) -> list[Json]:
    """So many items, all different where they must be.

    Raises UnattainableError.
    """
    if count > MAX_ITEMS + 1:
        raise UnattainableError
    return filled(kind, count, nominals)


def _counts(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """One item too few or too many, and none at all where several are needed."""
    low, high = kind.min_items, kind.max_items
    wanted: list[tuple[str, int]] = []
    if low is not None and low.value > 0:
        wanted += [("minItems-", low.value - 1), ("minItems--", 0)] if low.value > 1 else [("minItems-", 0)]
    if high is not None:
        wanted.append(("maxItems-", high.value + 1))
    for name, count in wanted:
        try:
            yield Point(name=name, value=_filled(kind, count, nominals))
        except UnattainableError:
            continue


def _doubles(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """An item twice: the last one again in the place of the one before."""
    count = max(kind.min_items.value if kind.min_items else 0, 2)
    if not kind.unique or not within(count, None, kind.max_items):
        return
    try:
        items = _filled(kind, count - 1, nominals)
    except UnattainableError:
        return
    yield Point(name="uniqueItems-", value=[*items, items[-1]])


def _surplus(kind: Array, nominals: Nominals) -> Iterator[Point]:
    """An item after the last that may be."""
    count = len(kind.prefix)
    if within(count + 1, kind.min_items, kind.max_items):
        try:
            yield Point(path=(str(count),), name="keyword:items", value=[*_filled(kind, count, nominals), 1])
        except UnattainableError:
            return


def _wrong_items(kind: Array, nominals: Nominals, inner: Inner) -> Iterator[Point]:
    """Each fault of an item, the others nominal; of the items that are alike also one that is not the first.

    What was made in crowded surroundings stands in a later item.
    """
    least = kind.min_items.value if kind.min_items else 0
    base = _base(kind, max(least, 1, len(kind.prefix)), nominals) or _base(kind, max(least, 1), nominals)
    for index in range(min(len(base), len(kind.prefix))):
        for point in inner(kind.prefix[index]):
            yield point.below(str(index), [*base[:index], point.value, *base[index + 1 :]])
    if isinstance(kind.items, Nothing | Anything):
        return
    start = len(kind.prefix)
    room = _base(kind, max(least, start + 1), nominals)
    later = _base(kind, max(least, start + 2), nominals)
    for number, point in enumerate(inner(kind.items)):
        if room and not (point.is_crowded and later):
            yield from _placed(point, room, start)
        if later and (point.is_crowded or number == 0):
            yield from _placed(point, later, start + 1)


def _base(kind: Array, count: int, nominals: Nominals) -> list[Json]:
    """So many items; none where there cannot be so many."""
    try:
        return _filled(kind, count, nominals) if within(count, kind.min_items, kind.max_items) else []
    except UnattainableError:
        return []


def _placed(point: Point, base: list[Json], index: int) -> Iterator[Point]:
    """The fault in the place of one item, unless it would stand there twice."""
    others = [*base[:index], *base[index + 1 :]]
    if not any(equal(point.value, other) for other in others):
        yield point.below(str(index), [*base[:index], point.value, *base[index + 1 :]])
