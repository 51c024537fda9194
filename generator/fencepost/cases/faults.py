"""The invalid cases: each constraint broken alone, in a body that keeps all others."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import chain, islice, product

from fencepost.cases.case import Case
from fencepost.cases.news import by_turns, kind_of
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.parts import RequestParts, part_value, place_of
from fencepost.cases.point import Point
from fencepost.cases.requests import (
    Frame,
    body_case,
    frame_of,
    numbered,
    parameter_case,
    refusal_statuses,
    with_parameters,
)
from fencepost.cases.right.parameters import TWINS, ParameterCrowd
from fencepost.cases.wire import expressible
from fencepost.cases.wrong.values import fault_points
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.values import Json, freeze
from fencepost.rules.evaluate import allows

MAX_CASES = 5_000
"""At most this many faults an operation."""


ENOUGH = 530
"""Beyond so many faults, none is sent a second time beside other fields."""

MAX_READINGS = 64
"""In so many ways a list is read whose items may each be read in several."""


def fault_cases(api: Api, operation: Operation, nominals: Nominals, most: int = MAX_CASES) -> tuple[Case, ...]:
    """The faults of an operation, each with its certificate; none where its request cannot be made."""
    operation = nominals.api.operation(operation.id) or operation
    try:
        frame = frame_of(operation, api, nominals)
    except UnattainableError:
        return ()
    return tuple(islice(numbered(_cases(frame, operation, nominals)), most))


def _cases(frame: Frame, operation: Operation, nominals: Nominals) -> Iterator[Case]:
    statuses = refusal_statuses(operation)
    parts = RequestParts(operation, nominals)
    if frame.content is not None:
        tried = chain(_in_a_list(frame), fault_points(frame.content.type, nominals))
        points = (_certified(point, parts) for point in by_turns(tried, _kind, ENOUGH))
        # The last word is the type's own: what it allows, or refuses for two reasons, is no fault.
        for point in nominals.tally.faults.sift(points, _has_certificate):
            yield body_case(frame, "fault", point, statuses)
    yield from by_turns(_of_parameters(frame, operation, nominals, parts), kind_of, ENOUGH)


def _kind(point: Point) -> Hashable:
    """What makes two faults alike: alone is each body that breaks a rule, and each value that is none of a list."""
    wrong = point.value
    for name in () if point.rule is not None else point.path:
        wrong = wrong.get(name) if isinstance(wrong, dict) else None
    is_alone = point.rule is not None or point.name == "enum-"
    return point.path, point.name.rstrip("-"), point.rule, freeze(wrong) if is_alone else None


def _of_parameters(frame: Frame, operation: Operation, nominals: Nominals, parts: RequestParts) -> Iterator[Case]:
    """The faults of each parameter, alone and beside others that are right."""
    statuses = refusal_statuses(operation)
    crowd = ParameterCrowd(operation, nominals)
    for parameter in operation.parameters:
        place = place_of(parameter)
        others = crowd.beside(parameter)
        for plain in _parameter_faults(frame, parameter, nominals, statuses):
            for case in (plain, *(with_parameters(plain, setting) for setting in islice(others, TWINS))):
                certificate = parts.certificate(place, part_value(case, place))
                if certificate is not None:
                    yield replace(case, certificate=certificate)


def _in_a_list(frame: Frame) -> Iterator[Point]:
    """The nominal body as the one item of a list: what a server that takes a single item for a list may unpack."""
    if frame.body is not None:
        yield Point(name="type:array", value=[frame.body.value])


def _certified(point: Point, parts: RequestParts) -> Point:
    return replace(point, certificate=parts.certificate("body", point.value))


def _has_certificate(point: Point) -> bool:
    return point.certificate is not None


def _parameter_faults(
    frame: Frame, parameter: Parameter, nominals: Nominals, statuses: tuple[str, ...]
) -> Iterator[Case]:
    if parameter.place == "path" and not any(name == parameter.name for name, _ in frame.path_params):
        return
    if parameter.required and parameter.place != "path":
        yield parameter_case(frame, "fault", parameter, Point(name="absent", value=None), statuses)
    types = nominals.domains.json_types(parameter.type)
    if set(types) <= {"object"} and parameter.style != "content":
        return  # Whatever stands under the name, a server looks for the names of the members.
    for point in fault_points(parameter.type, nominals, depth=1):
        if "string" in types and point.name.startswith("type:"):
            continue  # In a path, a query or a header every value is text.
        if expressible(point.value, parameter) and not any(
            allows(parameter.type, reading, nominals.api) for reading in readings(point.value)
        ):
            yield parameter_case(frame, "fault", parameter, point, statuses)


def readings(value: Json) -> Iterator[Json]:
    """Every JSON value that a server may rightly read from the text of a parameter; of long lists only some."""
    if not isinstance(value, list):
        scalars = _scalars(value)
        yield from (*scalars, *([scalar] for scalar in scalars))
        return
    items = [_scalars(item) for item in value]
    yield from ([found[place] for found in items] for place in (0, 1, -1))
    yield from islice(map(list, product(*items)), MAX_READINGS)
    if len(value) == 1:
        yield from items[0]


def _scalars(value: Json) -> tuple[Json, ...]:
    """The value itself, its text, and what that text may stand for."""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if text in ("true", "false"):
        return value, text, text == "true"
    try:
        number = float(text)
    except ValueError:
        return value, text
    return (value, text, number, int(number)) if number.is_integer() else (value, text, number)
