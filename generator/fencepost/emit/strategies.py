"""Printed strategies: what every component may be, and for each operation what a test can draw.

The same text is a module of the package and, for any other document, executed from memory (`explore`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.cases.nominal import Nominals
from fencepost.emit import drawing
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.components import Components, Definition
from fencepost.emit.draft import draft_of
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.docstring import comment
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.render import render
from fencepost.emit.requests import BodyView, ParametersView, Requests, Words
from fencepost.emit.responses import AnswersView, Responses
from fencepost.ir.http import Operation
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names

WORDS = "._drawing"
"""Where the words of `drawing` stand in the package, seen from its modules of strategies."""

_SUMMARY = 100
"""Characters of a comment that says what a component is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionView:
    """A set of values under a name."""

    name: Identifier
    expression: Code
    comment: Code
    returns: Code
    """What a function gives: `Record` or `Values`."""

    is_recursive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """A class that can be drawn as well."""

    name: Identifier
    subject: Code
    """The set it is drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategiesView:
    """What the template lays out."""

    banner: Code
    title: str
    imports: Code
    definitions: tuple[DefinitionView, ...]
    bodies: tuple[BodyView, ...] = ()
    parameters: tuple[ParametersView, ...] = ()
    answers: tuple[AnswersView, ...] = ()
    models: tuple[ModelView, ...] = ()


def emit_strategies(blueprint: Blueprint) -> Module:
    """`testing/strategies.py`: what a test can send."""
    components = Components(Nominals(blueprint.api))
    classes = frozenset(printed.name for printed in draft_of(blueprint).classes)
    text = requests_text(components, blueprint.names, blueprint.api.operations, WORDS, classes)
    return Module(file=File(path=blueprint.path("testing/strategies.py"), text=text))


def emit_answers(blueprint: Blueprint) -> Module:
    """`testing/answers.py`: what a server may answer."""
    components = Components(Nominals.of_answers(blueprint.api))
    text = answers_text(components, blueprint.names, blueprint.api.operations, WORDS)
    return Module(file=File(path=blueprint.path("testing/answers.py"), text=text))


def requests_text(
    components: Components,
    names: Names,
    operations: tuple[Operation, ...],
    words: str,
    classes: frozenset[Identifier] = frozenset(),
) -> str:
    """The strategies for requests, with what they need that was not printed before.

    `words` is the module of `drawing`; `classes` are those of the module `models` beside the text's package, if any.
    """
    api, requests = components.api, Requests(names, components)
    sent = tuple(api.operation(operation.id) or operation for operation in operations)
    bodies = tuple(view for operation in sent for view in requests.body(operation))
    parameters = tuple(view for operation in sent for view in requests.parameters(operation))
    used = [*(view.words for view in bodies), *(view.words for view in parameters)]
    typing = (*(("Any",) if used else ()), *(("Literal",) if any(view.rules for view in bodies) else ()))
    definitions = components.taken()
    models = tuple(_models(definitions, names, classes))
    imports = (*_imports(words, definitions, used, typing), *(_FOR_MODELS if models else ()))
    view = StrategiesView(
        banner=banner(api),
        title=f"Strategies for {api.title}: requests as they go over the wire.\n\n{_HOW}",
        imports=import_lines(imports),
        definitions=tuple(map(_view_of, definitions)),
        models=models,
        bodies=bodies,
        parameters=parameters,
    )
    return render("testing/strategies.py.jinja", view)


def answers_text(components: Components, names: Names, operations: tuple[Operation, ...], words: str) -> str:
    """The strategies for answers, with what they need that was not printed before."""
    api, responses = components.api, Responses(names, components)
    answers = tuple(view for operation in operations for view in responses.answers(operation))
    definitions = components.taken()
    view = StrategiesView(
        banner=banner(api),
        title=f"Strategies for answers of {api.title}: right ones, and such with one fault.",
        imports=import_lines(_imports(words, definitions, [view.words for view in answers], ())),
        definitions=tuple(map(_view_of, definitions)),
        answers=answers,
    )
    return render("testing/strategies.py.jinja", view)


_FOR_MODELS: tuple[Import, ...] = (("..", "models"), (WORDS, "registered"))

_HOW = (
    "Bodies are drawn inside regions: boxes in which every rule holds, so that nothing is drawn in vain and shrinking "
    "never leaves the valid set. A field with bounds stands on one of them about a third of the time. Where a "
    "pattern, `oneOf` or another keyword leaves open what its values are, they are drawn and checked; one that fails "
    "becomes the simplest."
)


def _view_of(found: Definition) -> DefinitionView:
    return DefinitionView(
        name=found.name,
        expression=found.expression,
        comment=comment(_first_sentence(found.summary)) if found.summary else Code(""),
        returns=Code("Record" if found.is_record else "Values"),
        is_recursive=found.is_recursive,
    )


def _models(definitions: tuple[Definition, ...], names: Names, classes: frozenset[Identifier]) -> Iterator[ModelView]:
    for found in definitions:
        name = None if found.component is None else names.classes.get(found.component)
        if name is not None and name in classes:
            subject = code("{name}()", name=found.name) if found.is_recursive else Code(found.name)
            yield ModelView(name=name, subject=subject)


def _imports(
    words: str, definitions: tuple[Definition, ...], used: list[Words], typing: tuple[str, ...]
) -> Iterator[Import]:
    """The words of `drawing` that functions and definitions use, and what their annotations need."""
    yield from (("typing", name) for name in typing)
    if used:
        yield ("hypothesis.strategies", "SearchStrategy")
    found = {word for each in used for word in each}
    for definition in definitions:
        found |= _names_in(definition.expression)
        if definition.is_recursive:
            found |= {"Record" if definition.is_record else "Values", "DEPTH"}
            yield ("functools", "cache")
    yield from ((words, word) for word in found & set(drawing.__all__))


def _names_in(expression: Code) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)}


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=\.)\s", " ".join(text.split()), maxsplit=1)[0]
    return sentence if len(sentence) <= _SUMMARY else f"{sentence[: _SUMMARY - 2]} …"
