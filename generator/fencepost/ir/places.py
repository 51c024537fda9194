"""Names for places of a document, as people say them: `Thing/properties/size/maximum`, `size maximum of Thing`."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation
from fencepost.ir.pointers import steps_of, unescaped


class Places:
    """The schemas of one document by where they are written."""

    def __init__(self, api: Api) -> None:
        self._file = api.source
        self._labels: dict[str, str] = {}
        for component in api.components:
            self._name(component.location, component.name)
        for operation in api.operations:
            for location, label in _inline(operation):
                self._name(location, label)

    def _name(self, location: Location, label: str) -> None:
        # What is shared by several operations is called by the first of them.
        if location.file == self._file:
            self._labels.setdefault(location.pointer, label)

    def holds(self, location: Location) -> bool:
        """Whether a place is in the document itself, and not in a file that it draws in."""
        return location.file == self._file

    def name(self, pointer: str) -> str:
        """The label of the schema that a pointer is in, and what of the pointer is below it, without escapes."""
        label, below = self._split(pointer)
        return label + unescaped(below)

    def words(self, pointer: str) -> str:
        """The fields and the keyword that a pointer leads to, and the label of the schema they are in."""
        label, below = self._split(pointer)
        tokens = list(steps_of(below))
        shown = " ".join(token for token in tokens if token != "properties")
        return f"{shown} of {label}" if shown else label

    def _split(self, pointer: str) -> tuple[str, str]:
        head = pointer
        while head:
            if head in self._labels:
                return self._labels[head], pointer.removeprefix(head)
            head = head.rpartition("/")[0]
        return "", pointer


def _inline(operation: Operation) -> Iterator[tuple[Location, str]]:
    """The schemas that an operation holds itself, each where it is written and by its label."""
    bodies = () if operation.body is None else operation.body.contents
    yield from _contents(bodies, f"{operation.id}/body")
    for item in operation.parameters:
        yield _schema(item.location), f"{operation.id}/{item.name}"
    for response in operation.responses:
        yield from _contents(response.contents, f"{operation.id}/{response.status}")


def _contents(contents: tuple[Content, ...], label: str) -> Iterator[tuple[Location, str]]:
    """Bodies by one label, and by their media type where there are several."""
    for index, content in enumerate(contents):
        yield _schema(content.location), f"{label}/{content.media_type}" if index else label


def _schema(location: Location) -> Location:
    return Location(
        file=location.file, line=location.line, column=location.column, pointer=f"{location.pointer}/schema"
    )
