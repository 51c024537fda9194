"""The cases of the operations a user chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from fencepost.campaign.stateful.scenarios import sequences
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.hostile import hostile_cases
from fencepost.cases.protocol.order import protocol_cases
from fencepost.cases.right.pairs import unpaired
from fencepost.cases.wrong.formats import format_cases
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


class Caseload:
    """Cases by operation, each made when first asked for."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._nominals = nominals = Nominals(api)
        self._valid = partial(valid_cases, api, nominals=nominals)
        self._faults = partial(fault_cases, api, nominals=nominals)
        self._formats = partial(format_cases, api, nominals=nominals)
        self._protocol = partial(protocol_cases, api, nominals=nominals)
        self._hostile = partial(hostile_cases, api, nominals=nominals)
        self._made: dict[tuple[str, str], tuple[Case, ...]] = {}

    def valid(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The lattice of the operations, in their order."""
        return self._all("valid", self._valid, operations)

    def faults(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The faults of the operations, in their order."""
        return self._all("fault", self._faults, operations)

    def formats(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The requests to the operations that break a format and nothing else, in their order."""
        return self._all("format", self._formats, operations)

    def protocol(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The requests to the operations that are wrong below the body, in their order."""
        return self._all("protocol", self._protocol, operations)

    def hostile(self, operations: Iterable[Operation]) -> Iterator[Case]:
        """The requests to the operations that only exhaust; not kept, for they are large."""
        return (case for operation in operations for case in self._hostile(operation))

    def sequences(self, operations: tuple[Operation, ...], seed: int) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """The sequences of requests about the things that the operations create: scripted, and drawn from a seed."""
        from fencepost.campaign.stateful.machine import drawn_sequences

        scripted = sequences(self.api, operations, self.faults(operations), self._nominals, seed)
        return scripted, drawn_sequences(self.api, operations, self._nominals, seed)

    def unpaired(self, operation: Operation) -> tuple[str, ...]:
        """The fields of an operation's body that are not paired with others, because there are too many."""
        sent = self._nominals.api.operation(operation.id)
        content = None if sent is None or sent.body is None else sent.body.json
        return () if content is None else unpaired(content.type, self._nominals)

    def _all(
        self, kind: str, make: Callable[[Operation], tuple[Case, ...]], operations: Iterable[Operation]
    ) -> tuple[Case, ...]:
        found: list[Case] = []
        for operation in operations:
            key = (kind, operation.id)
            if key not in self._made:
                self._made[key] = make(operation)
            found += self._made[key]
        return tuple(found)
