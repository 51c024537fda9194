"""Numbers between bounds: on them, next to them, evenly between them, and anywhere."""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial

from .equality import Json, exact, is_number
from .tape import Free, Tape
from .values import Values, Wrong, nothing

BETWEEN = 12
"""So many values are listed between the bounds; all of them where there are no more than FEW."""

FEW = 40

FAR = 1_000
"""How far outside a bound `minimum--` and `maximum--` stand, in steps."""

WIDEST = 2**53 - 1
"""Where the document sets no bound: the last integer that every JSON reader keeps."""


def integers(low: int | None = None, high: int | None = None, *, bits: int = 54, simplest: int | None = None) -> Values:
    """The integers from `low` to `high`, both included; where there is no bound, those of so many bits are drawn."""
    if _is_out_of_reach(low, high):
        return nothing
    return _on(_Grid.of(Decimal(1), low, high, 2 ** (bits - 1) - 1), simplest)


def multiples(
    step: str, low: float | None = None, high: float | None = None, *, simplest: float | None = None
) -> Values:
    """The whole multiples of a step, written as a decimal, from `low` to `high`, both included."""
    if _is_out_of_reach(low, high):
        return nothing
    return _on(_Grid.of(Decimal(step), low, high, WIDEST), simplest)


def _is_out_of_reach(low: float | None, high: float | None) -> bool:
    """Whether no number that a double holds lies inside."""
    return (low is not None and low > sys.float_info.max) or (high is not None and high < -sys.float_info.max)


