"""rules.py: a function for every rule of the document, and for each class the table of its rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.banner import banner, place_name
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.draft import draft_of
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.docstring import docstring
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.render import render
from fencepost.emit.ruling import PrintedRule, RuleTable
from fencepost.ir.api import Api
from fencepost.names.identifiers import Identifier

_IMPORTS: tuple[Import, ...] = (
    ("__future__", "annotations"),
    *(("typing", name) for name in ("TYPE_CHECKING", "Final")),
    ("._runtime.residual", "Meets"),
    *(("._runtime.rules", name) for name in ("Rule", "given")),
)
"""What is not used is dropped when the module is tidied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionView:
    """The function of one rule."""

    name: Identifier
    class_name: Identifier
    docstring: Code
    expression: Code
    constant: Code
    """What holds its test."""

    test: Code | None
    """What a validator tells; None where the expression says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A rule in the table of its class."""

    name: str
    holds: Code
    blame: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """The rules of one class."""

    constant: Identifier
    class_name: Identifier
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """What the template lays out."""

    banner: Code
    imports: Code
    models: Code
    functions: tuple[FunctionView, ...]
    tables: tuple[TableView, ...]


def emit_rules(blueprint: Blueprint) -> Module | None:
    """`rules.py`; None for a document without rules."""
    draft = draft_of(blueprint)
    if not draft.rules:
        return None
    components: list[Import] = [(".schemas", "COMPONENTS")] if draft.schemas else []
    view = RulesView(
        banner=banner(blueprint.api),
        imports=import_lines([*_IMPORTS, *components]),
        models=import_lines([(".models", table.class_name) for table in draft.rules]),
        functions=tuple(found for table in draft.rules for found in _functions(table, blueprint.api)),
        tables=tuple(_table(table) for table in draft.rules),
    )
    return Module(file=File(path=blueprint.path("rules.py"), text=render("rules.py.jinja", view)))


def _functions(table: RuleTable, api: Api) -> Iterator[FunctionView]:
    for rule in table.rules:
        if rule.function is not None:
            constant = Code(f"_{rule.function.upper()}")
            yield FunctionView(
                name=rule.function,
                class_name=table.class_name,
                docstring=docstring(f"{rule.documentation}\n\nSource: {place_name(rule.location, api)}", 4),
                expression=rule.expression or code("{constant}.accepts(body)", constant=constant),
                constant=constant,
                test=rule.test,
            )


def _table(table: RuleTable) -> TableView:
    rows = tuple(_row(rule) for rule in table.rules)
    return TableView(constant=table.constant, class_name=table.class_name, rows=rows)


def _row(rule: PrintedRule) -> RowView:
    return RowView(
        name=rule.name,
        holds=Code(rule.function) if rule.function is not None else code("{test}.accepts", test=rule.test or Code("")),
        blame=() if rule.blame is None else (rule.blame,),
        message=rule.message,
    )
