"""More values of a set than its boundary points, where many different ones are needed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from fencepost.cases.numbers import simplest_number, wire
from fencepost.cases.texts import MAX_LENGTH
from fencepost.ir.types import Format, Number, String, Type
from fencepost.ir.values import Json
from fencepost.rules.grid import grid

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)

FORMATTED: dict[str, Callable[[int], str]] = {
    "date-time": lambda count: f"{NOON + timedelta(seconds=count):%Y-%m-%dT%H:%M:%SZ}",
    "date": lambda count: f"{NOON + timedelta(days=count):%Y-%m-%d}",
    "time": lambda count: f"{NOON + timedelta(seconds=count):%H:%M:%SZ}",
    "uuid": lambda count: f"123e4567-e89b-42d3-a456-{count:012d}",
    "ipv4": lambda count: f"10.{count // 65536 % 256}.{count // 256 % 256}.{count % 256}",
    "ipv6": lambda count: f"2001:db8::{count % 65536:x}",
    "email": lambda count: f"someone{count}@example.com",
    "uri": lambda count: f"https://example.com/a{count}",
    "uri-reference": lambda count: f"/a{count}",
    "hostname": lambda count: f"a{count}.example.com",
    "duration": lambda count: f"P{count}D",
    "json-pointer": lambda count: f"/a{count}",
    "regex": lambda count: f"a{{{count}}}",
    "byte": lambda count: base64.b64encode(str(count).encode()).decode(),
}
"""Of each known format a value for each number from 1."""


def further_values(kind: Type, most: int) -> Iterator[Json]:
    """Numbers and strings one after the other, at most so many; not all need be of the set. None of other domains."""
    match kind:
        case Number():
            step = grid(kind) or Decimal(1)
            start = Decimal(str(simplest_number(kind)))
            for count in range(1, most + 1):
                yield wire(start + count * step, kind)
                yield wire(start - count * step, kind)
        case String(format=Format(name=name)) if name in FORMATTED:
            yield from (FORMATTED[name](count) for count in range(1, most + 1))
        case String(min_length=low) if low is None or low.value <= MAX_LENGTH:
            width = 1 if low is None else low.value
            for count in range(most):
                yield f"{count:0{width}d}"
                yield "a" * (width - 1) + chr(ord("b") + count % 20) + "a" * (count // 20)
        case _:
            return
