"""When to send a request again, and after how long.

A request goes out again only where that cannot do the work twice: anything idempotent after a broken connection or a
passing refusal, anything else only when the service cannot have begun.
Source: RFC 9110, 9.2.2 (idempotent methods) and 10.2.3 (Retry-After).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from .errors import APIError, CallError, ConnectionLostError, UnreachableError

_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
_PASSING = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time, chance and waiting, so that a test can do without them."""

    elapsed: Callable[[], float] = time.monotonic
    """Seconds since some moment; never jumps."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The date, only for a Retry-After that is one."""

    chance: Callable[[], float] = random.random
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How often and how long; times in seconds."""

    most: int = 2
    """At most this many requests more than the first."""

    first_pause: float = 0.5
    longest_pause: float = 8.0
    longest_retry_after: float = 60.0
    """A longer wish of the service is cut to this."""

    deadline: float | None = None
    """For the whole call, pauses included; None for no limit."""


RETRIES: Final = Retries()
"""The usual ones."""


def pause_before_retry(retries: Retries, clock: Clock, method: str, attempt: int, failure: CallError) -> float | None:
    """Seconds to wait before the next attempt, or None when there must be none; `attempt` counts from 0."""
    if attempt >= retries.most or not may_repeat(method, failure):
        return None
    wish = asked_pause(failure, clock.now())
    if wish is not None:
        return min(wish, retries.longest_retry_after)
    ceiling = min(retries.longest_pause, retries.first_pause * 2.0**attempt)
    return clock.chance() * ceiling


def may_repeat(method: str, failure: CallError) -> bool:
    """Whether another attempt may succeed and cannot do the work twice."""
    match failure:
        case UnreachableError():
            return True
        case APIError():
            return failure.status_code == 429 or (failure.status_code in _PASSING and method in _IDEMPOTENT)
        case ConnectionLostError():
            return method in _IDEMPOTENT
        case _:
            return False


def asked_pause(failure: CallError, now: datetime) -> float | None:
    """Seconds the service asks to wait, at least 0; None when it does not say, or not readably."""
    text = failure.retry_after if isinstance(failure, APIError) else None
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
