"""The package's README: how to install it, a call, and what there is to be called."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.emit.banner import document_name
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.calls import call_name, example_call, required_arguments
from fencepost.emit.credentials import credential_arguments
from fencepost.emit.manifest import File
from fencepost.emit.markdown import first_paragraph, prose, span
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.literal import literal
from fencepost.emit.render import render
from fencepost.emit.servers import default_address
from fencepost.ir.http import Operation
from fencepost.names.identifiers import Identifier
from fencepost.names.target import BASE_URL


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One line of the table of operations."""

    call: Code
    request: Code
    summary: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableRow:
    """One line of the table of environment variables."""

    name: Code
    argument: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """What the template lays out."""

    title: Code
    description: Code
    document: Code
    package: Identifier
    arguments: Code
    call: Code
    variables: tuple[VariableRow, ...]
    operations: tuple[OperationRow, ...]


def emit_readme(blueprint: Blueprint) -> File:
    """`README.md` of the package."""
    api, target = blueprint.api, blueprint.target
    view = ReadmeView(
        title=prose(api.title),
        description=first_paragraph(api.description or ""),
        document=span(document_name(api.source)),
        package=target.package,
        arguments=_client_arguments(blueprint),
        call=_first_call(blueprint),
        variables=tuple(VariableRow(name=span(item.name), argument=span(item.argument)) for item in target.environment),
        operations=tuple(operation_row(operation, blueprint) for operation in api.operations),
    )
    return File(path="README.md", text=render("README.md.jinja", view))


def operation_row(operation: Operation, blueprint: Blueprint) -> OperationRow:
    """An operation as a line of a table."""
    return OperationRow(
        call=span(call_name(operation, blueprint)),
        request=span(f"{operation.method.upper()} {operation.path}"),
        summary=first_paragraph(operation.summary or operation.description or ""),
    )


def _client_arguments(blueprint: Blueprint) -> Code:
    """The arguments of a client that no environment variable gives: `token="..."`."""
    given = {variable.argument for variable in blueprint.target.environment}
    credentials = (item.name for item in credential_arguments(blueprint)[:1])
    address = () if default_address(blueprint.api) else (BASE_URL,)
    names = (name for name in (*credentials, *address) if name not in given)
    return joined(", ", tuple(code("{name}={value}", name=name, value=literal("...")) for name in names))


def _first_call(blueprint: Blueprint) -> Code:
    """The call that shows most with least: the first with arguments, else the first at all."""
    operations = blueprint.api.operations
    telling = [operation for operation in operations if required_arguments(operation, blueprint)]
    return next((example_call(operation, blueprint) for operation in (*telling, *operations)), Code("..."))
