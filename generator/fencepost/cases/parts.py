"""The parts of a request as types: its body, and its parameters of each place as the members of one object."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.pointers import pointer_of
from fencepost.ir.types import Anything, Field, Object, Type
from fencepost.ir.values import Json
from fencepost.rules.constraints.constraint import Check, Constraint, Finder, Layout, Step, checks
from fencepost.rules.constraints.layout import layout_of
from fencepost.rules.constraints.printing import printed

PARTS = ("body", "query", "path", "headers")
"""As the first step of a case's target names them."""


def request_schema(api: Api, operation: Operation) -> Json:
    """The normalised schema of each part of a request, under the part's name: where certificates point.

    A body is judged by `/body`; the members `query`, `headers` and `path_params` of a case by `/query`, `/headers` and
    `/path`. References inside a part lead to `#/components/schemas` of that part.
    """
    nominals = Nominals(api)
    parts = RequestParts(nominals.api.operation(operation.id) or operation, nominals)
    return {name: printed(layout, nominals.api) for name, layout in parts.layouts()}


class RequestParts:
    """The constraints of the parts of one operation's request, each part laid out once."""

    def __init__(self, operation: Operation, nominals: Nominals) -> None:
        self._nominals = nominals
        self._types = dict(_part_types(operation))
        self._layouts: dict[str, Layout] = {}
        self._finder = Finder(nominals.api)

    def layouts(self) -> Iterator[tuple[str, Layout]]:
        """Each part that the operation has."""
        yield from ((name, self._layout(name)) for name in PARTS if name in self._types)

    def _layout(self, name: str) -> Layout:
        known = self._layouts.get(name)
        if known is None:
            kind = self._types[name]
            known = layout_of(kind, self._nominals.domains, self._nominals.division)
            self._layouts[name] = known
        return known

    def checks(self) -> Iterator[Check]:
        """Every constraint of the request, its pointer and path beginning with the part."""
        for name, layout in self.layouts():
            for check in checks(layout):
                # That the parameters of a place are an object is nothing that a request could break.
                if name == "body" or check.constraint.pointer != "/type":
                    yield check.below(Step(schema=(name,), value=(name,)))

    def certificate(self, name: str, value: Json) -> str | None:
        """The pointer of the one constraint that a part breaks; None where it breaks none or several."""
        found = self.broken(name, value)
        return pointer_of((name,)) + found[0].pointer if len(found) == 1 else None

    def broken(self, name: str, value: Json) -> tuple[Constraint, ...]:
        """The constraints that a part breaks, each once, without the part in their pointers."""
        found = self._finder.broken(self._layout(name), value)
        return tuple({constraint.pointer: constraint for constraint in found}.values())

    def has(self, name: str) -> bool:
        """Whether the operation has the part."""
        return name in self._types


def place_of(parameter: Parameter) -> str:
    """The part that holds a parameter."""
    return {"header": "headers", "cookie": "headers"}.get(parameter.place, parameter.place)


def _part_types(operation: Operation) -> Iterator[tuple[str, Type]]:
    content = None if operation.body is None else operation.body.json
    if content is not None:
        yield "body", content.type
    for name in PARTS:
        fields = tuple(_field(item) for item in operation.parameters if place_of(item) == name)
        if fields:
            place = fields[0].location
            yield name, Object(fields=fields, additional=Anything(location=place), location=place)


def _field(parameter: Parameter) -> Field:
    """A parameter as a field; that one of the path is there goes without saying."""
    return Field(
        wire_name=parameter.name,
        type=parameter.type,
        required=parameter.required and parameter.place != "path",
        location=parameter.location,
    )


def part_value(case: Case, name: str) -> Json:
    """What a case sends as a part, without what only a server can give."""
    match name:
        case "body":
            return None if case.body is None else case.body.value
        case "query":
            return {key: value.value for key, value in case.query}
        case "headers":
            return {key: value.value for key, value in case.headers}
        case _:
            return {key: value.value for key, value in case.path_params if not isinstance(value, FromAnswer)}
