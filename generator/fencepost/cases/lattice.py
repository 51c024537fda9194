"""The deterministic valid cases: every example, every boundary point of every field, both sides of every rule, pairs.

In the order of news: nominal bodies, one field at a time, then the tails of enumerations, then pairs of fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.news import late_last
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.requests import (
    Frame,
    body_case,
    case_of,
    frame_of,
    numbered,
    parameter_case,
    success_statuses,
    with_parameters,
)
from fencepost.cases.right.parameters import ParameterCrowd
from fencepost.cases.right.values import valid_points
from fencepost.cases.wire import expressible
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation, Parameter

MAX_CASES = 5_000
"""At most this many valid cases an operation; the first ones stand for the most."""


def valid_cases(api: Api, operation: Operation, nominals: Nominals, most: int = MAX_CASES) -> tuple[Case, ...]:
    """The valid cases of an operation, the nominal request first; none where its request cannot be made."""
    operation = nominals.api.operation(operation.id) or operation
    try:
        frame = frame_of(operation, api, nominals)
    except UnattainableError:
        return ()
    return tuple(islice(numbered(late_last(_cases(frame, operation, nominals))), most))


def _cases(frame: Frame, operation: Operation, nominals: Nominals) -> Iterator[Case]:
    statuses = success_statuses(operation)
    crowd = ParameterCrowd(operation, nominals)
    yield from _examples(frame, nominals, statuses)
    yield case_of(frame, "valid", "/body" if frame.body is not None else "", "nominal", statuses)
    if frame.content is not None:
        if operation.body is not None and not operation.body.required:
            yield from _without_body(frame, statuses)
        yield from _body_cases(frame, frame.content, crowd, nominals, statuses)
    for parameter in operation.parameters:
        yield from _parameter_cases(frame, parameter, nominals, statuses)
    yield from _together(frame, crowd, statuses)


def _body_cases(
    frame: Frame, content: Content, crowd: ParameterCrowd, nominals: Nominals, statuses: tuple[str, ...]
) -> Iterator[Case]:
    """Every point of the body; where it has many fields the parameters take turns, too."""
    settings = cycle(tuple(crowd.rows()) or ((),))
    for point in valid_points(content.type, nominals):
        case = body_case(frame, "valid", point, statuses)
        yield with_parameters(case, next(settings)) if point.name == "pair" else case


def _together(frame: Frame, crowd: ParameterCrowd, statuses: tuple[str, ...]) -> Iterator[Case]:
    """Requests with nearly every parameter."""
    for setting in crowd.rows():
        if len(setting) > 1:
            target = "/query" if any(parameter.place == "query" for parameter, _ in setting) else "/headers"
            yield with_parameters(case_of(frame, "valid", target, "pair", statuses), setting)


def _examples(frame: Frame, nominals: Nominals, statuses: tuple[str, ...]) -> Iterator[Case]:
    """The bodies that the document itself gives, where they are valid."""
    if frame.content is None:
        return
    for example in frame.content.examples:
        if nominals.accepts(frame.content.type, example.value.exact):
            yield body_case(frame, "valid", Point(name="example", value=example.value.value), statuses)


def _without_body(frame: Frame, statuses: tuple[str, ...]) -> Iterator[Case]:
    yield case_of(replace(frame, body=None), "valid", "/body", "absent", statuses)


def _parameter_cases(
    frame: Frame, parameter: Parameter, nominals: Nominals, statuses: tuple[str, ...]
) -> Iterator[Case]:
    given = {name for name, _ in frame.path_params}
    if parameter.place == "path" and parameter.name in given and _is_identifier(frame, parameter):
        return
    if not parameter.required:
        yield parameter_case(frame, "valid", parameter, Point(name="absent", value=None), statuses)
    for point in valid_points(parameter.type, nominals, depth=1):
        if expressible(point.value, parameter):
            yield parameter_case(frame, "valid", parameter, point, statuses)


def _is_identifier(frame: Frame, parameter: Parameter) -> bool:
    """Whether only a server can give the parameter's value."""
    return any(name == parameter.name and isinstance(value, FromAnswer) for name, value in frame.path_params)
