"""Servers that do what another does, and tell it otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from fencepost.deviations.effects import EchoChange, FieldChange, Leak
from fencepost.ir.api import Api
from fencepost.ir.echo import echo_pairs
from fencepost.ir.http import Operation
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json
from fencepost.mock.faults.alterations import altered
from fencepost.mock.faults.rewriting import Rewriter
from fencepost.mock.reading.json_text import MalformedError, read_json, write_json
from fencepost.mock.responder import Admitted
from fencepost.mock.wire.messages import Incoming, Outgoing


class Answering(Protocol):
    """What answers a request in two steps, so that its body is read only where it is wanted."""

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """Judge all but the body."""
        ...

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """The answer to a request with its body, which is None where it was too large to be read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A 2xx answer in JSON, with what its request sent."""

    operation: Operation
    sent: Mapping[str, Json]
    """The members of the body; none where it is no object."""

    value: Json


class Retelling(Protocol):
    """Tells an answer otherwise than it is."""

    def told(self, said: Said, api: Api) -> Json:
        """What is answered instead."""
        ...


class Showing:
    """Shows a field otherwise: everywhere, or only where it repeats what was sent."""

    def __init__(self, change: FieldChange | EchoChange) -> None:
        self._change = change

    def told(self, said: Said, api: Api) -> Json:
        """The answer with the field altered wherever it stands."""
        change = self._change
        content = said.operation.success.json if said.operation.success is not None else None
        if content is None or (isinstance(change, EchoChange) and change.sent not in said.sent):
            return said.value
        rewriter = Rewriter(change.pointer, lambda members, item: altered(members, item, change.alteration, api), api)
        return rewriter.rewritten(said.value, content.type)


class Leaking:
    """Fills what a request leaves out with what the one before it sent."""

    def __init__(self) -> None:
        self._last: Mapping[str, Json] = {}

    def told(self, said: Said, api: Api) -> Json:
        """The answer with values of an earlier request."""
        value, last = said.value, self._last
        for pair in echo_pairs(said.operation, api):
            name = pair.request.wire_name
            if name in last and name not in said.sent:
                value = _with(value, steps_of(pair.pointer), last[name])
        self._last = said.sent
        return value


def _with(value: Json, steps: tuple[str, ...], member: Json) -> Json:
    """The value with another at the end of some names; as it is where they lead nowhere."""
    if not isinstance(value, dict):
        return value
    name, *rest = steps
    return {**value, name: _with(value.get(name), tuple(rest), member) if rest else member}


class Retold:
    """Answers like another, and tells it otherwise."""

    def __init__(self, inner: Answering, retellings: tuple[Retelling, ...], api: Api) -> None:
        self._inner = inner
        self._retellings = retellings
        self._api = api
        self._operations = {operation.id: operation for operation in api.operations}

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """As the other does."""
        return self._inner.admit(incoming)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """What the other answers, told otherwise where it is a success in JSON."""
        outgoing = self._inner.answer(admitted, raw)
        operation = self._operations[admitted.operation.id]
        if not 200 <= outgoing.status < 300 or not outgoing.body or not _is_json(operation):
            return outgoing
        sent = _read(raw or b"")
        value = _read(outgoing.body)
        for retelling in self._retellings:
            said = Said(operation=operation, sent=sent if isinstance(sent, dict) else {}, value=value)
            value = retelling.told(said, self._api)
        return replace(outgoing, body=write_json(value))


def _is_json(operation: Operation) -> bool:
    return operation.success is not None and operation.success.json is not None


def _read(raw: bytes) -> Json:
    try:
        return read_json(raw)
    except MalformedError:
        return None


class Inattentive:
    """Answers like another, as if some parameters had not been sent; ones that are wrong it refuses all the same."""

    def __init__(self, inner: Answering, names: frozenset[str]) -> None:
        self._inner = inner
        self._names = names

    def admit(self, incoming: Incoming) -> Admitted | Outgoing:
        """As the other does."""
        return self._inner.admit(incoming)

    def answer(self, admitted: Admitted, raw: bytes | None) -> Outgoing:
        """What the other answers without the parameters."""
        outgoing = self._inner.answer(admitted, raw)
        if outgoing.status >= 400:
            return outgoing
        query = tuple((name, text) for name, text in admitted.sent.query if name not in self._names)
        return self._inner.answer(replace(admitted, sent=replace(admitted.sent, query=query)), raw)


Spoken: TypeAlias = FieldChange | EchoChange | Leak
"""What is wrong with what is said, and not with what is done."""


def retelling_of(effect: Spoken) -> Retelling:
    """What carries an effect out."""
    return Leaking() if isinstance(effect, Leak) else Showing(effect)
