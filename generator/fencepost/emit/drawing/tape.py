"""What one draw is read from: bytes, of which every part of a value has some of its own.

All of a body is one draw of bytes, because every draw has its price; the shrinker brings bytes to zero, and zero is
always the simplest. What a part reads does not depend on the others, so that each can shrink by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

POOL = 12
"""Bytes for single values that no table lists, shared by them: there are few of them in one body."""

LONGEST = 1_000
"""So many bytes are drawn at the most; what takes more reads some of them twice."""


class Tape(NamedTuple):
    """What was drawn."""

    content: bytes
    """What was drawn: parts read at places of their own, and after the end from the beginning again."""

    pool: bytes
    """The last bytes of it twice over, for single values."""

    invented: tuple[SearchStrategy[str], str] | None = None
    """A text that a strategy of Hypothesis made up, and the strategy."""

    def byte(self, at: int) -> int:
        """The byte at a place."""
        return self.content[at % len(self.content)]

    def part(self, at: int, size: int) -> bytes:
        """So many bytes from a place on."""
        first = at % len(self.content)
        found = self.content[first : first + size]
        return found if len(found) == size else bytes(map(self.byte, range(first, first + size)))

    def spare(self, at: int) -> int:
        """Where in the pool the part at a place of the tape begins to read."""
        return at * 7 % POOL

    def number(self, at: int, size: int) -> int:
        """So many bytes of the pool, at most all of them, as a number."""
        first = self.spare(at)
        return int.from_bytes(self.pool[first : first + size])

    def below(self, at: int, limit: int) -> int:
        """A number from 0 on that is less than the limit, which may be of any size up to 2**64."""
        return self.number(at, 8) * limit >> 64


Reader: TypeAlias = Callable[[Tape, int], Any]
"""Reads a value from the bytes of a tape that begin at a place."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Free:
    """How any value of a set is read."""

    read: Reader
    width: int = 0
    """The bytes it takes, besides those of the pool."""

    tail: int = 0
    """How many of them come last, and do no harm when single values read them as well."""

    scarce: Callable[[float], Reader] | None = None
    """The reader for values that only one body in so many can have: it has them stand on their bounds the oftener."""

    inventions: tuple[SearchStrategy[str], ...] = ()
    """What makes up texts that cannot be read from bytes."""

    def map(self, change: Callable[[Any], Any]) -> Free:
        """The same values, each of them changed."""
        scarce = None if self.scarce is None else partial(_scarce_changed, self.scarce, change)
        return replace(self, read=partial(_changed, self.read, change), scarce=scarce)


def _scarce_changed(scarce: Callable[[float], Reader], change: Callable[[Any], Any], times: float) -> Reader:
    return partial(_changed, scarce(times), change)


def _changed(read: Reader, change: Callable[[Any], Any], tape: Tape, at: int) -> Any:
    return change(read(tape, at))


def read_from(free: Free) -> SearchStrategy[Any]:
    """Draws what is read so."""
    size = min(free.width + max(POOL - free.tail, 0), LONGEST)
    content = st.binary(min_size=size, max_size=size)
    invented = [st.tuples(st.just(found), found) for found in free.inventions]
    # Half of the draws bring one invented text, where there is anything to invent.
    invention = st.one_of(*(st.none() for _ in invented), *invented) if invented else None

    @st.composite
    def drawn(draw: DrawFn) -> Any:
        found = draw(content)
        return free.read(Tape(found, found[-POOL:] * 2, None if invention is None else draw(invention)), 0)

    # A function like this costs less for each draw than `map` does, and a failing test shows its result alone.
    return drawn()


def made(make: Callable[[Any], Any], parts: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Draws what is made of something drawn; unlike with `map`, a failing test shows it and not how it was made."""

    @st.composite
    def drawn(draw: DrawFn) -> Any:
        return make(draw(parts))

    return drawn()
