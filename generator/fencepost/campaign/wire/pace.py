"""How long to wait for a server that says it is asked too often; never for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from fencepost.campaign.wire.exchange import Answer

PATIENCE = 60.0
"""Seconds that are waited in a row, before a server that goes on saying 429 is taken at its word."""

LEAST = 1.0
"""The shortest wait in seconds; where a server does not say how long, each is twice as long as the one before."""


class Pace:
    """Waits where a server answers 429; several threads share one, and wait together.

    Where the server lives by a clock that can be put `forward`, that is all the wait there is: no time is lost.
    """

    def __init__(
        self, *, patience: float = PATIENCE, least: float = LEAST, forward: Callable[[float], object] | None = None
    ) -> None:
        self._patience = self._left = patience
        self._least = self._next = least
        self._forward = forward
        self._lock = threading.Lock()
        self._over = threading.Event()
        self.waits = 0
        """How often was waited so far."""

    def waited(self, answer: Answer, waits: int) -> bool:
        """Whether there was a wait after a 429, so that the request may be sent again.

        `waits` is how many there had been when the request was sent: one that another thread made since then counts.
        """
        if answer.status != 429:
            self._left, self._next = self._patience, self._least
            return False
        with self._lock:
            return self.waits > waits or self._wait(max(retry_after(answer) or self._next, self._least))

    def _wait(self, seconds: float) -> bool:
        if seconds > self._left or self._over.is_set():
            return False
        self._left, self._next = self._left - seconds, self._next * 2
        self.waits += 1
        if self._forward is None:
            return not self._over.wait(seconds)
        self._forward(seconds)
        return True

    def stop(self) -> None:
        """End every wait now, and wait no more."""
        self._over.set()


def retry_after(answer: Answer) -> float | None:
    """The seconds that Retry-After names; None where there is none, or no time that can be read (RFC 9110, 10.2.3)."""
    text, now = answer.header("retry-after") or "", answer.header("date") or ""
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return (parsedate_to_datetime(text) - parsedate_to_datetime(now)).total_seconds()
    except (TypeError, ValueError):
        return None
