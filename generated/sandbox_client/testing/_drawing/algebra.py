"""Sets made of sets: unions, narrower ones, differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from .equality import Json, equal, fresh
from .tables import SLOTS, drawing
from .tape import Free, Reader, Tape
from .values import ABSENT, Values, Wrong, in_turn, nothing


def either(*variants: Values) -> Values:
    """What is in at least one of the sets; the simplest value is that of the first."""
    usable = [variant for variant in variants if not variant.is_empty]
    if not usable:
        return nothing
    several = sum(not variant.types <= {"null"} for variant in usable) > 1
    merged = Values(
        types=frozenset().union(*(variant.types for variant in usable)),
        simplest=usable[0].simplest,
        plain=tuple(value for variant in usable for value in _weighted(variant, usable)),
        bounds=tuple(value for variant in usable for value in variant.bounds),
        near=tuple(value for variant in usable for value in variant.near),
        holds=partial(_any_holds, variants),
        wrongs=partial(_wrong_for_all, variants, blurred=several),
    )
    if all(variant.is_listed for variant in usable):
        frees = [variant.free for variant in usable if variant.free is not None]
        share = max(variant.free_share for variant in usable)
        return replace(merged, free=_one_of(frees, _evenly(len(frees))) if frees else None, free_share=share)
    return replace(merged, free=_one_of(list(map(drawing, usable)), _turns(usable)), free_share=1)


def _weighted(variant: Values, variants: list[Values]) -> tuple[Json, ...]:
    """The plain values of one of several sets; null as often as a sixth of the others."""
    others = sum(len(other.plain) for other in variants if not other.types <= {"null"})
    return variant.plain * max(1, others // 6) if variant.types <= {"null"} else variant.plain


NULL_TURNS = 40
"""How many of SLOTS draws are null where anything else can be."""


def _turns(variants: list[Values]) -> tuple[int, ...]:
    """Which variant each value of a byte chooses, the first one first; all others come more often than null."""
    is_null = [variant.types <= {"null"} for variant in variants]
    rest = SLOTS - NULL_TURNS * sum(is_null)
    several = len(variants) - sum(is_null) or 1
    counts = [NULL_TURNS if null else -(-rest // several) for null in is_null]
    turns = tuple(number for number, count in enumerate(counts) for _ in range(count))
    return (*turns, *(0 for _ in range(SLOTS - len(turns))))


def _evenly(count: int) -> tuple[int, ...]:
    return tuple(turn * count // SLOTS for turn in range(SLOTS))


def _one_of(frees: list[Free], turns: tuple[int, ...]) -> Free:
    """Any of several; the byte before what is read says which."""
    if len(frees) == 1:
        return frees[0]
    return Free(
        read=partial(_read_one, tuple(free.read for free in frees), turns),
        scarce=partial(_scarce_one, frees, turns),
        width=1 + max(free.width for free in frees),
        inventions=tuple(each for free in frees for each in free.inventions),
    )


def _scarce_one(frees: list[Free], turns: tuple[int, ...], times: float) -> Reader:
    """Each of them is as much scarcer as it has fewer turns."""
    shares = [turns.count(number) / len(turns) for number in range(len(frees))]
    readers = tuple(
        free.read if free.scarce is None else free.scarce(times / max(share, 1 / SLOTS))
        for free, share in zip(frees, shares, strict=True)
    )
    return partial(_read_one, readers, turns)


def _read_one(readers: tuple[Reader, ...], turns: tuple[int, ...], tape: Tape, at: int) -> Json:
    return readers[turns[tape.byte(at)]](tape, at + 1)


def _any_holds(variants: tuple[Values, ...], value: Json) -> bool:
    return any(variant.holds(value) for variant in variants)


def _wrong_for_all(variants: tuple[Values, ...], *, blurred: bool) -> Iterator[Wrong]:
    """What is wrong for one variant and in no other; with several a refusal need not name a place inside one."""
    texts = sum("string" in variant.types for variant in variants)
    for wrong in in_turn(variant.wrongs() for variant in variants if not variant.is_empty):
        malformed = wrong.point == "format-" and texts == 1
        if wrong.value is not ABSENT and (malformed or not _any_holds(variants, wrong.value)):
            yield replace(wrong, path=()) if blurred else wrong


def checked(inner: Values, test: Callable[[Json], bool], simplest: Json) -> Values:
    """The values of a set that pass a test as well; what is drawn and fails becomes the simplest value instead.

    `simplest` must pass. Nothing drawn is ever thrown away, so that a test that few values pass costs no time.
    """
    return replace(
        inner,
        simplest=simplest,
        plain=(simplest, *(value for value in inner.plain if test(value) and not equal(value, simplest))),
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
