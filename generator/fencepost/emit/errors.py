"""The errors of the client: one class for each status of refusal that the document names anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.bodies import model_component
from fencepost.emit.forms import Forms
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.render import render
from fencepost.ir.api import Api
from fencepost.ir.http import Response
from fencepost.ir.types import Ref, Type, Union
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names

_FAMILIES = {4: Identifier("ClientError"), 5: Identifier("ServerError")}

_TREE = (
    ("CallError", ""),
    ("├── TransportError", "no whole answer came"),
    ("│   ├── UnreachableError", "nothing was sent"),
    ("│   ├── ConnectionLostError", "the service may have done its work"),
    ("│   ├── CallTimeoutError", "the service may have done its work"),
    ("│   └── ProtocolError", "what came is not HTTP"),
    ("├── APIError", "the service answered, and not with success"),
)
_LAST = ("└── ResponseValidationError", "the answer breaks the document")

_ROOTS = tuple(
    Identifier(name)
    for name in (
        *("APIError", "CallError", "CallTimeoutError", "ClientError", "ConnectionLostError", "ProtocolError"),
        *("ResponseValidationError", "ServerError", "TransportError", "UnreachableError"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """One class."""

    name: Identifier
    parent: Code
    text: str
    status: int
    shape: Code
    """The class of the body; empty for one without."""

    others: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorsView:
    """What the template lays out."""

    banner: Code
    tree: str
    imports: Code
    errors: tuple[ErrorView, ...]
    public: tuple[Identifier, ...]


def emit_errors(blueprint: Blueprint) -> Module:
    """`errors.py`: the tree of errors at its top, then the classes by status."""
    forms = Forms(blueprint.api)
    errors = tuple(_error(status, blueprint.names, forms) for status in sorted(_refusals(blueprint.api)))
    public = (*_ROOTS, *(error.name for error in errors))
    view = ErrorsView(
        banner=banner(blueprint.api),
        tree=_tree(errors),
        imports=import_lines(_imports(errors)),
        errors=errors,
        public=(Identifier("REFUSALS"), *public),
    )
    file = File(path=blueprint.path("errors.py"), text=render("errors.py.jinja", view))
    return Module(file=file, public=public)


def _imports(errors: tuple[ErrorView, ...]) -> Iterator[Import]:
    yield from (("__future__", "annotations"), ("typing", "Final"), ("._runtime.answer", "Refusals"))
    yield from (("._runtime.errors", name) for name in _ROOTS)
    if any(error.shape for error in errors):
        yield ".", "models"


def _refusals(api: Api) -> frozenset[int]:
    """The documented statuses of refusal."""
    found = (response.status for operation in api.operations for response in operation.responses)
    return frozenset(int(status) for status in found if status.isdecimal() and int(status) // 100 in _FAMILIES)


def _error(status: int, names: Names, forms: Forms) -> ErrorView:
    answers = tuple(_answers(status, forms.api))
    said = next((answer.description for answer in answers if answer.description.strip()), "")
    shapes = tuple(
        code("models.{name}", name=names.class_name(component))
        for component in dict.fromkeys(found for answer in answers for found in _models(answer, forms))
    )
    family = _FAMILIES[status // 100]
    return ErrorView(
        name=names.error_class(status),
        parent=code("{family}[{shapes}]", family=family, shapes=joined(" | ", shapes)) if shapes else Code(family),
        text=f"{status}: {said}" if said else f"{status}.",
        status=status,
        shape=shapes[0] if shapes else Code(""),
        others=shapes[1:],
    )


def _answers(status: int, api: Api) -> Iterator[Response]:
    for operation in api.operations:
        yield from (response for response in operation.responses if response.status == str(status))


def _models(answer: Response, forms: Forms) -> tuple[str, ...]:
    """The components with a class that the JSON body of an answer may be."""
    return () if answer.json is None else tuple(_models_of(answer.json.type, forms, frozenset()))


def _models_of(kind: Type, forms: Forms, seen: frozenset[str]) -> Iterator[str]:
    component = model_component(kind, forms)
    match kind:
        case _ if component is not None:
            yield component
        case Ref(name=name) if name not in seen:
            yield from _models_of(forms.api.component(name).type, forms, seen | {name})
        case Union(variants=variants):
            for variant in variants:
                yield from _models_of(variant, forms, seen)
        case _:
            pass


def _tree(errors: tuple[ErrorView, ...]) -> str:
    """The classes drawn as a tree, what each says beside it."""
    rows = [*_TREE, *_branch(errors, 4, "│   ├── "), *_branch(errors, 5, "│   └── "), _LAST]
    width = max(len(name) for name, _ in rows) + 2
    lines = (f"{name:{width}}{meaning}".rstrip() for name, meaning in rows)
    return "\n".join(["What a call can raise.", "", *lines])


def _branch(errors: tuple[ErrorView, ...], family: int, stem: str) -> Iterator[tuple[str, str]]:
    own = [error for error in errors if error.status // 100 == family]
    yield f"{stem}{_FAMILIES[family]}", f"any other {family}xx" if own else f"{family}xx"
    line = stem[:4] + ("│   " if "├" in stem else "    ")
    for error in own:
        yield f"{line}{'└' if error is own[-1] else '├'}── {error.name}", str(error.status)