def _on(grid: _Grid, simplest: float | None) -> Values:
    ends = [count for count in (grid.low, grid.high) if count is not None]
    if len(ends) == 2 and ends[0] > ends[1]:
        return nothing
    middle = grid.simplest() if simplest is None else simplest
    inner = filter(grid.has, grid.next_inside())
    return Values(
        types=frozenset(("number",)),
        simplest=middle,
        plain=(middle, *(value for value in map(grid.value, grid.between()) if value != middle)),
        bounds=tuple(dict.fromkeys(map(grid.value, ends))),
        near=tuple(dict.fromkeys(map(grid.value, inner))),
        free=None if grid.is_small else Free(read=grid.any),
        holds=partial(_is_on_grid, grid),
        wrongs=partial(_off_grid, grid, middle),
    )


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """Multiples of a step, by their counts."""

    step: Decimal
    low: int | None
    high: int | None
    widest: int

    @classmethod
    def of(cls, step: Decimal, low: float | None, high: float | None, widest: int) -> _Grid:
        """The grid whose counts lie between bounds of its values."""
        first = None if low is None else int((exact(low) / step).to_integral_value(rounding=ROUND_CEILING))
        last = None if high is None else int((exact(high) / step).to_integral_value(rounding=ROUND_FLOOR))
        return cls(step=step, low=first, high=last, widest=widest)

    @property
    def whole(self) -> bool:
        """Whether every multiple is an integer."""
        return self.step == self.step.to_integral_value()

    def value(self, count: int) -> float:
        """The multiple as JSON carries it: whole ones without a fraction."""
        number = self.step * count
        return int(number) if number == number.to_integral_value() else float(number)

    def has(self, count: int) -> bool:
        """Whether a multiple lies between the bounds."""
        return (self.low is None or count >= self.low) and (self.high is None or count <= self.high)

    def simplest(self) -> float:
        """The multiple nearest to zero that is not on a bound, where there is one."""
        ends = [end for end in (self.low, self.high) if end is not None]
        tried = [0, 1, -1, *(end + 1 for end in ends), *(end - 1 for end in ends), *ends]
        usable = [count for count in tried if self.has(count)]
        return self.value(next((count for count in usable if count not in ends), usable[0]))

    def next_inside(self) -> tuple[int, ...]:
        """The multiples next to the bounds."""
        below = () if self.low is None else (self.low + 1,)
        return below if self.high is None else (*below, self.high - 1)

    @property
    def is_small(self) -> bool:
        """Whether every multiple can be listed."""
        return self.low is not None and self.high is not None and self.high - self.low <= FEW

    def between(self) -> list[int]:
        """Multiples all over the range; all of a small one."""
        low, high = self._reach()
        if self.is_small:
            return list(range(low, high + 1))
        return [low + (high - low) * number // (BETWEEN + 1) for number in range(1, BETWEEN + 1)]

    def _reach(self) -> tuple[int, int]:
        """The counts that are listed; around zero where the document leaves the range open."""
        low = self.low if self.low is not None else min(-FAR, (self.high or 0) - FAR)
        high = self.high if self.high is not None else max(FAR, low + FAR)
        return low, high

    def _exact(self) -> int:
        """The last count whose multiple a double writes with all its digits: 15 of them."""
        exponent = self.step.normalize().as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        return int(Decimal(10) ** (15 - places) / self.step) if places else int(WIDEST / self.step)

    def any(self, tape: Tape, at: int) -> Json:
        """Any multiple: evenly between two bounds, else of any size."""
        widest = min(self.widest, self._exact())
        low = self.low if self.low is not None else min(-widest, (self.high or 0) - FAR)
        high = self.high if self.high is not None else max(widest, low + FAR)
        if self.low is not None and self.high is not None:
            return self.value(low + tape.below(at, high - low + 1))
        # As many small ones as great ones: the first byte says how many bits are left of the others.
        size = tape.number(at + 1, 7) * (high - low + 1) >> 56 >> tape.number(at, 1) % 64
        if self.low is None and self.high is None:
            return self.value(size // 2 if size % 2 == 0 else -(size // 2))
        return self.value(low + size if self.low is not None else high - size)


def _is_on_grid(grid: _Grid, value: Json) -> bool:
    if not is_number(value) or not math.isfinite(value):
        return False
    count = exact(value) / grid.step
    return count == count.to_integral_value() and grid.has(int(count))


def _off_grid(grid: _Grid, middle: float) -> tuple[Wrong, ...]:
    """Outside each bound on the grid, and inside the bounds off the grid."""
    found = [
        Wrong(point=f"{name}{side}", value=grid.value(end + outward * count))
        for name, end, outward in (("minimum", grid.low, -1), ("maximum", grid.high, 1))
        if end is not None
        for side, count in (("-", 1), ("--", FAR))
    ]
    offset = Decimal("0.5") if grid.whole else grid.step / 2
    point = "fraction" if grid.step == 1 else "multipleOf-"
    return (*found, Wrong(point=point, value=float(exact(middle) + offset)))


def numbers(
    low: float | None = None,
    high: float | None = None,
    *,
    exclude_low: bool = False,
    exclude_high: bool = False,
    simplest: float | None = None,
) -> Values:
    """The numbers from `low` to `high`, those included unless said otherwise; None is no bound."""
    if _is_out_of_reach(low, high):
        return nothing
    span = _Span(low=low, high=high, exclude_low=exclude_low, exclude_high=exclude_high)
    first, last = span.first(), span.last()
    if first is not None and last is not None and first > last:
        return nothing
    middle = span.simplest() if simplest is None else simplest
    near = [
        *(() if first is None else (math.nextafter(first, math.inf),)),
        *(() if last is None else (math.nextafter(last, -math.inf),)),
    ]
    return Values(
        types=frozenset(("number",)),
        simplest=middle,
        plain=(middle, *(value for value in span.between() if value != middle)),
        bounds=tuple(dict.fromkeys(end for end in (first, last) if end is not None)),
        near=tuple(value for value in dict.fromkeys(near) if span.has(value)),
        free=Free(read=partial(_any_number, _double(first, math.inf), _double(last, -math.inf))),
        holds=partial(_is_within, span),
        wrongs=partial(_outside, span),
    )


def _double(end: float | None, inward: float) -> float | None:
    """The double on a bound, or the next one inside: an integer beyond 2^53 may lie between two."""
    if end is None:
        return None
    nearest = float(end)
    is_inside = nearest >= end if inward > 0 else nearest <= end
    return nearest if is_inside else math.nextafter(nearest, inward)


@dataclass(frozen=True, kw_only=True)
class _Span:
    """Numbers between two bounds."""

    low: float | None
    high: float | None
    exclude_low: bool
    exclude_high: bool

    def first(self) -> float | None:
        """The least double inside; a whole one without a fraction."""
        if self.low is None:
            return None
        return math.nextafter(self.low, math.inf) if self.exclude_low else self.low

    def last(self) -> float | None:
        """The greatest double inside."""
        if self.high is None:
            return None
        return math.nextafter(self.high, -math.inf) if self.exclude_high else self.high

    def has(self, value: float) -> bool:
        """Whether a number lies between the bounds."""
        above = self.low is None or value > self.low or (value == self.low and not self.exclude_low)
        below = self.high is None or value < self.high or (value == self.high and not self.exclude_high)
        return above and below

    def simplest(self) -> float:
        """The number nearest to zero that is not on a bound, a whole one where there is one."""
        ends = [end for end in (self.low, self.high) if end is not None]
        whole = [math.floor(end) + offset for end in ends for offset in (0, 1, -1)]
        middle = [(self.low + self.high) / 2] if self.low is not None and self.high is not None else []
        tried: list[float] = [0, 1, -1, *whole, *middle, *ends]
        usable = [number for number in tried if self.has(number)]
        return next((number for number in usable if number not in ends), usable[0]) if usable else self.first() or 0

    def between(self) -> Iterator[float]:
        """Numbers all over the range, whole ones and fractions."""
        low = self.low if self.low is not None else min(-FAR, (self.high or 0) - FAR)
        high = self.high if self.high is not None else max(FAR, low + FAR)
        for number in range(1, BETWEEN + 1):
            part = number / (BETWEEN + 1)
            value = round(low * (1 - part) + high * part, 3)
            if self.has(value):
                yield value


def _any_number(low: float | None, high: float | None, tape: Tape, at: int) -> float:
    """Evenly between two bounds, else any double."""
    if low is not None and high is not None:
        part = tape.number(at, 8) / 2**64
        return min(max(low * (1 - part) + high * part, low), high)
    drawn: float = struct.unpack(">d", tape.number(at, 8).to_bytes(8))[0]
    found = drawn if math.isfinite(drawn) else 0.0
    if low is not None:
        return min(low + abs(found), sys.float_info.max)
    return found if high is None else max(high - abs(found), -sys.float_info.max)


def _is_within(span: _Span, value: Json) -> bool:
    return is_number(value) and math.isfinite(value) and span.has(value)


def _outside(span: _Span) -> tuple[Wrong, ...]:
    """Next to each bound, a step away and far away."""
    ends = (("minimum", span.low, span.exclude_low, -1), ("maximum", span.high, span.exclude_high, 1))
    return tuple(
        Wrong(point=f"{name}{side}", value=value)
        for name, end, excluded, outward in ends
        if end is not None
        for side, value in (
            ("-", end if excluded else math.nextafter(end, outward * math.inf)),
            ("-", end + outward),
            ("--", end + outward * FAR),
        )
    )
