"""What a server does with a request, step by step; each step is a seam at which a fault can be planted.

A server is a value, `Behaviour`, and one pure function, `respond`. It knows nothing of the tool and reads no document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from .messages import RefusedError, Request, Response, answer, read_json
from .values import Fault, Field, Rule, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A thing that was created."""

    id: str
    body: dict[str, Any]
    """What is kept of the request."""

    born: int
    """The ordinal of the request that created it; requests are the clock of these servers."""

    ended: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    records: Mapping[str, Record] = field(default_factory=dict)
    made: int = 0
    served: int = 0

    def with_record(self, each: Record) -> State:
        return replace(self, records={**self.records, each.id: each})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    operation: str
    method: str
    path: tuple[str, ...]
    """The parts of the path; `*` is an identifier."""

    takes_body: bool = False
    """Whether there must be a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request of which nothing is wrong."""

    operation: str
    request: Request
    identifier: str | None
    query: dict[str, Any]
    body: Any


Done: TypeAlias = tuple[Response, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """The seams of a server."""

    routes: tuple[Route, ...]
    admits: Callable[[Request, Route], bool]
    """Whether the caller may."""

    denied: Response
    reads: Callable[[Request], Any]
    """The body of a request; raises RefusedError."""

    fields: Mapping[str, tuple[Field, ...]]
    """Members of the body, by operation."""

    parameters: Mapping[str, tuple[Field, ...]]
    """Of query and headers, by operation; they read the list of texts given."""

    rules: Mapping[str, tuple[Rule, ...]]
    checks: Mapping[str, Callable[[Behaviour], Callable[[Any], Any]]] = field(default_factory=dict)
    """How a body is checked where fields and rules are not all there is to it, by operation."""

    refuses: Callable[[list[Fault], Call], Response]
    acts: Mapping[str, Callable[[Call, State, Behaviour], Done]]
    names: Callable[[State, dict[str, Any]], str]
    """The identifier of a new thing."""

    keeps: Callable[[dict[str, Any]], dict[str, Any]]
    """What is kept of a body."""

    shows: Callable[[Record, State], dict[str, Any]]
    """A thing as it stands in answers."""

    finds: Callable[[dict[str, Any], State], list[Record]]
    """The things that match the query of a list."""

    remains: Callable[[Call, State, Behaviour], State] = lambda _call, state, _does: state
    """What is left of a request that was refused."""

    sends: Callable[[Call, Response, State], Response] = lambda _call, response, _state: response
    """The last step, for every operation that was called."""


def respond(request: Request, state: State, does: Behaviour) -> Done:
    """The answer to a request, and the state after it."""
    state = replace(state, served=state.served + 1)
    try:
        route = _routed(request, does)
        if not does.admits(request, route):
            return does.denied, state
        return _called(request, route, state, does)
    except RefusedError as refusal:
        return refusal.response, state


def _called(request: Request, route: Route, state: State, does: Behaviour) -> Done:
    body = does.reads(request) if route.takes_body else None
    query, faults = _parameters(request, route, does)
    call = Call(
        operation=route.operation,
        request=request,
        identifier=_identifier(request, route),
        query=query,
        body=_read(body, does.fields.get(route.operation, ())),
    )
    if route.takes_body:
        faults += _checked(body, route.operation, does)
    if faults:
        response, state = does.refuses(faults, call), does.remains(call, state, does)
    else:
        response, state = does.acts[route.operation](call, state, does)
    return does.sends(call, response, state), state


def _routed(request: Request, does: Behaviour) -> Route:
    alike = [route for route in does.routes if _fits(route.path, request.segments)]
    if not alike:
        raise RefusedError(answer(404, {"detail": "Not found"}))
    found = next((route for route in alike if route.method == request.method), None)
    if found is None:
        allowed = ", ".join(route.method for route in alike)
        refusal = answer(405, {"detail": "Method not allowed"})
        raise RefusedError(replace(refusal, headers=(*refusal.headers, ("allow", allowed))))
    return found


def _fits(path: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    return len(path) == len(segments) and all(
        ours == theirs or (ours == "*" and theirs) for ours, theirs in zip(path, segments, strict=True)
    )


def _identifier(request: Request, route: Route) -> str | None:
    return next((part for ours, part in zip(route.path, request.segments, strict=True) if ours == "*"), None)


def _parameters(request: Request, route: Route, does: Behaviour) -> tuple[dict[str, Any], list[Fault]]:
    """The parameters that are given, as they are read, and what is wrong with them."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for each in does.parameters.get(route.operation, ()):
        texts = [value for name, value in request.query if name == each.name]
        texts += [value for name, value in request.headers if name == each.name.lower()]
        if texts:
            found[each.name] = each.reads(texts)
            faults += [fault.below(each.name) for fault in each.accepts(found[each.name])]
        elif each.required:
            faults.append(Fault(path=(each.name,), says="is required"))
    return found, faults


def _checked(body: Any, operation: str, does: Behaviour) -> list[Fault]:
    if operation in does.checks:
        return list(does.checks[operation](does)(body))
    return list(record(does.fields[operation], does.rules.get(operation, ()))(body))


def _read(body: Any, fields: tuple[Field, ...]) -> Any:
    if not isinstance(body, dict):
        return body
    return body | {each.name: each.reads(body[each.name]) for each in fields if each.name in body}


def last(texts: list[str]) -> str:
    """How a parameter that is no list is read."""
    return texts[-1]


def last_whole(texts: list[str]) -> Any:
    """The whole number that the text is, or the text."""
    text = texts[-1]
    is_digits = text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 400
    return int(text) if is_digits else text


def last_flag(texts: list[str]) -> Any:
    """True or false, or the text."""
    return {"true": True, "false": False}.get(texts[-1], texts[-1])


def read_body(request: Request) -> Any:
    """The JSON that a request holds; its media type may be left out.

    Raises RefusedError.
    """
    media_type = (request.header("content-type") or "application/json").partition(";")[0].strip().lower()
    if media_type not in ("application/json", "application/merge-patch+json"):
        raise RefusedError(answer(415, {"detail": "Only JSON is understood"}))
    try:
        return read_json(request.content)
    except ValueError:
        raise RefusedError(answer(400, {"detail": "The body is not JSON"})) from None
