"""The nearest valid arrays: items mended where they stand, dropped where they are too many, added at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from fencepost.cases.items import distinct
from fencepost.cases.mending.change import MAX_WAYS, Change, Way, least
from fencepost.cases.mending.objects import Search, leaves
from fencepost.cases.nominal import MAX_ITEMS, UnattainableError
from fencepost.ir.types import Array, Type
from fencepost.ir.values import Json, freeze, key_of


def nearest_arrays(kind: Array, items: list[Json], search: Search) -> tuple[Way, ...]:
    """The smallest changes that make an array valid; none where none was found."""
    found = _Row(kind=kind, items=items, search=search).ways()
    return least(way for way in found if search.nominals.accepts(kind, way.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An array that is to become valid."""

    kind: Array
    items: list[Json]
    search: Search

    def ways(self) -> Iterator[Way]:
        choices = [self.search.ways(self._expected(index), item) for index, item in enumerate(self.items)]
        dropped = self._dropped(choices)
        kept = [index for index in range(len(choices)) if index not in dropped]
        if not all(choices[index] for index in kept):
            return
        choices = self._different(choices, kept) if self.kind.unique else choices
        try:
            added = self._added(choices, kept)
        except UnattainableError:
            return
        for row in islice(product(*(choices[index] for index in kept)), MAX_WAYS):
            mended = [change for index, way in zip(kept, row, strict=True) for change in way.below(index)]
            drops = [Change(verb="drop", path=(index,)) for index in sorted(dropped, reverse=True)]
            adds = [_add(len(kept) + number, item) for number, item in enumerate(added)]
            yield Way(value=[*(way.value for way in row), *added], changes=(*mended, *drops, *adds))

    def _expected(self, index: int) -> Type:
        return self.kind.prefix[index] if index < len(self.kind.prefix) else self.kind.items

    @property
    def _least(self) -> int:
        return self.kind.min_items.value if self.kind.min_items else 0

    def _dropped(self, choices: list[tuple[Way, ...]]) -> set[int]:
        """The items that cannot be mended, then doubles, then those that are dearer than they are worth, then the last.

        An item before the last of a fixed head cannot go: the others would move into its place.
        """
        free = [index for index in range(len(choices)) if index >= len(self.kind.prefix)]
        hopeless = [index for index in free if not choices[index]]
        doubles = [index for index in self._doubles(choices) if index in free and index not in hopeless]
        dear = [i for i in free if choices[i] and self._is_dear(i, choices[i][0]) and i not in doubles]
        dropped = {*hopeless, *[*doubles, *dear][: max(0, len(choices) - len(hopeless) - self._least)]}
        most = self.kind.max_items
        excess = 0 if most is None else len(choices) - len(dropped) - most.value
        rest = sorted((i for i in range(len(choices)) if i not in dropped), key=lambda i: self._worth(i, choices))
        return {*dropped, *rest[: max(0, excess)]}

    def _is_dear(self, index: int, way: Way) -> bool:
        """Whether an item is worth less than its mending: a null in place of an item says that there is none."""
        item = self.items[index]
        return way.cost > leaves(item) or (item is None and bool(way.changes))

    def _worth(self, index: int, choices: list[tuple[Way, ...]]) -> tuple[bool, int, int]:
        """By what items are given up first: those of the head after all others, the dearest, the last."""
        cost = choices[index][0].cost if choices[index] else 0
        return (index < len(self.kind.prefix), -cost, -index)

    def _doubles(self, choices: list[tuple[Way, ...]]) -> list[int]:
        """The items that equal another one; of equal ones those that were not mended stay, then the first."""
        if not self.kind.unique:
            return []
        order = sorted((i for i in range(len(choices)) if choices[i]), key=lambda i: (choices[i][0].cost, i))
        taken: set[str] = set()
        found: list[int] = []
        for index in order:
            key = key_of(choices[index][0].value)
            found += [index] if key in taken else []
            taken.add(key)
        return found

    def _different(self, choices: list[tuple[Way, ...]], kept: list[int]) -> list[tuple[Way, ...]]:
        """The choices with other values for doubles that had to stay."""
        standing = set(kept)
        doubles = self._doubles([ways if index in standing else () for index, ways in enumerate(choices)])
        single = [ways[:1] for ways in choices]
        fresh = iter(self._fresh(choices, len(doubles))) if doubles else iter(())
        for index in doubles:
            value = next(fresh, None)
            if value is not None:
                single[index] = (Way(value=value, changes=(_set(value),)),)
        return single

    def _fresh(self, choices: list[tuple[Way, ...]], count: int) -> list[Json]:
        """So many items that the array does not hold yet, or as many as there are."""
        taken = {key_of(ways[0].value) for ways in choices if ways}
        wanted = replace(self.kind, unique=True, prefix=())
        for more in range(min(len(choices), MAX_ITEMS) + count, 0, -1):
            try:
                pool = distinct(wanted, more, self.search.nominals)
            except UnattainableError:
                continue
            return [item for item in pool if key_of(item) not in taken][:count]
        return []

    def _added(self, choices: list[tuple[Way, ...]], kept: list[int]) -> list[Json]:
        """The items that are missing at the end. Raises UnattainableError."""
        missing = self._least - len(kept)
        if missing > MAX_ITEMS:
            raise UnattainableError
        if missing > 0 and self.kind.unique and not self.kind.prefix:
            return self._fresh(choices, missing)
        places = range(len(kept), len(kept) + max(0, missing))
        return [self.search.nominals.value(self._expected(index)) for index in places]


def _add(index: int, value: Json) -> Change:
    return Change(verb="add", path=(index,), value=freeze(value), is_example=True)


def _set(value: Json) -> Change:
    return Change(verb="set", value=freeze(value), is_example=True)
