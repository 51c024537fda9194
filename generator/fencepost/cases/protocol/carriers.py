"""The valid requests that carry what is wrong below the body: the nominal one, and fuller ones.

A server may look at the credential, or at the media type, only where a certain field is given; so the first of them
carries little and the others much.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.point import Point
from fencepost.cases.requests import Frame
from fencepost.cases.right.values import valid_points
from fencepost.cases.wire import expressible
from fencepost.ir.http import Content, Parameter
from fencepost.ir.shapes import branches, json_types
from fencepost.ir.types import Field, Object
from fencepost.ir.values import Json, JsonText, freeze

MAX_CARRIERS = 3
MAX_FORMS = 8
"""So many forms of a body, one a region of its rules, are filled."""

MAX_LOOKED_AT = 12
"""So many values are looked at in the search for the one that says the most."""

_TELLING = ("true", "minimum+", "one", "inside", "holds")
"""Points of a parameter that differ from what it is when left out, the most telling first."""


def carriers(frame: Frame, nominals: Nominals) -> tuple[Frame, ...]:
    """The nominal request, and at most two that give more: by their bodies, or by their queries where there is none."""
    if frame.content is not None and frame.body is not None:
        fuller = _fuller_bodies(frame.content, frame.body.value, nominals)
        return (frame, *(replace(frame, body=freeze(body)) for body in fuller))
    query = _full_query(frame, nominals)
    return (frame,) if query == frame.query else (frame, replace(frame, query=query))


def _fuller_bodies(content: Content, nominal: Json, nominals: Nominals) -> tuple[Json, ...]:
    """Bodies that each give the most of what those before leave out, or leave false, empty or zero."""
    candidates = list(_candidates(content, nominals))
    said, found = _said(nominal), list[Json]()
    while len(found) < MAX_CARRIERS - 1 and candidates:
        best = max(candidates, key=lambda body: len(_said(body) - said))
        if not _said(best) - said:
            break
        said |= _said(best)
        found.append(best)
    return tuple(found)


def _candidates(content: Content, nominals: Nominals) -> Iterator[Json]:
    examples = (example.value for example in content.examples)
    yield from (text.value for text in examples if nominals.accepts(content.type, text.exact))
    for kind in branches(content.type, nominals.api):
        if isinstance(kind, Object):
            telling = [(item.wire_name, _telling_member(item, nominals)) for item in kind.fields]
            for _, body in islice(nominals.bodies(kind), MAX_FORMS):
                yield _grown(body, telling, content, nominals)


def _grown(body: dict[str, Json], telling: list[tuple[str, Json]], content: Content, nominals: Nominals) -> Json:
    """The body with every member that it can also have."""
    for name, value in telling:
        fuller = {**body, name: value}
        if value and not body.get(name) and nominals.accepts(content.type, fuller):
            body = fuller
    return body


def _telling_member(item: Field, nominals: Nominals) -> Json:
    """A value of a field that says something; None where none was found."""
    if json_types(item.type, nominals.api) & {"array", "object"}:
        with suppress(UnattainableError):
            return nominals.value(item.type, item.annotations)
        return None
    values = (point.value for point in islice(valid_points(item.type, nominals), MAX_LOOKED_AT))
    return next((value for value in values if value), None)


def _said(body: Json) -> frozenset[str]:
    """The members that say something: neither false, nor null, zero or empty."""
    return frozenset(name for name, value in body.items() if value) if isinstance(body, dict) else frozenset()


def _full_query(frame: Frame, nominals: Nominals) -> tuple[tuple[str, JsonText], ...]:
    """The query with a value for every parameter that may be left out."""
    given = {name for name, _ in frame.query}
    optional = [item for item in frame.operation.parameters if item.place == "query" and item.name not in given]
    found = [(item.name, value) for item in optional if (value := _telling_value(item, nominals)) is not None]
    return (*frame.query, *found)


def _telling_value(parameter: Parameter, nominals: Nominals) -> JsonText | None:
    points = islice(valid_points(parameter.type, nominals, depth=1), MAX_LOOKED_AT)
    usable = [point for point in points if expressible(point.value, parameter)]
    best = min(usable, key=_rank, default=None)
    return None if best is None else freeze(best.value)


def _rank(point: Point) -> int:
    return _TELLING.index(point.name) if point.name in _TELLING else len(_TELLING)
