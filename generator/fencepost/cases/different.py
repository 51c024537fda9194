"""More values of a set than its boundary points, where many different ones are needed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fencepost.cases.numbers import simplest_number, wire
from fencepost.cases.texts import MAX_LENGTH
from fencepost.ir.types import Number, String, Type
from fencepost.ir.values import Json
from fencepost.rules.grid import grid


def further_values(kind: Type, most: int) -> Iterator[Json]:
    """Numbers and strings one after the other, at most so many; not all need be of the set. None of other domains."""
    match kind:
        case Number():
            step = grid(kind) or Decimal(1)
            start = Decimal(str(simplest_number(kind)))
            for count in range(1, most + 1):
                yield wire(start + count * step, kind)
                yield wire(start - count * step, kind)
        case String(min_length=low) if low is None or low.value <= MAX_LENGTH:
            width = 1 if low is None else low.value
            for count in range(most):
                yield f"{count:0{width}d}"
                yield "a" * (width - 1) + chr(ord("b") + count % 20) + "a" * (count // 20)
        case _:
            return
