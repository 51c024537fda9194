"""Where the document speaks of what a case tries: the words for it, and the line to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.coverage.fences import Fence, Fences
from fencepost.campaign.judging.attempts import attempted
from fencepost.cases.case import Case
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.pointers import steps_of
from fencepost.ir.rules import Rule, rule_fields
from fencepost.ir.types import Array, Field, Intersection, Object, Ref, Residual, Type, Union
from fencepost.rules.evaluate import member_types

PLACES = {"path": "path", "query": "query", "headers": "header"}
"""The first word of a pointer into a request, and the place of the parameters below it."""

_KEYWORDS = {
    "null": "type",
    "fraction": "type",
    "absent": "required",
    "names": "propertyNames",
    "additional": "additionalProperties",
    "extra": "additionalProperties",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What the document says of one thing, and where."""

    text: str
    location: Location


def keyword_of(point: str) -> str:
    """The keyword that a boundary point belongs to: `maximum--` to `maximum`, `enum:X` to `enum`."""
    word = point.partition(":")[0].rstrip("+-")
    return _KEYWORDS.get(word, word)


def name_of(case: Case) -> str:
    """What a case tries, in a few words: the rule, or the field with its constraint: `size maximum`."""
    if case.rule is not None:
        return case.rule
    return f"{field_name(case.target)} {_constraint(case)}"


def field_name(target: str) -> str:
    """The field that a pointer leads to, by its names alone: `/body/tags/0` is `tags`."""
    steps = steps_of(target)
    inner = steps[2:] if steps[:1] == ("response",) else steps[1:]
    named = [step for step in inner if not step.isdecimal()]
    return ".".join(named) or (steps[0] if steps else "request")


def _constraint(case: Case) -> str:
    """The keyword that a fault breaks; of a valid case the point, be it the value of an enumeration that is tried."""
    if case.kind == "protocol":
        return attempted(case)
    return keyword_of(case.point) if case.kind == "fault" else case.point.rstrip("+")


def clause_of(case: Case, operation: Operation, api: Api) -> Clause | None:
    """What the document says of the thing that a case tries; None where it says nothing of it."""
    return clause_among(case, operation, Fences(api))


def clause_among(case: Case, operation: Operation, fences: Fences) -> Clause | None:
    """The same, for who asks of many cases: to know the places of all keywords takes a while."""
    rule = rule_of(case, operation, fences.api)
    if rule is not None:
        return Clause(text=rule.description or rule.name, location=rule.location)
    fence = _fence(case, operation, fences)
    if fence is not None:
        return Clause(text=f"{field_name(case.target)} {fence.text}", location=fence.location)
    item = field_at(case.target, operation, fences.api)
    return None if item is None else Clause(text=item.annotations.description or "", location=item.location)


def _fence(case: Case, operation: Operation, fences: Fences) -> Fence | None:
    keyword, api = keyword_of(case.point), fences.api
    steps = steps_of(case.target)
    holders = types_at(steps[:-1], operation, api) if keyword == "required" else types_at(steps, operation, api)
    found = [fence for kind in holders for fence in fences.of(kind)]
    if keyword == "required":
        return next((item for item in found if item.text == f"required: {steps[-1]}"), None)
    return next((item for item in found if item.keyword == keyword), None)


def rule_of(case: Case, operation: Operation, api: Api) -> Rule | None:
    """The rule that a case is made for; None where it is made for a field."""
    if case.rule is None or operation.body is None or operation.body.json is None:
        return None
    found = (rule for rule in _rules(operation.body.json.type, api, frozenset()) if rule.name == case.rule)
    return next(found, None)


def rule_between(one: str, other: str, operation: Operation, api: Api) -> Rule | None:
    """The first rule that speaks of two fields of one object; None where there is none."""
    *above, name = steps_of(one)
    *beside, companion = steps_of(other)
    if above != beside:
        return None
    holders = types_at(tuple(above), operation, api)
    rules = (rule for kind in holders if isinstance(kind, Object) for rule in kind.rules)
    return next((rule for rule in rules if {name, companion} <= set(rule_fields(rule))), None)


def _rules(kind: Type, api: Api, seen: frozenset[str]) -> Iterator[Rule]:
    if isinstance(kind, Ref):
        if kind.name not in seen:
            yield from _rules(api.component(kind.name).type, api, seen | {kind.name})
        return
    if isinstance(kind, Object):
        yield from kind.rules
    for inner in _parts(kind):
        yield from _rules(inner, api, seen)


def _parts(kind: Type) -> tuple[Type, ...]:
    match kind:
        case Union(variants=variants):
            return variants
        case Intersection(parts=parts):
            return parts
        case Residual(type=inner):
            return (inner,)
        case Array(items=items, prefix=prefix):
            return (*prefix, items)
        case Object():
            return (*(item.type for item in kind.fields), kind.additional)
        case _:
            return ()


def types_at(steps: tuple[str, ...], operation: Operation, api: Api) -> tuple[Type, ...]:
    """Every node of the types that a pointer into a request leads to; none where it leads outside them."""
    match steps:
        case ("body", *inner):
            content = None if operation.body is None else operation.body.json
            start: Type | None = None if content is None else content.type
        case (place, name, *inner) if place in PLACES:
            parameter = parameter_at(operation, place, name)
            start = None if parameter is None else parameter.type
        case _:
            return ()
    nodes = () if start is None else tuple(_opened(start, api, frozenset()))
    for step in inner:
        below = [item for kind in nodes for item in _stepped(kind, step)]
        nodes = tuple(node for item in below for node in _opened(item, api, frozenset()))
    return nodes


def parameter_at(operation: Operation, place: str, name: str) -> Parameter | None:
    """The parameter below the first word of a pointer, cookies below that of headers; header names know no case."""
    places = (PLACES[place], "cookie") if place == "headers" else (PLACES[place],)
    same = (item for item in operation.parameters if item.place in places)
    return next((item for item in same if item.name == name or _is_same_header(item, name)), None)


def _is_same_header(parameter: Parameter, name: str) -> bool:
    return parameter.place == "header" and parameter.name.lower() == name.lower()


def _opened(kind: Type, api: Api, seen: frozenset[str]) -> Iterator[Type]:
    """A node and what speaks of the same value: what it refers to, its variants, its parts."""
    yield kind
    match kind:
        case Ref(name=name):
            if name not in seen:
                yield from _opened(api.component(name).type, api, seen | {name})
        case Union() | Intersection() | Residual():
            for inner in _parts(kind):
                yield from _opened(inner, api, seen)
        case _:
            pass


def _stepped(kind: Type, step: str) -> tuple[Type, ...]:
    match kind:
        case Object():
            return member_types(kind, step)
        case Array(items=items, prefix=prefix) if step.isdecimal():
            return (prefix[int(step)] if int(step) < len(prefix) else items,)
        case _:
            return ()


def field_at(target: str, operation: Operation, api: Api) -> Field | Parameter | None:
    """The declared field or parameter that a pointer leads to; None for the body itself, items and map values."""
    steps = steps_of(target)
    if len(steps) == 2 and steps[0] in PLACES:
        return parameter_at(operation, steps[0], steps[1])
    holders = types_at(steps[:-1], operation, api) if len(steps) > 1 else ()
    found = (kind.field(steps[-1]) for kind in holders if isinstance(kind, Object))
    return next((item for item in found if item is not None), None)
