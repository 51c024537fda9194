"""What each component becomes in the package: a class, an enumeration, or a name for a type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.types import Anything, Enum, EnumValue, Intersection, Nothing, Object, Residual, Type
from fencepost.ir.values import JsonText, freeze
from fencepost.rules.domains import Domains
from fencepost.rules.lint.vacancies import LARGEST_ENUM
from fencepost.rules.schema import schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a schema asks for besides what a printed type does; only a validator can tell."""

    schema: JsonText
    """References lead to `#/components/schemas/NAME`."""

    keywords: tuple[str, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelForm:
    """A class with a field for each declared member."""

    object: Object
    rests: tuple[Rest, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the class itself refuses members that it does not declare."""
        return isinstance(self.object.additional, Nothing) and not self.object.patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceForm:
    """An enumeration class: every value is a string."""

    values: tuple[EnumValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasForm:
    """A name for any other type."""

    type: Type


Form: TypeAlias = ModelForm | ChoiceForm | AliasForm


class Forms:
    """The forms of one document's components."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.domains = Domains(api)
        self._known: dict[str, Form] = {}

    def form(self, name: str) -> Form:
        """The form of a component."""
        if name not in self._known:
            self._known[name] = self._form(self.api.component(name).type)
        return self._known[name]

    def _form(self, kind: Type) -> Form:
        match kind:
            case Enum(values=values) if _is_choice(values):
                return ChoiceForm(values=values)
            case Object(fields=fields, rules=rules) if fields or rules:
                return ModelForm(object=kind, rests=tuple(_rest_of_object(kind)))
            case Residual():
                return self._narrowed(kind)
            case Intersection(parts=parts, location=location):
                merged = self.domains.all_of(parts, location)
                return AliasForm(type=merged) if isinstance(merged, Intersection) else self._form(merged)
            case _:
                return AliasForm(type=kind)

    def _narrowed(self, kind: Residual) -> Form:
        inner = self._form(kind.type)
        if not isinstance(inner, ModelForm):
            return AliasForm(type=kind)
        rest = Rest(schema=kind.schema, keywords=kind.keywords, location=kind.location)
        return replace(inner, rests=(*inner.rests, rest))


def _is_choice(values: tuple[EnumValue, ...]) -> bool:
    """Whether values get a class with a member for each: texts, and not so many that naming them takes minutes."""
    return 0 < len(values) <= LARGEST_ENUM and all(isinstance(item.value.value, str) for item in values)


def _rest_of_object(kind: Object) -> Iterator[Rest]:
    """What a class does not say of its members: their number, their names, and what undeclared ones are."""
    if kind.min_properties is not None:
        # Apart from the others, because it says the same of answers, which may hold members that no one knew of.
        least = freeze({"minProperties": kind.min_properties.value})
        yield Rest(schema=least, keywords=("minProperties",), location=kind.location)
    keywords = {
        "patternProperties": bool(kind.patterns),
        "propertyNames": kind.names is not None,
        "maxProperties": kind.max_properties is not None,
        "additionalProperties": not isinstance(kind.additional, Anything | Nothing),
    }
    found = tuple(keyword for keyword, asked in keywords.items() if asked)
    if found:
        whole = isinstance(kind.additional, Nothing) and not kind.patterns
        anything = Anything(location=kind.location)
        fields = tuple(replace(item, type=anything, required=False) for item in kind.fields)
        additional = anything if whole else kind.additional
        schema = schema_of(replace(kind, fields=fields, additional=additional, min_properties=None, rules=()))
        yield Rest(schema=freeze(schema), keywords=found, location=kind.location)
