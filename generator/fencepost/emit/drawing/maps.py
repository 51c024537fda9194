"""Maps: objects of any names, and whatever a schema leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import cycle, islice

from .arrays import DRAWN, ENDS_SCARCITY, FREE_SHARE, MOST, counts
from .equality import Json, distinct, fresh
from .letters import letters
from .numbers import integers, numbers
from .tables import reader, width_of
from .tape import Free, Reader, Tape
from .texts import texts
from .values import Values, Wrong, nothing, wrongs_of

ODD_NAMES = ("a b", "a.b", "a/b", "a=b", "\u043a\u043b\u044e\u0447", 'a"b', "0")


def maps(members: Values, low: int = 0, high: int | None = None, *, names: Values | None = None) -> Values:
    """Objects of `low` to `high` members under any name, or under names of a set."""
    if low > MOST or (high is not None and low > high):
        return nothing
    found = _Map(members=members, low=low, high=high, names=names)
    simplest = found.filled(low)
    if simplest is None or not found.holds(simplest):
        return nothing
    return Values(
        types=frozenset(("object",)),
        simplest=simplest,
        # Members that are no longer drawn, deep inside themselves, may still be in the making: they are asked nothing.
        plain=(simplest, *(() if members.is_empty else found.shown())),
        bounds=tuple(map(found.filled, found.ends())),
        free=Free(read=found.read, scarce=found.scarce, width=found.width, inventions=found.inventions),
        free_share=FREE_SHARE if members.is_listed or members.is_empty else 1,
        holds=found.holds,
        wrongs=found.wrongs,
    )


class _Map:
    """A set of maps under construction."""

    def __init__(
        self, *, members: Values, low: int, high: int | None, names: Values | None, scarcity: float = 1
    ) -> None:
        self.scarcity = scarcity
        self.members = members
        self.low = low
        self.high = high
        self.names = names
        self.known = () if names is None else _texts_of(names)
        parts = (*(() if names is None else (names,)), *(() if members.is_empty else (members,)))
        self.inventions = tuple(each for part in parts if part.free is not None for each in part.free.inventions)
        self.step = max(0 if members.is_empty else width_of(members), 0 if names is None else width_of(names))
        self.width = 1 + self.step * DRAWN

    def has(self, count: int) -> bool:
        """Whether there may be so many members, and are so many names."""
        fits = self.low <= count <= MOST and (self.high is None or count <= self.high)
        return fits and (count == 0 or not self.members.is_empty) and (self.names is None or count <= len(self.known))

    def ends(self) -> tuple[int, ...]:
        """The declared limits that can be reached."""
        ends = dict.fromkeys(count for count in (self.low, self.high) if count)
        return tuple(filter(self.has, ends))

    def filled(self, count: int) -> dict[str, Json] | None:
        """So many members, of every kind in turn; None where there are none at all."""
        if count and self.members.is_empty:
            return None
        known = cycle(distinct((self.members.simplest, *self.members.listed)))
        return dict(zip(self._unused((), count), known, strict=False))

    def _unused(self, used: Iterable[str], count: int) -> list[str]:
        """So many names besides those that are used; fewer where no more are known."""
        free = self.known if self.names is not None else (f"key{number}" for number in range(MOST + DRAWN))
        return list(islice((name for name in free if name not in used), count))

    def shown(self) -> Iterator[Json]:
        """One member of each value, none, some, and names with odd characters."""
        name = next(iter(self._unused((), 1)), "a")
        # Of names of a set only those that are known are names for certain.
        odd = dict.fromkeys(ODD_NAMES if self.names is None else self.known[:3], self.members.simplest)
        single = ({name: value} for value in distinct((*self.members.bounds, *self.members.listed))[:8])
        yield from filter(self.holds, (*single, *map(self.filled, (0, 1, 3)), odd))

    @cached_property
    def _count(self) -> Reader:
        """Reads how many members there are, or at once a map that is known."""
        shown = (self.filled(self.low), *(() if self.members.is_empty else self.shown()))
        known = Free(read=lambda tape, at: fresh(shown[tape.below(at, len(shown))]))
        ends = self.ends()
        near = [count for count in (self.low + 1, (self.high or 0) - 1) if self.has(count) and count not in ends]
        others = [count for count in range(self.low, self.low + DRAWN) if self.has(count) and count not in ends]
        few = near if self.high is not None or self.low else []
        return reader(counts(self.low, others, ends, few, known), self.scarcity * ENDS_SCARCITY)

    @cached_property
    def _member(self) -> Reader:
        return reader(self.members, self.scarcity)

    def scarce(self, times: float) -> Reader:
        """Reads any of the maps, on their bounds the oftener the scarcer they are."""
        return _Map(members=self.members, low=self.low, high=self.high, names=self.names, scarcity=times).read

    def read(self, tape: Tape, at: int) -> Json:
        """Any of the maps."""
        count = self._count(tape, at)
        if isinstance(count, dict):
            return count
        places = [at + 1 + self.step * number for number in range(min(count, DRAWN))]
        drawn = {self._name(number, tape, place): place for number, place in enumerate(places)}
        found = {name: self._member(tape, place) for name, place in drawn.items()}
        if len(found) < count:
            found.update((name, fresh(self.members.simplest)) for name in self._unused(found, count - len(found)))
        return found if self.names is None or self.holds(found) else fresh(self.filled(self.low))

    def _name(self, number: int, tape: Tape, at: int) -> str:
        """A name that says nothing, one with odd characters, or any."""
        if self.names is not None:
            name = self._any_name(tape, at)
            return name if isinstance(name, str) else next(iter(self.known))
        kind = tape.number(at, 1)
        if kind < 150:
            return f"key{number}"
        return ODD_NAMES[kind % len(ODD_NAMES)] if kind < 200 else letters(0, _NAME_LENGTH, tape, at)

    @cached_property
    def _any_name(self) -> Reader:
        return reader(self.names or nothing)

    def holds(self, value: Json) -> bool:
        """Whether a value is one of the maps."""
        if not isinstance(value, dict) or len(value) < self.low or (self.high is not None and len(value) > self.high):
            return False
        return all(map(self.members.holds, value.values())) and (
            self.names is None or all(map(self.names.holds, value))
        )

    def wrongs(self) -> Iterator[Wrong]:
        """Wrong numbers of members, then each wrong value in the place of one."""
        if self.low > 0:
            yield Wrong(point="minProperties-", value=self.filled(self.low - 1))
        if self.high is not None and self.high < MOST:
            yield Wrong(point="maxProperties-", value=self.filled(self.high + 1))
        base = self.filled(max(self.low, 1)) or {}
        for name in list(base)[:1]:
            for wrong in wrongs_of(self.members):
                yield Wrong(point=wrong.point, path=(name, *wrong.path), value={**base, name: wrong.value})


def _texts_of(names: Values) -> tuple[str, ...]:
    return tuple(name for name in distinct((names.simplest, *names.listed)) if isinstance(name, str))


def _freely(inner: Values) -> Reader:
    assert inner.free is not None
    return inner.free.read


_NAME_LENGTH = 12
_INTEGER, _NUMBER, _TEXT = map(_freely, (integers(), numbers(), texts()))
_ANY: tuple[Json, ...] = ({}, [], "a", 1, True, None, 1.5, "", "\u00e9", {"key0": {"key1": [None]}}, [[], {}])


def anything(simplest: Json = None) -> Values:
    """Every JSON value."""
    first = {} if simplest is None else simplest
    return Values(
        types=frozenset(("null", "boolean", "number", "string", "array", "object")),
        simplest=first,
        plain=(first, *_ANY),
        free=Free(read=_anything),
        free_share=0.4,
        holds=lambda _: True,
    )


def _anything(tape: Tape, at: int) -> Json:
    """A scalar, or a few of them in an array or under names."""
    shape, count = tape.number(at, 1) % 3, tape.number(at + 1, 1) % 3
    scalars = [_scalar(tape, at + 2 + number) for number in range(count)]
    if shape == 0:
        return _scalar(tape, at + 2)
    if shape == 1:
        return scalars
    return {letters(0, _NAME_LENGTH, tape, at + number): each for number, each in enumerate(scalars)}


def _scalar(tape: Tape, at: int) -> Json:
    """Null, a boolean, an integer, a number or a text, of any size."""
    kinds: tuple[Reader, ...] = (lambda *_: None, lambda *_: True, lambda *_: False, _INTEGER, _NUMBER, _TEXT)
    return kinds[tape.number(at, 1) % len(kinds)](tape, at + 1)
