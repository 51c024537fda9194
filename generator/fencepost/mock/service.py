"""What each operation does: the one its resource gives it, else a document-valid answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.echo import echo_pairs
from fencepost.ir.http import Content, Operation
from fencepost.ir.resources import folded, kept_resources, wrapped_object
from fencepost.ir.secrecy import is_token
from fencepost.ir.singletons import find_singletons
from fencepost.ir.types import Field
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import Composer, Untold
from fencepost.mock.answering.exemplar import NoExemplarError
from fencepost.mock.answering.refusals import Refusal
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.calls import Call, Reply, success_of
from fencepost.mock.keeping.deeds import Deeds, Held
from fencepost.mock.keeping.facts import facts_of
from fencepost.mock.keeping.keeper import Keeper
from fencepost.mock.keeping.patches import PatchError
from fencepost.mock.keeping.records import Store
from fencepost.mock.keeping.single import Single, put_reply
from fencepost.mock.serving import Serving

Deed: TypeAlias = Callable[[Call, Held | None], Reply | Refusal]
"""What a call does, given the innermost record that its path names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A resource whose identifier stands in an operation's path."""

    keeper: Keeper
    depth: int
    """The number of the path parameter that identifies it, from 1."""


class Service:
    """Serves the calls of one document."""

    def __init__(self, api: Api, schemas: Schemas, serving: Serving, store: Store) -> None:
        self.composer = Composer(api, schemas, serving.values)
        self.clock = serving.clock
        resources = kept_resources(api)
        self.keepers = tuple(Keeper(facts_of(one, api), self.composer, store, serving) for one in resources)
        self.pairs = {operation.id: echo_pairs(operation, api) for operation in api.operations}
        self.holders = {operation.id: _holders(operation, self.keepers) for operation in api.operations}
        self.deeds: dict[str, Deed] = {}
        for singleton in find_singletons(api, resources):
            self.deeds.update(_single_deeds(Single(singleton, self.composer, store, serving)))
        for keeper in self.keepers:
            self.deeds.update(Deeds(keeper, self.said).by_operation())

    def serve(self, call: Call) -> Reply | Refusal:
        """The answer to a request without fault; a refusal where its path names what is not there."""
        held: Held | None = None
        for holder in self.holders[call.operation.id]:
            texts = tuple(call.path.values())[: holder.depth]
            record = holder.keeper.find(texts[:-1], texts[-1])
            if record is None and call.operation.id != holder.keeper.facts.resource.put:
                return Refusal(status=404, message=holder.keeper.unknown(texts[-1]), headers={})
            held = None if record is None else Held(keeper=holder.keeper, scope=texts[:-1], record=record)
        try:
            return self.deeds.get(call.operation.id, self._left_over)(call, held)
        except PatchError as error:
            return _unpatched(call.operation, error)
        except NoExemplarError as error:
            message = f"no answer that the document holds valid could be made: {error}"
            return Refusal(status=501, message=message, headers={})

    def _left_over(self, call: Call, held: Held | None) -> Reply:
        """The answer of an operation that belongs to no resource, or to one thing without changing it."""
        status, content = success_of(call.operation)
        known = {} if held is None else {**_tokens(call, content, held), **held.keeper.known(held.record)}
        return Reply(status=status, content=content, value=self.said(content, known, self._echoed(call)))

    def _echoed(self, call: Call) -> dict[str, Json]:
        """What the request says of the answer's fields, by their names, where no resource remembers it."""
        repeated = ((pair.response.wire_name, pair.repeated(call.members)) for pair in self.pairs[call.operation.id])
        return {name: text.value for name, text in repeated if text is not None}

    def said(self, content: Content | None, known: Mapping[str, Json], echoed: Mapping[str, Json]) -> Json:
        """The documented answer, with what is known of the resource, or was sent, and the time put over it."""
        if content is None:
            return None

        def value_of(item: Field) -> Json | Untold:
            own = {folded(name): value for name, value in echoed.items() if name == item.wire_name}
            told = self.composer.told_of(item, {**known, **own})
            return self.composer.time_value(item, self.clock()) if isinstance(told, Untold) else told

        return self.composer.overlay(content, value_of)


def _unpatched(operation: Operation, error: PatchError) -> Refusal:
    """409 where the document has it, else 422 or 400."""
    statuses = {response.status for response in operation.responses}
    status = next((status for status in ("409", "422", "400") if status in statuses), "422")
    return Refusal(status=int(status), message=str(error), headers={})


def _single_deeds(single: Single) -> dict[str, Deed]:
    """What the operations on a singleton do."""

    def read(call: Call, _: Held | None) -> Reply:
        status, content = success_of(call.operation)
        return Reply(
            status=status, content=content, value=None if content is None else single.reading(content, call.path)
        )

    def delete(call: Call, _: Held | None) -> Reply:
        single.delete(call)
        status, content = success_of(call.operation)
        value = None if content is None else single.composer.overlay(content, lambda _: Untold.UNTOLD)
        return Reply(status=status, content=content, value=value)

    own = single.singleton
    deeds: dict[str, Deed] = {name: lambda call, _: put_reply(single, call) for name in own.updates}
    return {**deeds, own.read: read, **({} if own.delete is None else {own.delete: delete})}


def _tokens(call: Call, content: Content | None, held: Held) -> dict[str, Json]:
    """The tokens that an answer gives, by folded names: each thing has its own."""
    if content is None or call.operation.method != "post":
        return {}
    wrapped = wrapped_object(content.type, held.keeper.api)
    names = () if wrapped is None else tuple(item.wire_name for item in wrapped[1])
    return {folded(name): f"{name}-{held.record.identifier}" for name in names if is_token(name)}


def _holders(operation: Operation, keepers: tuple[Keeper, ...]) -> tuple[Holder, ...]:
    """The resources whose item path begins the operation's path, the outermost first."""
    own = _segments(operation.path)
    found = []
    for keeper in keepers:
        item = _segments(keeper.facts.resource.item)
        if len(own) >= len(item) and own[: len(item)] == item:
            found.append(Holder(keeper=keeper, depth=keeper.facts.resource.item.count("{")))
    return tuple(sorted(found, key=lambda holder: holder.depth))


def _segments(path: str) -> list[str]:
    """The segments of a template; the names of its parameters do not matter."""
    return [re.sub(r"\{[^{}]*\}", "{}", segment) for segment in path.rstrip("/").split("/")]
