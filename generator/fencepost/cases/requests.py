"""Cases around bodies and parameters: the rest of the request, the answers that are right, and a stable name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fencepost.cases.case import Case, Expectation, FromAnswer, Kind
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.wire import expressible
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation, Parameter
from fencepost.ir.pointers import escaped, pointer_of
from fencepost.ir.resources import Resource, find_resources
from fencepost.ir.values import Json, JsonText, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A request of one operation with nominal values everywhere, to be varied at one place."""

    operation: Operation
    path_params: tuple[tuple[str, JsonText | FromAnswer], ...]
    query: tuple[tuple[str, JsonText], ...]
    headers: tuple[tuple[str, JsonText], ...]
    body: JsonText | None
    """None where the operation takes no JSON body, or none is needed."""

    content: Content | None
    """The JSON content of the body, or None."""


def frame_of(operation: Operation, api: Api, nominals: Nominals) -> Frame:
    """The nominal request of an operation.

    Raises UnattainableError where a required part has no value that we can make.
    """
    by_place: dict[str, list[tuple[str, JsonText]]] = {"path": [], "query": [], "header": [], "cookie": []}
    given = given_identifiers(operation, find_resources(api))
    for parameter in operation.parameters:
        if parameter.required and parameter.name not in given:
            by_place[parameter.place].append((parameter.name, freeze(_nominal_value(parameter, nominals))))
    content = None if operation.body is None else operation.body.json
    if operation.body is not None and operation.body.required and content is None:
        raise UnattainableError
    return Frame(
        operation=operation,
        path_params=(*given.items(), *by_place["path"]),
        query=tuple(by_place["query"]),
        headers=(*by_place["header"], *by_place["cookie"]),
        body=None if content is None else _nominal_body(content, nominals),
        content=content,
    )


def _nominal_value(parameter: Parameter, nominals: Nominals) -> Json:
    """The nominal value; where no text can carry it, as that of an empty list, the first of its type that one can."""
    from fencepost.cases.right.values import valid_points

    value = nominals.value(parameter.type, parameter.annotations)
    if expressible(value, parameter):
        return value
    points = (point.value for point in valid_points(parameter.type, nominals, depth=1))
    return next((other for other in points if expressible(other, parameter)), value)


def _nominal_body(content: Content, nominals: Nominals) -> JsonText:
    """The nominal value; where none can be made, the first example that the document itself gives and allows."""
    valid = (example.value for example in content.examples if nominals.accepts(content.type, example.value.exact))
    try:
        return freeze(nominals.value(content.type))
    except UnattainableError:
        found = next(valid, None)
        if found is None:
            raise
        return found


def given_identifiers(operation: Operation, resources: Iterable[Resource]) -> dict[str, FromAnswer]:
    """The path parameters that only a server can give: the identifiers of resources."""
    found: dict[str, FromAnswer] = {}
    for resource in resources:
        below = operation.path == resource.item or operation.path.startswith(f"{resource.item.rstrip('/')}/")
        if below and operation.id != resource.create:
            pointer = f"{resource.pointer}/{escaped(resource.identifier)}"
            found.setdefault(resource.parameter, FromAnswer(operation=resource.create, pointer=pointer))
    return found


def case_of(frame: Frame, kind: Kind, target: str, point: str, statuses: tuple[str, ...]) -> Case:
    """The nominal request as a case of that kind; its id still lacks the rule and the counter."""
    operation = frame.operation
    has_body = frame.body is not None and frame.content is not None
    return Case(
        id=f"{operation.id}/{kind}{target}/{safe(point)}",
        operation=operation.id,
        kind=kind,
        target=target,
        point=point,
        method=operation.method,
        path=operation.path,
        path_params=frame.path_params,
        query=frame.query,
        headers=frame.headers,
        media_type=_media_type(frame) if has_body else None,
        body=frame.body,
        expect=Expectation(status=statuses),
    )


def _media_type(frame: Frame) -> str | None:
    if frame.content is None:
        return None
    return "application/json" if "*" in frame.content.media_type else frame.content.media_type


