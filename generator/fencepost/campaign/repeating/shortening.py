"""A shorter sequence of requests that still leads to the same failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from fencepost.campaign.unit import Step
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.values import JsonText

Steps: TypeAlias = tuple[Step, ...]


def shortened(steps: Steps, shows: Callable[[Steps], bool]) -> Steps:
    """The steps without those that the last one does not need.

    Tried are those alone whose answers it takes values from, then those that speak of the same things, then one step
    less at a time.
    """
    least, near, left = _needed(steps, len(steps) - 1), _near(steps), frozenset(range(len(steps)))
    if shows(_chosen(steps, least)):
        return _chosen(steps, least)
    left = near if shows(_chosen(steps, near)) else left
    # From the last one on, as a step can go only after those that take values from its answer.
    for index in sorted(left - {len(steps) - 1}, reverse=True):
        fewer = left - {index}
        if not any(index in _needed(steps, each) for each in fewer) and shows(_chosen(steps, fewer)):
            left = fewer
    return _chosen(steps, left)


def _near(steps: Steps) -> frozenset[int]:
    """The steps that share a source with the last one, and what they need."""
    own = _needed(steps, len(steps) - 1)
    every = [_needed(steps, index) for index in range(len(steps))]
    return own.union(*(needed for needed in every if needed & own))


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
