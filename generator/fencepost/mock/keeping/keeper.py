"""One resource, kept: what its operations do to its records, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from fencepost.ir.http import Content
from fencepost.ir.paging import PAGING
from fencepost.ir.resources import folded
from fencepost.ir.shapes import json_types
from fencepost.ir.types import Field
from fencepost.ir.values import Json, JsonText
from fencepost.mock.answering.answers import Composer, Untold, ValueOf
from fencepost.mock.calls import Call, success_of
from fencepost.mock.keeping.beginnings import Beginnings, beginnings_of
from fencepost.mock.keeping.changes import Changes
from fencepost.mock.keeping.facts import Facts, operation_of
from fencepost.mock.keeping.filters import Filters
from fencepost.mock.keeping.identifiers import Identifiers
from fencepost.mock.keeping.listing import Listing
from fencepost.mock.keeping.pages import Page, page_of
from fencepost.mock.keeping.records import Record, Store, aged, moved, stamped
from fencepost.mock.keeping.showing import Showing
from fencepost.mock.keeping.sorting import SORTING, ordered
from fencepost.mock.serving import Serving


class Keeper:
    """Keeps the records of one resource. `scope` is the values of the parameters in the collection's own path."""

    def __init__(self, facts: Facts, composer: Composer, store: Store, serving: Serving) -> None:
        self.facts = facts
        self.composer = composer
        self.api = composer.api
        self.store = store
        self.clock = serving.clock
        resource = facts.resource
        self.identifiers = Identifiers(facts.identifiers, serving.new_identifier, composer.api)
        self.scope_names = re.findall(r"\{([^{}]*)\}", resource.collection)
        self.pairs = {pair.response.wire_name: pair for pair in facts.pairs}
        updates = tuple(operation_of(name, composer.api) for name in resource.updates)
        self.changes = Changes(updates, facts.fields, resource.identifier, composer.api, composer.shapes)
        self.first_state = facts.first_state
        self.own = {item.wire_name: item for item in facts.fields}
        self.names = frozenset(folded(item.wire_name) for item in facts.fields)
        self.filters = Filters(facts, composer.api)
        self.listing = Listing(facts, composer, self.known)

    @cached_property
    def beginnings(self) -> Beginnings:
        """What its fields hold at first; worked out when something is first created."""
        return beginnings_of(self.facts, self.composer)

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
        now = aged(record, self.facts.lifecycle, self.clock(), self.facts.times, self._meets)
        return record if now is record else self._keep(scope, now)

    def _meets(self, schema: JsonText, values: Mapping[str, Json]) -> bool:
        return self.composer.schemas.answer(schema).is_valid(dict(values))

    def _keep(self, scope: tuple[str, ...], record: Record) -> Record:
        is_over = self.facts.has_ended(record.values)
        kept = record if is_over is record.is_over else replace(record, is_over=is_over)
        self.store.put(self.facts.resource.collection, scope, kept)
        return kept

    def records(self, scope: tuple[str, ...]) -> Iterator[Record]:
        """The records as they stand now, the oldest first."""
        for record in self.store.all(self.facts.resource.collection, scope):
            yield self._aged(scope, record)

    def chosen(self, call: Call) -> str | None:
        """The identifier that a body of a creation chooses; None where it leaves it to the server."""
        pair = self.pairs.get(self.facts.resource.identifier)
        sent = None if pair is None else call.members.get(pair.request.wire_name)
        return None if sent is None else str(sent)

    def is_taken(self, scope: tuple[str, ...], identifier: str) -> bool:
        """Whether a record has an identifier that was not deleted."""
        record = self.find(scope, identifier)
        return record is not None and not self.facts.is_removed(record.values)

    def create(self, call: Call, content: Content | None) -> tuple[Record, Json]:
        """Keep a new record; the answer shows it where the document says so, else it is null."""
        scope, now = self.scope(call.path), self.clock()
        identifier = self.identifiers.fresh(lambda each: self.find(scope, str(each)) is not None)
        values, answer = self._born(call, content, identifier, now)
        return self._kept(scope, call, values, identifier, now), answer

    def create_under(self, call: Call, text: str) -> Record:
        """Keep a new record under the identifier in the path."""
        scope, now = self.scope(call.path), self.clock()
        kind = next(iter(self.facts.identifiers), None)
        is_number = kind is not None and "string" not in json_types(kind, self.api) and text.isdecimal()
        identifier: Json = int(text) if is_number else text
        values, _ = self._born(call, success_of(operation_of(self.facts.resource.create, self.api))[1], identifier, now)
        values = {name: value for name, value in values.items() if name != self.facts.resource.identifier}
        is_shown = any(item.wire_name == self.facts.resource.identifier for item in self.facts.fields)
        named = {self.facts.resource.identifier: identifier} if is_shown else {}
        return self._kept(scope, call, {**named, **values}, identifier, now)

    def _kept(
        self, scope: tuple[str, ...], call: Call, values: Mapping[str, Json], identifier: Json, now: datetime
    ) -> Record:
        known = values.get(self.facts.resource.identifier)
        whole = values if self.first_state.keys() <= values.keys() else {**self.first_state, **values}
        record = Record(identifier=identifier if known is None else known, values=whole, sent=call.members, entered=now)
        return self._keep(scope, record)

    def _born(
        self, call: Call, content: Content | None, identifier: Json, now: datetime
    ) -> tuple[dict[str, Json], Json]:
        """The fields of a new record, and the answer that shows what it shows of them."""
        told = self.beginnings.values(call, identifier, now)
        answered = content if self.facts.resource.is_answered else None
        answer = None if answered is None else self.composer.filled(answered, told, self.facts.seeds)
        shown = {} if answered is None else self.composer.inner(answered, answer)
        whole = self.facts.whole
        if whole is None:
            return shown, answer
        further = self.composer.filled(whole, {**told, **shown}, self.facts.seeds)
        return {**self.composer.inner(whole, further), **shown}, answer

    def show(self, record: Record, content: Content) -> Json:
        """The record in the shape of an answer."""
        showing = Showing(record, self.own, lambda record: self.told_or_own(self.known(record)))
        return self.composer.compose(content, showing.value_of, self.facts.seeds)

    def told_or_own(self, known: Mapping[str, Json]) -> ValueOf:
        """What is known under a field's name, else what a server makes of the field by itself."""
        now = self.clock()

        def value_of(item: Field) -> Json | Untold:
            told = self.composer.told_of(item, known)
            return self.composer.own_value(item, now) if isinstance(told, Untold) else told

        return value_of

    def known(self, record: Record) -> dict[str, Json]:
        """What answers may show, by folded names: its fields, and of the bodies that made it what they do not hold."""
        sent = {folded(name): value for name, value in record.sent.items() if name not in self.facts.hidden}
        further = {name: value for name, value in sent.items() if name not in self.names}
        return {**further, **record.known()}

    def page(self, call: Call) -> tuple[Page, list[Record]]:
        """The page that a request asks for, and the records on it."""
        filters = {
            name: value
            for (place, name), value in call.parameters.items()
            if place == "query" and folded(name) not in PAGING | SORTING
        }
        found = [one for one in self.records(self.scope(call.path)) if self.filters.passes(one.values, filters)]
        found = ordered(found, call, self.facts.fields)
        page = page_of(call, tuple(str(record.identifier) for record in found))
        return page, found[page.cut]

    def update(self, call: Call, scope: tuple[str, ...], record: Record) -> Record:
        """The record after a PUT or PATCH; raises PatchError for edits that cannot be made."""
        sent = self.changes.sent(call, record.sent)
        values = self._allowed(list(self.changes.readings(call, record.values)), record.values)
        changed = replace(record, values=values, sent=sent)
        return self._keep(scope, stamped(changed, (), self.clock(), self.facts.times))

    def _allowed(self, readings: list[dict[str, Json]], before: Mapping[str, Json]) -> dict[str, Json]:
        """The first reading that the document allows as a whole; else the first as far as it is allowed.

        What has changed goes before what has not.
        """
        content = self.facts.shown
        if content is None:
            return readings[0]
        settled = ((values, self._settled(values, before, content)) for values in readings)
        fitting = (found for values, found in settled if found == values)
        return next(fitting, None) or self._settled(readings[0], before, content)

    def _settled(self, values: dict[str, Json], before: Mapping[str, Json], content: Content) -> dict[str, Json]:
        told = {**{name: value for name, value in values.items() if before.get(name) != value}, **values}
        return self.composer.inner(content, self.composer.filled(content, told, self.facts.seeds))

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
        if self.facts.is_removed(record.values):
            return None
        return self._keep(scope, moved(record, ending, lifecycle.field, self.clock(), self.facts.times))

    def identified(self, content: Content | None, answer: Json, record: Record) -> Json:
        """An answer with the identifier of a record in the place that its fields do not declare, where it has one."""
        name = self.facts.resource.identifier
        if content is None or not isinstance(answer, dict) or name not in answer:
            return answer
        told = {**answer, name: record.identifier}
        return told if self.composer.schemas.answer(content.schema).is_valid(told) else answer

    def location(self, call: Call, record: Record) -> str:
        """The path of a record, as a client may ask for it."""
        path = self.facts.resource.item
        for value in (*self.scope(call.path), str(record.identifier)):
            path = re.sub(r"\{[^{}]*\}", quote(value, safe="").replace("\\", "%5C"), path, count=1)
        return path

    def unknown(self, identifier: str) -> str:
        """What to say of an identifier under which nothing is kept."""
        return f"no {self.facts.resource.component or 'resource'} has the {self.facts.resource.identifier} {identifier}"
