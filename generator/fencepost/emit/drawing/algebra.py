"""Sets made of sets: unions, narrower ones, differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json, equal, fresh
from .tables import strategy
from .values import ABSENT, Values, Wrong, in_turn, nothing


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
