"""Clocks that are not the time of the machine: one that runs faster, one that waiting alone moves on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from fencepost.mock.keeping.records import Clock

Wait: TypeAlias = Callable[[float], Awaitable[object]]
"""Lets so many seconds pass."""

_LAST = datetime(9000, 1, 1, tzinfo=UTC)
"""No clock goes further: what is due a while later must still be a date."""


def sped(clock: Clock, speed: float) -> Clock:
    """The clock from now on, running so many times as fast; 0 stops it."""
    start = clock()

    def time() -> datetime:
        return _later(start, clock() - start, speed)

    return time


class ForwardClock:
    """A clock that can be put forward, so that whoever lives by it waits without losing time; threads may share it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = timedelta()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """The time of the clock it was made from, and all that it was put forward since."""
        return _later(self._clock(), self._ahead, 1)

    def forward(self, seconds: float) -> None:
        """Let so much time pass at once."""
        with self._lock:
            self._ahead += timedelta(seconds=seconds)

    async def wait(self, seconds: float) -> None:
        """The wait of whoever shares this clock: over at once, but not before everybody else had a turn."""
        self.forward(seconds)
        await asyncio.sleep(0)


def _later(moment: datetime, passed: timedelta, times: float) -> datetime:
    try:
        return min(moment + passed * times, _LAST)
    except OverflowError:
        return _LAST
