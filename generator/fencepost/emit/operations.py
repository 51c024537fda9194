"""The table of operations: one record each, and nothing in it that the runtime would have to find out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.annotation import ANSWER_FORMS, BODY_FORMS, Annotation, Annotator
from fencepost.emit.answers import accepted, answer_form, client_answers, result_annotation
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.bodies import ModelBody, RawBody, ValueBody, client_body
from fencepost.emit.credentials import shown_alternatives
from fencepost.emit.forms import Forms
from fencepost.emit.manifest import File
from fencepost.emit.parameters import needs_model
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.python.literal import literal
from fencepost.emit.render import render
from fencepost.ir.http import Operation, Parameter
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names

_ALWAYS: tuple[Import, ...] = (
    ("__future__", "annotations"),
    ("typing", "Final"),
    ("._runtime.operation", "Json"),
    ("._runtime.operation", "Operation"),
    ("._runtime.parameters", "Parameter"),
)
"""What is not used is dropped when the module is tidied."""

_JSON = "application/json"
_WRITERS: dict[str, tuple[Code, Import]] = {
    "form": (Code("Form"), ("._runtime.forms", "Form")),
    "multipart": (Code("Multipart"), ("._runtime.forms", "Multipart")),
    "str": (Code("Text"), ("._runtime.media", "Text")),
    "bytes": (Code("Bytes"), ("._runtime.media", "Bytes")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentView:
    """One argument of a record."""

    name: Identifier
    value: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One record."""

    name: Identifier
    annotation: Code
    arguments: tuple[ArgumentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A parameter that several operations have."""

    name: Identifier
    record: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsView:
    """What the template lays out."""

    banner: Code
    imports: Code
    shared: tuple[PlaceView, ...]
    operations: tuple[OperationView, ...]


def emit_operations(blueprint: Blueprint) -> Module:
    """`operations.py`."""
    shared, forms = _shared_places(blueprint), Forms(blueprint.api)
    records = tuple(_Record(blueprint.names, forms, shared, operation) for operation in blueprint.api.operations)
    view = OperationsView(
        banner=banner(blueprint.api),
        imports=import_lines([*_ALWAYS, *(found for record in records for found in record.imports)]),
        shared=tuple(PlaceView(name=name, record=record) for record, name in shared.items()),
        operations=tuple(record.view for record in records),
    )
    return Module(file=File(path=blueprint.path("operations.py"), text=render("operations.py.jinja", view)))


def _shared_places(blueprint: Blueprint) -> dict[Code, Identifier]:
    """The path parameters that several operations have in common, under names for them."""
    found = Counter(
        (_place(operation, parameter, blueprint.names), blueprint.names.argument(operation.id, "path", parameter.name))
        for operation in blueprint.api.operations
        for parameter in operation.parameters
        if parameter.place == "path"
    )
    names: dict[Identifier, Code] = {}
    for (record, argument), uses in found.items():
        if uses > 1:
            names.setdefault(Identifier(f"_{argument.upper()}"), record)
    return {record: name for name, record in names.items()}


def _place(operation: Operation, parameter: Parameter, names: Names) -> Code:
    argument = names.argument(operation.id, parameter.place, parameter.name)
    style = "" if parameter.style == "simple" else code(", style={style}", style=literal(parameter.style))
    return code(
        "Parameter(argument={argument}, name={name}, place={place}{style}{explode})",
        argument=literal(argument),
        name=literal(parameter.name),
        place=literal(parameter.place),
        style=Code(style),
        explode=Code(", explode=True" if parameter.explode else ""),
    )


class _Record:
    """One operation: its view, and what that needs imported."""

    def __init__(self, names: Names, forms: Forms, shared: dict[Code, Identifier], operation: Operation) -> None:
        self._names = names
        self._sent = Annotator(forms=forms, names=names, words=BODY_FORMS)
        self._read = Annotator(forms=forms, names=names, words=ANSWER_FORMS)
        self._shared = shared
        self._operation = operation
        self.imports: set[Import] = set()
        arguments = tuple(self._arguments())
        self.view = OperationView(name=names.constant(operation.id), annotation=self._annotation(), arguments=arguments)

    def _arguments(self) -> Iterator[ArgumentView]:
        operation = self._operation
        yield _argument("id", literal(operation.id))
        yield _argument("method", literal(operation.method.upper()))
        # What follows `#` is no part of a request; documents tell operations of one path apart by it.
        yield _argument("path", literal(operation.path.partition("#")[0]))
        yield from self._parameters()
        yield from self._body()
        yield from self._answers()
        refusals = [int(answer.status) for answer in operation.responses if answer.status.isdecimal()]
        if others := tuple(status for status in refusals if status // 100 != 2):
            yield _argument("refusals", literal(others))
        alternatives = shown_alternatives(operation, self._sent.forms.api)
        if any(alternatives):
            shown = tuple(each[0] if len(each) == 1 else each for each in alternatives)
            yield _argument("security", literal(shown))

    def _parameters(self) -> Iterator[ArgumentView]:
        operation = self._operation
        if needs_model(operation):
            name = self._names.parameters_class(operation.id)
            yield _argument("parameters", self._code(self._sent.class_reference(name)))
        if operation.parameters:
            yield _argument("places", self._places())

    def _places(self) -> Code:
        records = [_place(self._operation, parameter, self._names) for parameter in self._operation.parameters]
        return code("({records},)", records=joined(", ", tuple(self._shared.get(each, each) for each in records)))

    def _body(self) -> Iterator[ArgumentView]:
        body = client_body(self._operation, self._sent.forms)
        if body is None or self._operation.body is None:
            return
        yield _argument("body", self._body_value(body))
        if not self._operation.body.required:
            yield _argument("body_required", literal(False))
        if isinstance(body, ModelBody) and body.form == "multipart":
            self.imports.add(("._runtime.forms", "MULTIPART"))
            yield _argument("media_type", Code("MULTIPART"))
        elif body.media_type != _JSON:
            yield _argument("media_type", literal(body.media_type))

    def _body_value(self, body: ModelBody | ValueBody | RawBody) -> Code:
        match body:
            case ModelBody(form="json"):
                return self._model(body)
            case ModelBody(form=form):
                return code("{writer}({model})", writer=self._writer(form), model=self._model(body))
            case ValueBody(type=kind):
                return code("Json({form})", form=self._code(self._sent.annotation(kind)))
            case RawBody(kind=kind, media_type=media_type):
                return code("{writer}({media_type})", writer=self._writer(kind), media_type=literal(media_type))

    def _model(self, body: ModelBody) -> Code:
        return self._code(self._sent.class_reference(self._names.class_name(body.component)))

    def _writer(self, word: str) -> Code:
        name, imported = _WRITERS[word]
        self.imports.add(imported)
        return name

    def _answers(self) -> Iterator[ArgumentView]:
        answers = client_answers(self._operation)
        forms = {answer.status: self._code(answer_form(answer, self._read)) for answer in answers}
        exact = tuple(code("{status}: {form}", status=status, form=form) for status, form in forms.items() if status)
        yield _argument("answers", code("{{{pairs}}}", pairs=joined(", ", exact)))
        if None in forms:
            yield _argument("success", forms[None])
        if (media_types := accepted(self._operation)) != _JSON:
            yield _argument("accept", literal(media_types))

    def _annotation(self) -> Code:
        """`Final`, with the type of the record where the answers alone do not tell it."""
        forms = {answer_form(answer, self._read).text for answer in client_answers(self._operation)}
        if len(forms) == 1:
            return Code("Final")
        result = self._code(result_annotation(self._operation, self._read))
        return code("Final[Operation[{result}]]", result=result)

    def _code(self, annotation: Annotation) -> Code:
        self.imports |= annotation.imports
        return annotation.text


def _argument(name: str, value: Code) -> ArgumentView:
    return ArgumentView(name=Identifier(name), value=value)
