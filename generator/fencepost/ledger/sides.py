"""On which side of the wire each place of a document stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation
from fencepost.ir.types import Type
from fencepost.ir.walk import reached_components


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A schema that a keyword belongs to: of a component, a body, a parameter or an answer."""

    label: str
    is_sent: bool
    is_answered: bool
    is_raw: bool = False
    """Whether it is only ever sent or answered in a media type that is not read as JSON."""

    is_header: bool = False
    """Whether it is a header of an answer."""

    is_error: bool = False
    """Whether it is only ever answered with a status outside 2xx."""


NOWHERE = Place(label="nothing that an operation leads to", is_sent=False, is_answered=False)


class Sides:
    """The places of one document."""

    def __init__(self, api: Api) -> None:
        sent, answered, right, json = _reached(api)
        self._roots: dict[tuple[str, str], Place] = {}
        for component in api.components:
            name = component.name
            self._roots[component.location.file, component.location.pointer] = Place(
                label=name,
                is_sent=name in sent,
                is_answered=name in answered,
                is_raw=name not in json,
                is_error=name in answered and name not in right,
            )
        for location, place in _inline(api):
            self._roots.setdefault((location.file, location.pointer), place)

    def place(self, location: Location) -> Place:
        """The schema that a keyword stands in."""
        head = location.pointer
        while head:
            if (found := self._roots.get((location.file, head))) is not None:
                return found
            head = head.rpartition("/")[0]
        return NOWHERE

    def root(self, location: Location) -> str:
        """The pointer of the schema that a keyword stands in; that of the keyword where there is none."""
        head = location.pointer
        while head and (location.file, head) not in self._roots:
            head = head.rpartition("/")[0]
        return head or location.pointer


def _reached(api: Api) -> tuple[frozenset[str], ...]:
    """The components that are sent, answered, answered with a 2xx, and read or written as JSON."""
    bodies = [(content.type, content.is_json) for one in api.operations if one.body for content in one.body.contents]
    parameters = [(item.type, True) for one in api.operations for item in one.parameters]
    answers = [
        (content.type, content.is_json, response.is_success)
        for one in api.operations
        for response in one.responses
        for content in response.contents
    ]
    headers = [
        (header.type, True, response.is_success)
        for one in api.operations
        for response in one.responses
        for header in response.headers
    ]
    back = [*answers, *headers]
    sent = [*bodies, *parameters]
    return (
        _names((kind for kind, _ in sent), api),
        _names((kind for kind, _, _ in back), api),
        _names((kind for kind, _, is_right in back if is_right), api),
        _names((kind for kind, is_json in (*sent, *((kind, is_json) for kind, is_json, _ in back)) if is_json), api),
    )


def _names(kinds: Iterator[Type], api: Api) -> frozenset[str]:
    return frozenset(component.name for component in reached_components(kinds, api))


def _inline(api: Api) -> Iterator[tuple[Location, Place]]:
    """The schemas that operations hold themselves."""
    for operation in api.operations:
        for parameter in operation.parameters:
            place = Place(label=f"{operation.id} {parameter.name}", is_sent=True, is_answered=False)
            yield _schema(parameter.location), place
        if operation.body is not None:
            yield from _contents(operation.body.contents, f"{operation.id} body", is_sent=True, is_error=False)
        yield from _answers(operation)


def _answers(operation: Operation) -> Iterator[tuple[Location, Place]]:
    for response in operation.responses:
        label = f"{operation.id} {response.status}"
        yield from _contents(response.contents, label, is_sent=False, is_error=not response.is_success)
        for header in response.headers:
            label = f"{operation.id} {response.status} {header.name}"
            place = Place(label=label, is_sent=False, is_answered=True, is_header=True)
            yield _schema(header.location), place


def _contents(
    contents: tuple[Content, ...], label: str, *, is_sent: bool, is_error: bool
) -> Iterator[tuple[Location, Place]]:
    for content in contents:
        yield (
            _schema(content.location),
            Place(label=label, is_sent=is_sent, is_answered=not is_sent, is_raw=not content.is_json, is_error=is_error),
        )


def _schema(location: Location) -> Location:
    return replace(location, pointer=f"{location.pointer}/schema")
