"""A thing of which a path holds one: what was put there is what is read there."""

from __future__ import annotations

from collections.abc import Mapping

from fencepost.ir.http import Content
from fencepost.ir.resources import answer_type, folded, wrapped_object
from fencepost.ir.singletons import Singleton
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import Composer
from fencepost.mock.calls import Call, Reply, replaced_of
from fencepost.mock.keeping.changes import Changes
from fencepost.mock.keeping.facts import operation_of
from fencepost.mock.keeping.records import Record, Store
from fencepost.mock.serving import Serving


class Single:
    """Keeps what was put on one path; before that, there is what the document shows."""

    def __init__(self, singleton: Singleton, composer: Composer, store: Store, serving: Serving) -> None:
        self.singleton = singleton
        self.composer = composer
        self.store = store
        self.clock = serving.clock
        self.content = replaced_of(operation_of(singleton.read, composer.api))[1]
        kind = answer_type(operation_of(singleton.read, composer.api))
        wrapped = None if kind is None else wrapped_object(kind, composer.api)
        fields = () if wrapped is None else wrapped[1]
        updates = tuple(operation_of(name, composer.api) for name in singleton.updates)
        self.changes = Changes(updates, fields, "", composer.api, composer.shapes)

    def find(self, path: Mapping[str, str]) -> Record | None:
        """What was put there, or None."""
        return self.store.get(self.singleton.path, tuple(path.values()), "")

    def known(self, path: Mapping[str, str]) -> dict[str, Json]:
        """What answers may show of it, by folded names; nothing before it was put there."""
        record = self.find(path)
        if record is None:
            return {}
        return record.known()

    def update(self, call: Call) -> None:
        """Keep it as it is after a PUT or PATCH; raises PatchError for edits that cannot be made."""
        record = self.find(call.path)
        before = self._first(call.path) if record is None else record.values
        sent = {} if record is None else record.sent
        kept = Record(
            identifier="",
            values=next(self.changes.readings(call, before)),
            sent=self.changes.sent(call, sent),
            entered=self.clock(),
        )
        self.store.put(self.singleton.path, tuple(call.path.values()), kept)

    def _first(self, path: Mapping[str, str]) -> dict[str, Json]:
        """What is there before anything was put."""
        if self.content is None:
            return {}
        return self.composer.inner(self.content, self.reading(self.content, path))

    def reading(self, content: Content, path: Mapping[str, str]) -> Json:
        """The documented answer with what is there put over it."""
        known: dict[str, Json] = {**{folded(name): text for name, text in path.items()}, **self.known(path)}
        now = self.clock()
        if self.find(path) is None:
            return self.composer.overlay(content, lambda item: self.composer.time_value(item, now))
        return self.composer.compose(content, lambda item: self.composer.told_of(item, known), {})

    def delete(self, call: Call) -> None:
        """Forget what was put there."""
        self.store.remove(self.singleton.path, tuple(call.path.values()), "")


def put_reply(single: Single, call: Call) -> Reply:
    """What an update answers."""
    single.update(call)
    status, content = replaced_of(call.operation)
    value = None if content is None else single.reading(content, call.path)
    return Reply(status=status, content=content, value=value)
