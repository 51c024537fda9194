"""`fencepost check`: what a document says wrongly, what it leaves open, and what of it is enforced where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fencepost.cli.ledger import Entry, Open
    from fencepost.diagnostics import Diagnostic


def check(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 2 where anything was remarked.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Print remarks on a document, its open questions, and for every keyword which products enforce it."""
    from fencepost.cli.ledger import ledger, open_questions
    from fencepost.diagnostics import Diagnostics
    from fencepost.pipeline import load

    sink = Diagnostics()
    api = load(spec, sink)
    remarks, questions, entries = sink.sorted(), open_questions(api), ledger(api)
    if as_json:
        typer.echo(_as_json(remarks, questions, entries))
    else:
        _print(remarks, questions, entries)
    if strict and remarks:
        raise typer.Exit(2)


def _print(remarks: tuple[Diagnostic, ...], questions: tuple[Open, ...], entries: tuple[Entry, ...]) -> None:
    from fencepost.cli.remarks import rendered
    from fencepost.diagnostics import visible

    for text in rendered(remarks):
        typer.echo(text)
    typer.echo(f"{len(questions)} open questions")
    for item in questions:
        typer.echo(visible(f"  {item.location}  {item.subject}: {item.question}"))
    typer.echo(f"{len(entries)} keywords")
    for entry in entries:
        typer.echo(visible(f"  {entry.occurrence.location}  {entry.occurrence.keyword}: {entry.words}"))


def _as_json(remarks: tuple[Diagnostic, ...], questions: tuple[Open, ...], entries: tuple[Entry, ...]) -> str:
    from fencepost.ir.values import Json

    value: dict[str, Json] = {
        "schema": 1,
        "diagnostics": [
            {
                "code": remark.code,
                "level": remark.level,
                "message": remark.message,
                "location": None if remark.location is None else str(remark.location),
                "remedy": remark.remedy,
            }
            for remark in remarks
        ],
        "questions": [
            {"question": item.question, "subject": item.subject, "location": str(item.location)} for item in questions
        ],
        "keywords": [entry.as_json() for entry in entries],
    }
    return json.dumps(value, indent=2)
