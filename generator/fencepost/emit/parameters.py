"""The arguments of a method: parameters outside the body, and the body, whole or field by field."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.emit.annotation import NONE, Annotation, Annotator, either, spelled
from fencepost.emit.bodies import ClientBody, ModelBody, RawBody, ValueBody, client_body
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.imports import Import
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.types import Anything, Array, Field, String, Type
from fencepost.names.identifiers import Identifier

_OMIT = spelled(Code("Omit"), ("._runtime.omit", "Omit"), ("._runtime.omit", "OMIT"))
FORM_FILE: Import = ("._runtime.forms", "FormFile")
_FILE = spelled(Code("FormFile"), FORM_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument as it stands in a signature."""

    name: Identifier
    text: Code
    """With its annotation, and with its default where it has one."""

    optional: Code
    """The same, to be left out."""

    imports: frozenset[Import]


def needs_model(operation: Operation) -> bool:
    """Whether the arguments outside the body need a model to be checked by: all but plain texts of the path do."""
    return not all(_is_plain_text(parameter) for parameter in operation.parameters)


def _is_plain_text(parameter: Parameter) -> bool:
    kind = parameter.type
    if parameter.place != "path" or parameter.style != "simple" or not isinstance(kind, String):
        return False
    return kind == String(location=kind.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """The arguments of one method."""

    path: tuple[Argument, ...]
    """By position, in the order in which they stand in the path."""

    others: tuple[Argument, ...]
    """By keyword: query, headers and cookies, the required ones first where the document has them so."""

    body: Argument | None
    """The body as a whole; None for an operation without one."""

    fields: tuple[Argument, ...]
    """The fields of the body by keyword; none where it has to be given as a whole."""

    @property
    def parameters(self) -> tuple[Identifier, ...]:
        """Everything outside the body."""
        return tuple(argument.name for argument in (*self.path, *self.others))


def arguments_of(operation: Operation, annotator: Annotator) -> Arguments:
    """The arguments of an operation's method."""
    others = (parameter for parameter in operation.parameters if parameter.place != "path")
    body = client_body(operation, annotator.forms)
    return Arguments(
        path=tuple(_parameter(operation, parameter, annotator) for parameter in _in_path_order(operation)),
        others=tuple(_parameter(operation, parameter, annotator) for parameter in others),
        body=None if body is None else _whole(operation, body, annotator),
        fields=_fields(operation, body, annotator) if isinstance(body, ModelBody) else (),
    )


def _in_path_order(operation: Operation) -> tuple[Parameter, ...]:
    places = [parameter for parameter in operation.parameters if parameter.place == "path"]
    return tuple(sorted(places, key=lambda parameter: operation.path.find(f"{{{parameter.name}}}")))


def _parameter(operation: Operation, parameter: Parameter, annotator: Annotator) -> Argument:
    name = annotator.names.argument(operation.id, parameter.place, parameter.name)
    return _argument(name, annotator.annotation(parameter.type), required=parameter.required)


def _whole(operation: Operation, body: ClientBody, annotator: Annotator) -> Argument:
    is_required = operation.body is not None and operation.body.required
    kind = _body_annotation(body, annotator)
    optional = code("request: {kind} = None", kind=either((kind, NONE)).text)
    text = code("request: {kind}", kind=kind.text) if is_required else optional
    return Argument(name=Identifier("request"), text=text, optional=optional, imports=kind.imports)


def _body_annotation(body: ClientBody, annotator: Annotator) -> Annotation:
    match body:
        case ModelBody(component=component):
            return annotator.class_reference(annotator.names.class_name(component))
        case ValueBody(type=kind):
            return annotator.annotation(kind)
        case RawBody(kind=kind):
            return annotator.word(("", kind))


def _fields(operation: Operation, body: ModelBody, annotator: Annotator) -> tuple[Argument, ...]:
    return tuple(
        _argument(
            annotator.names.argument(operation.id, "body", field.wire_name),
            _field_annotation(field, body, annotator),
            required=field.required,
        )
        for field in body.fields
    )


def _field_annotation(field: Field, body: ModelBody, annotator: Annotator) -> Annotation:
    kind = annotator.annotation(field.type)
    if body.form != "multipart":
        return kind
    match field.type:
        case Array(items=items) if _is_file(items):
            several = annotator.generic(annotator.words.array, either((_FILE, annotator.word(("", "bytes")))))
            return either((kind, several))
        case _ if _is_file(field.type):
            return either((kind, _FILE, annotator.word(("", "bytes"))))
        case _:
            return kind


def _is_file(kind: Type) -> bool:
    """Whether a part of a form may be a file: octets, or what the document leaves open."""
    is_octets = isinstance(kind, String) and kind.format is not None and kind.format.name == "binary"
    return is_octets or isinstance(kind, Anything)


def _argument(name: Identifier, kind: Annotation, *, required: bool) -> Argument:
    wide = either((kind, _OMIT))
    optional = code("{name}: {kind} = OMIT", name=name, kind=wide.text)
    if not required:
        return Argument(name=name, text=optional, optional=optional, imports=wide.imports)
    text = code("{name}: {kind}", name=name, kind=kind.text)
    return Argument(name=name, text=text, optional=optional, imports=kind.imports)
