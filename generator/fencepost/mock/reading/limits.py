"""How often each caller may ask: the declared limits, kept exactly.

A limit of 500 requests in 60 seconds lets a request through where fewer than 500 were let through in the 60 seconds
before it. One that is refused does not count: whoever waits for what Retry-After says is let through.
"""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict, deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, RateLimit
from fencepost.mock.keeping.records import Clock
from fencepost.mock.reading.credentials import key_sent
from fencepost.mock.reading.parameters import Sent

CALLERS = 10_000
"""Callers that are remembered at once; beyond them, whoever was let through longest ago begins anew."""

Caller: TypeAlias = bytes
"""A digest of the operation and of what its limit counts by, which may be long, and secret."""


class Limits:
    """Remembers, for each caller, when it was let through."""

    def __init__(self, clock: Clock, callers: int = CALLERS) -> None:
        self._clock = clock
        self._callers = callers
        self._passed: OrderedDict[Caller, deque[datetime]] = OrderedDict()

    def wait(self, limit: RateLimit, caller: Caller) -> int | None:
        """Let a request of a caller through, or say how many whole seconds it is too early."""
        now = self._clock()
        passed = self._passed.get(caller)
        if passed is None:
            passed = self._passed[caller] = deque()
            self._forget()
        window = timedelta(seconds=limit.seconds)
        while passed and passed[-1] > now:  # The clock was put back.
            passed.pop()
        while passed and now - passed[0] >= window:
            passed.popleft()
        if len(passed) >= limit.requests:
            return max(1, math.ceil((passed[0] + window - now) / timedelta(seconds=1)))
        passed.append(now)
        self._passed.move_to_end(caller)
        return None

    def _forget(self) -> None:
        while len(self._passed) > self._callers:
            self._passed.popitem(last=False)


def caller_of(operation: Operation, limit: RateLimit, sent: Sent, address: str, api: Api) -> Caller:
    """Whom a limit counts a request for."""
    parts = (operation.id, *(_part(word, operation, sent, address, api) for word in limit.per))
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).digest()


def _part(word: str, operation: Operation, sent: Sent, address: str, api: Api) -> str:
    match word:
        case "ip":
            return address
        case "token":
            return repr(tuple(_credentials(operation, sent, api)))
        case _:
            # A word that is no parameter of the path tells nobody apart.
            return sent.path.get(word, "")


def _credentials(operation: Operation, sent: Sent, api: Api) -> Iterator[str]:
    """Everything that the caller shows of the schemes of the operation."""
    for key in dict.fromkeys(key for alternative in operation.security for key in alternative):
        scheme = api.scheme(key)
        if scheme is not None:
            yield key_sent(scheme, sent) if scheme.kind == "apiKey" else sent.headers.get("authorization", "")
