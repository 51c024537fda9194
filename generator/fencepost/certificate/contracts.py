"""Contracts with one fault of requests, as far as requests to one operation are judged by them.

To read a whole document again for each fault takes longer than all that is then asked of it: where the fault is a
keyword of a schema, that schema alone is changed, and beside it stands only what the operation's requests lead to.
"""

from __future__ import annotations

from dataclasses import replace

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit, Put
from fencepost.ir.http import Operation
from fencepost.ir.values import JsonText
from fencepost.ir.walk import reached_components, types_of_operation
from fencepost.mock.faults.switches import Contract
from fencepost.read.edits import edited_schema


class Contracts:
    """The contracts of one document's faults."""

    def __init__(self, api: Api, reread: Contract) -> None:
        self._api = api
        self._reread = reread
        self._parts: dict[str, Api] = {}
        self._whole: dict[Edit, Api] = {}

    def part(self, operation: Operation) -> Api:
        """What requests to an operation are judged by."""
        if operation.id not in self._parts:
            asked = replace(operation, responses=())
            components = reached_components(types_of_operation(asked), self._api)
            self._parts[operation.id] = replace(self._api, operations=(asked,), components=components, ledger=())
        return self._parts[operation.id]

    def edited(self, edit: Edit, operation: Operation) -> Api:
        """The same with an edit of the document."""
        try:
            return _edited(self.part(operation), edit)
        except KeyError:
            return self.whole(edit)

    def whole(self, edit: Edit) -> Api:
        """The whole document with an edit, read again. Raises FencepostError as reading does."""
        if edit not in self._whole:
            # Only the last one is kept: a document takes room.
            self._whole = {edit: self._reread((edit,))}
        return self._whole[edit]


def _edited(part: Api, edit: Edit) -> Api:
    """Raises KeyError where the edit is none of one schema."""
    operation = part.operations[0]
    if isinstance(edit, Put):
        return replace(part, operations=(_opened(operation, edit),))
    changes = _Changes(part.source, edit)
    components = tuple(
        replace(each, schema=changes.schema(each.schema, each.location)) if changes.holds(each.location) else each
        for each in part.components
    )
    found = replace(part, components=components, operations=(_asking(operation, changes),))
    if not changes.made:
        raise KeyError(edit.pointer)
    return found


class _Changes:
    """One edit, made wherever a schema holds its place."""

    def __init__(self, source: str, edit: Edit) -> None:
        self._source = source
        self._edit = edit
        self.made = False

    def holds(self, location: Location, below: str = "") -> bool:
        """Whether the schema of what stands there holds the place of the edit."""
        pointer = location.pointer + below
        return location.file == self._source and f"{self._edit.pointer}/".startswith(f"{pointer}/")

    def schema(self, schema: JsonText, location: Location, below: str = "") -> JsonText:
        """The schema with the edit, where its place is there."""
        if not self.holds(location, below):
            return schema
        self.made = True
        return edited_schema(schema, location.pointer + below, self._edit)


def _asking(operation: Operation, changes: _Changes) -> Operation:
    """The operation with the schemas changed that it holds itself."""
    parameters = tuple(
        replace(each, schema=changes.schema(each.schema, each.location, "/schema")) for each in operation.parameters
    )
    body = operation.body
    if body is not None:
        contents = tuple(
            replace(each, schema=changes.schema(each.schema, each.location, "/schema")) for each in body.contents
        )
        body = replace(body, contents=contents)
    return replace(operation, parameters=parameters, body=body)


def _opened(operation: Operation, edit: Put) -> Operation:
    """The operation without security. Raises KeyError for another edit."""
    if edit.pointer != f"{operation.location.pointer}/security" or edit.value.text != "[]":
        raise KeyError(edit.pointer)
    return replace(operation, security=())
