"""What the document leaves open: a server that differs there is noted, never reported.

How far `x-fencepost-open` reaches: on a field that may be null, null alone; on another field, whatever is tried at it;
on a rule, the bodies that break it; on a condition without a consequence, the bodies that meet it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.judging.observation import Finding
from fencepost.campaign.judging.places import field_at
from fencepost.cases.case import Case
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair
from fencepost.ir.http import Operation
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.rules import And, Rule
from fencepost.ir.shapes import is_nullable
from fencepost.ir.types import Array, Intersection, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import holds, keeps, member_types

ALWAYS = And(parts=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question that a request touches."""

    text: str
    field: str | None
    """The name of the field it stands on; None where it stands on a rule."""

    excuses_acceptance: bool
    """Whether it asks if the request is to be refused at all; else it asks of a request that the document allows."""

    location: Location


def questions_of(case: Case, operation: Operation, api: Api) -> tuple[Question, ...]:
    """The open questions that a case touches, each once."""
    found = [*_of_target(case, operation, api), *_of_parameters(case, operation)]
    content = None if operation.body is None else operation.body.json
    if content is not None and case.body is not None:
        found += _of_value(content.type, case.body.exact, api, 0)
    return tuple(dict.fromkeys(found))


def _of_target(case: Case, operation: Operation, api: Api) -> Iterator[Question]:
    """Of the fields on the way to the target, those that are open whatever is tried."""
    steps = steps_of(case.target)
    for length in range(2, len(steps) + 1):
        item = field_at(pointer_of(steps[:length]), operation, api)
        if item is not None and item.annotations.open_question and not is_nullable(item.type, api):
            text = item.annotations.open_question
            yield Question(text=text, field=steps[length - 1], excuses_acceptance=True, location=item.location)


def _of_parameters(case: Case, operation: Operation) -> Iterator[Question]:
    nulls = {name for name, value in (*case.query, *case.headers) if value.text == "null"}
    for item in operation.parameters:
        if item.name in nulls and item.annotations.open_question:
            text = item.annotations.open_question
            yield Question(text=text, field=item.name, excuses_acceptance=False, location=item.location)


def _of_value(kind: Type, value: Json, api: Api, depth: int) -> Iterator[Question]:
    """The questions on nulls and on rules, anywhere in a body."""
    if depth > 64:
        return
    match kind:
        case Ref(name=name):
            yield from _of_value(api.component(name).type, value, api, depth + 1)
        case Union(variants=parts) | Intersection(parts=parts):
            for part in parts:
                yield from _of_value(part, value, api, depth + 1)
        case Residual(type=inner):
            yield from _of_value(inner, value, api, depth + 1)
        case Array(items=items) if isinstance(value, list):
            for item in value:
                yield from _of_value(items, item, api, depth + 1)
        case Object() if isinstance(value, dict):
            yield from _of_object(kind, value, api, depth)
        case _:
            pass


def _of_object(kind: Object, value: dict[str, Json], api: Api, depth: int) -> Iterator[Question]:
    for item in kind.fields:
        question = item.annotations.open_question
        if question and item.wire_name in value and value[item.wire_name] is None and is_nullable(item.type, api):
            yield Question(text=question, field=item.wire_name, excuses_acceptance=False, location=item.location)
    for rule in kind.rules:
        if rule.open_question and _touches(rule, value, api):
            refuses = rule.consequence != ALWAYS
            yield Question(text=rule.open_question, field=None, excuses_acceptance=refuses, location=rule.location)
    for name, member in value.items():
        for inner in member_types(kind, name):
            yield from _of_value(inner, member, api, depth + 1)


def _touches(rule: Rule, value: dict[str, Json], api: Api) -> bool:
    return holds(rule.condition, value, api) if rule.consequence == ALWAYS else not keeps(rule, value, api)


_OF_THE_STATUS = frozenset(("valid_refused", "refused_with_wrong_status", "undocumented_status", "fault_misblamed"))


def excuse(finding: Finding, questions: tuple[Question, ...], pairs: tuple[EchoPair, ...]) -> Question | None:
    """The question that makes a finding a note; None where it stays a failure."""
    if finding.check == "fault_accepted":
        return next((item for item in questions if item.excuses_acceptance), None)
    if finding.check in _OF_THE_STATUS:
        return next(iter(questions), None)
    answered = {f"/response/body{pair.pointer}": pair.request.wire_name for pair in pairs}
    name = answered.get(finding.target)
    return next((item for item in questions if name is not None and item.field == name), None)
