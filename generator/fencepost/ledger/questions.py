"""The questions that a document leaves open, each where it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.types import Field, Object, Type
from fencepost.ir.walk import types_of, walk_with_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What the document leaves open."""

    question: str
    subject: str
    """The field or the rule it stands on."""

    location: Location


def open_questions(api: Api) -> tuple[Open, ...]:
    """Every open question of the document, by place."""
    told = [item for kind in _types(api) if isinstance(kind, Object) for item in _of_object(kind)]
    told += [
        Open(question=item.annotations.open_question, subject=item.name, location=item.location)
        for operation in api.operations
        for item in operation.parameters
        if item.annotations.open_question
    ]
    lines = {(item.location.file, item.location.pointer): item.location for item in api.ledger}
    found = {item.location: _at_its_line(item, lines) for item in told}
    return tuple(sorted(found.values(), key=lambda item: _order(item.location)))


def _types(api: Api) -> Iterator[Type]:
    """Every type of the document, those inside the rules included."""
    for outer in types_of(api):
        yield from walk_with_rules(outer)


def _order(location: Location) -> tuple[str, int, int]:
    return location.file, location.line, location.column


def _at_its_line(item: Open, lines: Mapping[tuple[str, str], Location]) -> Open:
    """The question where it is asked, not where its subject begins."""
    asked = (item.location.file, f"{item.location.pointer}/x-fencepost-open")
    return replace(item, location=lines.get(asked, item.location))


def _of_object(kind: Object) -> Iterator[Open]:
    for item in kind.fields:
        if item.annotations.open_question:
            yield _of_field(item, item.annotations.open_question)
    for rule in kind.rules:
        if rule.open_question:
            yield Open(question=rule.open_question, subject=rule.name, location=rule.location)


def _of_field(item: Field, question: str) -> Open:
    return Open(question=question, subject=item.wire_name, location=item.location)
