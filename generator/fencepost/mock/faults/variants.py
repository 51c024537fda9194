"""Variants of a server: each with some faults, all over the same memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fencepost.deviations.deviation import Deviation
from fencepost.deviations.effects import EchoChange, Effect, FieldChange, Ignored, Lapse, Leak
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit
from fencepost.mock.faults.journal import Journal, View
from fencepost.mock.faults.repeating import Repeating
from fencepost.mock.faults.retelling import Answering, Inattentive, Retold, retelling_of
from fencepost.mock.faults.switches import Contract, Switch
from fencepost.mock.keeping.records import Store
from fencepost.mock.responder import Responder
from fencepost.mock.serving import Serving


class Variants:
    """The true server of a document, and those with some of the faults that are planted in it."""

    def __init__(self, api: Api, serving: Serving) -> None:
        self._api = api
        self._serving = serving
        self._effects = tuple(_effect(switch) for switch in serving.faults)
        lapses = any(isinstance(effect, Lapse) for effect in self._effects)
        self.journal = Journal(serving.max_records) if lapses else None
        """What was before; None where no fault asks for it."""

        self._store = self.journal or Store(serving.max_records)
        self.true = Responder(api, serving, self._store)
        """The server without a fault."""

        # A leak remembers what was sent, whichever server it is part of.
        self._retellings = {
            index: retelling_of(effect)
            for index, effect in enumerate(self._effects)
            if isinstance(effect, FieldChange | EchoChange | Leak)
        }
        self._contracts: dict[tuple[Edit, ...], Api] = {(): api}
        self._responders: dict[tuple[tuple[Edit, ...], tuple[Lapse, ...]], Responder] = {((), ()): self.true}
        self._made: dict[tuple[int, ...], Answering] = {(): self.true}

    def of(self, faults: tuple[int, ...]) -> Answering:
        """The server with faults, each told by its number among those planted.

        Raises FencepostError where they cannot be had together, or one of them not at all.
        """
        if faults not in self._made:
            self._made[faults] = self._variant(faults)
        return self._made[faults]

    def _variant(self, faults: tuple[int, ...]) -> Answering:
        effects = [effect for number in faults if (effect := self._effects[number]) is not None]
        lapses = tuple(effect for effect in effects if isinstance(effect, Lapse))
        ignored = frozenset(effect.name for effect in effects if isinstance(effect, Ignored))
        retellings = tuple(self._retellings[number] for number in faults if number in self._retellings)
        found: Answering = self._responder(tuple(_edits(effects)), lapses)
        if ignored:
            found = Inattentive(found, ignored)
        return Retold(found, retellings, self._api) if retellings else found

    def _contract(self, edits: tuple[Edit, ...]) -> Api:
        if edits not in self._contracts:
            self._contracts[edits] = self._read(edits)
        return self._contracts[edits]

    def _read(self, edits: tuple[Edit, ...]) -> Api:
        contract: Contract | None = self._serving.contract
        assert contract is not None, "a fault of requests is planted by reading the document again"
        return contract(edits)

    def _responder(self, edits: tuple[Edit, ...], lapses: tuple[Lapse, ...]) -> Responder:
        key = (edits, lapses)
        if key not in self._responders:
            self._responders[key] = self._made_of(self._contract(edits), lapses)
        return self._responders[key]

    def _made_of(self, api: Api, lapses: tuple[Lapse, ...]) -> Responder:
        if not lapses:
            return Responder(api, self._serving, self._store)
        assert self.journal is not None
        return _forgetful(api, self._serving, self.journal, lapses)


def _forgetful(api: Api, serving: Serving, journal: Journal, lapses: tuple[Lapse, ...]) -> Responder:
    """A server whose memory fails; the lapses are of one operation, and so of one resource."""
    responder = Responder(api, serving, View.of(journal, lapses))
    if any(lapse.kind == "duplicate_identifier" for lapse in lapses):
        for keeper in responder.service.keepers:
            collection = keeper.facts.resource.collection
            if collection == lapses[0].collection:
                keeper.identifiers = Repeating(keeper.identifiers, journal, collection)
    return responder


def _effect(switch: Switch) -> Effect | None:
    return switch.fault.effect if isinstance(switch.fault, Deviation) else None


def _edits(effects: Iterable[Effect]) -> Iterator[Edit]:
    for effect in effects:
        if not isinstance(effect, FieldChange | EchoChange | Leak | Ignored | Lapse):
            yield effect
