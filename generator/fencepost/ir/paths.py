"""The operations of a document by path, and which path names one thing of a collection."""

from __future__ import annotations

import re

from fencepost.ir.api import Api
from fencepost.ir.http import Operation


class Paths:
    """The operations of a document by path, and the item path of each collection."""

    def __init__(self, api: Api) -> None:
        self.operations: dict[str, dict[str, Operation]] = {}
        self.items: dict[str, tuple[str, str]] = {}
        for operation in api.operations:
            self.operations.setdefault(operation.path, {})[operation.method] = operation
        for path in self.operations:
            head, _, last = path.rstrip("/").rpartition("/")
            if match := re.fullmatch(r"\{([^{}]+)\}", last):
                self.items.setdefault(shape(head), (path, match[1]))

    def item(self, collection: str) -> tuple[str, str] | None:
        """The path P/{p} and the name of p."""
        return self.items.get(shape(collection))

    def collection(self, item: str) -> str:
        """The path P of a path P/{p}, as written where the document has it."""
        head = item.rstrip("/").rpartition("/")[0]
        return next((path for path in self.operations if shape(path) == shape(head)), head)

    def put(self, path: str) -> str | None:
        """The id of PUT on a path, where the document lets it create: it has 201 among its answers."""
        found = self.operation(path, "put")
        creates = found is not None and any(response.status == "201" for response in found.responses)
        return found.id if found is not None and creates else None

    def operation(self, path: str, method: str) -> Operation | None:
        """The operation of a method on a path."""
        return self.operations.get(path, {}).get(method)

    def id(self, path: str, method: str) -> str | None:
        """Its id, where there is one."""
        operation = self.operation(path, method)
        return None if operation is None else operation.id


def shape(path: str) -> str:
    """A template as far as two spellings of it agree: without the names of its parameters and a trailing slash."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/")
