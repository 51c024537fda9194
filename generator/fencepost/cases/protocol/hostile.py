"""Requests that only exhaust: sent when they are asked for, and never otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.protocol.bodies import with_levels
from fencepost.cases.protocol.expected import BELOW_500
from fencepost.cases.requests import case_of, frame_of
from fencepost.ir.api import Api
from fencepost.ir.http import Operation

LEVELS = 100_000
OCTETS = 100_000_000
MEMBERS = 100_000


def hostile_cases(api: Api, operation: Operation, nominals: Nominals) -> Iterator[Case]:
    """Bodies too deep, too large and of too many members, one at a time, as each takes up to 100 MB.

    A server may refuse them, or close the connection; none where the operation takes no JSON.
    """
    operation = nominals.api.operation(operation.id) or operation
    try:
        frame = frame_of(operation, api, nominals)
    except UnattainableError:
        return
    if frame.body is None:
        return
    for how in ("too_deep", "too_many", "too_large"):
        case = case_of(frame, "protocol", "/body", f"odd:{how}", BELOW_500)
        yield replace(case, body=None, body_text=_text(how, frame.body.text))


def _text(how: str, body: str) -> str:
    match how:
        case "too_deep":
            return with_levels(body, LEVELS)
        case "too_many":
            return "{" + ",".join(f'"k{number}":0' for number in range(MEMBERS)) + "}"
        case _:
            return body + " " * (OCTETS - len(body))
