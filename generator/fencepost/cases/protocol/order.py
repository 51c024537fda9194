"""The protocol cases of an operation, each family in turn, as the first of a family tells the most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice, zip_longest

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.protocol.bodies import malformed_cases, odd_cases
from fencepost.cases.protocol.carriers import carriers
from fencepost.cases.protocol.credentials import credential_cases
from fencepost.cases.protocol.expected import BELOW_500
from fencepost.cases.protocol.identifiers import unknown_cases
from fencepost.cases.protocol.media import media_cases, untyped_cases
from fencepost.cases.protocol.methods import method_cases
from fencepost.cases.requests import Frame, case_of, frame_of, numbered
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import freeze

UNDECLARED = "fencepost_undeclared"
"""The name of a query parameter that no document declares."""

FEW = 3
"""So many cases of a family where it is asked in brief."""


def protocol_cases(api: Api, operation: Operation, nominals: Nominals) -> tuple[Case, ...]:
    """The requests to an operation that are wrong below the body; none where its request cannot be made.

    What a POST with a body is asked at length, any other operation is asked in brief.
    """
    operation = nominals.api.operation(operation.id) or operation
    try:
        frame = frame_of(operation, api, nominals)
    except UnattainableError:
        return ()
    each = (tuple(family) for family in _families(frame, api, nominals))
    turns = chain.from_iterable(zip_longest(*each))
    return tuple(numbered(case for case in turns if case is not None))


def _families(frame: Frame, api: Api, nominals: Nominals) -> Iterator[Iterator[Case]]:
    is_brief = frame.operation.method != "post" or frame.body is None
    carrying = carriers(frame, nominals)
    yield islice(credential_cases(carrying, api, nominals), min(FEW, len(carrying) + 1) if is_brief else None)
    yield unknown_cases(frame, nominals)
    yield islice(malformed_cases(frame, nominals), FEW if is_brief else None)
    yield islice(media_cases(carrying), 1 if is_brief else None)
    yield method_cases(frame, api, nominals)
    yield iter((_undeclared_query(frame),))
    if not is_brief:
        yield chain(odd_cases(frame), untyped_cases(frame))


def _undeclared_query(frame: Frame) -> Case:
    case = case_of(frame, "protocol", f"/query/{UNDECLARED}", "odd:undeclared", BELOW_500)
    return replace(case, query=(*frame.query, (UNDECLARED, freeze(1))))
