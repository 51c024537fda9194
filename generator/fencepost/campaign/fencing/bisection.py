"""The search for a fence on a line: what lies below it is accepted, what lies above it is refused.

Lines run outwards: of a minimum they are turned round, so that only this one direction is ever searched.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeAlias

from fencepost.rules.grid import EXACT

Ask: TypeAlias = Callable[[Decimal], bool]
"""Whether the value at a place is accepted; raises UntoldError where the server does not say."""

MOST_ASKED = 45
"""So many places are asked for at one fence; what is not known by then stays open."""

FINEST = -18
"""Decimals are not tried beyond this power of ten."""


class UntoldError(Exception):
    """The answers do not tell where the fence stands; the message says why, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The two places between which the fence stands."""

    low: Decimal
    """The last that is known to be accepted."""

    high: Decimal | None
    """The first that is known to be refused; None where nothing is."""

    is_exact: bool
    """Whether there is no place between the two."""

    @property
    def fence(self) -> Decimal:
        """The rounder one of the two; of a grid the one that is accepted."""
        return self.low if self.high is None or digits(self.low) <= digits(self.high) else self.high


def digits(value: Decimal) -> int:
    """How many digits it takes to write a number."""
    return len(value.normalize().as_tuple().digits)


class Line:
    """Places in order, on a grid or as close as doubles stand, and what is asked there."""

    def __init__(self, ask: Ask, *, step: Decimal | None, resolution: Decimal, end: Decimal) -> None:
        self._ask = ask
        self._step = step
        self._resolution = resolution
        self._end = end
        self._known: dict[Decimal, bool] = {}

    def accepts(self, place: Decimal) -> bool:
        """Whether a place is accepted; each is asked for once. Raises UntoldError."""
        if place not in self._known:
            if len(self._known) >= MOST_ASKED:
                raise UntoldError(f"{MOST_ASKED} requests did not tell")
            self._known[place] = self._ask(place)
        return self._known[place]

    def knows(self, place: Decimal, *, accepted: bool) -> None:
        """Note what is known of a place without asking for it."""
        self._known[place] = accepted

    def above(self, place: Decimal) -> Decimal:
        """The next place outwards."""
        return place + self._step if self._step is not None else next_double(place, math.inf)

    def below(self, place: Decimal) -> Decimal:
        """The next place inwards."""
        return place - self._step if self._step is not None else next_double(place, -math.inf)

    def inwards(self, high: Decimal, starts: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
        """A place that is accepted and the least one known to be refused, from a refused one on.

        Raises UntoldError where every place is refused.
        """
        for place in dict.fromkeys((self.below(high), *starts)):
            if place >= high:
                continue
            if self.accepts(place):
                return place, high
            high = place
        raise UntoldError("every value that was tried is refused")

    def outwards(self, low: Decimal, rungs: Iterable[Decimal]) -> tuple[Decimal, Decimal | None]:
        """The last accepted of some places further and further out, and the first that is refused, if one is."""
        for place in rungs:
            if place > low:
                if not self.accepts(place):
                    return low, place
                low = place
        return low, None

    def edge(self, low: Decimal, high: Decimal) -> Edge:
        """The fence between an accepted place and a refused one; as near as it could be found. Raises UntoldError."""
        while not self._are_next(low, high):
            middle = self._neighbour(low, high) or self._middle(low, high)
            if middle is None or len(self._known) >= MOST_ASKED:
                return Edge(low=low, high=high, is_exact=False)
            low, high = (middle, high) if self.accepts(middle) else (low, middle)
        return Edge(low=low, high=high, is_exact=True)

    def _neighbour(self, low: Decimal, high: Decimal) -> Decimal | None:
        """What stands next to one of the two, where that one is a rounder number than all between them.

        A fence mostly stands on a round number.
        """
        if self._step is not None or high - low > max(self._resolution, Decimal(1)):
            return None
        between = roundest(*self._middle_half(low, high))
        if between is None or decimals(between) > decimals(low):
            return self.above(low)
        return self.below(high) if decimals(between) > decimals(high) else None

    def _are_next(self, low: Decimal, high: Decimal) -> bool:
        return self.above(low) >= high

    def _middle(self, low: Decimal, high: Decimal) -> Decimal | None:
        if self._step is None:
            return roundest(*self._middle_half(low, high))
        one, other = EXACT.divide(low, self._step), EXACT.divide(high, self._step)
        found = roundest(*self._middle_half(one, other), finest=0)
        index = ((one + other) / 2).to_integral_value(ROUND_FLOOR) if found is None else found
        return index * self._step

    def _middle_half(self, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
        quarter = EXACT.divide(high - low, Decimal(4))
        return low + quarter, high - quarter


def decimals(value: Decimal) -> int:
    """How many digits a number has behind its point; less than none where it ends in zeros."""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def next_double(place: Decimal, towards: float) -> Decimal:
    """The next number that a double can hold."""
    return Decimal(repr(math.nextafter(float(place), towards)))


def roundest(low: Decimal, high: Decimal, finest: int = FINEST) -> Decimal | None:
    """Of the numbers between two, ends included, one with the fewest digits behind its first, the middle one of those.

    None where there is none of at most so many decimals.
    """
    middle = (low + high) / 2
    greatest = max(low.copy_abs(), high.copy_abs())
    for power in range(greatest.adjusted() + 1, finest - 1, -1):
        unit = Decimal(1).scaleb(power)
        nearest = (middle / unit).to_integral_value() * unit
        around = (
            nearest,
            (low / unit).to_integral_value(ROUND_CEILING) * unit,
            (high / unit).to_integral_value(ROUND_FLOOR) * unit,
        )
        found = [number for number in around if low <= number <= high]
        if found:
            return found[0] + 0
    return None
