"""Sets of JSON values to draw from: the simplest first, those on a fence often, and all the others sometimes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import cycle, islice
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json, equal, fresh, json_type


class Absent(Enum):
    """Says that a field is not there; the one thing a field can be that is no JSON value."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.name


ABSENT = Absent.ABSENT

Drawn: TypeAlias = Json | Absent


class NarrowingError(ValueError):
    """Nothing is left to draw."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Wrong:
    """A value outside a set that breaks one constraint of it, or of one place inside it."""

    point: str
    """Which side of what is left: `minimum-`, `enum-`, `type:string`, `null`, `absent`, …"""

    path: tuple[str, ...] = ()
    """Names and indices down to the place; empty for the value itself."""

    value: Drawn


def no_wrongs() -> Iterable[Wrong]:
    """What a set without constraints of its own says of its outside."""
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Values:
    """A set of JSON values, told by those worth drawing and by what its values are.

    A set whose simple values are listed is drawn by choosing among them, which is quick; one without (objects, and
    what holds them) is drawn by `free` alone.
    """

    types: frozenset[str]
    """The JSON types of its values: `null`, `boolean`, `number`, `string`, `array`, `object`."""

    simplest: Json = None
    """What everything shrinks to."""

    plain: tuple[Json, ...] = ()
    """Simple values and one of each kind, the simplest first; empty where `free` draws them all."""

    bounds: tuple[Json, ...] = ()
    """The values that stand on a bound."""

    near: tuple[Json, ...] = ()
    """The values next to a bound, inside."""

    free: SearchStrategy[Json] | None = None
    """Everything the set holds; None where the listed values are all."""

    holds: Callable[[Json], bool]
    """Whether a value is in the set."""

    wrongs: Callable[[], Iterable[Wrong]] = no_wrongs
    """What breaks one constraint besides the type."""

    may_be_absent: bool = False
    """Whether a field of this set may be missing."""

    def __repr__(self) -> str:
        return f"<values such as {self.simplest!r}>"

    @property
    def listed(self) -> tuple[Json, ...]:
        """The values that are drawn by choosing."""
        return (*self.plain, *self.bounds, *self.near)

    @property
    def is_listed(self) -> bool:
        """Whether the set is drawn by choosing among its listed values."""
        return bool(self.plain or self.bounds)

    @property
    def is_empty(self) -> bool:
        """Whether the set holds nothing; a field of it can only be absent."""
        return not self.is_listed and self.free is None


def nothing_holds(_value: Json) -> bool:
    """The test of the empty set."""
    return False


nothing = Values(types=frozenset(), holds=nothing_holds)
"""The empty set."""

absent = replace(nothing, may_be_absent=True)
"""What a field is that must not be there."""


def optional(inner: Values) -> Values:
    """The same set for a field that may be missing."""
    return replace(inner, may_be_absent=True)


def is_among(options: tuple[Json, ...], value: Json) -> bool:
    """Whether a value equals one of the options, as JSON."""
    return any(equal(option, value) for option in options)


def values(*options: Json) -> Values:
    """Exactly these values; the first one is the simplest."""
    return Values(
        types=frozenset(map(json_type, options)),
        simplest=options[0],
        plain=options,
        holds=partial(is_among, options),
        wrongs=partial(_near_misses, options),
    )


def _near_misses(options: tuple[Json, ...]) -> tuple[Wrong, ...]:
    """One slip away from a text: another case, a space, a letter more, one less; one step away from a number."""
    texts = [option for option in options if isinstance(option, str)]
    numbers = [option for option in options if isinstance(option, int | float) and not isinstance(option, bool)]
    slips: list[Json] = []
    if texts:
        last = texts[-1]
        slips += [last.swapcase(), f"{last} ", f"{last}x", last[:-1]]
    if numbers:
        slips += [max(numbers) + 1, min(numbers) - 1]
    return tuple(Wrong(point="enum-", value=slip) for slip in slips if not is_among(options, slip))


def either(*variants: Values) -> Values:
    """What is in at least one of the sets; the simplest value is that of the first."""
    usable = [variant for variant in variants if not variant.is_empty]
    if not usable:
        return nothing
    all_listed = all(variant.is_listed for variant in usable)
    several = sum(not variant.types <= {"null"} for variant in usable) > 1
    return Values(
        types=frozenset().union(*(variant.types for variant in usable)),
        simplest=usable[0].simplest,
        plain=tuple(value for variant in usable for value in variant.plain) if all_listed else (),
        bounds=tuple(value for variant in usable for value in variant.bounds) if all_listed else (),
        near=tuple(value for variant in usable for value in variant.near) if all_listed else (),
        free=_one_of_free(usable) if all_listed else st.one_of(*map(strategy, usable)),
        holds=partial(_any_holds, variants),
        wrongs=partial(_wrong_for_all, variants, blurred=several),
    )


def _one_of_free(variants: Iterable[Values]) -> SearchStrategy[Json] | None:
    found = [variant.free for variant in variants if variant.free is not None]
    return st.one_of(*found) if found else None


def _any_holds(variants: tuple[Values, ...], value: Json) -> bool:
    return any(variant.holds(value) for variant in variants)


def _wrong_for_all(variants: tuple[Values, ...], *, blurred: bool) -> Iterator[Wrong]:
    """What is wrong for one variant and in no other; with several a refusal need not name a place inside one."""
    for wrong in in_turn(variant.wrongs() for variant in variants if not variant.is_empty):
        if wrong.value is not ABSENT and not _any_holds(variants, wrong.value):
            yield replace(wrong, path=()) if blurred else wrong


def checked(inner: Values, test: Callable[[Json], bool], simplest: Json) -> Values:
    """The values of a set that pass a test as well; what is drawn and fails becomes the simplest value instead.

    `simplest` must pass. Nothing drawn is ever thrown away, so that a test that few values pass costs no time.
    """
    return replace(
        inner,
        simplest=simplest,
        plain=(simplest, *(value for value in inner.plain if test(value) and not equal(value, simplest)))
        if inner.is_listed
        else (),
        bounds=tuple(filter(test, inner.bounds)),
        near=tuple(filter(test, inner.near)),
        free=None if inner.free is None else inner.free.map(partial(_passing, test, simplest)),
        holds=partial(_both_hold, inner.holds, test),
    )


def preferring(simplest: Json, inner: Values) -> Values:
    """The same set, with another of its values as the simplest; one that is drawn as a whole keeps its own."""
    if not inner.is_listed:
        return inner
    others = (value for value in inner.plain if not equal(value, simplest))
    return replace(inner, simplest=simplest, plain=(simplest, *others))


def _passing(test: Callable[[Json], bool], instead: Json, value: Json) -> Json:
    return value if test(value) else fresh(instead)


def _both_hold(first: Callable[[Json], bool], second: Callable[[Json], bool], value: Json) -> bool:
    return first(value) and second(value)


def exactly_one(*variants: Values, simplest: Json) -> Values:
    """What is in one of the sets and in no other."""
    return checked(either(*variants), partial(_one_holds, variants), simplest)


def _one_holds(variants: tuple[Values, ...], value: Json) -> bool:
    return sum(variant.holds(value) for variant in variants) == 1


def without(inner: Values, excluded: Values, simplest: Json) -> Values:
    """What is in the first set and not in the second."""
    return checked(inner, partial(_fails, excluded.holds), simplest)


def _fails(test: Callable[[Json], bool], value: Json) -> bool:
    return not test(value)


_TYPES: tuple[tuple[str, Json], ...] = (
    ("string", "a"),
    ("number", 1),
    ("boolean", True),
    ("array", []),
    ("object", {}),
    ("null", None),
)


MOST_WRONGS = 200
"""So many wrong values of one set are tried at the most, those of each part in turn."""


def wrongs_of(inner: Values) -> Iterator[Wrong]:
    """What is worth trying outside a set: a value of each wrong type, then each constraint broken alone."""
    yield from (wrong for wrong in _wrong_types(inner) if not inner.holds(wrong.value))
    found = islice(inner.wrongs(), MOST_WRONGS)
    yield from (wrong for wrong in found if wrong.value is ABSENT or not inner.holds(wrong.value))


def in_turn(parts: Iterable[Iterable[Wrong]]) -> Iterator[Wrong]:
    """The first of each part, then the second of each, and so on."""
    waiting = deque(map(iter, parts))
    while waiting:
        part = waiting.popleft()
        wrong = next(part, None)
        if wrong is not None:
            yield wrong
            waiting.append(part)


def _wrong_types(inner: Values) -> Iterator[Wrong]:
    for name, value in _TYPES:
        if name not in inner.types:
            yield Wrong(point="null" if name == "null" else f"type:{name}", value=value)
    if "string" not in inner.types and isinstance(inner.simplest, bool | int | float):
        # What a lenient server takes for the value itself.
        yield Wrong(point="type:string", value=str(inner.simplest).lower())


SLOTS = 240
ABSENT_SHARE = 0.2
SIMPLEST_SHARE = 0.15
ON_BOUNDS = 0.32
NEAR_SHARE = 0.05
"""How often each kind is drawn: of all draws a missing field, of the others what stands where."""


def table(inner: Values, on_bounds: float = ON_BOUNDS) -> tuple[Drawn, ...]:
    """The listed values, each as often as it is to be drawn; what comes first is the simplest."""
    if not inner.is_listed:
        return (ABSENT,) if inner.may_be_absent else ()
    slots = max(SLOTS, 3 * len(inner.plain))
    bounds = round(slots * on_bounds * min(len(inner.bounds), 2) / 2)
    near = round(slots * NEAR_SHARE * len(inner.near))
    rest = max(slots - bounds - near, len(inner.plain))
    simplest = round(slots * SIMPLEST_SHARE) if len(inner.plain) > 1 else rest
    missing = round(slots * ABSENT_SHARE / (1 - ABSENT_SHARE)) if inner.may_be_absent else 0
    return (
        *(ABSENT for _ in range(missing)),
        *islice(cycle(inner.plain[:1]), simplest),
        *islice(cycle(inner.bounds), bounds),
        *islice(cycle(inner.plain), rest - simplest),
        *islice(cycle(inner.near), near),
    )


def strategy(inner: Values) -> SearchStrategy[Any]:
    """Draws the values of one set, by itself."""
    chosen = st.sampled_from(table(replace(inner, may_be_absent=False))).map(fresh) if inner.is_listed else st.nothing()
    return chosen if inner.free is None else chosen | inner.free


def any_of(inner: Values) -> SearchStrategy[Any]:
    """Draws any value of a set, in as few draws as can be."""
    return strategy(inner) if inner.free is None else inner.free
