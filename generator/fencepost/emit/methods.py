"""Operations to methods: a signature, a docstring and one return each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.annotation import Annotator
from fencepost.emit.answers import client_answers, result_annotation
from fencepost.emit.banner import place_name
from fencepost.emit.bodies import ModelBody, client_body
from fencepost.emit.parameters import Argument, Arguments, arguments_of, needs_model
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import
from fencepost.emit.python.literal import literal
from fencepost.emit.shortfalls import shortfalls_of
from fencepost.ir.http import Operation
from fencepost.names.identifiers import Identifier

_SELF = Code("self")
_STAR = Code("*")
_OPTIONS = Code("options: Options = AS_CLIENT")
_FIELDS = Code("**fields: object")


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """One method; the synchronous and the asynchronous one differ in two words of the template."""

    name: Identifier
    overloads: tuple[Code, ...]
    """The arguments of each way to call it; none where there is one way only."""

    arguments: Code
    result: Code
    is_deprecated: bool
    text: str
    parameters: Code
    """The arguments outside the body, where they take a line of their own; else empty."""

    call: Code
    imports: frozenset[Import]


def method_view(operation: Operation, annotator: Annotator, answers: Annotator) -> MethodView:
    """The method of an operation; `annotator` spells what a caller gives, `answers` what comes back."""
    arguments = arguments_of(operation, annotator)
    result = result_annotation(operation, answers)
    given = (*arguments.path, *arguments.others, *arguments.fields, *((arguments.body,) if arguments.body else ()))
    parameters = _parameters(arguments)
    is_long = len(arguments.parameters) > 1
    return MethodView(
        name=annotator.names.method(operation.id),
        overloads=tuple(_overloads(arguments)),
        arguments=_implementation(arguments),
        result=result.text,
        is_deprecated=operation.deprecated,
        text=_text(operation, annotator),
        parameters=parameters if is_long else Code(""),
        call=_call(operation, arguments, Code("parameters") if is_long else parameters, annotator),
        imports=result.imports.union(*(argument.imports for argument in given)),
    )


def _overloads(arguments: Arguments) -> Iterator[Code]:
    """With the body as a whole, then field by field."""
    if arguments.fields and arguments.body:
        yield _signature((*arguments.path, arguments.body), arguments.others)
        yield _signature(arguments.path, (*arguments.others, *arguments.fields))


def _implementation(arguments: Arguments) -> Code:
    if not arguments.fields or arguments.body is None:
        whole = (arguments.body,) if arguments.body else ()
        return _signature((*arguments.path, *whole), arguments.others)
    before = (_SELF, *_texts(arguments.path), arguments.body.optional, _STAR, *_texts(arguments.others))
    return joined(", ", (*before, _OPTIONS, _FIELDS))


def _signature(positional: tuple[Argument, ...], by_keyword: tuple[Argument, ...]) -> Code:
    return joined(", ", (_SELF, *_texts(positional), _STAR, *_texts(by_keyword), _OPTIONS))


def _texts(arguments: tuple[Argument, ...]) -> tuple[Code, ...]:
    return tuple(argument.text for argument in arguments)


def _parameters(arguments: Arguments) -> Code:
    pairs = tuple(code("{key}: {name}", key=literal(str(name)), name=name) for name in arguments.parameters)
    return code("{{{pairs}}}", pairs=joined(", ", pairs)) if pairs else Code("")


def _call(operation: Operation, arguments: Arguments, parameters: Code, annotator: Annotator) -> Code:
    given = (
        *((Code("body=request"),) if arguments.body else ()),
        *((Code("fields=fields"),) if arguments.fields else ()),
        *((code("parameters={parameters}", parameters=parameters),) if parameters else ()),
    )
    return code(
        "self._client.call(operations.{constant}, Arguments({given}), options)",
        constant=annotator.names.constant(operation.id),
        given=joined(", ", given),
    )


def _text(operation: Operation, annotator: Annotator) -> str:
    """The docstring: what the document says, what the client adds to it, what it raises, where it comes from."""
    headline, description = _described(operation)
    said = "\n".join((*((description,) if description else ()), *_remarks(operation, annotator)))
    source = f"Source: {place_name(operation.location, annotator.forms.api)}"
    raised = f"Raises ValidationError before anything is sent, CallError else.\n{source}"
    return "\n\n".join(part for part in (headline, said, raised) if part)


def _described(operation: Operation) -> tuple[str, str]:
    """A first line, and what is to be said after it."""
    summary = " ".join((operation.summary or "").split())
    description = (operation.description or "").strip()
    if not summary:
        first, _, rest = description.partition("\n")
        summary, description = first.strip() or f"{operation.method.upper()} {operation.path}", rest.strip()
    return summary if summary.endswith((".", "!", "?", ":")) else f"{summary}.", description


def _remarks(operation: Operation, annotator: Annotator) -> Iterator[str]:
    names, forms = annotator.names, annotator.forms
    body = client_body(operation, forms)
    if operation.deprecated:
        yield "The document advises against it: it is deprecated."
    if isinstance(body, ModelBody):
        yield f"The fields and their bounds are those of {names.class_name(body.component)}."
    if needs_model(operation):
        yield f"The arguments and their bounds are those of {names.parameters_class(operation.id)}."
    if not client_answers(operation):
        yield "The document names no success, so that every answer is raised."
    yield from (shortfall.text for shortfall in shortfalls_of(operation, forms))
