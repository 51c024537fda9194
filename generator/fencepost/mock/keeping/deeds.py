"""What the operations of one resource do, each to its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from fencepost.ir.http import Content, Operation
from fencepost.ir.values import Json
from fencepost.mock.answering.prepared import Prepared
from fencepost.mock.answering.refusals import Refusal
from fencepost.mock.calls import Call, Reply, created_of, documents, replaced_of, success_of
from fencepost.mock.keeping.bulk import bulk_delete
from fencepost.mock.keeping.keeper import Keeper
from fencepost.mock.keeping.pages import Page
from fencepost.mock.keeping.records import Record

Said: TypeAlias = Callable[[Content | None, Mapping[str, Json], Mapping[str, Json]], Json]
"""The documented answer, with what is known by folded names, and what was sent by wire names, put over it."""

_DONE: Mapping[str, Json] = {"success": True, "deleted": True}
"""What an answer to a delete may say of it, by folded names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record that a request names in its path."""

    keeper: Keeper
    scope: tuple[str, ...]
    record: Record


class Deeds:
    """What can be done with one resource."""

    def __init__(self, keeper: Keeper, said: Said) -> None:
        self.keeper = keeper
        self.said = said
        self.successes = Prepared(success_of)
        self.locations = Prepared(partial(_header, name="location"))

    def by_operation(self) -> dict[str, Callable[[Call, Held | None], Reply | Refusal]]:
        """What each operation of the resource does, by its id."""
        return dict(self._named())

    def _named(self) -> Iterator[tuple[str, Callable[[Call, Held | None], Reply | Refusal]]]:
        resource = self.keeper.facts.resource
        roles = (
            (resource.create, self._create),
            (resource.listing, self._list),
            (resource.bulk_delete, self._bulk_delete),
            (resource.read, self._read),
            (resource.delete, self._delete),
        )
        yield from ((name, deed) for name, deed in roles if name is not None)
        yield from ((name, self._update) for name in resource.updates)

    def _create(self, call: Call, _: Held | None) -> Reply | Refusal:
        keeper = self.keeper
        chosen = keeper.chosen(call)
        if chosen is not None and documents(call.operation, 409) and keeper.is_taken(keeper.scope(call.path), chosen):
            message = f"there is a {keeper.facts.resource.component or 'resource'} with that identifier: {chosen}"
            return Refusal(status=409, message=message, headers={})
        status, content = self.successes.of(call.operation)
        record, answer = keeper.create(call, content)
        if keeper.facts.resource.is_answered:
            return Reply(status=status, content=content, value=answer, headers=self._location(call, record))
        value = keeper.identified(content, self.said(content, keeper.known(record), {}), record)
        where = {"Location": keeper.location(call, record)}
        return Reply(status=status, content=content, value=value, headers=self._location(call, record) or where)

    def _location(self, call: Call, record: Record) -> dict[str, str]:
        """Where the new thing is, where the document says that a header tells."""
        name = self.locations.of(call.operation)
        return {} if name is None else {name: self.keeper.location(call, record)}

    def _read(self, call: Call, held: Held | None) -> Reply:
        status, content = self.successes.of(call.operation)
        return self._shown(status, content, held)

    def _shown(self, status: int, content: Content | None, held: Held | None) -> Reply:
        value = None if content is None or held is None else self.keeper.show(held.record, content)
        return Reply(status=status, content=content, value=value)

    def _update(self, call: Call, held: Held | None) -> Reply:
        if held is None:
            scope = self.keeper.scope(call.path)
            made = self.keeper.create_under(call, tuple(call.path.values())[len(scope)])
            status, content = created_of(call.operation)
            return self._shown(status, content, Held(keeper=self.keeper, scope=scope, record=made))
        changed = self.keeper.update(call, held.scope, held.record)
        status, content = replaced_of(call.operation)
        return self._shown(status, content, Held(keeper=self.keeper, scope=held.scope, record=changed))

    def _delete(self, call: Call, held: Held | None) -> Reply | Refusal:
        status, content = success_of(call.operation)
        ended = None if held is None else self.keeper.delete(held.scope, held.record)
        if ended is None:
            text = tuple(call.path.values())[-1]
            return Refusal(status=404, message=self.keeper.unknown(text), headers={})
        value = self.said(content, {**self.keeper.known(ended), **_DONE}, {})
        return Reply(status=status, content=content, value=value)

    def _list(self, call: Call, _: Held | None) -> Reply:
        status, content = success_of(call.operation)
        if content is None:
            return Reply(status=status, content=None, value=None)
        page, records = self.keeper.page(call)
        value = self.keeper.listing.answer(content, records, page, self.keeper.clock())
        return Reply(status=status, content=content, value=value, headers=_links(call.operation, page))

    def _bulk_delete(self, call: Call, _: Held | None) -> Reply:
        status, content = success_of(call.operation)
        return Reply(status=status, content=content, value=bulk_delete(self.keeper, call, content))


def _header(operation: Operation, name: str) -> str | None:
    """A header of the answer to a request without fault, as the document spells it; None where it has none."""
    headers = () if operation.success is None else operation.success.headers
    return next((header.name for header in headers if header.name.lower() == name), None)


def _links(operation: Operation, page: Page) -> dict[str, str]:
    """The addresses of other pages, where the document says that a header tells them."""
    name = _header(operation, "link")
    links = {} if name is None else page.links()
    told = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
    return {name: told} if name is not None and told else {}
