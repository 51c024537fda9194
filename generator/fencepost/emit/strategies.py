"""Printed strategies: what every component may be, and for each operation what a test can draw.

The same text is a module of the package and, for any other document, executed from memory (`explore`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.cases.nominal import Nominals
from fencepost.emit import drawing
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.components import Components
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code
from fencepost.emit.python.docstring import comment
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.render import render
from fencepost.emit.requests import BodyView, ParametersView, Requests, Words
from fencepost.emit.responses import AnswersView, Responses
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names

Part: TypeAlias = Literal["requests", "answers"]
PARTS: tuple[Part, ...] = ("requests", "answers")

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
class SectionView:
    """Sets of values, and the strategies that draw from them."""

    definitions: tuple[DefinitionView, ...]
    bodies: tuple[BodyView, ...] = ()
    parameters: tuple[ParametersView, ...] = ()
    answers: tuple[AnswersView, ...] = ()

    @property
    def words(self) -> tuple[Words, ...]:
        """The words of `drawing` that each function uses."""
        return (
            *(view.words for view in self.bodies),
            *(view.words for view in self.parameters),
            *(view.words for view in self.answers),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategiesView:
    """What the template lays out."""

    banner: Code
    title: str
    imports: Code
    sections: tuple[SectionView, ...]


def emit_strategies(blueprint: Blueprint) -> Module:
    """`testing/strategies.py`."""
    text = strategies_text(blueprint.api, blueprint.names, blueprint.api.operations, PARTS, "._drawing")
    return Module(file=File(path=blueprint.path("testing/strategies.py"), text=text))


def strategies_text(
    api: Api, names: Names, operations: tuple[Operation, ...], parts: tuple[Part, ...], words: str
) -> str:
    """The strategies of some operations, with what they need of the document; `words` is the module of `drawing`."""
    components = Components(Nominals(api))
    sections: list[SectionView] = []
    if "requests" in parts:
        sections.append(_requests(operations, Requests(api, names, components), components))
    if "answers" in parts:
        known = len(components.definitions)
        told = tuple(view for operation in operations for view in Responses(names, components).answers(operation))
        sections.append(SectionView(definitions=_definitions(components, known), answers=told))
    view = StrategiesView(
        banner=banner(api),
        title=f"Strategies for {api.title}: requests and answers as they go over the wire.\n\n{_HOW}",
        imports=import_lines(_imports(words, sections)),
        sections=tuple(sections),
    )
    return render("testing/strategies.py.jinja", view)


def _requests(operations: tuple[Operation, ...], requests: Requests, components: Components) -> SectionView:
    bodies = tuple(view for operation in operations for view in requests.body(operation))
    parameters = tuple(view for operation in operations for view in requests.parameters(operation))
    return SectionView(definitions=_definitions(components, 0), bodies=bodies, parameters=parameters)


_HOW = (
    "Bodies are drawn inside regions: boxes in which every rule holds, so that nothing is drawn in vain and shrinking "
    "never leaves the valid set. A field with bounds stands on one of them about a third of the time. Where a "
    "pattern, `oneOf` or another keyword leaves open what its values are, they are drawn and checked; one that fails "
    "becomes the simplest."
)


def _definitions(components: Components, known: int) -> tuple[DefinitionView, ...]:
    """What was defined after so many others."""
    return tuple(
        DefinitionView(
            name=found.name,
            expression=found.expression,
            comment=comment(_first_sentence(found.summary)) if found.summary else Code(""),
            returns=Code("Record" if found.is_record else "Values"),
            is_recursive=found.is_recursive,
        )
        for found in components.definitions[known:]
    )


def _imports(words: str, sections: list[SectionView]) -> Iterator[Import]:
    used = {word for section in sections for each in section.words for word in each}
    if used:
        yield ("hypothesis.strategies", "SearchStrategy")
    if any(section.bodies or section.parameters for section in sections):
        yield ("typing", "Any")
    if any(view.rules for section in sections for view in section.bodies):
        yield ("typing", "Literal")
    for definition in (found for section in sections for found in section.definitions):
        used |= _names_in(definition.expression)
        if definition.is_recursive:
            used |= {definition.returns, "DEPTH"}
            yield ("functools", "cache")
    yield from ((words, word) for word in sorted(used & set(drawing.__all__)))


def _names_in(expression: Code) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)}


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=\.)\s", " ".join(text.split()), maxsplit=1)[0]
    return sentence if len(sentence) <= _SUMMARY else f"{sentence[: _SUMMARY - 2]} …"
