"""`fencepost why`: what a body breaks, where the document says so, and the nearest body that is valid."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from fencepost.diagnostics import counted

if TYPE_CHECKING:
    from fencepost.cases.mending.change import Change, Way
    from fencepost.cli.verdict import Fault, Given, Verdict
    from fencepost.ir.api import Api
    from fencepost.ir.http import Operation
    from fencepost.ir.types import Type
    from fencepost.ir.values import Json

_CALLS = 10_000
_WIDEST = 60
"""So many characters of a value are shown."""


def why(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    operation: Annotated[str, typer.Argument(metavar="OPERATION", help="The operation that takes the body.")],
    body: Annotated[str, typer.Argument(metavar="BODY", help="The JSON body: a file, or - for standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Print every rule and bound that a body breaks, and the smallest change that makes it valid.

    Exits with 1 where it breaks one.
    """
    from fencepost.cases.nominal import Nominals
    from fencepost.cli.document import load_document
    from fencepost.cli.remarks import show_errors
    from fencepost.cli.sent import read_sent
    from fencepost.cli.verdict import judge
    from fencepost.diagnostics import refusal, visible

    if spec == body == "-":
        remedy = "name a file for one of the two"
        raise refusal("J001", "standard input cannot be both the document and the body", address="-", remedy=remedy)
    api = load_document(spec)
    nominals = Nominals(api)
    chosen, kind = _chosen(nominals.api, operation)
    sent = read_sent(body)
    with _room_for_nesting():
        verdict = judge(api, chosen, kind, sent, nominals)
    show_errors(verdict.remarks())
    if as_json:
        typer.echo(json.dumps(_as_json(verdict), indent=2, default=float))
    else:
        for line in _lines(verdict):
            typer.echo(visible(line))
    raise typer.Exit(1 if verdict.faults else 0)


@contextmanager
def _room_for_nesting() -> Iterator[None]:
    """Calls inside each other enough for a body of any depth that is read; each level takes some twenty."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _CALLS))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _chosen(api: Api, name: str) -> tuple[Operation, Type]:
    """The operation, and the type of its JSON body.

    Raises FencepostError A001 for one that the document does not have, J005 for one that takes no JSON.
    """
    import difflib

    from fencepost.diagnostics import refusal

    operation = api.operation(name)
    if operation is None:
        close = difflib.get_close_matches(name, [one.id for one in api.operations], n=1)
        remedy = f"did you mean {close[0]}?" if close else "`fencepost explain SPEC` lists all of them"
        raise refusal("A001", f"the document has no operation {name}", address="fencepost why", remedy=remedy)
    content = None if operation.body is None else operation.body.json
    if content is not None:
        return operation, content.type
    others = [one.id for one in api.operations if one.body is not None and one.body.json is not None]
    remedy = f"those that do are {', '.join(others)}" if others else "no operation of the document does"
    raise refusal("J005", f"{name} takes no JSON body", address="fencepost why", remedy=remedy)


def _lines(verdict: Verdict) -> Iterator[str]:
    source, count = verdict.sent.source, len(verdict.faults)
    named = "standard input" if source == "-" else source
    if not count:
        yield f"{named} is valid for {verdict.operation}: it breaks nothing"
    else:
        yield f"{named} breaks {counted(count, 'constraint')} of {verdict.operation}"
    for fault in verdict.faults:
        yield ""
        yield from _fault_lines(fault, source)
    if verdict.faults:
        yield ""
        yield from _way_lines(verdict)
    for question in verdict.questions:
        yield f"open question: {question.text}  {question.location}"


def _fault_lines(fault: Fault, source: str) -> Iterator[str]:
    from fencepost.cli.portraits import one_line

    yield fault.sentence
    names = fault.breach.rule is not None
    sent = ", ".join(f"{given.name} {_shown(given)}" if names else _shown(given) for given in fault.given)
    spot = next((given.spot for given in fault.given if given.spot is not None), None)
    yield f"  sent      {sent}" + (f"  {source}:{spot.line}:{spot.column}" if spot else "")
    said = one_line(fault.breach.description)
    yield f"  document  {said}  {fault.line}" if said else f"  document  {fault.line}"
    if fault.remedy:
        yield f"  remedy    {fault.remedy}"


def _shown(given: Given) -> str:
    """A value as it is shown; objects and arrays by their size."""
    from fencepost.ir.values import freeze
    from fencepost.rules.secrets import HIDDEN

    if not given.is_there:
        return "absent"
    match given.value:
        case list() as items if items:
            return f"an array of {counted(len(items), 'item')}"
        case dict() as members if members:
            return f"an object of {counted(len(members), 'member')}"
        case _:
            text = HIDDEN if given.value == HIDDEN else freeze(given.value).text
            return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _way_lines(verdict: Verdict) -> Iterator[str]:
    if not verdict.ways:
        yield "nearest valid body: none was found"
        return
    least = (
        "" if verdict.is_least else ", and perhaps fewer would do: not everything here could be divided into regions"
    )
    yield f"nearest valid body: {counted(len(verdict.ways[0].changes), 'change')}{least}"
    for number, way in enumerate(verdict.ways):
        yield f"  {'or ' if number else ''}{_way_words(way, verdict)}"


def _way_words(way: Way, verdict: Verdict) -> str:
    return ", ".join(change.words(verdict.name(change)) for change in way.changes)


def _as_json(verdict: Verdict) -> dict[str, Json]:
    nearest: dict[str, Json] | None = None
    if verdict.ways:
        nearest = {
            "changes": len(verdict.ways[0].changes),
            "least": verdict.is_least,
            "words": [_way_words(way, verdict) for way in verdict.ways],
            "patches": [[_patch(change, verdict) for change in way.changes] for way in verdict.ways],
            "body": verdict.ways[0].value,
        }
    return {
        "schema": 1,
        "operation": verdict.operation,
        "valid": not verdict.faults,
        "faults": [_fault_json(fault) for fault in verdict.faults],
        "nearest": nearest,
        "questions": [{"question": item.text, "location": str(item.location)} for item in verdict.questions],
    }


def _patch(change: Change, verdict: Verdict) -> dict[str, Json]:
    """The change as JSON Patch has it; that of a secret lacks the value, so that nobody applies it unseen."""
    from fencepost.ir.pointers import pointer_of

    if verdict.shows(change):
        return change.as_patch()
    return {"op": change.verb, "path": pointer_of(verdict.shown(change)), "hidden": True}


def _fault_json(fault: Fault) -> dict[str, Json]:
    rule = fault.breach.rule
    return {
        "keyword": fault.breach.keyword,
        "rule": None if rule is None else rule.name,
        "message": fault.sentence,
        "remedy": fault.remedy or None,
        "description": fault.breach.description,
        "document": str(fault.line),
        "sent": [_given_json(given) for given in fault.given],
    }


def _given_json(given: Given) -> dict[str, Json]:
    from fencepost.ir.pointers import pointer_of

    found: dict[str, Json] = {"pointer": pointer_of(given.path), "present": given.is_there}
    if given.is_there:
        found["value"] = given.value
    if given.spot is not None:
        found |= {"line": given.spot.line, "column": given.spot.column}
    return found
