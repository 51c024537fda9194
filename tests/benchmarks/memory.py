"""How much memory a long campaign holds: `python -m tests.benchmarks.memory 100000` for as many exchanges as one likes.

The server is in this process and forgets what it was asked; cases are drawn anew, and a quarter of them create things.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from fencepost.campaign.engine import run
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Request, Sent
from fencepost.cases.case import Case
from fencepost.ir.http import Operation

from ..campaign.things import all_cases, answer, job


class Forgetful:
    """Answers rightly, and keeps nothing."""

    def __init__(self) -> None:
        self._made = count(1)

    def send(self, request: Request) -> Sent:
        thing = {"id": f"thing-{next(self._made)}", "name": "a", "size": 3, "moving": False}
        status = {"POST": 201, "GET": 200}.get(request.method)
        return Sent(answer=answer(204) if status is None else answer(status, thing), seconds=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was held at the end of a campaign, before it was cleaned up."""

    exchanges: int
    kilobytes: float


def measured(exchanges: int) -> Measured:
    """What the campaign holds that it did not hold after its first hundredth, and what it can grow by after that."""
    wanted = job(Settings(explored=exchanges), phases=(), explore=_drawn)
    wanted = replace(wanted, operations=wanted.operations[:1], target=replace(wanted.target, url="http://127.0.0.1:1"))
    summary = Summary()
    tracemalloc.start()
    held = 0
    try:
        for event in run(wanted, Forgetful(), lambda: 0.0):
            summary.take(event)
            if summary.requests == exchanges and not held:
                gc.collect()
                held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    return Measured(exchanges=summary.requests, kilobytes=held / 1024)


def _drawn(operation: Operation, _: int, number: int) -> Iterator[Case]:
    valid = [case for case in all_cases()[0] if case.operation == operation.id]
    return (replace(valid[each % len(valid)], id=f"{operation.id}/drawn/{each}") for each in range(number))


if __name__ == "__main__":
    for text in sys.argv[1:]:
        found = measured(int(text))
        sys.stdout.write(f"{found.exchanges} exchanges: {found.kilobytes:.0f} KB\n")
