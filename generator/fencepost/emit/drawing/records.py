"""Objects with declared fields: boxes of bodies, one for each way to keep the rules.

A region gives each field the set of what it may be, with ABSENT as a member where the field may be missing. Drawing
inside a region keeps every rule by construction, and so does shrinking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from .boxes import Body, Boxes, Region
from .equality import Json, fresh
from .tape import POOL, Free, Tape
from .values import ABSENT, Drawn, Values, Wrong, in_turn, nothing, wrongs_of

FEWEST, FULLEST = 192, 128
"""Where a number of members is set: from these values of a byte on a body has the least number, or the most."""

PROBES = 200
"""So many bodies are made to find one that passes a test."""

MOST_FILLED = 1_000
"""Bodies are not filled up to more members than this."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Record:
    """The objects of one schema."""

    fields: Region
    """What each field may be, before any rule."""

    keeping: tuple[Region, ...]
    """Together all bodies that keep every rule; the first one holds the simplest."""

    breaking: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)
    """By rule: bodies that break it and nothing else."""

    beside: Mapping[str, Region] = field(default_factory=dict)
    """By field of a rule: bodies that keep every rule whatever the field is."""

    others: Values = nothing
    """What a member that no field names may be."""

    more: Mapping[str, Json] | None = None
    """The members to fill a body up with, where not every name will do; None for any names."""

    low: int = 0
    high: int | None = None
    """How many members there must be and may be."""

    rules: Callable[[Json], bool] | None = None
    """The rules as a test, where they need too many regions: what is drawn and fails it becomes the simplest body."""

    known: dict[tuple[int, int, int | None], tuple[Region, Body | None]] = field(default_factory=dict)
    """What was found out about regions in which only the test tells whether a body keeps the rules."""

    def __repr__(self) -> str:
        return f"<record of {', '.join(self.fields)}>"

    def filled_with(self, more: Mapping[str, Json]) -> Record:
        """The same objects, filled up with these members where they need more of them."""
        return replace(self, more=more)

    @cached_property
    def values(self) -> Values:
        """The objects as a set of values; empty where no region has any."""
        usable = [region for region in self.keeping if self.simplest(region) is not None]
        if not usable:
            return nothing
        return Values(
            types=frozenset(("object",)),
            simplest=self.simplest(usable[0]),
            free=self.boxes(usable),
            free_share=1,
            holds=self.holds,
            wrongs=self.wrongs,
        )

    def boxes(self, regions: Sequence[Region]) -> Free:
        """How bodies of some regions are read; each must have bodies."""
        return Boxes(regions, None if self.is_plain else self.finished).free

    @property
    def is_plain(self) -> bool:
        """Whether every body that is read in a region is right."""
        return self.rules is None and self.low == 0 and self.high is None

    def finished(self, body: Body, region: Region, turn: int) -> Body:
        """A body that was read in a region with the right number of members, often the least or the most.

        It is the simplest one where that number cannot be, or a rule that no region tells does not hold.
        """
        if self.is_plain:
            return body
        low, high = self.low, self.high
        if turn >= FEWEST and low:
            high = max(low, sum(not inner.may_be_absent for inner in region.values()))
        elif turn >= FULLEST and high is not None and high <= MOST_FILLED:
            low = high
        sized = replace(self, low=low, high=high).sized(body, region) or self.sized(body, region)
        passes = sized is not None and (self.rules is None or self.rules(sized))
        return sized if passes and sized is not None else fresh(self.simplest(region))

    def simplest(self, region: Region) -> Body | None:
        """The simplest body of a region: the fields that cannot be missing, and no more than it takes."""
        if any(inner.is_empty and not inner.may_be_absent for inner in region.values()):
            return None
        body = {name: fresh(inner.simplest) for name, inner in region.items() if not inner.may_be_absent}
        sized = self.sized(body, region)
        if sized is None or self.rules is None or self.rules(sized):
            return sized
        found = self._passing(region)
        return None if found is None else dict(fresh(found))

    def _passing(self, region: Region) -> Body | None:
        """The smallest of some bodies of a region that pass the test of the rules; None where none of them does."""
        key = id(region), self.low, self.high
        if key not in self.known:
            free, random = replace(self, rules=None).boxes([region]), Random(0)
            tapes = (Tape(random.randbytes(free.width + POOL), random.randbytes(2 * POOL)) for _ in range(PROBES))
            passing = filter(self.rules, (free.read(tape, 0) for tape in tapes))
            # The region is kept, so that its number stays its own.
            self.known[key] = region, min(passing, key=len, default=None)
        return self.known[key][1]

    def sized(self, body: Body, region: Region) -> Body | None:
        """The body with members put in or left out until their number is right; None where that cannot be."""
        for name, inner in region.items():
            if len(body) < self.low and name not in body and not inner.is_empty:
                body[name] = fresh(inner.simplest)
        for name, value in self._unnamed(self.low - len(body)):
            if len(body) < self.low and name not in region:
                body[name] = fresh(value)
        for name in reversed(body):
            if self.high is not None and len(body) > self.high and (name not in region or region[name].may_be_absent):
                body = {kept: value for kept, value in body.items() if kept != name}
        fits = self.low <= len(body) and (self.high is None or len(body) <= self.high)
        return body if fits else None

    def _unnamed(self, count: int) -> Iterable[tuple[str, Json]]:
        """So many members besides those declared, and as many again as there are of these: names may be the same."""
        if self.more is not None:
            return self.more.items()
        names = 0 if self.others.is_empty or count <= 0 else count + len(self.fields)
        return ((f"key{number}", self.others.simplest) for number in range(names))

    def holds(self, value: Json) -> bool:
        """Whether a value is one of the objects and keeps every rule."""
        if not isinstance(value, dict) or len(value) < self.low or (self.high is not None and len(value) > self.high):
            return False
        rest = (member for name, member in value.items() if name not in self.fields)
        return all(map(self.others.holds, rest)) and any(_is_in(region, value) for region in self.keeping)

    def wrongs(self) -> Iterator[Wrong]:
        """Each field missing that must be there, each wrong value of each field, and a member too many."""
        yield from in_turn(self._wrongs_inside(name) for name in self.fields)
        yield from self.wrong_sizes()
        first = self.simplest(self.keeping[0])
        if self.others.is_empty and first is not None:
            yield Wrong(point="additionalProperties-", path=("x-extra",), value={**first, "x-extra": "a"})

    def wrong_sizes(self) -> Iterator[Wrong]:
        """The simplest objects with a member too few and with one too many."""
        region = self.keeping[0]
        needed = sum(not inner.may_be_absent for inner in region.values())
        sizes = [("minProperties-", self.low - 1)] if self.low > needed else []
        sizes += [] if self.high is None else [("maxProperties-", self.high + 1)]
        for point, size in sizes:
            resized = replace(self, low=size, high=size).simplest(region)
            if resized is not None:
                yield Wrong(point=point, value=resized)

    def _wrongs_inside(self, name: str) -> Iterator[Wrong]:
        """The simplest object in which the field does not matter to any rule, with each wrong value of the field."""
        base = self.simplest(self.beside.get(name, self.keeping[0]))
        if base is not None:
            yield from (replace(wrong, value=replaced(base, name, wrong.value)) for wrong in self.wrongs_at(name))

    def wrongs_at(self, name: str) -> Iterator[Wrong]:
        """What a field must not be, wherever the others stand."""
        inner = self.fields[name]
        if not inner.may_be_absent:
            yield Wrong(point="absent", path=(name,), value=ABSENT)
        for wrong in () if inner.is_empty else wrongs_of(replace(inner, may_be_absent=False)):
            yield replace(wrong, path=(name, *wrong.path))


