"""Gives every inline type that needs a class a component of its own, so that nothing is left without a name.

An object with fields or rules, an enumeration of several values and a choice of several types become components named
after what holds them: `metadata` in `CreateThingRequest` is `CreateThingRequestMetadata`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, TypeAlias

from fencepost.ir.api import Api, Component
from fencepost.ir.http import Body, Operation, Response
from fencepost.ir.members import fields_of, rules_of
from fencepost.ir.pointers import unescaped
from fencepost.ir.shapes import is_nullable
from fencepost.ir.types import Array, Enum, Intersection, Null, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json, freeze
from fencepost.names.casing import pascal
from fencepost.names.holders import (
    annotations_of,
    body_stem,
    header_stem,
    parameter_stem,
    response_stem,
    variant_labels,
)
from fencepost.names.plain import is_plain

SchemaOf: TypeAlias = Callable[[Type], Json]
Place: TypeAlias = tuple[str, str, Type]
Position: TypeAlias = Literal["field", "part", "body"]
"""Where an inline type stands: as the type of a field or parameter, deeper inside another type, or as a whole body."""

IsValue: TypeAlias = Callable[[Type, Position], bool]
_COMPONENT = re.compile(r"/components/schemas/([^/]+)")


def body_value(kind: Type, position: Position) -> bool:
    """Whether an inline type needs a name because it is a whole body and an annotation would not say all of it."""
    return position == "body" and not is_plain(kind)


def hoist(api: Api, schema_of: SchemaOf, is_value: IsValue = body_value) -> Api:
    """The document with a reference wherever an inline type needed a name; the new components follow their holders.

    `schema_of` prints a type as JSON Schema, for the components that the document does not have; `is_value` says which
    inline types need a name besides, at their position. Declared components keep their names. What was hoisted before
    stays as it is.
    """
    declared = frozenset(component.name for component in api.components)
    hoister = _Hoister(api=api, schema_of=schema_of, is_value=is_value, declared=declared)
    for component in api.components:
        hoister.component(component.name)
    operations = tuple(hoister.operation(operation) for operation in api.operations)
    homes = (*(component.name for component in api.components), None)
    return replace(api, components=tuple(found for home in homes for found in hoister.at(home)), operations=operations)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holder:
    """Where an inline type stands."""

    home: str | None
    """The declared component it belongs to; None in an operation."""

    stem: str
    """What its name begins with, or is."""

    position: Position

    def part(self, text: str) -> _Holder:
        """The holder of a part that is called so."""
        return replace(self, stem=self.stem + text, position="part")

    def field(self, wire_name: str) -> _Holder:
        """The holder of a field."""
        return replace(self, stem=self.stem + (pascal(wire_name) or "Field"), position="field")


@dataclass(slots=True, kw_only=True)
class _Hoister:
    """Collects the new components while it goes through a document."""

    api: Api
    schema_of: SchemaOf
    is_value: IsValue
    declared: frozenset[str]
    taken: set[str] = field(init=False)
    homes: dict[str | None, list[Component | None]] = field(default_factory=dict)
    """By home: the component itself, then what was hoisted out of it, outer types first."""

    names: dict[Place, str] = field(init=False)
    """What has a name, by place and type: what several objects inherit is one and the same."""

    def __post_init__(self) -> None:
        self.taken = set(self.declared)
        self.names = {_place(component.type): component.name for component in self.api.components}

    def at(self, home: str | None) -> tuple[Component, ...]:
        """The components of a home."""
        return tuple(found for found in self.homes.get(home, ()) if found is not None)

    def component(self, name: str) -> None:
        """Hoist out of a declared component, once."""
        if name in self.homes:
            return
        component = self.api.component(name)
        kept = self.homes[name] = [None]
        holder = _Holder(home=name, stem=pascal(name) or "Schema", position="part")
        kept[0] = replace(component, type=self._root(component.type, holder))

    def _root(self, kind: Type, holder: _Holder) -> Type:
        """The type of a component: itself, but a nullable one refers to what it is when it is not null."""
        value = holder.part("Value")
        match kind:
            case Enum():
                return self._enumeration(kind, value) if is_nullable(kind, self.api) else kind
            case Union(variants=variants) if sum(not isinstance(variant, Null) for variant in variants) == 1:
                return replace(kind, variants=tuple(self.place(variant, value) for variant in variants))
            case _:
                return self._inside(kind, holder)

    def operation(self, operation: Operation) -> Operation:
        """The operation with references to what was hoisted out of it."""
        parameters = tuple(
            replace(item, type=self._outer(item.type, parameter_stem(operation, item), "field"))
            for item in operation.parameters
        )
        body = None if operation.body is None else self._body(operation, operation.body)
        responses = tuple(self._response(operation, response) for response in operation.responses)
        return replace(operation, parameters=parameters, body=body, responses=responses)

    def _outer(self, kind: Type, stem: str, position: Position) -> Type:
        return self.place(kind, _Holder(home=None, stem=stem or "Operation", position=position))

    def _body(self, operation: Operation, body: Body) -> Body:
        contents = tuple(
            replace(item, type=self._outer(item.type, body_stem(operation, body, item), "body"))
            for item in body.contents
        )
        return replace(body, contents=contents)

    def _response(self, operation: Operation, response: Response) -> Response:
        contents = tuple(
            replace(item, type=self._outer(item.type, response_stem(operation, response, item), "body"))
            for item in response.contents
        )
        headers = tuple(
            replace(item, type=self._outer(item.type, header_stem(operation, response, item), "field"))
            for item in response.headers
        )
        return replace(response, contents=contents, headers=headers)

    def place(self, kind: Type, holder: _Holder) -> Type:
        """The type as it may stand inside another: a reference where it needs a name."""
        match kind:
            case Enum() if sum(item.value.value is not None for item in kind.values) > 1:
                return self._enumeration(kind, holder)
            case Union():
                return self._choice(kind, holder)
            case _ if self.is_value(kind, holder.position):
                return self._named(kind, holder)
            case Object() | Intersection() | Residual() if self._is_model(kind):
                return self._named(kind, holder)
            case _:
                return self._inside(kind, holder)

    def _is_model(self, kind: Type) -> bool:
        """Whether a value of the type has fields of its own, or rules between them."""
        return bool(fields_of(kind, self.api) or rules_of(kind))

    def _enumeration(self, kind: Enum, holder: _Holder) -> Type:
        others = tuple(item for item in kind.values if item.value.value is not None)
        if len(others) < 2:
            return kind
        named = self._named(replace(kind, values=others), holder)
        if len(others) == len(kind.values):
            return named
        null = Null(location=kind.location)
        return Union(variants=(named, null), annotations=kind.annotations, location=kind.location)

    def _choice(self, kind: Union, holder: _Holder) -> Type:
        """A choice of several types has a name; null stands beside it, so that it is seen where the choice is used."""
        others = tuple(variant for variant in kind.variants if not isinstance(variant, Null))
        nulls = tuple(variant for variant in kind.variants if isinstance(variant, Null))
        if len(others) < 2:
            return replace(kind, variants=tuple(self.place(variant, holder) for variant in kind.variants))
        if not nulls or (kind.exclusive and any(is_nullable(variant, self.api) for variant in others)):
            return self._named(kind, holder)
        named = self._named(replace(kind, variants=others), holder)
        return Union(variants=(named, nulls[0]), annotations=kind.annotations, location=kind.location)

    def _named(self, kind: Type, holder: _Holder) -> Ref:
        """A reference to the component that the type becomes, or became where it was met first."""
        place = _place(kind)
        if place not in self.names:
            self._visit_owner(kind, holder)
        if place not in self.names:
            self._add(place, kind, holder)
        return Ref(name=self.names[place], location=kind.location)

    def _visit_owner(self, kind: Type, holder: _Holder) -> None:
        """Hoist first out of the component where the type is written, so that it is named after that one."""
        written = _COMPONENT.match(kind.location.pointer)
        owner = written and unescaped(written[1])
        if owner and owner != holder.home and owner in self.declared:
            self.component(owner)

    def _add(self, place: Place, kind: Type, holder: _Holder) -> None:
        name = self.names[place] = self._new_name(holder.stem)
        home = self.homes.setdefault(holder.home, [])
        home.append(None)
        index = len(home) - 1
        home[index] = Component(
            name=name,
            type=self._inside(kind, replace(holder, stem=name)),
            schema=freeze(self.schema_of(kind)),
            annotations=annotations_of(kind),
            location=kind.location,
        )

    def _new_name(self, stem: str) -> str:
        names = (stem if number == 1 else f"{stem}{number}" for number in count(1))
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name

    def _inside(self, kind: Type, holder: _Holder) -> Type:
        """The type with references for the parts that need a name; it needs none itself."""
        match kind:
            case Array(items=items, prefix=prefix):
                placed = tuple(self.place(item, holder.part(f"Item{i}")) for i, item in enumerate(prefix, start=1))
                return replace(kind, items=self.place(items, holder.part("Item")), prefix=placed)
            case Object():
                return self._object(kind, holder)
            case Union(variants=variants):
                pairs = zip(variants, variant_labels(kind), strict=True)
                return replace(kind, variants=tuple(self.place(item, holder.part(label)) for item, label in pairs))
            case Intersection(parts=parts):
                # The parts of a model are one class together; those of anything else stand for themselves.
                each = self._inside if self._is_model(kind) else self.place
                return replace(kind, parts=tuple(each(part, holder) for part in parts))
            case Residual(type=inner):
                return replace(kind, type=self._inside(inner, holder))
            case _:
                return kind

    def _object(self, kind: Object, holder: _Holder) -> Object:
        """The object with its parts placed; its rules speak of values only and stay as they are."""
        value = holder.part("Value")
        return replace(
            kind,
            fields=tuple(
                replace(item, type=self.place(item.type, holder.field(item.wire_name))) for item in kind.fields
            ),
            additional=self.place(kind.additional, value),
            patterns=tuple(replace(item, type=self.place(item.type, value)) for item in kind.patterns),
            names=None if kind.names is None else self.place(kind.names, holder.part("Key")),
        )


def _place(kind: Type) -> Place:
    return kind.location.file, kind.location.pointer, kind
