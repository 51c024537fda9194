"""Servers with one fault each, inside this process and over one memory, which is empty at the start of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from fencepost.certificate.contracts import Contracts
from fencepost.certificate.inside import rehearsed_serving
from fencepost.deviations.deviation import Deviation
from fencepost.deviations.effects import Ignored
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit
from fencepost.ir.http import Operation
from fencepost.ir.values import Json
from fencepost.mock.faults.planted import Planted
from fencepost.mock.faults.retelling import Answering, Inattentive, Retelling, Retold, Said, Spoken, retelling_of
from fencepost.mock.faults.switches import Contract, Switch
from fencepost.mock.keeping.records import Store
from fencepost.mock.responder import Admitted, Responder
from fencepost.mock.serving import Serving
from fencepost.mock.wire.messages import Incoming, Outgoing


class Servers:
    """The servers of one document."""

    def __init__(self, api: Api, reread: Contract) -> None:
        self._api = api
        self._serving = rehearsed_serving()
        self._store = Store()
        self._true = Responder(api, self._serving, self._store)
        self.contracts = Contracts(api, reread)

    def asking(self, edit: Edit, operation: Operation) -> Answering:
        """A server that judges requests to an operation by an edited document."""
        return self._fresh().judging_by(self.contracts.edited(edit, operation))

    def assuming(self, edit: Edit) -> Answering:
        """A server that takes an edited document for its own."""
        self.forget()
        return Responder(self.contracts.whole(edit), self._serving, self._store)

    def telling(self, effects: Iterable[Spoken], operations: Iterable[str]) -> tuple[Answering, Watched]:
        """A server that tells the answers of some operations otherwise, and whether it had anything to."""
        true, watched = self._fresh(), Watched(tuple(map(retelling_of, effects)))
        return Only(Retold(true, (watched,), self._api), true, frozenset(operations)), watched

    def ignoring(self, effect: Ignored, operations: Iterable[str]) -> Answering:
        """A server that does not look at a parameter of some operations."""
        true = self._fresh()
        return Only(Inattentive(true, frozenset((effect.name,))), true, frozenset(operations))

    def forgetting(self, deviation: Deviation) -> Answering:
        """A server whose memory fails."""
        return Forgetful(Planted(self._api, self._faulty(deviation)))

    def _fresh(self) -> Responder:
        """The true server, with nothing in it."""
        self.forget()
        return self._true

    def forget(self) -> None:
        """Empty the memory; that of a server whose memory fails is its own."""
        self._store.clear()

    def _faulty(self, deviation: Deviation) -> Serving:
        sound = self._serving
        faults = (Switch(fault=deviation),)
        return Serving(clock=sound.clock, new_identifier=sound.new_identifier, token=sound.token, faults=faults)


class Watched:
    """Tells an answer otherwise, and remembers whether it did."""

    def __init__(self, inner: tuple[Retelling, ...]) -> None:
        self._inner = inner
        self.has_told = False

    def told(self, said: Said, api: Api) -> Json:
        """What the others tell, one after the other."""
        value = reduce(lambda held, each: each.told(replace(said, value=held), api), self._inner, said.value)
        self.has_told = self.has_told or value != said.value
        return value


class Only:
    """A server that is faulty at some operations, and sound at the others."""

    def __init__(self, faulty: Answering, sound: Answering, operations: frozenset[str]) -> None:
        self._faulty = faulty
        self._sound = sound
        self._operations = operations

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """As both do."""
        return self._sound.admit(incoming)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """What the one of them answers that the operation is for."""
        server = self._faulty if admitted.operation.id in self._operations else self._sound
        return server.answer(admitted, raw)


class Forgetful:
    """A server whose faults are chosen anew for each request."""

    def __init__(self, planted: Planted) -> None:
        self._planted = planted
        self._chosen: Answering | None = None

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """As the server does that is chosen for the request."""
        self._chosen = self._planted.choose(incoming).responder
        return self._chosen.admit(incoming)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """The same."""
        assert self._chosen is not None, "a request is admitted before it is answered"
        return self._chosen.answer(admitted, raw)
