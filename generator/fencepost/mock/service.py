"""What each operation does: the one its resource gives it, else a document-valid answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.echo import echo_pairs
from fencepost.ir.http import Content, Operation
from fencepost.ir.resources import find_resources, folded, wrapped_object
from fencepost.ir.secrecy import is_token
from fencepost.ir.types import Field
from fencepost.ir.values import Json
from fencepost.mock.answers import Composer, Untold
from fencepost.mock.calls import Call, Reply, success_of
from fencepost.mock.exemplar import NoExemplarError
from fencepost.mock.facts import facts_of
from fencepost.mock.keeper import Keeper
from fencepost.mock.records import Record, Store
from fencepost.mock.refusals import Refusal
from fencepost.mock.schemas import Schemas
from fencepost.mock.serving import Serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A resource whose identifier stands in an operation's path."""

    keeper: Keeper
    depth: int
    """The number of the path parameter that identifies it, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record that a request names in its path."""

    keeper: Keeper
    scope: tuple[str, ...]
    record: Record


class Service:
    """Serves the calls of one document."""

    def __init__(self, api: Api, schemas: Schemas, serving: Serving, store: Store) -> None:
        self.composer = Composer(api=api, schemas=schemas)
        self.clock = serving.clock
        self.keepers = tuple(
            Keeper(facts_of(resource, api), self.composer, store, serving) for resource in find_resources(api)
        )
        self.pairs = {operation.id: echo_pairs(operation, api) for operation in api.operations}
        self.holders = {operation.id: _holders(operation, self.keepers) for operation in api.operations}

    def serve(self, call: Call) -> Reply | Refusal:
        """The answer to a request without fault; a refusal where its path names what is not there."""
        held: list[Held] = []
        for holder in self.holders[call.operation.id]:
            texts = tuple(call.path.values())[: holder.depth]
            record = holder.keeper.find(texts[:-1], texts[-1])
            if record is None:
                return _not_found(holder.keeper, texts[-1])
            held.append(Held(keeper=holder.keeper, scope=texts[:-1], record=record))
        status, content = success_of(call.operation)
        try:
            return self._reply(call, status, content, held)
        except NoExemplarError as error:
            message = f"no answer that the document holds valid could be made: {error}"
            return Refusal(status=501, message=message, headers={})

    def _reply(self, call: Call, status: int, content: Content | None, held: list[Held]) -> Reply | Refusal:
        last = held[-1] if held else None
        if last is not None and call.operation.id == last.keeper.facts.resource.delete:
            ended = last.keeper.delete(last.scope, last.record)
            if ended is None:
                return _not_found(last.keeper, str(last.record.identifier))
            return Reply(
                status=status, content=content, value=self._said(content, {**last.keeper.known(ended), **_DONE}, {})
            )
        if last is not None and call.operation.id in last.keeper.facts.resource.updates:
            changed = last.keeper.update(call, last.scope, last.record)
            return Reply(status=status, content=content, value=_shown(last.keeper, changed, content))
        if last is not None and call.operation.id == last.keeper.facts.resource.read:
            return Reply(status=status, content=content, value=_shown(last.keeper, last.record, content))
        return Reply(status=status, content=content, value=self._collective(call, content, last))

    def _collective(self, call: Call, content: Content | None, last: Held | None) -> Json:
        """The answer of an operation on a collection, or of one that belongs to no resource."""
        for keeper in self.keepers:
            resource = keeper.facts.resource
            if content is not None and call.operation.id == resource.create:
                return keeper.create(call, content)
            if content is not None and call.operation.id == resource.listing:
                return keeper.list_page(call, content)
            if call.operation.id == resource.bulk_delete:
                return keeper.bulk_delete(call, content)
        known = {} if last is None else {**_tokens(call, content, last), **last.keeper.known(last.record)}
        return self._said(content, known, self._echoed(call))

    def _echoed(self, call: Call) -> dict[str, Json]:
        """What the request says of the answer's fields, by their names, where no resource remembers it."""
        repeated = ((pair.response.wire_name, pair.repeated(call.members)) for pair in self.pairs[call.operation.id])
        return {name: text.value for name, text in repeated if text is not None}

    def _said(self, content: Content | None, known: Mapping[str, Json], echoed: Mapping[str, Json]) -> Json:
        """The documented answer, with what is known of the resource, or was sent, and the time put over it."""
        if content is None:
            return None

        def value_of(item: Field) -> Json | Untold:
            own = {folded(name): value for name, value in echoed.items() if name == item.wire_name}
            told = self.composer.told_of(item, {**known, **own})
            return self.composer.time_value(item, self.clock()) if isinstance(told, Untold) else told

        return self.composer.overlay(content, value_of)


_DONE: Mapping[str, Json] = {"success": True, "deleted": True}
"""What an answer to a delete may say of it, by folded names."""


def _shown(keeper: Keeper, record: Record, content: Content | None) -> Json:
    return None if content is None else keeper.show(record, content)


def _tokens(call: Call, content: Content | None, held: Held) -> dict[str, Json]:
    """The tokens that an answer gives, by folded names: each thing has its own."""
    if content is None or call.operation.method != "post":
        return {}
    wrapped = wrapped_object(content.type, held.keeper.api)
    names = () if wrapped is None else tuple(item.wire_name for item in wrapped[1])
    return {folded(name): f"{name}-{held.record.identifier}" for name in names if is_token(name)}


def _not_found(keeper: Keeper, identifier: str) -> Refusal:
    return Refusal(status=404, message=keeper.unknown(identifier), headers={})


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
