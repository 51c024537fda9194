"""Ranges of numbers and of counts in words, the same wherever they are told."""

from __future__ import annotations

from decimal import Decimal

from fencepost.ir.types import Bound, Limit

_LARGE = Decimal("1E20")


def bounds_words(low: Bound | None, high: Bound | None) -> str:
    """`at least 1 and at most 8`, `more than 0`; the one value there is; empty for no bound."""
    if low is not None and high is not None and low.value == high.value:
        return figure(low.value)
    least = low and f"{'more than' if low.exclusive else 'at least'} {figure(low.value)}"
    most = high and f"{'less than' if high.exclusive else 'at most'} {figure(high.value)}"
    return " and ".join(end for end in (least, most) if end)


def range_words(low: Bound | None, high: Bound | None) -> str:
    """`1 to 8` where both ends are inside, else as `bounds_words` says it."""
    both = low is not None and high is not None and not low.exclusive and not high.exclusive
    if both and low is not None and high is not None and low.value != high.value:
        return f"{figure(low.value)} to {figure(high.value)}"
    return bounds_words(low, high)


def count_words(low: Limit | None, high: Limit | None, units: str) -> str:
    """`2 to 5 items`, `at most 1 character`; `units` is the word for several; empty where any count will do."""
    least = None if low is None or low.value == 0 else Bound(value=low.value, location=low.location)
    most = None if high is None else Bound(value=high.value, location=high.location)
    span = range_words(least, most)
    one = span.rpartition(" ")[2] == "1"
    return span and f"{span} {units.removesuffix('s') if one else units}"


def figure(value: int | Decimal) -> str:
    """The number as it is written; a very large one in powers of ten."""
    return str(value) if abs(Decimal(value)) < _LARGE else f"{Decimal(value):.6E}"
