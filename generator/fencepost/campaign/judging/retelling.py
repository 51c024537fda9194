"""What a refusal says a case was about: of a body of many fields, the one that is blamed and where its value stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.campaign.coverage.fences import Fences
from fencepost.campaign.coverage.sides import ON
from fencepost.campaign.judging.blame import is_allowed, named_places
from fencepost.campaign.judging.observation import Observation
from fencepost.campaign.judging.places import PLACES, field_name, parameter_at, rule_between, rule_of, types_at
from fencepost.campaign.judging.validation import NotJson
from fencepost.cases.case import Case
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.rules import rule_fields
from fencepost.ir.values import Json, equal

_PLAIN = frozenset(
    ("example", "nominal", "default", "inside", "zero", "one", "many", "whole", "fraction", "pair", "explored")
)
"""Points that are no fence by themselves, though the value may happen to stand on one."""


def told_by_refusal(seen: Observation) -> Case:
    """The case as the refusal of a valid request tells it, the field that it blames as its target."""
    case = seen.case
    if seen.judgement.check != "valid_refused":
        return case
    named = next((place for each in blamed(seen) for place in each if len(steps_of(place)) > 1), None)
    return case if named is None else _retold(case, named, seen.operation, seen.contract.api)


def blamed(seen: Observation) -> list[tuple[str, ...]]:
    """For each error of a refusal, the places of the request that it may blame; empty where it blames none."""
    if seen.content is None or isinstance(seen.body, NotJson):
        return []
    return named_places(seen.content.type, seen.body, seen.operation, seen.contract.api) or []


def told_by_blame(seen: Observation) -> Case | None:
    """The case of a fault as a refusal tells it that blames the fault, and beside it a field that is valid.

    None where it does not blame the fault at all, or nothing else.
    """
    blame, api = seen.case.expect.blame, seen.contract.api
    allowed = [any(is_allowed(place, blame, seen.operation, api) for place in each) for each in blamed(seen)]
    others = (each[0] for each, right in zip(blamed(seen), allowed, strict=True) if each and not right)
    named = next((place for place in others if len(steps_of(place)) > 1), None)
    found = None if named is None or not any(allowed) else standing(seen.case, named, seen.operation, api)
    # Of the field itself nothing is wrong, so it is told as a valid case is.
    return None if found is None else replace(seen.case, kind="valid", target=found[0], point=found[1], rule=None)


def _retold(case: Case, named: str, operation: Operation, api: Api) -> Case:
    if case.target == named and case.point not in _PLAIN:
        return case
    if case.rule is not None and _speaks_of(case, named, operation, api):
        return replace(case, target=named)
    found = standing(case, named, operation, api)
    if found is None:
        return case
    rule = None if _is_whole(case, named) else rule_between(case.target, named, operation, api)
    # What a field is refused for that stands there for another one's sake may well be the rule between them.
    return replace(case, target=found[0], point=found[1], rule=None if rule is None else rule.name)


def _speaks_of(case: Case, named: str, operation: Operation, api: Api) -> bool:
    """Whether the rule of a case speaks of a field, or of what the field stands in."""
    rule = rule_of(case, operation, api)
    return rule is None or bool(set(rule_fields(rule)).intersection(steps_of(named)))


def _is_whole(case: Case, named: str) -> bool:
    """Whether a case is about all that a field stands in: the request, the body, or an object inside it."""
    return case.target in ("", "/body", named) or named.startswith(f"{case.target}/")


def standing(case: Case, named: str, operation: Operation, api: Api) -> tuple[str, str] | None:
    """Where in a request a named field is, indices filled in, and the point its value stands on; None for no field.

    A field that is not there stands on `absent`.
    """
    first, *steps = steps_of(named)
    if first in PLACES:
        found = _of_parameter(case, first, steps[:1], operation, api)
        return None if found is None else (named, found)
    value = None if case.body is None else case.body.exact
    points = [(path, _point(("body", *path), each, operation, api)) for path, each in _values(value, tuple(steps))]
    if points:
        path, point = next((each for each in points if each[1] != "inside"), points[0])
        return pointer_of(("body", *("0" if step.isdecimal() else step for step in path))), point
    return (named, "absent") if isinstance(value, dict) else None


def _of_parameter(case: Case, place: str, names: list[str], operation: Operation, api: Api) -> str | None:
    parameter = next((parameter_at(operation, place, name) for name in names), None)
    if parameter is None:
        return None
    given = {"query": case.query, "headers": case.headers}.get(place, ())
    value = next((each for name, each in given if name.lower() == parameter.name.lower()), None)
    if value is None:
        return "absent" if place != "path" else "inside"
    return _point((place, parameter.name), value.exact, operation, api)


def _values(value: Json, steps: tuple[str, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every value that a path of names leads to, through whatever lists stand on the way."""
    if isinstance(value, list) and steps and not steps[0].isdecimal():
        for index, item in enumerate(value):
            yield from _values(item, steps, (*path, str(index)))
    elif not steps:
        yield path, value
    elif isinstance(value, dict) and steps[0] in value:
        yield from _values(value[steps[0]], steps[1:], (*path, steps[0]))


def _point(steps: tuple[str, ...], value: Json, operation: Operation, api: Api) -> str:
    """The boundary point on which a value stands; `inside` where it stands on none.

    Where no bound says so, too, what holds nothing stands on `null` or `empty`.
    """
    for kind in types_at(steps, operation, api):
        for fence in Fences(api).of(kind):
            side = fence.side(value)
            if side is not None and side.startswith("enum:"):
                return f"enum:{value}"
            if side == ON:
                return fence.keyword
    return "null" if value is None else "empty" if value in ("", [], {}) else "inside"


def told_by_fewest(case: Case, plain: Case, operation: Operation, api: Api) -> str | None:
    """What a body still differs in from the plainest one, once all was taken from it that need not be there.

    In the words of a name, `size maximum, colour enum:blue`; None where it differs in nothing, or is no object.
    """
    body, usual = (None if each.body is None else each.body.exact for each in (case, plain))
    if not isinstance(body, dict) or not isinstance(usual, dict):
        return None
    found = [standing(case, pointer_of(("body", *path)), operation, api) for path in _different(body, usual)]
    told = (f"{field_name(each[0])} {each[1]}" for each in found if each is not None)
    return ", ".join(dict.fromkeys(told)) or None


def _different(value: Json, usual: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where a value differs from the usual one: as far inside as both have a place there."""
    match value, usual:
        case dict(), dict():
            for name in dict.fromkeys((*value, *usual)):
                inside = value.get(name)
                if name in value and (name in usual or (inside and isinstance(inside, dict))):
                    yield from _different(inside, usual.get(name, {}), (*path, name))
                else:
                    yield (*path, name)
        case list(), list() if value and len(value) == len(usual):
            for index, (one, other) in enumerate(zip(value, usual, strict=True)):
                yield from _different(one, other, (*path, str(index)))
        case _:
            if not equal(value, usual):
                yield path
