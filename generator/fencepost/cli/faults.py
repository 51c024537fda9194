"""Faults of the mock, named on the command line: deviations of the document, served as its contract."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable

import typer

from fencepost.deviations import Deviation, deviations, with_value
from fencepost.diagnostics import Diagnostics, FencepostError, refusal, visible
from fencepost.ir.api import Api
from fencepost.pipeline import load_edited


def faulty(api: Api, spec: str, fault: str | None) -> Api:
    """The contract that the mock serves: the document's own, or the one with the fault of that id.

    Raises FencepostError A010, V001.
    """
    if fault is None:
        return api
    (deviation,) = chosen_deviations(api, (fault,))
    return edited_api(spec, deviation)


def edited_api(spec: str, deviation: Deviation) -> Api:
    """The document with a deviation carried out.

    Raises FencepostError V001 where a value makes it unreadable.
    """
    try:
        return load_edited(spec, deviation.edit, Diagnostics())
    except FencepostError as error:
        message = f"the document cannot be read with this value: {error}"
        raise refusal("V001", message, address=deviation.id, remedy="give a value that fits there") from None


def show_deviations(api: Api) -> None:
    """Print every deviation of the document: its id and what it means, a line each."""
    for deviation in deviations(api):
        typer.echo(f"{visible(deviation.id)}\t{visible(deviation.description)}")


def chosen_deviations(api: Api, wanted: Iterable[str]) -> tuple[Deviation, ...]:
    """The deviations named by id, each with the value that may follow after `=`.

    Raises FencepostError A010 for an id that the document does not have, V001 for a value that does not fit.
    """
    known = {deviation.id: deviation for deviation in deviations(api)}
    return tuple(_chosen(text, known) for text in wanted)


def _chosen(text: str, known: dict[str, Deviation]) -> Deviation:
    name, equals, value = text.partition("=")
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
        remedy = f"did you mean {close[0]}?" if close else "`fencepost mock SPEC --fault list` prints them"
        raise refusal("A010", f"the document has no deviation {name}", address=name, remedy=remedy)
    return with_value(known[name], _json(value)) if equals else known[name]


def _json(text: str) -> str | int | float | bool | None:
    """The value as JSON; what is no JSON is text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str | int | float | bool) or value is None else text
