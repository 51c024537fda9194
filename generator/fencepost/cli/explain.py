"""`fencepost explain`: what was read from a document, and what a word of a report means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fencepost.ir.api import Api
    from fencepost.ir.values import Json


def explain(
    subject: Annotated[
        str, typer.Argument(metavar="SPEC|CHECK|CODE", help="A document, a check, or a diagnostic code.")
    ],
    topic: Annotated[
        str | None, typer.Argument(metavar="[RULE|OPERATION]", help="A rule or an operation of the document.")
    ] = None,
    *,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the normalised schema of an operation's request.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Explain a diagnostic code, a check, a document, or one rule or operation of it."""
    from fencepost.cli.pages import page_names, page_of

    is_document = subject == "-" or "://" in subject or Path(subject).exists()
    page = page_of(subject)
    if page is not None and topic is None and not is_document:
        _print([page], {"schema": 1, "topic": subject, "page": page}, as_json=as_json)
        return
    if not is_document and topic is None and "." not in subject and "/" not in subject:
        otherwise = "name a document, a check such as echo, or a code such as D001"
        _refuse("A011", f"{subject} is no document, check or diagnostic code", page_names(), otherwise)
    from fencepost.cli.document import load_document

    api = load_document(subject)
    if schema:
        typer.echo(json.dumps(_schema(api, topic), indent=2, default=float))
    else:
        told = (_overview(api), _overview_json(api)) if topic is None else _topic(api, topic)
        _print(*told, as_json=as_json)


def _print(lines: Iterable[str], value: Json, *, as_json: bool) -> None:
    from fencepost.diagnostics import visible

    if as_json:
        typer.echo(json.dumps(value, indent=2, default=float))
        return
    for line in lines:
        for each in line.split("\n"):
            typer.echo(visible(each))


def _refuse(code: str, message: str, known: list[str], otherwise: str) -> None:
    import difflib

    from fencepost.diagnostics import refusal

    words = message.split(" ", 1)[0]
    close = difflib.get_close_matches(words, known, n=1)
    remedy = f"did you mean {close[0]}?" if close else otherwise
    raise refusal(code, message, address="fencepost explain", remedy=remedy)


def _overview(api: Api) -> Iterator[str]:
    from fencepost.cli.opaque import left_unpaired, opaque_places
    from fencepost.cli.portraits import one_line, operation_line, resource_line, rules_of, singleton_line
    from fencepost.ir.resources import kept_resources
    from fencepost.ir.singletons import find_singletons

    yield f"{api.title} {api.version}: {len(api.operations)} operations, {len(api.components)} schemas"
    yield from (f"  {operation_line(operation)}" for operation in api.operations)
    resources = kept_resources(api)
    yield from (f"  {resource_line(resource)}" for resource in resources)
    yield from (f"  {singleton_line(singleton)}" for singleton in find_singletons(api, resources))
    yield from (f"  rule {rule.name}: {one_line(rule.description) or rule.location}" for rule in rules_of(api))
    yield from (f"  drawn and checked: {item.subject}: {item.reason}" for item in opaque_places(api))
    yield from (f"  not paired in {subject}: {', '.join(names)}" for subject, names in left_unpaired(api))


def _overview_json(api: Api) -> dict[str, Json]:
    from fencepost.cli.opaque import left_unpaired, opaque_places
    from fencepost.cli.portraits import operation_json, resource_json, rules_of, singleton_json
    from fencepost.ir.resources import kept_resources
    from fencepost.ir.singletons import find_singletons

    resources = kept_resources(api)
    return {
        "schema": 1,
        "title": api.title,
        "version": api.version,
        "operations": [operation_json(operation) for operation in api.operations],
        "resources": [resource_json(resource) for resource in resources],
        "singletons": [singleton_json(singleton) for singleton in find_singletons(api, resources)],
        "rules": [{"rule": rule.name, "location": str(rule.location)} for rule in rules_of(api)],
        "drawn_and_checked": [
            {"subject": item.subject, "reason": item.reason, "location": str(item.location)}
            for item in opaque_places(api)
        ],
        "not_paired": [{"subject": subject, "fields": list(names)} for subject, names in left_unpaired(api)],
    }


def _topic(api: Api, topic: str) -> tuple[list[str], Json]:
    from fencepost.cases.wrong.unbroken import unbroken
    from fencepost.cli.portraits import (
        operation_json,
        operation_lines,
        ruling_json,
        ruling_lines,
        unbroken_json,
        unbroken_line,
    )
    from fencepost.cli.rulings import rulings

    operation, found = api.operation(topic), rulings(api, topic)
    if operation is None and not found:
        _refuse_topic(api, topic)
    missed = () if operation is None else unbroken(api, operation)
    lines = [] if operation is None else [*operation_lines(operation), *map(unbroken_line, missed)]
    lines += [line for ruling in found for line in ruling_lines(ruling)]
    told = None if operation is None else operation_json(operation)
    not_broken: list[Json] = [unbroken_json(item) for item in missed]
    return lines, {
        "schema": 1,
        "operation": told,
        "not_broken": not_broken,
        "rules": [ruling_json(ruling) for ruling in found],
    }


def _refuse_topic(api: Api, topic: str) -> None:
    from fencepost.cli.portraits import rules_of

    known = [*(item.id for item in api.operations), *(rule.name for rule in rules_of(api))]
    otherwise = f"it has {', '.join(known) or 'neither'}"
    _refuse("A012", f"{topic} is neither a rule nor an operation of this document", known, otherwise)


def _schema(api: Api, topic: str | None) -> Json:
    """The normalised schema of each part of an operation's request: every constraint at a pointer of its own."""
    from fencepost.cases.parts import request_schema
    from fencepost.cli.rulings import rulings
    from fencepost.diagnostics import refusal

    operation = None if topic is None else api.operation(topic)
    if operation is None and topic is not None and not rulings(api, topic):
        _refuse_topic(api, topic)
    if operation is None:
        named = ", ".join(item.id for item in api.operations) or "the document has none"
        remedy = f"name one after the document: {named}"
        raise refusal("A017", "--schema is of an operation", address="fencepost explain", remedy=remedy)
    return request_schema(api, operation)