def replaced(body: Body, name: str, value: Drawn) -> Body:
    """The body with one field changed, or left out."""
    rest = {kept: member for kept, member in body.items() if kept != name}
    return rest if value is ABSENT else {**rest, name: fresh(value)}


def _is_in(region: Region, body: Body) -> bool:
    return all(inner.holds(body[name]) if name in body else inner.may_be_absent for name, inner in region.items())


def record(
    fields: Region,
    *,
    keeping: Sequence[Region] | None = None,
    breaking: Mapping[str, Sequence[Region]] | None = None,
    beside: Mapping[str, Region] | None = None,
    others: Values = nothing,
    low: int = 0,
    high: int | None = None,
    rules: Callable[[Json], bool] | None = None,
) -> Record:
    """The objects with these fields; each region says only what it has other than `fields`."""
    return Record(
        fields=fields,
        keeping=(fields,) if keeping is None else _whole(fields, keeping),
        breaking={rule: _whole(fields, found) for rule, found in (breaking or {}).items()},
        beside={name: {**fields, **found} for name, found in (beside or {}).items()},
        others=others,
        low=low,
        high=high,
        rules=rules,
    )


def _whole(fields: Region, differences: Sequence[Region]) -> tuple[Region, ...]:
    return tuple({**fields, **difference} for difference in differences)


DEPTH = 2
"""So often may a value hold another one of its own kind."""


def below(make: Callable[[int], Record | Values], depth: int) -> Values:
    """The values of a kind inside itself: where the depth is used up nothing is drawn, though what is one still is."""
    if depth <= 0:
        return replace(nothing, holds=lambda value: _made(make, 0).holds(value))
    return _made(make, depth - 1)


def _made(make: Callable[[int], Record | Values], depth: int) -> Values:
    made = make(depth)
    return made.values if isinstance(made, Record) else made
