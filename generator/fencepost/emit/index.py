"""The package's API index: every method, model, enumeration and rule on one page."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.emit.banner import document_name
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.calls import body_fields, call_name
from fencepost.emit.manifest import File
from fencepost.emit.markdown import paragraphs, prose, span
from fencepost.emit.python.code import Code
from fencepost.emit.render import render
from fencepost.emit.wording import type_in_words
from fencepost.ir.api import Component
from fencepost.ir.http import Operation, Parameter, Response
from fencepost.ir.members import fields_of, rules_of
from fencepost.ir.types import Annotations, Enum, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One line about an argument, a field, a member, an answer or a rule."""

    name: Code
    wire: Code
    type: Code
    needed: Code
    description: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodSection:
    """One method."""

    name: Code
    request: Code
    description: Code
    arguments: tuple[MemberRow, ...]
    answers: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSection:
    """One component."""

    name: Code
    description: Code
    type: Code
    fields: tuple[MemberRow, ...]
    members: tuple[MemberRow, ...]
    rules: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """What the template lays out."""

    title: Code
    document: Code
    methods: tuple[MethodSection, ...]
    models: tuple[ModelSection, ...]


NOTHING = Code("")


def emit_index(blueprint: Blueprint) -> File:
    """`API.md` of the package."""
    api = blueprint.api
    view = IndexView(
        title=prose(api.title),
        document=span(document_name(api.source)),
        methods=tuple(_method(operation, blueprint) for operation in api.operations),
        models=tuple(_model(component, blueprint) for component in api.components),
    )
    return File(path="API.md", text=render("API.md.jinja", view))


def _method(operation: Operation, blueprint: Blueprint) -> MethodSection:
    fields = (
        _field(field, span(blueprint.names.argument(operation.id, "body", field.wire_name)), blueprint)
        for field in body_fields(operation, blueprint)
    )
    return MethodSection(
        name=span(f"client.{call_name(operation, blueprint)}"),
        request=span(f"{operation.method.upper()} {operation.path}"),
        description=paragraphs(operation.description or operation.summary or ""),
        arguments=(*(_parameter(operation, item, blueprint) for item in operation.parameters), *fields),
        answers=tuple(_answer(response, blueprint) for response in operation.responses),
    )


def _parameter(operation: Operation, parameter: Parameter, blueprint: Blueprint) -> MemberRow:
    return MemberRow(
        name=span(blueprint.names.argument(operation.id, parameter.place, parameter.name)),
        wire=span(f"{parameter.place} {parameter.name}"),
        type=type_in_words(parameter.type, blueprint.names),
        needed=_needed(parameter.annotations, required=parameter.required),
        description=prose(parameter.annotations.description or ""),
    )


def _field(field: Field, name: Code, blueprint: Blueprint) -> MemberRow:
    return MemberRow(
        name=name,
        wire=span(field.wire_name),
        type=type_in_words(field.type, blueprint.names),
        needed=_needed(field.annotations, required=field.required),
        description=prose(field.annotations.description or ""),
    )


def _needed(annotations: Annotations, *, required: bool) -> Code:
    if required:
        return Code("required")
    return NOTHING if annotations.default is None else span(annotations.default.text)


def _answer(response: Response, blueprint: Blueprint) -> MemberRow:
    content = response.json
    return MemberRow(
        name=span(response.status),
        wire=NOTHING,
        type=NOTHING if content is None else type_in_words(content.type, blueprint.names),
        needed=NOTHING,
        description=prose(response.description),
    )


def _model(component: Component, blueprint: Blueprint) -> ModelSection:
    names, fields = blueprint.names, fields_of(component.type, blueprint.api)
    return ModelSection(
        name=span(names.class_name(component.name)),
        description=paragraphs(component.annotations.description or ""),
        type=NOTHING if fields or isinstance(component.type, Enum) else type_in_words(component.type, names),
        fields=tuple(_field(item, span(names.field(component.name, item.wire_name)), blueprint) for item in fields),
        members=_members(component, blueprint),
        rules=tuple(_row(span(rule.name), prose(rule.description or "")) for rule in rules_of(component.type)),
    )


def _members(component: Component, blueprint: Blueprint) -> tuple[MemberRow, ...]:
    values = component.type.values if isinstance(component.type, Enum) else ()
    return tuple(
        _row(span(blueprint.names.member(component.name, item.value)), span(item.value.text)) for item in values
    )


def _row(name: Code, description: Code) -> MemberRow:
    return MemberRow(name=name, wire=NOTHING, type=NOTHING, needed=NOTHING, description=description)
