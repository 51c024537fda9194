"""`x-fencepost-lifecycle`: the states of a resource over time, as written, and what of it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

import jsonschema_rs

from fencepost.diagnostics import Location
from fencepost.ir.lifecycle import Flaw, flaws_of
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.read.context import Context
from fencepost.read.nodes import Entry, Mapped, Node, Sequence, plain

_REMEDY = "write {field: status, initial: NEW, steps: [{from: NEW, to: DONE, after: 1}]}"


def read_lifecycle(node: Mapped, context: Context) -> JsonText | None:
    """The life cycle that a schema states, as text; None where it states none, or none that can be read."""
    entry = node.entries.get("x-fencepost-lifecycle")
    if entry is None:
        return None
    told = plain(entry.node)
    flaws = list(flaws_of(told)) or list(_unreadable(told))
    for flaw in flaws:
        message = f"x-fencepost-lifecycle is not readable: {flaw.words}"
        context.error("X003", message, _place(entry, flaw.steps), remedy=_REMEDY)
    return None if flaws else freeze(told)


def _unreadable(told: Json) -> Iterator[Flaw]:
    """The conditions that are no JSON Schema."""
    steps = told.get("steps") if isinstance(told, dict) else None
    for index, step in enumerate(steps if isinstance(steps, list) else []):
        schema = step.get("when") if isinstance(step, dict) else None
        try:
            jsonschema_rs.meta.validate(schema if isinstance(schema, dict) else {})
        except jsonschema_rs.ValidationError as error:
            yield Flaw(steps=("steps", index, "when", *error.instance_path), words=f"when: {error.message}")


def _place(entry: Entry, steps: tuple[str | int, ...]) -> Location:
    """Where a part of the extension stands: as far as the way there can be followed."""
    node, location = entry.node, entry.location
    for step in steps:
        found = _member(node, step)
        if found is None:
            break
        node, location = found
    return location


def _member(node: Node, step: str | int) -> tuple[Node, Location] | None:
    if isinstance(node, Mapped) and isinstance(step, str) and step in node.entries:
        return node.entries[step].node, node.entries[step].location
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step], node.items[step].location
    return None
