"""The grid that the numbers of a set stand on: whole numbers, multiples of a step, or none."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from math import ceil, floor

from fencepost.ir.types import Number
from fencepost.ir.values import LARGEST_NUMBER

EXACT = Context(prec=10_000)
"""Keeps every digit of the numbers of a document, which have at most 4,000 before and after the point."""


def holds_no_number(kind: Number) -> bool:
    """Whether no number that a double holds lies between the bounds of a set, on its grid."""
    low, high = kind.minimum, kind.maximum
    if (low is not None and low.value > LARGEST_NUMBER) or (high is not None and high.value < -LARGEST_NUMBER):
        return True
    if low is None or high is None:
        return False
    if low.value > high.value or (low.value == high.value and (low.exclusive or high.exclusive)):
        return True
    step = grid(kind)
    if step is None:
        return False
    first = next_multiple(Decimal(low.value), step, above=low.exclusive)
    return first > high.value or (high.exclusive and first == high.value)


def grid(kind: Number) -> Decimal | None:
    """The step of the grid that all numbers of the set stand on; None where they may stand anywhere."""
    if kind.multiple_of is None:
        return Decimal(1) if kind.integer else None
    step = Decimal(kind.multiple_of.value)
    if not kind.integer:
        return step
    numerator, denominator = step.as_integer_ratio()
    return step if denominator == 1 else Decimal(numerator)


def next_multiple(value: Decimal, step: Decimal, *, above: bool) -> Decimal:
    """The least multiple of a step that is not below a value, or above it where `above`."""
    ratio = Fraction(*value.as_integer_ratio()) / Fraction(*step.as_integer_ratio())
    count = floor(ratio) + 1 if above else ceil(ratio)
    return EXACT.multiply(step, Decimal(count))
