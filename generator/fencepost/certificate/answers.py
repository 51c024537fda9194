"""Answers of the real server: as many as it takes to have seen every member that it ever shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fencepost.campaign.judging.validation import NotJson, read_json
from fencepost.campaign.wire.exchange import Answer, Exchange, Lost
from fencepost.deviations.effects import EchoChange, FieldChange, LeftOut
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json, json_type
from fencepost.mock.faults.retelling import Said, retelling_of
from fencepost.mock.reading.json_text import write_json

LONGEST = 256 * 1024
"""Octets of an answer that is looked at; of longer ones everything is believed."""

MOST_ITEMS = 20
"""Of a list so many items are looked at."""


class Answers:
    """The successes that kept the document, by operation."""

    def __init__(self) -> None:
        self._members: dict[str, set[str]] = {}
        self._kept: dict[str, list[Exchange]] = {}
        self._long: set[str] = set()

    def take(self, exchange: Exchange) -> None:
        """Keep an exchange whose answer shows a member, or a type in its place, that none before it has shown."""
        answer, operation = exchange.answer, exchange.case.operation
        if isinstance(answer, Lost) or not 200 <= answer.status < 300 or answer.problem is not None:
            return
        if len(answer.content) > LONGEST:
            self._long.add(operation)
            return
        value = read_json(answer.content)
        known = self._members.setdefault(operation, set())
        new = set() if isinstance(value, NotJson) else set(_members(value, "")) - known
        if new:
            known.update(new)
            self._kept.setdefault(operation, []).append(exchange)

    def show(self, operation: Operation, pointer: str, api: Api) -> bool:
        """Whether an answer of an operation holds the field that is declared at a pointer, as far as is known."""
        without = FieldChange(pointer=pointer, alteration=LeftOut())
        return operation.id in self._long or next(self.retold(operation, without, api), None) is not None

    def know(self, operations: Iterable[Operation]) -> bool:
        """Whether all that operations have shown is known, and that is something."""
        names = {operation.id for operation in operations}
        return names.isdisjoint(self._long) and not names.isdisjoint(self._kept)

    def retold(self, operation: Operation, change: FieldChange | EchoChange, api: Api) -> Iterator[Exchange]:
        """The exchanges whose answers a fault would change, with those of a server that has it; the shortest first."""
        retelling = retelling_of(change)
        for exchange in sorted(self._kept.get(operation.id, ()), key=_octets):
            assert isinstance(exchange.answer, Answer)
            body, value = _read(exchange.request.content or b""), _read(exchange.answer.content)
            said = Said(operation=operation, sent=body if isinstance(body, dict) else {}, value=value)
            told = retelling.told(said, api)
            if told != value:
                yield replace(exchange, answer=replace(exchange.answer, content=write_json(told)))


def _octets(exchange: Exchange) -> int:
    return 0 if isinstance(exchange.answer, Lost) else len(exchange.answer.content)


def _read(content: bytes) -> Json:
    value = read_json(content)
    return None if isinstance(value, NotJson) else value


def _members(value: Json, above: str) -> Iterator[str]:
    """Every member with its type; of items each as one of all."""
    yield f"{above}:{json_type(value)}"
    match value:
        case dict():
            for name, member in value.items():
                yield from _members(member, f"{above}/{name}")
        case list():
            for item in value[:MOST_ITEMS]:
                yield from _members(item, f"{above}/*")
        case _:
            pass
