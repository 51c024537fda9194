"""What a plan sets out to try: each constraint of each field, and each rule, with the points that cases stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fencepost.campaign.coverage.fences import Fences
from fencepost.campaign.judging.places import clause_among, keyword_of
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case, Kind
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One constraint of a field, or one rule, in one operation."""

    operation: str
    target: str
    """JSON Pointer into the request, as in cases; of a rule the object that holds its fields."""

    rule: str | None = None
    """None where it is about a single field."""

    text: str
    """What the document says, in a few words: `size maximum: 9`; empty where it says nothing."""

    location: Location | None = None
    """Where the document says it; None where it does not."""

    points: tuple[tuple[Kind, str], ...]
    """What is tried of it, each once."""


def aims_of(plan: Iterable[Unit], operations: tuple[Operation, ...], api: Api) -> tuple[Aim, ...]:
    """The aims of a plan, by operation and by their places in the document."""
    known, fences = {operation.id: operation for operation in operations}, Fences(api)
    found = dict[tuple[str, str, str, str | None], list[Case]]()
    for case in _cases(plan):
        if case.operation in known:
            key = (case.operation, case.target, keyword_of(case.point), case.rule)
            found.setdefault(key, []).append(case)
    order = {operation.id: place for place, operation in enumerate(operations)}
    aims = (_aim(cases, known[cases[0].operation], fences) for cases in found.values())
    return tuple(sorted(aims, key=lambda aim: (order[aim.operation], _line(aim))))


def _cases(plan: Iterable[Unit]) -> Iterator[Case]:
    return (step.case for unit in plan for step in unit.steps if not step.supports)


def _aim(cases: list[Case], operation: Operation, fences: Fences) -> Aim:
    case = cases[0]
    clause = None if case.kind == "protocol" else clause_among(case, operation, fences)
    return Aim(
        operation=case.operation,
        target=case.target,
        rule=case.rule,
        text="" if clause is None else clause.text,
        location=None if clause is None else clause.location,
        points=tuple(dict.fromkeys((each.kind, each.point) for each in cases)),
    )


def _line(aim: Aim) -> tuple[str, int]:
    """Where the document speaks of it; what it does not speak of comes last."""
    return ("\U0010ffff", 0) if aim.location is None else (aim.location.file, aim.location.line)
