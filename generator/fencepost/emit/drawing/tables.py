"""How often each value of a set is drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import fresh
from .values import ABSENT, Drawn, Values

SLOTS = 240
ABSENT_SHARE = 0.2
SIMPLEST_SHARE = 0.15
ON_BOUNDS = 0.36
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
