"""`fencepost check`: what a document says wrongly, what it leaves open, and what of it is enforced where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fencepost.diagnostics import Diagnostic
    from fencepost.ledger.ledger import Entry, Ledger
    from fencepost.ledger.questions import Open


def check(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 2 where anything was remarked.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Print remarks on a document, its open questions, and for every keyword which products enforce it."""
    from fencepost.diagnostics import Diagnostics, visible
    from fencepost.ledger.ledger import ledger
    from fencepost.ledger.questions import open_questions
    from fencepost.pipeline import load

    sink = Diagnostics()
    api = load(spec, sink)
    remarks, questions = sink.sorted(), open_questions(api)
    found = ledger(api, remarks)
    if as_json:
        typer.echo(_as_json(remarks, questions, found))
    else:
        _print_remarks(remarks)
        for line in (*_questions(questions), *_shortfalls(found), *_summary(found), *_rows(found)):
            typer.echo(visible(line))
    if strict and remarks:
        raise typer.Exit(2)


def _print_remarks(remarks: tuple[Diagnostic, ...]) -> None:
    from fencepost.cli.remarks import rendered

    for text in rendered(remarks):
        typer.echo(text)


def _questions(questions: tuple[Open, ...]) -> Iterator[str]:
    yield _counted(len(questions), "open question")
    yield from (f"  {item.location}  {item.subject}: {item.question}" for item in questions)


def _shortfalls(found: Ledger) -> Iterator[str]:
    if found.shortfalls:
        yield _counted(len(found.shortfalls), "thing") + " that clients do not do"
        yield from (f"  {item.location}  {item.operation}: {item.text}" for item in found.shortfalls)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _summary(found: Ledger) -> Iterator[str]:
    counts = {
        "enforced everywhere": found.count("enforced"),
        "approximated by some": found.count("approximated"),
        "not enforced by some": found.count("not"),
        "implied by others": found.count("implied"),
        "refusing nothing": sum(not entry.cells for entry in found.entries),
    }
    told = ", ".join(f"{number} {words}" for words, number in counts.items() if number)
    yield f"{_counted(len(found.entries), 'keyword')}{': ' if told else ''}{told}"


def _rows(found: Ledger) -> Iterator[str]:
    """The entries, each under the schema that it belongs to; those that stand alike on one line share a row."""
    for label, entries in groupby(found.entries, key=lambda entry: entry.place.label):
        yield f"  {label}"
        for line, row in groupby(entries, key=lambda entry: (_line(entry), entry.words)):
            keywords = " ".join(entry.occurrence.keyword for entry in row)
            yield f"    {line[0]}  {keywords}: {line[1]}"


def _line(entry: Entry) -> str:
    place = entry.occurrence.location
    return f"{place.file}:{place.line}"


def _as_json(remarks: tuple[Diagnostic, ...], questions: tuple[Open, ...], found: Ledger) -> str:
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
        "shortfalls": [
            {"operation": item.operation, "text": item.text, "location": str(item.location)}
            for item in found.shortfalls
        ],
        "summary": {word: found.count(word) for word in ("enforced", "approximated", "not", "implied")},
        "keywords": [entry.as_json() for entry in found.entries],
    }
    return json.dumps(value, indent=2)