def body_case(frame: Frame, kind: Kind, point: Point, statuses: tuple[str, ...]) -> Case:
    """A case whose body stands on a point."""
    target = pointer_of(("body", *point.path))
    told = case_of(frame, kind, target, point.name, statuses)
    case = replace(told, body=freeze(point.value), rule=point.rule, certificate=point.certificate)
    blame = tuple(pointer_of(("body", *path)) for path in point.blame) or (target,)
    expect = Expectation(status=statuses, blame=blame if kind == "fault" else ())
    suffix = f"/{safe(point.rule)}" if point.rule else ""
    return replace(case, id=f"{case.id}{suffix}", expect=expect, media_type=_media_type(frame))


def parameter_case(frame: Frame, kind: Kind, parameter: Parameter, point: Point, statuses: tuple[str, ...]) -> Case:
    """A case in which one parameter stands on a point; the point `absent` leaves it out."""
    place = {"header": "headers", "cookie": "headers"}.get(parameter.place, parameter.place)
    target = pointer_of((place, parameter.name, *point.path))
    case = case_of(frame, kind, target, point.name, statuses)
    expect = Expectation(status=statuses, blame=(target,) if kind == "fault" else ())
    return replace(_with_parameter(case, parameter, point), expect=expect)


def _with_parameter(case: Case, parameter: Parameter, point: Point) -> Case:
    value = None if point.name == "absent" else freeze(point.value)
    match parameter.place:
        case "path":
            kept = tuple(item for item in case.path_params if item[0] != parameter.name)
            return case if value is None else replace(case, path_params=(*kept, (parameter.name, value)))
        case "query":
            return replace(case, query=_set(case.query, parameter.name, value))
        case _:
            return replace(case, headers=_set(case.headers, parameter.name, value))


def with_parameters(case: Case, setting: Iterable[tuple[Parameter, JsonText | None]]) -> Case:
    """The case with several parameters on these values, or left out."""
    for parameter, value in setting:
        point = Point(name="absent", value=None) if value is None else Point(name="pair", value=value.value)
        case = _with_parameter(case, parameter, point)
    return case


def _set(
    pairs: tuple[tuple[str, JsonText], ...], name: str, value: JsonText | None
) -> tuple[tuple[str, JsonText], ...]:
    kept = tuple(pair for pair in pairs if pair[0] != name)
    return kept if value is None else (*kept, (name, value))


def safe(text: str) -> str:
    """The text with everything but letters, digits and `_-.+:/` replaced, as ids are written."""
    return re.sub(r"[^A-Za-z0-9_\-.+:]", "_", text)[:80]


def numbered(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases, each request once, with a counter where two would share an id."""
    requests: set[str] = set()
    counts: dict[str, int] = {}
    for case in cases:
        clean = replace(case, id="/".join(safe(part) for part in case.id.split("/")))
        request = _request_text(clean)
        if request in requests:
            continue
        requests.add(request)
        counts[clean.id] = count = counts.get(clean.id, 0) + 1
        yield clean if count == 1 else replace(clean, id=f"{clean.id}/{count}")


def _request_text(case: Case) -> str:
    """What tells two requests apart; 1 and 1.0 are written apart because a server may read them so."""
    parts: tuple[object, ...] = (case.path_params, case.query, case.headers, case.auth, case.body, case.body_text)
    return repr((case.operation, case.method, case.media_type, *parts))


def success_statuses(operation: Operation) -> tuple[str, ...]:
    """The documented 2xx answers; `2XX` where the document names none."""
    found = tuple(response.status for response in operation.responses if response.is_success)
    return found or ("2XX",)


def refusal_statuses(operation: Operation) -> tuple[str, ...]:
    """The statuses with which a faulty request may be refused.

    The documented ones of 400 and 422; else both, where `4XX` or `default` is documented; else, where no 4xx is
    documented, every status with which servers refuse requests.
    """
    documented = {response.status for response in operation.responses}
    exact = tuple(status for status in ("400", "422") if status in documented)
    if exact:
        return exact
    if documented & {"4XX", "default"} or any(status.startswith("4") for status in documented):
        return ("400", "422")
    return ("400", "404", "409", "413", "415", "422")
