"""Objects with declared fields: boxes of bodies, one for each way to keep the rules.

A region gives each field the set of what it may be, with ABSENT as a member where the field may be missing. Drawing
inside a region keeps every rule by construction, and so does shrinking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json, fresh
from .tables import ON_BOUNDS, strategy, table
from .values import ABSENT, Drawn, Values, Wrong, in_turn, nothing, wrongs_of

Region: TypeAlias = Mapping[str, Values]
"""What each field may be."""

Body: TypeAlias = dict[str, Any]

RULED_ON_BOUNDS = 0.6

MOST_NESTED = 2
"""About so many of the nested objects that may be missing are drawn with each body, so that bodies stay small."""


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

    low: int = 0
    high: int | None = None
    """How many members there must be and may be."""

    rules: Callable[[Json], bool] | None = None
    """The rules as a test, where they need too many regions: what is drawn and fails it becomes the simplest body."""

    def __repr__(self) -> str:
        return f"<record of {', '.join(self.fields)}>"

    @cached_property
    def values(self) -> Values:
        """The objects as a set of values; empty where no region has any."""
        usable = [region for region in self.keeping if self.simplest(region) is not None]
        if not usable:
            return nothing
        return Values(
            types=frozenset(("object",)),
            simplest=self.simplest(usable[0]),
            free=st.deferred(lambda: boxes(self, usable)),
            holds=self.holds,
            wrongs=self.wrongs,
        )

    def simplest(self, region: Region) -> Body | None:
        """The simplest body of a region: the fields that cannot be missing, and no more than it takes."""
        if any(inner.is_empty and not inner.may_be_absent for inner in region.values()):
            return None
        body = {name: fresh(inner.simplest) for name, inner in region.items() if not inner.may_be_absent}
        return self.sized(body, region)

    def sized(self, body: Body, region: Region) -> Body | None:
        """The body with members put in or left out until their number is right; None where that cannot be."""
        for name, inner in region.items():
            if len(body) < self.low and name not in body and not inner.is_empty:
                body[name] = fresh(inner.simplest)
        for number in range(self.low - len(body)):
            if not self.others.is_empty:
                body[f"key{number}"] = fresh(self.others.simplest)
        for name in reversed(body):
            if self.high is not None and len(body) > self.high and region[name].may_be_absent:
                body = {kept: value for kept, value in body.items() if kept != name}
        fits = self.low <= len(body) and (self.high is None or len(body) <= self.high)
        return body if fits else None

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


def boxes(record: Record, regions: Iterable[Region]) -> SearchStrategy[Body]:
    """The bodies of the regions, each region as often as the others."""
    usable = [region for region in regions if record.simplest(region) is not None]
    return st.one_of(*(box(record, region) for region in usable))


def box(record: Record, region: Region) -> SearchStrategy[Body]:
    """The bodies of one region.

    The listed values are chosen by one draw of bytes, two for each field: every draw has its price, and the shrinker
    brings bytes to zero, which is the simplest value of each. Besides, one field may get any value of its set.
    """
    listed = {name: inner for name, inner in region.items() if inner.is_listed}
    nested = {name: inner for name, inner in region.items() if not inner.is_listed and not inner.is_empty}
    tables = tuple((name, table(inner, _share(record, name, inner))) for name, inner in listed.items())
    maker = _Maker(record=record, region=region, tables=tables)
    size = 2 * len(listed)
    may_miss = sum(inner.may_be_absent for inner in nested.values())
    return st.tuples(
        st.binary(min_size=size, max_size=size),
        _any_value(listed),
        *(st.tuples(st.just(name), _maybe(inner, may_miss)) for name, inner in nested.items()),
    ).map(maker.body)


def _share(record: Record, name: str, inner: Values) -> float:
    """How often a field stands on a bound: more often where a rule sets the bound, which not every region does."""
    return ON_BOUNDS if record.fields.get(name) is inner else RULED_ON_BOUNDS


def _any_value(listed: Region) -> SearchStrategy[tuple[str, Drawn] | None]:
    """Nothing, or as often one field with any value of its set."""
    free = [st.tuples(st.just(name), inner.free) for name, inner in listed.items() if inner.free is not None]
    return st.one_of(*(st.just(None) for _ in free), *free) if free else st.none()


def _maybe(inner: Values, may_miss: int) -> SearchStrategy[Drawn]:
    """The values of a nested set; missing the more often, the more such fields there are."""
    if not inner.may_be_absent:
        return strategy(inner)
    return st.one_of(*(st.just(ABSENT) for _ in range(max(1, round(may_miss / MOST_NESTED)))), strategy(inner))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Maker:
    """What is drawn for one region, to a body."""

    record: Record
    region: Region
    tables: tuple[tuple[str, tuple[Drawn, ...]], ...]

    def __repr__(self) -> str:
        return f"<bodies of {', '.join(self.region)}>"

    def body(self, drawn: tuple[Any, ...]) -> Body:
        """The body: fields in the order of the region, those that are ABSENT left out."""
        choices, any_value, *nested = drawn
        found: dict[str, Drawn] = {}
        for index, (name, options) in enumerate(self.tables):
            position = choices[2 * index] << 8 | choices[2 * index + 1]
            found[name] = options[position * len(options) >> 16]
        found.update(nested)
        if any_value is not None:
            found[any_value[0]] = any_value[1]
        body = {name: fresh(found[name]) for name in self.region if found.get(name, ABSENT) is not ABSENT}
        return self._sound(body)

    def _sound(self, body: Body) -> Body:
        """The body with the right number of members; the simplest one where that or a test fails."""
        record = self.record
        sized = record.sized(body, self.region) if record.low or record.high is not None else body
        passes = sized is not None and (record.rules is None or record.rules(sized))
        return sized if passes and sized is not None else fresh(record.simplest(self.region))
