"""Everything that models.py and rules.py say, decided and not yet laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from fencepost.emit.banner import place_name
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.fields import PrintedField, printed_field
from fencepost.emit.forms import AliasForm, ChoiceForm, Forms, ModelForm
from fencepost.emit.hints import Hints
from fencepost.emit.judge import Judge
from fencepost.emit.parameters import needs_model
from fencepost.emit.python.code import Code
from fencepost.emit.ruling import RuleTable, Ruling
from fencepost.emit.unenforced import Side, Unenforced
from fencepost.ir.api import Component
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.types import Annotations, Field
from fencepost.ir.values import JsonText
from fencepost.ir.walk import reached_components
from fencepost.names.identifiers import Identifier
from fencepost.names.split import answer_types, request_types


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedClass:
    """A class with fields."""

    name: Identifier
    documentation: str
    fields: tuple[PrintedField, ...]
    rules: RuleTable | None
    closed: bool
    """Whether members that it does not declare are refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChoice:
    """An enumeration class."""

    name: Identifier
    documentation: str
    members: tuple[tuple[Identifier, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAlias:
    """A name for a type."""

    name: Identifier
    documentation: str
    hint: Code


Printed: TypeAlias = PrintedClass | PrintedChoice | PrintedAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The decisions about one document."""

    printed: tuple[Printed, ...]
    """Enumerations, then the other components in the order of the document, then the arguments of operations."""

    schemas: Mapping[str, JsonText]
    """The schemas of components that a validator needs at run time."""

    unenforced: tuple[Unenforced, ...]

    @property
    def classes(self) -> tuple[PrintedClass, ...]:
        """The classes with fields."""
        return tuple(each for each in self.printed if isinstance(each, PrintedClass))

    @property
    def choices(self) -> tuple[PrintedChoice, ...]:
        """The enumerations."""
        return tuple(each for each in self.printed if isinstance(each, PrintedChoice))

    @property
    def rules(self) -> tuple[RuleTable, ...]:
        """The rules of the classes that have any."""
        return tuple(each.rules for each in self.classes if each.rules is not None)


@lru_cache(maxsize=1)
def draft_of(blueprint: Blueprint) -> Draft:
    """The draft of a document; several modules are printed from the same one."""
    drafter = _Drafter(blueprint)
    printed = (*drafter.components(), *drafter.parameters())
    choices = tuple(each for each in printed if isinstance(each, PrintedChoice))
    return Draft(
        printed=(*choices, *(each for each in printed if not isinstance(each, PrintedChoice))),
        schemas=drafter.judge.components,
        unenforced=tuple({(found, found.location): found for found in drafter.unenforced()}.values()),
    )


class _Drafter:
    """Decides one component after the other."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._api, self._names = blueprint.api, blueprint.names
        self._forms = Forms(self._api)
        self.judge = Judge(self._api)
        sides: tuple[Side, ...] = ("requests", "answers", "both")
        self._hints = {side: Hints(self._forms, self._names, self.judge, side) for side in sides}
        self._sent = frozenset(each.name for each in reached_components(request_types(self._api), self._api))
        self._answered = frozenset(each.name for each in reached_components(answer_types(self._api), self._api))

    def unenforced(self) -> Iterator[Unenforced]:
        for hints in self._hints.values():
            yield from hints.unenforced

    def components(self) -> Iterator[Printed]:
        for component in self._api.components:
            yield self._component(component)

    def parameters(self) -> Iterator[PrintedClass]:
        """A class for the arguments of each operation that needs one."""
        for operation in self._api.operations:
            if needs_model(operation):
                yield self._arguments(operation)

    def _component(self, component: Component) -> Printed:
        name, form = self._names.class_name(component.name), self._forms.form(component.name)
        match form:
            case ChoiceForm(values=values):
                members = tuple(
                    (self._names.member(component.name, item.value), str(item.value.value)) for item in values
                )
                return PrintedChoice(name=name, documentation=self._documentation(component), members=members)
            case ModelForm():
                return self._class(component, form)
            case AliasForm(type=kind):
                hint = self._hints[self._side(component)].of(kind).text
                return PrintedAlias(name=name, documentation=self._documentation(component), hint=hint)

    def _side(self, component: Component) -> Side:
        """Where a component stands; one that stands nowhere is held to the document as requests are."""
        if component.name in self._answered:
            return "both" if component.name in self._sent else "answers"
        return "requests"

    def _class(self, component: Component, form: ModelForm) -> PrintedClass:
        hints = self._hints[self._side(component)]
        fields = tuple(
            printed_field(item, self._names.field(component.name, item.wire_name), hints, self._api)
            for item in form.object.fields
        )
        ruling = Ruling(self._forms.domains, self._names, hints)
        table = ruling.table(component.name, form, {field.wire_name: field.attribute for field in fields})
        ruled = "" if table is None or not table.names else f"Rules: {', '.join(table.names)}."
        return PrintedClass(
            name=self._names.class_name(component.name),
            documentation=self._documentation(component, ruled),
            fields=fields,
            rules=table,
            closed=form.is_closed,
        )

    def _documentation(self, component: Component, ruled: str = "") -> str:
        source = f"Source: {place_name(component.location, self._api)}"
        return _text(component.annotations, "\n".join(part for part in (ruled, source) if part))

    def _arguments(self, operation: Operation) -> PrintedClass:
        source = f"Source: {place_name(operation.location, self._api)}"
        return PrintedClass(
            name=self._names.parameters_class(operation.id),
            documentation=f"The arguments of {operation.id} outside its body.\n\n{source}",
            fields=tuple(self._argument(operation, parameter) for parameter in operation.parameters),
            rules=None,
            closed=False,
        )

    def _argument(self, operation: Operation, parameter: Parameter) -> PrintedField:
        """A parameter as a field; the class knows it by its name in Python alone, which no other parameter has."""
        name = self._names.argument(operation.id, parameter.place, parameter.name)
        field = Field(
            wire_name=name,
            type=parameter.type,
            required=parameter.required,
            annotations=parameter.annotations,
            location=parameter.location,
        )
        return printed_field(field, name, self._hints["requests"], self._api)


def _text(annotations: Annotations, foot: str) -> str:
    said = (annotations.description or annotations.title or "").strip()
    deprecated = "Deprecated." if annotations.deprecated else ""
    return "\n\n".join(part for part in (said, deprecated, foot) if part)
