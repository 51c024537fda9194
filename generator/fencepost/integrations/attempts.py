"""Requests that another tool made, as cases: what each of them tries, judged by the document alone.

A request is a valid case, or one with a single fault, only where nothing about it is in doubt. Of everything else the
document says nothing that a check could hold against an answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.judging.observation import Contract
from fencepost.cases.case import Case, Expectation
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.parts import RequestParts
from fencepost.cases.point import Point
from fencepost.cases.requests import Frame, body_case, frame_of, refusal_statuses, success_statuses
from fencepost.ir.http import Operation, Parameter, Place
from fencepost.ir.rules import rule_fields
from fencepost.ir.values import LARGEST_NUMBER, Json, JsonText, key_of
from fencepost.rules.breaches import Breach, Breaches
from fencepost.rules.evaluate import allows

DEEPEST = 32
"""A body nested deeper is never counted as valid."""

UNDECIDED = "odd:foreign"
"""The point of a request that is neither known to be valid nor known to have just one fault."""

_WITH_PARENT = ("required", "additionalProperties", "propertyNames")
"""Keywords of which a refusal may as well blame the object around the field."""

_OPEN_BLAME = ("anyOf", "oneOf", "not", "contains", "minContains", "maxContains")
"""Keywords that may be told in too many ways for one of them to be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The parameters of a request, by place, as the tool that made it holds them."""

    path: tuple[tuple[str, JsonText], ...] = ()
    query: tuple[tuple[str, JsonText], ...] = ()
    header: tuple[tuple[str, JsonText], ...] = ()
    cookie: tuple[tuple[str, JsonText], ...] = ()

    def of(self, place: Place) -> dict[str, JsonText]:
        """Those of one place; names of headers in lower case."""
        match place:
            case "path":
                return dict(self.path)
            case "query":
                return dict(self.query)
            case "header":
                return {name.lower(): value for name, value in self.header}
            case "cookie":
                return dict(self.cookie)


class Attempts:
    """What requests of one operation try."""

    def __init__(self, operation: Operation, contract: Contract, nominals: Nominals, known: Iterable[Case]) -> None:
        """`known` are cases of ours: a request that has the body of one is that case."""
        self.operation = operation
        self._contract = contract
        self._frame = _frame(operation, contract, nominals)
        self._parts = RequestParts(nominals.api.operation(operation.id) or operation, nominals)
        self._breaches = Breaches(contract.api)
        self._known = {key_of(case.body.value): case for case in known if case.body is not None}

    def case(self, parameters: Parameters, body: JsonText | None) -> Case:
        """The case that a request is; `body` is None where it has none, or one that is not of the JSON documented."""
        tried = None if body is None or not self._allows(parameters) else self._tried(body)
        case = tried or self._undecided(body)
        return replace(
            case,
            path_params=parameters.path,
            query=parameters.query,
            headers=(*parameters.header, *parameters.cookie),
        )

    def is_valid(self, body: Json) -> bool:
        """Whether the document allows a body, rules and formats included."""
        frame = self._frame
        if frame is None or frame.content is None or not is_sendable(body):
            return False
        return not self._parts.broken("body", body) and self._meets_formats(body)

    def _undecided(self, body: JsonText | None) -> Case:
        operation = self.operation
        return Case(
            id=f"{operation.id}/protocol/{UNDECIDED}",
            operation=operation.id,
            kind="protocol",
            target="/body" if body is not None else "",
            point=UNDECIDED,
            method=operation.method,
            path=operation.path,
            body=body,
            expect=Expectation(status=("1XX", "2XX", "3XX", "4XX", "5XX")),
        )

    def _tried(self, body: JsonText) -> Case | None:
        value, frame = body.value, self._frame
        if frame is None or frame.content is None or not is_sendable(value) or not self._meets_formats(value):
            return None
        known = self._known.get(key_of(value))
        if known is not None:
            return known
        broken = self._parts.broken("body", value)
        if not broken:
            point = Point(name="explored", value=value)
            return body_case(frame, "valid", point, success_statuses(self.operation))
        found = self._breaches.of(frame.content.type, value)
        return _fault(frame, found[0], value) if len(broken) == 1 == len(found) else None

    def _meets_formats(self, body: Json) -> bool:
        """Whether no format is broken, which the document says nothing of: a request may be refused for it, or not."""
        content = None if self._frame is None else self._frame.content
        found = () if content is None else self._contract.schemas.differences(content, body)
        return all(each.keyword != "format" for each in found)

    def _allows(self, parameters: Parameters) -> bool:
        """Whether every parameter is beyond doubt; one that text cannot carry as it is, is not."""
        declared = self.operation.parameters
        names = {item.name for item in declared if item.place == "query"}
        if not {name for name, _ in parameters.query} <= names | set(_key_names(self._contract, "query")):
            return False
        return all(self._is_right(item, parameters) for item in declared)

    def _is_right(self, item: Parameter, parameters: Parameters) -> bool:
        name = item.name.lower() if item.place == "header" else item.name
        given = parameters.of(item.place).get(name)
        if given is None:
            return not item.required
        value = given.value
        return _is_plain(value) and allows(item.type, value, self._contract.api)


def _frame(operation: Operation, contract: Contract, nominals: Nominals) -> Frame | None:
    try:
        return frame_of(operation, contract.api, nominals)
    except UnattainableError:
        return None


def _key_names(contract: Contract, place: str) -> Iterator[str]:
    """The names under which credentials stand in a place."""
    yield from (each.name for each in contract.api.security_schemes if each.place == place and each.name)


def _is_plain(value: Json) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and value.strip() == value != "")


def _fault(frame: Frame, breach: Breach, body: Json) -> Case | None:
    """The case of a body that breaks one thing; None where the document leaves that open."""
    path = tuple(map(str, breach.path))
    statuses = refusal_statuses(frame.operation)
    if breach.rule is not None:
        if breach.rule.open_question is not None:
            return None
        blame = (*((*path, name) for name in rule_fields(breach.rule)), path)
        point = Point(path=path, name="breaks", value=body, rule=breach.rule.name, blame=blame)
        return body_case(frame, "fault", point, statuses)
    blame = (path, path[:-1]) if breach.keyword in _WITH_PARENT else (path,)
    case = body_case(frame, "fault", Point(path=path, name=_point(breach), value=body, blame=blame), statuses)
    return replace(case, expect=Expectation(status=statuses)) if breach.keyword in _OPEN_BLAME else case


def _point(breach: Breach) -> str:
    return "absent" if breach.keyword == "required" else f"{breach.keyword}-"


def is_sendable(value: Json, depth: int = 0) -> bool:
    """Whether a value is one that is ever sent as valid: no unpaired surrogate, no number beyond a double, not deep."""
    match value:
        case bool() | None:
            return True
        case int():
            return abs(value) <= LARGEST_NUMBER
        case float():
            return math.isfinite(value)
        case str():
            return not any("\ud800" <= letter <= "\udfff" for letter in value)
        case list():
            return depth < DEEPEST and all(is_sendable(item, depth + 1) for item in value)
        case dict():
            items = value.items()
            return depth < DEEPEST and all(is_sendable(key) and is_sendable(item, depth + 1) for key, item in items)
        case _:
            return value.is_finite()
