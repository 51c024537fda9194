"""The cases of the operations a user chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.pairs import unpaired
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


class Caseload:
    """Cases by operation, each made when first asked for."""

    def __init__(self, api: Api) -> None:
        self._nominals = nominals = Nominals(api)
        self._valid = partial(valid_cases, api, nominals=nominals)
        self._faults = partial(fault_cases, api, nominals=nominals)
        self._made: dict[tuple[str, str], tuple[Case, ...]] = {}

    def valid(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The lattice of the operations, in their order."""
        return self._all("valid", self._valid, operations)

    def faults(self, operations: Iterable[Operation]) -> tuple[Case, ...]:
        """The faults of the operations, in their order."""
        return self._all("fault", self._faults, operations)

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
