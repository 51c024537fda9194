"""One resource, kept: what its operations do to its records, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from fencepost.ir.echo import EchoPair
from fencepost.ir.filters import filter_paths, held_at
from fencepost.ir.http import Content
from fencepost.ir.paging import PAGING
from fencepost.ir.resources import folded
from fencepost.ir.secrecy import is_write_only
from fencepost.ir.shapes import is_nullable
from fencepost.ir.types import Field
from fencepost.ir.values import Json
from fencepost.mock.answers import UNTOLD, Composer, Untold, ValueOf, readable
from fencepost.mock.calls import Call
from fencepost.mock.facts import Facts, update_pairs
from fencepost.mock.identifiers import Identifiers
from fencepost.mock.pages import envelope, matches, page_of
from fencepost.mock.records import Record, Store, aged, stamped
from fencepost.mock.serving import Serving
from fencepost.rules.evaluate import allows


class Keeper:
    """Keeps the records of one resource. `scope` is the values of the parameters in the collection's own path."""

    def __init__(self, facts: Facts, composer: Composer, store: Store, serving: Serving) -> None:
        self.facts = facts
        self.composer = composer
        self.api = composer.api
        self.store = store
        self.clock = serving.clock
        self.identifiers = Identifiers(facts.identifier, serving.new_identifier, composer.api)
        self.scope_names = re.findall(r"\{([^{}]*)\}", facts.resource.collection)

    def scope(self, path: Mapping[str, str]) -> tuple[str, ...]:
        """The values that tell this collection from others of its kind."""
        return tuple(path.values())[: len(self.scope_names)]

    def find(self, scope: tuple[str, ...], identifier: str) -> Record | None:
        """The record as it stands now, after every step of its life that is due; None for an unknown one."""
        record = self.store.get(self.facts.resource.collection, scope, identifier)
        return None if record is None else self._aged(scope, record)

    def _aged(self, scope: tuple[str, ...], record: Record) -> Record:
        if self.facts.lifecycle is None:
            return record
        now = aged(record, self.facts.lifecycle, self.clock(), self.facts.times)
        if now is not record:
            self._keep(scope, now)
        return now

    def _keep(self, scope: tuple[str, ...], record: Record) -> None:
        self.store.put(self.facts.resource.collection, scope, record)

    def _records(self, scope: tuple[str, ...]) -> Iterator[Record]:
        for record in self.store.all(self.facts.resource.collection, scope):
            yield self._aged(scope, record)

    def create(self, call: Call, content: Content) -> Json:
        """Keep a new record and answer with it."""
        scope = self.scope(call.path)
        known = {folded(name): text for name, text in call.path.items()}
        now = self.clock()
        told = {item.wire_name: self._first_value(item, call.members, known, now) for item in self.facts.fields}
        answer = self.composer.compose(content, lambda item: told.get(item.wire_name, UNTOLD), self.facts.seeds)
        shown = self.composer.inner(content, answer)
        values = {**shown, **{name: state for name, state in self.facts.first_state.items() if name not in shown}}
        identifier = values.get(self.facts.resource.identifier)
        self._keep(scope, Record(identifier=identifier, values=values, sent=call.members, entered=now))
        return answer

    def _first_value(
        self, item: Field, body: Mapping[str, Json], path: Mapping[str, Json], now: datetime
    ) -> Json | Untold:
        """What a field holds at first: what was sent, else the request's default, else what the server makes of it."""
        pair = next((pair for pair in self.facts.pairs if pair.response.wire_name == item.wire_name), None)
        sent = UNTOLD if pair is None else self._sent(pair, body)
        if is_write_only(item, self.api) or not isinstance(sent, Untold):
            return UNTOLD if is_write_only(item, self.api) else sent
        if item.wire_name == self.facts.resource.identifier:
            return self.identifiers.fresh()
        lifecycle = self.facts.lifecycle
        if lifecycle is not None and item.wire_name == lifecycle.field:
            return lifecycle.initial
        if lifecycle is not None and item.wire_name in lifecycle.stamps and is_nullable(item.type, self.api):
            return None
        from_path = self.composer.told_of(item, path)
        return self.composer.own_value(item, now) if isinstance(from_path, Untold) else from_path

    def _sent(self, pair: EchoPair, body: Mapping[str, Json]) -> Json | Untold:
        """What was sent, or the documented default for what was not.

        A null that the answer cannot hold is read as not sent, which the document leaves open.
        """
        sent = body.get(pair.request.wire_name)
        if sent is not None or (pair.request.wire_name in body and pair.nullable):
            return readable(sent, pair.response.type, self.api)
        expected = pair.expected({})
        return UNTOLD if expected is None else expected.value

    def show(self, record: Record, content: Content) -> Json:
        """The record in the shape of an answer."""
        return self.composer.compose(content, self._told_or_own(self.known(record)), self.facts.seeds)

    def _told_or_own(self, known: Mapping[str, Json]) -> ValueOf:
        """What is known under a field's name, else what a server makes of the field by itself."""
        now = self.clock()

        def value_of(item: Field) -> Json | Untold:
            told = self.composer.told_of(item, known)
            return self.composer.own_value(item, now) if isinstance(told, Untold) else told

        return value_of

    def known(self, record: Record) -> dict[str, Json]:
        """What answers may show, by folded names; the body it was created with shows where answers differ in shape."""
        sent = {folded(name): value for name, value in record.sent.items() if name not in self.facts.hidden}
        return {**sent, **record.known()}

    def list_page(self, call: Call, content: Content) -> Json:
        """The page of records that a request asks for."""
        kept = [record for record in self._records(self.scope(call.path)) if self._is_asked_for(record, call)]
        page = page_of(call)
        items: list[Json] = [dict(record.values) for record in kept[page.cut]]
        pointer = self.facts.resource.listing_pointer
        if not pointer:
            return items
        known: dict[str, Json] = {**envelope(page, len(kept), len(items)), folded(pointer): items}
        return self.composer.compose(content, self._told_or_own(known), {})

    def _is_asked_for(self, record: Record, call: Call) -> bool:
        filters = {
            name: value
            for (place, name), value in call.parameters.items()
            if place == "query" and folded(name) not in PAGING
        }
        return self._passes(record, filters)

    def _passes(self, record: Record, filters: Mapping[str, Json]) -> bool:
        """Whether a record is what every filter that names one of its fields asks for."""
        for name, wanted in filters.items():
            if not self._holds(record, name, wanted):
                return False
            # `is_active=false` asks for nothing: the parameter is there to leave out what has ended.
            if folded(name) in ("active", "isactive") and wanted is True and self._has_ended(record):
                return False
        return True

    def _holds(self, record: Record, name: str, wanted: Json) -> bool:
        """Whether a field that a filter names holds what it asks for; so is everything where it names none."""
        paths = filter_paths(name, self.facts.fields, self.api)
        held = [value for path in paths for value in held_at(record.values, path) or (None,)]
        return not paths or any(matches(value, wanted) for value in held)

    def _has_ended(self, record: Record) -> bool:
        lifecycle = self.facts.lifecycle
        ended = self.facts.removed_state
        state = None if lifecycle is None else record.values.get(lifecycle.field)
        return state == ended if ended is not None else lifecycle is not None and state in lifecycle.final

    def update(self, call: Call, scope: tuple[str, ...], record: Record) -> Record:
        """The record after a PUT or PATCH; a PUT sets what it leaves out to the document's defaults."""
        changes: dict[str, Json] = {}
        for pair in update_pairs(call.operation, self.facts, self.api):
            whole = call.operation.method == "put"
            value = self._sent(pair, call.members) if whole or pair.request.wire_name in call.members else UNTOLD
            if not isinstance(value, Untold) and allows(pair.response.type, value, self.api):
                changes[pair.response.wire_name] = value
        changes.pop(self.facts.resource.identifier, None)
        changed = replace(record, values={**record.values, **changes}, sent={**record.sent, **call.members})
        kept = stamped(changed, (), self.clock(), self.facts.times)
        self._keep(scope, kept)
        return kept

    def delete(self, scope: tuple[str, ...], record: Record) -> Record | None:
        """The record as it ends; None where it has ended that way before.

        Where the document's life cycle keeps deleted records, they stay readable, and deleting one again finds
        nothing: the sources say that removing what is already removed answers 404.
        """
        lifecycle = self.facts.lifecycle
        ending = None if lifecycle is None else lifecycle.delete
        if lifecycle is None or ending is None:
            self.store.remove(self.facts.resource.collection, scope, str(record.identifier))
            return record
        if record.values.get(lifecycle.field) == ending.target:
            return None
        now = self.clock()
        ended = replace(record, values={**record.values, lifecycle.field: ending.target}, entered=now)
        kept = stamped(ended, ending.stamps, now, self.facts.times)
        self._keep(scope, kept)
        return kept

    def bulk_delete(self, call: Call, content: Content | None) -> Json:
        """Delete what the body names by identifiers, else every record that its other members ask for."""
        scope = self.scope(call.path)
        named = self._named(call)
        wanted = [str(record.identifier) for record in self._records(scope)] if named is None else named
        asked = {name: value for name, value in call.members.items() if value is not None}
        deleted: list[Json] = []
        failed: list[Json] = []
        for identifier in dict.fromkeys(wanted):
            record = self.find(scope, identifier)
            fits = record is not None and self._passes(record, asked)
            if record is not None and fits and self.delete(scope, record) is not None:
                deleted.append(record.identifier)
            elif named is not None:
                failed.append({self.facts.resource.parameter: identifier, "error": self.unknown(identifier)})
        return None if content is None else self._bulk_answer(content, deleted, failed)

    def _named(self, call: Call) -> list[str] | None:
        """The identifiers in the body; None where it has none, which names every record."""
        pointer = self.facts.resource.bulk_pointer
        held = call.members.get(pointer[1:]) if pointer else call.body
        return [str(item) for item in held] if isinstance(held, list) else None

    def _bulk_answer(self, content: Content, deleted: list[Json], failed: list[Json]) -> Json:
        words = f"{len(deleted)} of {len(deleted) + len(failed)} deleted"
        known: dict[str, Json] = {
            **dict.fromkeys(("deleted", "deletedids", "ids", "removed", "succeeded"), deleted),
            **dict.fromkeys(("errors", "failed", "failures", "notfound"), failed),
            **dict.fromkeys(("count", "deletedcount", "succeededcount", "total"), len(deleted)),
            **dict.fromkeys(("detail", "message"), words),
            "failedcount": len(failed),
            "success": not failed,
        }
        return self.composer.compose(content, self._told_or_own(known), {})

    def unknown(self, identifier: str) -> str:
        """What to say of an identifier under which nothing is kept."""
        return f"no {self.facts.resource.component or 'resource'} has the {self.facts.resource.identifier} {identifier}"
