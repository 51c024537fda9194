"""What a campaign created, deleted again; only on this very machine, where nobody else can be meant."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from fencepost.campaign.encoding import UnsendableError
from fencepost.campaign.events import Cleaned
from fencepost.campaign.exchange import Answer, Request, Sent, Transport
from fencepost.campaign.job import Job
from fencepost.campaign.request import build_request
from fencepost.campaign.supply import Supply
from fencepost.ir.values import freeze

GONE = (404, 409, 410)
"""Answers to a deletion which say that there is nothing left to delete."""


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def delete_created(job: Job, supply: Supply, transport: Transport) -> Cleaned | None:
    """Delete every resource that has an operation for it; None where there is nothing to do or it is to stay."""
    if job.settings.keep or not is_loopback(job.target.url):
        return None
    requests = iter(tuple(_deletions(job, supply)))
    deleted = left = 0
    while window := tuple(islice(requests, job.settings.workers)):
        for sent in transport.send(window):
            deleted += _is_gone(sent)
            left += not _is_gone(sent)
    return Cleaned(deleted=deleted, left=left) if deleted or left else None


def _is_gone(sent: Sent) -> bool:
    return isinstance(sent.answer, Answer) and (sent.answer.status < 400 or sent.answer.status in GONE)


def _deletions(job: Job, supply: Supply) -> Iterator[Request]:
    for resource, identifier in supply.created:
        case = None if resource.delete is None else supply.maker(resource.delete)
        if case is None:
            continue
        others = tuple(pair for pair in case.path_params if pair[0] != resource.parameter)
        named = replace(case, path_params=(*others, (resource.parameter, freeze(identifier))))
        operation = job.contract.operations[case.operation]
        try:
            yield build_request(named, operation, job.contract.api, job.target)
        except (UnsendableError, KeyError):
            continue
