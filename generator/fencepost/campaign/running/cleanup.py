"""What a campaign created, deleted again; only on this very machine, where nobody else can be meant."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import urlsplit

from fencepost.campaign.events import Cleaned
from fencepost.campaign.job import Job
from fencepost.campaign.wire.encoding import UnsendableError
from fencepost.campaign.wire.exchange import Lost, Request, Transport
from fencepost.campaign.wire.request import build_request
from fencepost.ir.resources import Resource
from fencepost.ir.values import Json, freeze

GONE = (404, 409, 410)
"""Answers to a deletion which say that there is nothing left to delete."""

SILENCE = 3
"""After so many closed connections in a row, or one timeout, nobody is asked to delete anything any more."""


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


Created: TypeAlias = tuple[Resource, Json]
"""A resource and the identifier of what was created."""

MOST = 2_000
"""Created things that are left alone while the campaign goes on; of more than these the older half is deleted."""


class Cleaner:
    """Deletes what a campaign created, where it may: at its end, and the oldest before that where they are many."""

    def __init__(self, job: Job, transport: Transport, created: list[Created]) -> None:
        self._job = job
        self._transport = transport
        self._created = created
        self._may = is_loopback(job.target.url) and not job.settings.keep
        self._outcomes: Counter[bool] = Counter()
        self._lost = 0

    def trim(self, needed: Iterable[Json]) -> None:
        """Delete the older half, but what is still needed, where too many were created to remember all of them."""
        if len(self._created) <= MOST:
            return
        oldest = self._created[: MOST // 2]
        del self._created[: MOST // 2]
        kept = [each for each in oldest if each[1] in needed]
        # An identifier that was given out again is of another thing by now.
        spared = [*kept, *self._created]
        self._delete((each for each in oldest if each not in spared), lambda: False)
        self._created[:0] = kept

    def clean(self, is_late: Callable[[], bool]) -> Cleaned | None:
        """Delete the rest, as long as there is time and somebody answers; None where there was nothing to do."""
        self._delete(self._created, is_late)
        deleted, left = self._outcomes[True], self._outcomes[False]
        return Cleaned(deleted=deleted, left=left) if deleted or left else None

    def _delete(self, created: Iterable[Created], is_late: Callable[[], bool]) -> None:
        for request in _deletions(self._job, created) if self._may else ():
            self._outcomes[self._lost < SILENCE and not is_late() and self._is_gone(request)] += 1

    def _is_gone(self, request: Request) -> bool:
        answer = self._transport.send(request).answer
        if isinstance(answer, Lost):
            # Nobody waits for one timeout after the other; a connection that was closed may be open again.
            self._lost += 1 if answer.kind == "closed" else SILENCE
            return False
        self._lost = 0
        return answer.status < 400 or answer.status in GONE


def _deletions(job: Job, created: Iterable[Created]) -> Iterator[Request]:
    for resource, identifier in created:
        case = None if resource.delete is None else job.makers.get(resource.delete)
        if case is None:
            continue
        others = tuple(pair for pair in case.path_params if pair[0] != resource.parameter)
        named = replace(case, path_params=(*others, (resource.parameter, freeze(identifier))))
        operation = job.contract.operations[case.operation]
        try:
            yield build_request(named, operation, job.contract.api, job.target)
        except (UnsendableError, KeyError):
            continue
