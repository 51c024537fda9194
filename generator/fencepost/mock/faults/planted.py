"""Planted faults: which of a true server and its faulty variants answers a request.

All of them share one memory. Sure faults of requests are edits of one document, so that several can be planted at
once; of those that are left to chance, the first that is drawn acts on a request, beside the sure ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.deviations.deviation import Deviation
from fencepost.deviations.effects import EchoChange, FieldChange, Ignored, Lapse, Leak
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.resources import kept_resources
from fencepost.mock.faults.retelling import Answering
from fencepost.mock.faults.switches import Switch
from fencepost.mock.faults.transport import Disturbance, instead
from fencepost.mock.faults.variants import Variants
from fencepost.mock.serving import Serving
from fencepost.mock.wire.messages import Incoming, Outgoing

Drawing: TypeAlias = Callable[[], bool]
"""Whether something happens that is left to chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """How one request is served."""

    responder: Answering
    told: tuple[str, ...]
    """The ids of the faults that act on it."""

    disturbances: tuple[Disturbance, ...]
    """What happens to the answer on its way, or instead of it."""


class Planted:
    """A server of one document with the faults it is given."""

    def __init__(self, api: Api, serving: Serving) -> None:
        """Raises FencepostError where faults cannot be had together, or one of them not at all."""
        self._switches = serving.faults
        self._chance = serving.chance
        self._variants = Variants(api, serving)
        self._writers = frozenset(_writers(api))
        for operation in api.operations:
            self._prepare(operation.id)

    def _prepare(self, operation: str) -> None:
        """Make the servers that may answer an operation, so that what cannot be had is told at the start."""
        sure = self._sure(operation)
        self._variants.of(sure)
        for number, switch in self._deviating(operation):
            if not switch.is_sure:
                self._variants.of((*sure, number))

    def choose(self, incoming: Incoming) -> Chosen:
        """Who answers a request, and what happens to the answer; what is left to chance is drawn."""
        operation = self._operation(incoming)
        if self._variants.journal is not None:
            self._variants.journal.begin(changes=operation in self._writers)
        disturbances = tuple(self._disturbances(operation))
        faults = () if operation is None else (*self._sure(operation), *self._drawn(operation))
        return Chosen(
            responder=self._variants.of(faults),
            told=(*(self._switches[number].told for number in faults), *(each.told for each in disturbances)),
            disturbances=disturbances,
        )

    def instead(self, incoming: Incoming, chosen: Chosen) -> Outgoing | None:
        """What a request is answered without being served; None where it is served."""
        refusal = instead(chosen.disturbances)
        return None if refusal is None else self._variants.true.refusals.write(self._found(incoming), refusal)

    def _found(self, incoming: Incoming) -> Operation | None:
        match = self._variants.true.routes.find(incoming.path, incoming.method)
        return None if match is None else match.route.operations.get(incoming.method)

    def _operation(self, incoming: Incoming) -> str | None:
        found = self._found(incoming)
        return None if found is None else found.id

    def _deviating(self, operation: str) -> Iterator[tuple[int, Switch]]:
        """The faults of the contract that are for an operation, each with its number."""
        for number, switch in enumerate(self._switches):
            if isinstance(switch.fault, Deviation) and switch.is_for(operation) and _acts(switch, operation):
                yield number, switch

    def _sure(self, operation: str) -> tuple[int, ...]:
        return tuple(number for number, switch in self._deviating(operation) if switch.is_sure)

    def _drawn(self, operation: str) -> tuple[int, ...]:
        """The first fault that chance picks."""
        chances = ((number, switch) for number, switch in self._deviating(operation) if not switch.is_sure)
        first = next((number for number, switch in chances if self._happens(switch)), None)
        return () if first is None else (first,)

    def _disturbances(self, operation: str | None) -> Iterator[Disturbance]:
        for switch in self._switches:
            fault = switch.fault
            if isinstance(fault, Disturbance) and switch.is_for(operation) and fault.acts(self._drawing(switch)):
                yield fault

    def _drawing(self, switch: Switch) -> Drawing:
        return lambda: self._happens(switch)

    def _happens(self, switch: Switch) -> bool:
        return switch.is_sure or self._chance.random() < switch.probability


def _acts(switch: Switch, operation: str) -> bool:
    """Whether a fault of the contract changes how an operation is served.

    A sure edit of requests is part of the document for every operation: what it lets in is shown wherever it is read.
    """
    fault = switch.fault
    if not isinstance(fault, Deviation):
        return False
    spoken = isinstance(fault.effect, FieldChange | EchoChange | Leak | Ignored | Lapse)
    return operation in fault.operations or (switch.is_sure and switch.operation is None and not spoken)


def _writers(api: Api) -> Iterator[str]:
    """The operations that change what is kept."""
    for resource in kept_resources(api):
        found = (resource.create, resource.put, *resource.updates, resource.delete, resource.bulk_delete)
        yield from (name for name in found if name is not None)
