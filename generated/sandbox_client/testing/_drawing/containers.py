"""Arrays, maps, and whatever a schema leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import cycle, islice

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json, canonical, fresh
from .letters import letters
from .numbers import WIDEST
from .tables import any_of
from .values import Values, Wrong, nothing, wrongs_of

MOST = 1_000
"""Longer arrays are not made: they would test memory, not the document."""

DRAWN = 3
"""How many more items than the least number an array has that is drawn freely."""

ODD_NAMES = ("a b", "a.b", "a/b", "a=b", "\u043a\u043b\u044e\u0447", 'a"b', "0")


def lists(
    items: Values, low: int = 0, high: int | None = None, *, unique: bool = False, head: tuple[Values, ...] = ()
) -> Values:
    """Arrays of `low` to `high` items, the first ones of the sets in `head`, the others of `items`."""
    array = _Array(items=items, low=low, high=high, unique=unique, head=head)
    sizes = tuple(size for size in array.sizes() if array.filled(size) is not None)
    if not sizes or low > MOST:
        return nothing
    simple = [array.filled(size) for size in sizes]
    is_listed = items.is_listed and all(part.is_listed for part in head)
    plain = (*simple[:1], *array.shown(), *simple[1:])
    return Values(
        types=frozenset(("array",)),
        simplest=simple[0],
        plain=plain if is_listed else (),
        bounds=tuple(array.filled(size) for size in array.ends() if size in sizes) if is_listed else (),
        near=tuple(array.filled(size) for size in array.next_inside() if size in sizes) if is_listed else (),
        free=array.free() if is_listed else array.free() | st.sampled_from(simple).map(fresh),
        holds=array.holds,
        wrongs=array.wrongs,
    )


class _Array:
    """A set of arrays under construction."""

    def __init__(self, *, items: Values, low: int, high: int | None, unique: bool, head: tuple[Values, ...]) -> None:
        self.items = items
        self.low = low
        self.high = high
        self.unique = unique
        self.head = head[: self.high]
        self.known = _distinct((items.simplest, *items.listed)) if not items.is_empty else []

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
        rest = size - len(front)
        if any(part.is_empty for part in self.head[:size]) or (rest and not self.known):
            return None
        if self.unique:
            fit = [item for item in self.known if canonical(item) not in set(map(canonical, front))]
            return [*front, *fit[:rest]] if rest <= len(fit) and len(_distinct(front)) == len(front) else None
        return [*front, *islice(cycle(self.known), rest)]

    def shown(self) -> Iterator[list[Json]]:
        """One item of each kind alone, one twice, and two out of their order."""
        if self.head or not self.has(1):
            return
        yield from ([item] for item in self.known[:8])
        if self.has(2) and len(self.known) > 1:
            yield sorted(self.known[:2], key=str, reverse=True)
            if not self.unique:
                yield [self.known[0], self.known[0]]

    def free(self) -> SearchStrategy[list[Json]]:
        """Arrays of few items of any kind."""
        least = max(self.low - len(self.head), 0)
        most = least + DRAWN if self.high is None else min(least + DRAWN, max(self.high - len(self.head), 0))
        by = canonical if self.unique else None
        rest = (
            st.just([])
            if self.items.is_empty
            else st.lists(any_of(self.items), min_size=least, max_size=most, unique_by=by)
        )
        if not self.head:
            return rest
        front = st.tuples(*(any_of(part) for part in self.head)).map(list)
        whole = st.tuples(front, rest).map(lambda both: [*both[0], *both[1]])
        return whole.map(self._distinct_or_simplest) if self.unique else whole

    def _distinct_or_simplest(self, found: list[Json]) -> list[Json]:
        simplest = self.filled(self.low)
        return found if simplest is None or len(_distinct(found)) == len(found) else simplest

    def holds(self, value: Json) -> bool:
        """Whether a value is one of the arrays."""
        if not isinstance(value, list) or not self.has(len(value)):
            return False
        if self.unique and len(_distinct(value)) < len(value):
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


def _distinct(items: Iterable[Json]) -> list[Json]:
    """The items, each once."""
    return list({canonical(item): item for item in items}.values())


def maps(members: Values, low: int = 0, high: int | None = None, *, names: Values | None = None) -> Values:
    """Objects of `low` to `high` members under any name, or under names of a set."""
    if low > MOST or (high is not None and low > high):
        return nothing
    allowed = partial(_fits, members, low, high, names)
    simplest = _members(members, _names(low, names))
    if simplest is None or not allowed(simplest):
        return nothing
    # Members that are no longer drawn, deep inside themselves, may still be in the making: nothing is asked of them.
    listed = iter(()) if members.is_empty else _listed_maps(members, low, high, names)
    usable = tuple(found for found in listed if allowed(found) and found != simplest)
    return Values(
        types=frozenset(("object",)),
        simplest=simplest,
        plain=(simplest, *usable) if members.is_listed or members.is_empty else (),
        free=_free_maps(members, low, high, names),
        holds=allowed,
        wrongs=partial(_wrong_maps, members, low, high, names),
    )


def _names(count: int, names: Values | None) -> list[str]:
    """So many different names; fewer where no more are known."""
    if names is None:
        return [f"key{number}" for number in range(count)]
    return [name for name in _distinct((names.simplest, *names.listed)) if isinstance(name, str)][:count]


def _members(members: Values, names: list[str]) -> dict[str, Json] | None:
    if names and members.is_empty:
        return None
    known = cycle(_distinct((members.simplest, *members.listed)))
    return dict(zip(names, known, strict=False))


def _listed_maps(members: Values, low: int, high: int | None, names: Values | None) -> Iterator[Json]:
    """None, one, some, the most; each value alone; and names with odd characters."""
    for count in (0, 1, 3, low + 1, *(() if high is None or high > MOST else (high - 1, high))):
        yield _members(members, _names(max(count, 0), names))
    (name,) = _names(1, names) or ("a",)
    yield from ({name: value} for value in _distinct(members.listed)[:8])
    yield dict.fromkeys(ODD_NAMES, members.simplest)


def _free_maps(members: Values, low: int, high: int | None, names: Values | None) -> SearchStrategy[Json]:
    if members.is_empty:
        return st.just({})
    keys = letters(0, 12) if names is None else any_of(names)
    most = low + DRAWN if high is None else min(low + DRAWN, high)
    return st.dictionaries(keys, any_of(members), min_size=low, max_size=most)


def _fits(members: Values, low: int, high: int | None, names: Values | None, value: Json) -> bool:
    if not isinstance(value, dict) or len(value) < low or (high is not None and len(value) > high):
        return False
    return all(map(members.holds, value.values())) and (names is None or all(map(names.holds, value)))


def _wrong_maps(members: Values, low: int, high: int | None, names: Values | None) -> Iterator[Wrong]:
    """Wrong numbers of members, then each wrong value in the place of one."""
    if low > 0:
        yield Wrong(point="minProperties-", value=_members(members, _names(low - 1, names)))
    if high is not None and high < MOST:
        yield Wrong(point="maxProperties-", value=_members(members, _names(high + 1, names)))
    base = _members(members, _names(max(low, 1), names)) or {}
    for name in list(base)[:1]:
        for wrong in wrongs_of(members):
            yield Wrong(point=wrong.point, path=(name, *wrong.path), value={**base, name: wrong.value})


_ANY: tuple[Json, ...] = ({}, [], "a", 1, True, None, 1.5, "", "\u00e9", {"key0": {"key1": [None]}}, [[], {}])


def anything(simplest: Json = None) -> Values:
    """Every JSON value."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-WIDEST, WIDEST)
        | st.floats(allow_nan=False, allow_infinity=False)
        | letters(0, 20)
    )
    shallow = st.dictionaries(letters(0, 8), scalars, max_size=2) | st.lists(scalars, max_size=2)
    return Values(
        types=frozenset(("null", "boolean", "number", "string", "array", "object")),
        simplest={} if simplest is None else simplest,
        plain=({} if simplest is None else simplest, *_ANY),
        free=scalars | shallow,
        holds=lambda _: True,
    )
