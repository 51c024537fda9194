"""What a campaign created, deleted again; only on this very machine, where nobody else can be meant."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import urlsplit

from fencepost.campaign.encoding import UnsendableError
from fencepost.campaign.events import Cleaned
from fencepost.campaign.exchange import Answer, Request, Sent, Transport
from fencepost.campaign.job import Job
from fencepost.campaign.request import build_request
from fencepost.ir.resources import Resource
from fencepost.ir.values import Json, freeze

GONE = (404, 409, 410)
"""Answers to a deletion which say that there is nothing left to delete."""


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


Created: TypeAlias = Iterable[tuple[Resource, Json]]
"""Resources and their identifiers."""


def delete_created(job: Job, created: Created, transport: Transport) -> Cleaned | None:
    """Delete every resource that has an operation for it; None where there is nothing to do or it is to stay."""
    if job.settings.keep or not is_loopback(job.target.url):
        return None
    outcomes = Counter(_is_gone(transport.send(request)) for request in _deletions(job, created))
    deleted, left = outcomes[True], outcomes[False]
    return Cleaned(deleted=deleted, left=left) if deleted or left else None


def _is_gone(sent: Sent) -> bool:
    return isinstance(sent.answer, Answer) and (sent.answer.status < 400 or sent.answer.status in GONE)


def _deletions(job: Job, created: Created) -> Iterator[Request]:
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
