"""Values to filter a list with: those that a thing was made with, and those that nothing has."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.stateful.marks import mark
from fencepost.campaign.stateful.script import Desk
from fencepost.campaign.stateful.subject import Filter
from fencepost.cases.right.values import valid_points
from fencepost.cases.wire import expressible
from fencepost.ir.types import Field
from fencepost.ir.values import Json, equal


def own_value(known: Filter, body: dict[str, Json], desk: Desk) -> Json:
    """What a filter asks for to find a thing that was made with a body; None where the body does not tell."""
    return next(_sent(known, body, desk), None)


def _sent(known: Filter, body: dict[str, Json], desk: Desk) -> Iterator[Json]:
    by_field = {pair.response.wire_name: pair.request.wire_name for pair in desk.subject.pairs}
    for path in known.paths:
        value = body.get(by_field.get(path[0], ""))
        for name in path[1:]:
            value = value.get(name) if isinstance(value, dict) else None
        value = value if known.takes_several else _one(value)
        if value not in (None, []) and _is_allowed(known, value, desk):
            yield value


def _one(value: Json) -> Json:
    return next(iter(value), None) if isinstance(value, list) else value


def _is_allowed(known: Filter, value: Json, desk: Desk) -> bool:
    return desk.nominals.accepts(known.parameter.type, value) and expressible(value, known.parameter)


def strange_value(known: Filter, bodies: list[dict[str, Json]], desk: Desk, *about: object) -> Json:
    """What a filter asks for to find none of the things made with the bodies; None where nothing can be told."""
    text = mark(*about, known.name, "nobody")
    first: Json = [text] if known.takes_several else text
    points = (point.value for point in valid_points(known.parameter.type, desk.nominals, depth=1))
    held = [found for body in bodies for found in _sent(known, body, desk)]
    initial = None if desk.subject.lifecycle is None else desk.subject.lifecycle.initial
    for value in (first, *_from_the_end(list(points))):
        usable = value not in (None, "", []) and _is_allowed(known, value, desk) and not isinstance(value, bool)
        if usable and not equal(value, initial) and not any(equal(value, each) for each in held):
            return value
    return None


def _from_the_end(points: list[Json]) -> list[Json]:
    """The last but one first: of states, the last one is often where all things end."""
    return [*points[-2:-1], *points]


def server_field(known: Filter, desk: Desk) -> Field | None:
    """The field that a filter is named after, where only the server gives its value; None where it is another."""
    sent = {pair.response.wire_name for pair in desk.subject.pairs}
    names = {path[0] for path in known.paths if len(path) == 1 and not known.takes_several} - sent
    return next((item for item in desk.subject.fields if item.wire_name in names), None)
