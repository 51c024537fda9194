"""The JSON bodies that a campaign sends, read once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fencepost.cases.case import Case
from fencepost.certificate.units import Placed, Units
from fencepost.ir.http import Operation
from fencepost.ir.values import Json
from fencepost.mock.reading.json_text import MalformedError, read_json


class Bodies:
    """The bodies by operation."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._read: dict[str, list[tuple[Placed, Json]]] = {}

    def of(self, operation: Operation) -> list[tuple[Placed, Json]]:
        """The bodies to an operation, each with the unit that it is part of, in the order of the plan."""
        if operation.id not in self._read:
            self._read[operation.id] = list(self._found(operation))
        return self._read[operation.id]

    def _found(self, operation: Operation) -> Iterator[tuple[Placed, Json]]:
        for placed in self._units.of(operation):
            for case in placed.cases(operation.id):
                text = _text(case)
                if text is not None:
                    with suppress(MalformedError, UnicodeEncodeError):
                        yield placed, read_json(text.encode("utf-8", "surrogatepass"))


def _text(case: Case) -> str | None:
    """What is sent, but for what answers give."""
    return case.body_text if case.body is None else case.body.text
