"""`fencepost explain`: what was read from a document, and what a word of a report means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fencepost.ir.api import Api


def explain(
    subject: Annotated[
        str, typer.Argument(metavar="SPEC|CHECK|CODE", help="A document, a check, or a diagnostic code.")
    ],
    topic: Annotated[
        str | None, typer.Argument(metavar="[RULE|OPERATION]", help="A rule or an operation of the document.")
    ] = None,
) -> None:
    """Explain a diagnostic code, a check, a document, or one rule or operation of it."""
    from fencepost.cli.pages import page_names, page_of
    from fencepost.diagnostics import visible

    is_document = subject == "-" or "://" in subject or Path(subject).exists()
    page = page_of(subject)
    if page is not None and topic is None and not is_document:
        typer.echo(page)
        return
    if not is_document and topic is None and "." not in subject and "/" not in subject:
        otherwise = "name a document, a check such as echo, or a code such as D001"
        _refuse("A011", f"{subject} is no document, check or diagnostic code", page_names(), otherwise)
    from fencepost.cli.document import load_document

    api = load_document(subject)
    for line in _overview(api) if topic is None else _topic(api, topic):
        typer.echo(visible(line))


def _refuse(code: str, message: str, known: list[str], otherwise: str) -> None:
    import difflib

    from fencepost.diagnostics import refusal

    words = message.split(" ", 1)[0]
    close = difflib.get_close_matches(words, known, n=1)
    remedy = f"did you mean {close[0]}?" if close else otherwise
    raise refusal(code, message, address="fencepost explain", remedy=remedy)


def _overview(api: Api) -> Iterator[str]:
    from fencepost.cli.portraits import one_line, operation_line, resource_line, rules_of
    from fencepost.ir.resources import find_resources

    yield f"{api.title} {api.version}: {len(api.operations)} operations, {len(api.components)} schemas"
    yield from (f"  {operation_line(operation)}" for operation in api.operations)
    yield from (f"  {resource_line(resource)}" for resource in find_resources(api))
    yield from (f"  rule {rule.name}: {one_line(rule.description) or rule.location}" for rule in rules_of(api))


def _topic(api: Api, topic: str) -> Iterator[str]:
    from fencepost.cli.portraits import operation_lines, rule_lines, rules_of

    operation = api.operation(topic)
    rules = [rule for rule in rules_of(api) if rule.name == topic]
    if operation is None and not rules:
        known = [*(item.id for item in api.operations), *(rule.name for rule in rules_of(api))]
        otherwise = f"it has {', '.join(known) or 'neither'}"
        _refuse("A012", f"{topic} is neither a rule nor an operation of this document", known, otherwise)
    if operation is not None:
        yield from operation_lines(operation)
    for rule in rules:
        yield from rule_lines(rule)
