"""Sets of JSON values to draw from: the simplest first, those on a fence often, and all the others sometimes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import islice
from typing import TypeAlias

from .equality import Json, equal, fresh, json_type
from .tape import Free, Tape


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

    Scalars are drawn by choosing among the listed ones, and now and then freely; arrays and objects always freely.
    """

    types: frozenset[str]
    """The JSON types of its values: `null`, `boolean`, `number`, `string`, `array`, `object`."""

    simplest: Json = None
    """What everything shrinks to."""

    plain: tuple[Json, ...] = ()
    """Simple values and one of each kind, the simplest first."""

    bounds: tuple[Json, ...] = ()
    """The values that stand on a bound."""

    near: tuple[Json, ...] = ()
    """The values next to a bound, inside."""

    free: Free | None = None
    """Everything the set holds; None where the listed values are all."""

    free_share: float = 0.06
    """How often a value is drawn freely; 1 where it always is, whatever is listed."""

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
        """The values worth naming."""
        return (*self.plain, *self.bounds, *self.near)

    @property
    def is_listed(self) -> bool:
        """Whether the set is drawn by choosing among its listed values."""
        return bool(self.plain or self.bounds) and self.free_share < 1

    @property
    def is_empty(self) -> bool:
        """Whether the set holds nothing; a field of it can only be absent."""
        return not (self.plain or self.bounds) and self.free is None


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


MOST_LISTED = 150
"""Of more values each is drawn as seldom as any other, but for the simplest."""


def values(*options: Json) -> Values:
    """Exactly these values; the first one is the simplest."""
    many = len(options) > MOST_LISTED
    return Values(
        types=frozenset(map(json_type, options)),
        simplest=options[0],
        plain=options,
        free=Free(read=partial(_one_of, options)) if many else None,
        free_share=0.8 if many else 0,
        holds=partial(is_among, options),
        wrongs=partial(_near_misses, options),
    )


def _one_of(options: tuple[Json, ...], tape: Tape, at: int) -> Json:
    return fresh(options[tape.below(at, len(options))])


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
    for wrong in islice(inner.wrongs(), MOST_WRONGS):
        # JSON Schema leaves open whether formats are asserted, and so does `holds`.
        if wrong.value is ABSENT or wrong.point == "format-" or not inner.holds(wrong.value):
            yield wrong


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
