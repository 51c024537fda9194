"""Texts that break the format of a field and nothing else; faults only where the user says that formats are asserted.

Source: JSON Schema 2020-12, 7.2.1: unless a vocabulary says otherwise, `format` is an annotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import jsonschema_rs

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.requests import Frame, body_case, frame_of, numbered, parameter_case, refusal_statuses
from fencepost.cases.right.values import valid_points
from fencepost.cases.texts import FORMATS
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Array, Intersection, Object, Ref, Residual, String, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows, member_types

NEAR: dict[str, tuple[str, ...]] = {
    "date-time": ("2024-02-30T12:30:45Z", "2024-01-31 12:30:45", "2024-01-31"),
    "date": ("2024-02-30", "2024-1-31"),
    "time": ("25:30:45Z", "12:30"),
    "uuid": ("123e4567-e89b-42d3-a456-42661417400", "123e4567-e89b-42d3-a456-42661417400g"),
    "ipv4": ("192.0.2.256", "192.0.2"),
    "ipv6": ("2001:db8::1::1", "2001:db8::g"),
    "email": ("someone", "someone@", "@example.com"),
    "uri": ("example.com/a b", "//example.com"),
    "hostname": ("-example.com", "example..com", "exa mple.com"),
}
"""Of each format that is asserted: texts one slip away from it."""

MOST = 2
"""So many texts for each field."""


def format_cases(api: Api, operation: Operation, nominals: Nominals) -> tuple[Case, ...]:
    """Requests of an operation that break a format alone; none where its request cannot be made."""
    operation = nominals.api.operation(operation.id) or operation
    try:
        frame = frame_of(operation, api, nominals)
    except UnattainableError:
        return ()
    return tuple(numbered(_cases(frame, operation, nominals)))


def _cases(frame: Frame, operation: Operation, nominals: Nominals) -> Iterator[Case]:
    statuses = refusal_statuses(operation)
    if frame.content is not None:
        bodies = (point.value for point in valid_points(frame.content.type, nominals))
        for point in _points(frame.content.type, bodies, nominals.api):
            yield _uncertified(body_case(frame, "fault", point, statuses))
    for parameter in operation.parameters:
        given = any(name == parameter.name for name, _ in frame.path_params)
        if parameter.place != "path" or given:
            values = (point.value for point in valid_points(parameter.type, nominals, depth=1))
            for point in _points(parameter.type, values, nominals.api):
                yield _uncertified(parameter_case(frame, "fault", parameter, point, statuses))


def _uncertified(case: Case) -> Case:
    # No constraint of the normalised schema is broken: there a format is an annotation.
    return replace(case, certificate=None)


def _points(kind: Type, values: Iterable[Json], api: Api) -> Iterator[Point]:
    """The first values that hold each text with a format, with texts that break it in its place."""
    told: set[tuple[tuple[str, ...], str]] = set()
    for value in values:
        for path, text in _formatted(kind, value, (), api):
            name = text.format.name if text.format is not None else ""
            if (path, name) not in told:
                told.add((path, name))
                wrong = (_with(value, path, near) for near in _breaking(name, text, api))
                sound = [each for each in wrong if allows(kind, each, api)]
                yield from (Point(path=path, name="format-", value=each) for each in sound[:MOST])


def _breaking(name: str, kind: String, api: Api) -> Iterator[str]:
    for text in (*NEAR[name], "a"):
        if allows(kind, text, api) and not meets(name, text):
            yield text


def meets(name: str, text: str) -> bool:
    """Whether a text is of a format; every text is of one that is not known."""
    return _validator(name).is_valid(text)


@lru_cache(maxsize=64)
def _validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.dumps({"format": name}), validate_formats=True)


def _formatted(kind: Type, value: Json, path: tuple[str, ...], api: Api) -> Iterator[tuple[tuple[str, ...], String]]:
    """Each place of a value where a text stands that has a format, and only that may stand there."""
    match kind:
        case String(format=found) if isinstance(value, str):
            if found is not None and found.name in NEAR and found.name in FORMATS and len(path) < _DEEPEST:
                yield path, kind
        case Ref(name=name) if len(path) < _DEEPEST:
            yield from _formatted(api.component(name).type, value, path, api)
        case Residual(type=inner):
            yield from _formatted(inner, value, path, api)
        case Union(variants=parts):
            # A text that breaks one variant's format may be another's.
            meant = [part for part in parts if allows(part, value, api)]
            yield from _formatted(meant[0], value, path, api) if len(meant) == 1 else ()
        case Intersection(parts=parts):
            for part in parts:
                yield from _formatted(part, value, path, api)
        case Array() if isinstance(value, list):
            yield from _formatted(kind.items, value[0], (*path, "0"), api) if value and not kind.prefix else ()
        case Object() if isinstance(value, dict):
            for name, member in value.items():
                for inner in member_types(kind, name):
                    yield from _formatted(inner, member, (*path, name), api)
        case _:
            pass


_DEEPEST = 8
"""Steps into a body, at most."""


def _with(value: Json, path: tuple[str, ...], text: str) -> Json:
    match value, path:
        case _, ():
            return text
        case dict(), (name, *below):
            return {**value, name: _with(value[name], tuple(below), text)}
        case list(), (index, *below):
            return [_with(item, tuple(below), text) if str(at) == index else item for at, item in enumerate(value)]
        case _:
            return value
