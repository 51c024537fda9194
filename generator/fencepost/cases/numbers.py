"""Numbers on, just inside, just outside and far outside their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from fencepost.cases.point import Point
from fencepost.ir.types import Bound, Number
from fencepost.ir.values import LARGEST_NUMBER
from fencepost.rules.evaluate import is_multiple
from fencepost.rules.grid import grid, holds_no_number, next_multiple

FAR = 1_000
"""How far outside `minimum--` and `maximum--` stand, in units."""


LARGE = 2**31 - 1
"""What `large` stands at or under, where there is no maximum: who keeps large numbers keeps these."""

LARGEST_WHOLE = 2**53
"""Up to here a double tells whole numbers apart."""


def simplest_number(kind: Number) -> int | float:
    """The number nearest to zero strictly inside the bounds, a whole one where there is one; else a bound."""
    low, high = _ends(kind)
    step = grid(kind) or Decimal(1)
    candidates = [Decimal(0), step, -step]
    if low is not None:
        candidates += [_up(low, step), _up(low, step) + step]
    if high is not None:
        candidates += [_down(high, step), _down(high, step) - step]
    if low is not None and high is not None:
        candidates.append((low + high) / 2)
    inside = [number for number in candidates if _is_inside(number, kind, strictly=True)]
    usable = inside or [
        number for number in (*candidates, low, high) if number is not None and _is_inside(number, kind)
    ]
    return wire(usable[0], kind) if usable else 0


def _ends(kind: Number) -> tuple[Decimal | None, Decimal | None]:
    low = None if kind.minimum is None else Decimal(kind.minimum.value)
    high = None if kind.maximum is None else Decimal(kind.maximum.value)
    return low, high


def _up(value: Decimal, step: Decimal) -> Decimal:
    return next_multiple(value, step, above=False)


def _down(value: Decimal, step: Decimal) -> Decimal:
    return next_multiple(value.copy_negate(), step, above=False).copy_negate()


def _is_inside(value: Decimal, kind: Number, *, strictly: bool = False) -> bool:
    low, high, step = kind.minimum, kind.maximum, grid(kind)
    if low is not None and (value < low.value or (value == low.value and (strictly or low.exclusive))):
        return False
    if high is not None and (value > high.value or (value == high.value and (strictly or high.exclusive))):
        return False
    return step is None or is_multiple(value, step)


def wire(value: Decimal, kind: Number) -> int | float:
    """The number as JSON carries it: whole ones without a fraction."""
    return int(value) if kind.integer or value == value.to_integral_value() else float(value)


def number_points(kind: Number) -> Iterator[Point]:
    """The valid boundary points of a set of numbers; none where it holds no number."""
    if holds_no_number(kind):
        return
    yield from number_ends(kind)
    if _is_inside(Decimal(0), kind):
        yield Point(name="zero", value=0)
    inside = simplest_number(kind)
    yield Point(name="inside", value=inside)
    yield from _large(kind)
    if kind.integer:
        # JSON Schema counts 1.0 among the integers.
        yield Point(name="whole", value=float(inside))
        high = _ends(kind)[1]
        if high is not None and _is_inside(high, kind) and abs(high) <= LARGEST_WHOLE:
            yield Point(name="whole", value=float(high))
    elif kind.multiple_of is None:
        fraction = Decimal(str(inside)) + Decimal("0.37")
        if _is_inside(fraction, kind):
            yield Point(name="fraction", value=float(fraction))


def _large(kind: Number) -> Iterator[Point]:
    """A large number, where nothing says how large one may be."""
    if kind.maximum is None:
        value = _down(Decimal(LARGE), grid(kind) or Decimal(1))
        if _is_inside(value, kind):
            yield Point(name="large", value=wire(value, kind))


def number_ends(kind: Number) -> Iterator[Point]:
    """Numbers on each bound and next to it, inside."""
    low, high = _ends(kind)
    if low is not None:
        yield from _inner_points("minimum", low, 1, kind)
    if high is not None:
        yield from _inner_points("maximum", high, -1, kind)


def _inner_points(name: str, bound: Decimal, inward: int, kind: Number) -> Iterator[Point]:
    """On the bound, or next to it where it is exclusive; then the next inside."""
    step = grid(kind)
    if step is None:
        first: int | float = wire(bound, kind) if _is_inside(bound, kind) else _neighbour(bound, inward)
        yield Point(name=name, value=first)
        second = _neighbour(Decimal(repr(first)) if isinstance(first, float) else Decimal(first), inward)
        if _is_inside(Decimal(repr(second)), kind):
            yield Point(name=f"{name}+", value=second)
        return
    start = _up(bound, step) if inward > 0 else _down(bound, step)
    inner = [start + inward * step * count for count in range(3)]
    allowed = [value for value in inner if _is_inside(value, kind)]
    for suffix, value in zip(("", "+"), allowed, strict=False):
        yield Point(name=f"{name}{suffix}", value=wire(value, kind))


def _neighbour(value: Decimal, direction: int) -> float:
    """The next number that a double can hold, upwards or downwards."""
    within = min(max(value, Decimal(-LARGEST_NUMBER)), Decimal(LARGEST_NUMBER))
    return float(int(within)) if within != value else math.nextafter(float(value), direction * math.inf)


def outer_numbers(kind: Number) -> Iterator[Point]:
    """Numbers that break one bound and stand on the grid: next outside, at the declared resolution, far outside."""
    if kind.minimum is not None:
        yield from _outer_points("minimum", kind.minimum, -1, kind)
    if kind.maximum is not None:
        yield from _outer_points("maximum", kind.maximum, 1, kind)
    yield from _off_grid(kind)


def _outer_points(name: str, bound: Bound, outward: int, kind: Number) -> Iterator[Point]:
    value = Decimal(bound.value)
    step = grid(kind)
    edge = (_down(value, step) if outward < 0 else _up(value, step)) if step else value
    if bound.exclusive and edge == value:
        yield Point(name=f"{name}-", value=wire(value, kind))
    elif step is None:
        yield Point(name=f"{name}-", value=_neighbour(value, outward))
    unit = step or _resolution(value)
    yield Point(name=f"{name}-", value=wire(edge + outward * unit, kind))
    if step is None:
        whole = _down(value, Decimal(1)) if outward < 0 else _up(value, Decimal(1))
        yield Point(name=f"{name}-", value=wire(whole + outward, kind))
    yield Point(name=f"{name}--", value=wire(edge + outward * FAR * (step or 1), kind))


def _resolution(value: Decimal) -> Decimal:
    """One unit in the digit after the last one the document writes: 0.01 for 0.1, 0.1 for 16."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent if isinstance(exponent, int) else 0, 0) - 1)


def _off_grid(kind: Number) -> Iterator[Point]:
    """Numbers inside the bounds but between the steps."""
    inside = Decimal(str(simplest_number(kind)))
    if kind.integer:
        for fraction in (inside + Decimal("0.5"), inside - Decimal("0.5")):
            if _is_inside(fraction, Number(minimum=kind.minimum, maximum=kind.maximum, location=kind.location)):
                yield Point(name="fraction", value=float(fraction))
                break
    if kind.multiple_of is not None:
        step = Decimal(kind.multiple_of.value)
        offset = Decimal(1) if kind.integer and step > 1 else None if kind.integer else step / 2
        plain = Number(integer=kind.integer, minimum=kind.minimum, maximum=kind.maximum, location=kind.location)
        for value in () if offset is None else (inside + offset, inside - offset):
            if _is_inside(value, plain):
                yield Point(name="multipleOf-", value=wire(value, plain))
                break
