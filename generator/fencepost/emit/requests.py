"""What a test can send: for each operation the bodies that are right, wrong in one place, and its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.emit.components import Components
from fencepost.emit.expressions import NOTHING
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.literal import literal
from fencepost.emit.records import is_record
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.types import Ref, Type
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names
from fencepost.rules.domains import Domains

Words: TypeAlias = tuple[str, ...]
"""The words of `drawing` that a view's layout uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """The strategies of an operation's body."""

    subject: Code
    """What they are drawn from: a record where `is_record`."""

    is_record: bool
    bodies: Identifier
    breaking: Identifier
    faults: Identifier
    summary: str
    breaking_summary: str
    faults_summary: str
    rules: Code
    """The names of the rules that can be broken, as members of a `Literal`; empty where there is none."""

    @property
    def words(self) -> Words:
        """The words of `drawing` that its functions use."""
        if not self.is_record:
            return ("drawn", "wrong_values")
        return ("Narrowing", "bodies", "faults", *(("bodies_breaking",) if self.rules else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParametersView:
    """The strategy of an operation's parameters."""

    name: Identifier
    record: Code
    summary: str

    @property
    def words(self) -> Words:
        """The words of `drawing` that its function uses."""
        return ("Narrowing", "bodies")


class Requests:
    """Prints the strategies for what goes to a server."""

    def __init__(self, names: Names, components: Components) -> None:
        self._names = names
        self._components = components
        self._domains = Domains(components.api)

    def body(self, operation: Operation) -> Iterator[BodyView]:
        """The strategies of the JSON body; none where there is no such body."""
        content = None if operation.body is None else operation.body.json
        if content is None:
            return
        kind = self._domains.resolve(content.type)
        rules = self._components.breakable(kind) if is_record(kind) else ()
        title = f"{operation.method.upper()} {operation.path}"
        yield BodyView(
            subject=self._subject(operation, content.type),
            is_record=is_record(kind),
            bodies=self._names.strategy(operation.id, "bodies"),
            breaking=self._names.strategy(operation.id, "bodies_breaking"),
            faults=self._names.strategy(operation.id, "faults"),
            summary=_bodies_summary(title, rules) if is_record(kind) else f"Bodies of {title}.",
            breaking_summary=f"Bodies of {title} that break one rule and nothing else.",
            faults_summary=f"Bodies of {title} with exactly one fault.",
            rules=joined(", ", tuple(map(literal, rules))),
        )

    def _subject(self, operation: Operation, kind: Type) -> Code:
        """The record of the body, or its values where it is no single object."""
        resolved = self._domains.resolve(kind)
        name = _last_name(kind, self._components.api)
        if is_record(resolved):
            return (
                self._components.add(f"{operation.id} body", resolved)
                if name is None
                else self._components.record(name)
            )
        found = self._components.expressions.expression(kind)
        return found if name is not None else self._components.add_expression(f"{operation.id} body", found)

    def parameters(self, operation: Operation) -> Iterator[ParametersView]:
        """The strategy of the parameters in path, query and headers; none where there are none."""
        if not operation.parameters:
            return
        names = parameter_names(operation)
        fields = tuple(
            code("{name}: {values}", name=literal(names[item.place, item.name]), values=self._parameter(item))
            for item in operation.parameters
        )
        record = code("record({{{fields}}})", fields=joined(", ", fields))
        yield ParametersView(
            name=self._names.strategy(operation.id, "parameters"),
            record=self._components.add_expression(f"{operation.id} parameters", record),
            summary=f"Parameters of {operation.method.upper()} {operation.path}, by name.",
        )

    def _parameter(self, parameter: Parameter) -> Code:
        told = self._components.told(parameter.annotations, parameter.type)
        found = self._components.expressions.expression(parameter.type, told)
        if parameter.style != "content" and found != NOTHING:
            found = _placed(parameter, found)
        return found if parameter.required else code("optional({found})", found=found)


def _placed(parameter: Parameter, found: Code) -> Code:
    match parameter.place:
        case "path":
            return code("in_path({found})", found=found)
        case "query":
            return code("in_query({found})", found=found)
        case _:
            return code("in_header({found})", found=found)


def parameter_names(operation: Operation) -> dict[tuple[str, str], str]:
    """What each parameter is called among all of an operation: its name, with its place where two share one."""
    found: dict[tuple[str, str], str] = {}
    for item in operation.parameters:
        name = f"{item.place} {item.name}" if item.name in found.values() else item.name
        found[item.place, item.name] = name
    return found


def _last_name(kind: Type, api: Api) -> str | None:
    """The component at the end of a chain of references; None for an inline type."""
    name = None
    while isinstance(kind, Ref):
        name, kind = kind.name, api.component(kind.name).type
    return name


def _bodies_summary(title: str, rules: tuple[str, ...]) -> str:
    kept = f"\nRules: {', '.join(rules)}." if rules else ""
    return f"Bodies of {title} that keep every rule.\n\nName a field to pin it, or to draw it from elsewhere.{kept}"
