"""A shorter sequence of requests that still leads to the same failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from fencepost.campaign.unit import Step
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.values import JsonText

Steps: TypeAlias = tuple[Step, ...]


def shortened(steps: Steps, shows: Callable[[Steps], bool]) -> Steps:
    """The steps without those that the last one does not need.

    Tried are those alone whose answers it takes values from, then those that speak of the same things, or of one thing
    that an earlier step made, then one step less at a time.
    """
    least, left = _needed(steps, len(steps) - 1), frozenset(range(len(steps)))
    if shows(_chosen(steps, least)):
        return _chosen(steps, least)
    left = next((each for each in _families(steps) if shows(_chosen(steps, each))), left)
    # From the last one on, as a step can go only after those that take values from its answer.
    for index in sorted(left - {len(steps) - 1}, reverse=True):
        fewer = left - {index}
        if not any(index in _needed(steps, each) for each in fewer) and shows(_chosen(steps, fewer)):
            left = fewer
    return _chosen(steps, left)


def _families(steps: Steps) -> Iterator[frozenset[int]]:
    """The steps that share a source with the last one, then those of each other source with it, and what they need."""
    own = _needed(steps, len(steps) - 1)
    every = [_needed(steps, index) for index in range(len(steps))]
    users = Counter(index for each in every for index in each if index not in own)
    # What several steps use is a thing and its life; what only stands there once is tried after it.
    for shared in (own, *({index} for index, _ in users.most_common())):
        yield own.union(*(each for each in every if each & shared))


def _needed(steps: Steps, index: int) -> frozenset[int]:
    """A step, and those whose answers it takes values from, near and far."""
    found = {index}
    for source in steps[index].case.sources:
        if source.step is not None:
            found |= _needed(steps, source.step)
    return frozenset(found)


def _chosen(steps: Steps, indices: frozenset[int]) -> Steps:
    """Some of the steps, in order, each value taken from where its step now stands."""
    places = {index: place for place, index in enumerate(sorted(indices))}
    return tuple(replace(steps[index], case=_renumbered(steps[index].case, places)) for index in places)


def _renumbered(case: Case, places: dict[int, int]) -> Case:
    def moved(source: FromAnswer) -> FromAnswer:
        return source if source.step is None else replace(source, step=places[source.step])

    def values(pairs: tuple[tuple[str, JsonText | FromAnswer], ...]) -> Iterator[tuple[str, JsonText | FromAnswer]]:
        return ((name, moved(value) if isinstance(value, FromAnswer) else value) for name, value in pairs)

    return replace(
        case,
        path_params=tuple(values(case.path_params)),
        query_from=tuple((name, moved(source)) for name, source in case.query_from),
        body_from=tuple((place, moved(source)) for place, source in case.body_from),
    )
