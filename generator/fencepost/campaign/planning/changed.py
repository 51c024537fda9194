"""A case with another value at one place of its request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.values import Json, JsonText, freeze

Place: TypeAlias = tuple[str | int, ...]
"""The part of the request, then the names and indices down to a value."""


def parts_of(case: Case) -> dict[str, Json]:
    """What a case sends, by part, without what only a server can give; no `body` where it is none of JSON."""
    parts: dict[str, Json] = {
        "query": {name: value.exact for name, value in case.query},
        "headers": {name: value.exact for name, value in case.headers},
        "path": {name: value.exact for name, value in case.path_params if not isinstance(value, FromAnswer)},
    }
    return parts if case.body is None else {"body": case.body.exact, **parts}


def with_parts(case: Case, parts: dict[str, Json]) -> Case:
    """The case with these parts; itself where nothing differs."""
    if parts == parts_of(case):
        return case
    given = {name: value for name, value in case.path_params if isinstance(value, FromAnswer)}
    path: dict[str, JsonText | FromAnswer] = {name: freeze(value) for name, value in _members(parts["path"])}
    return replace(
        case,
        path_params=tuple((given | path).items()),
        query=tuple((name, freeze(value)) for name, value in _members(parts["query"])),
        headers=tuple((name, freeze(value)) for name, value in _members(parts["headers"])),
        body=freeze(parts["body"]) if "body" in parts else None,
    )


def _members(value: Json) -> Iterator[tuple[str, Json]]:
    yield from value.items() if isinstance(value, dict) else ()


def places_in(value: Json, path: tuple[str, ...], above: Place = ()) -> Iterator[Place]:
    """Every place that some names lead to, through each item of the lists on the way."""
    match value:
        case _ if not path:
            yield above
        case list():
            for index, item in enumerate(value):
                yield from places_in(item, path, (*above, index))
        case dict() if path[0] in value:
            yield from places_in(value[path[0]], path[1:], (*above, path[0]))
        case _:
            pass


def value_at(value: Json, place: Place) -> Json:
    """The value at a place; None where there is none."""
    for step in place:
        match value, step:
            case dict(), str():
                value = value.get(step)
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return None
    return value


def with_value(parts: dict[str, Json], place: Place, value: Json) -> dict[str, Json]:
    """The parts with another value at a place of them."""
    changed = replaced(parts, place, value)
    return changed if isinstance(changed, dict) else parts


def replaced(whole: Json, place: Place, value: Json) -> Json:
    """A value with another one at a place inside it; a name that is not there yet is added."""
    match whole, place:
        case _, ():
            return value
        case dict(), (str(name), *below):
            return {**whole, name: replaced(whole.get(name), tuple(below), value)}
        case list(), (int(index), *below):
            return [replaced(item, tuple(below), value) if at == index else item for at, item in enumerate(whole)]
        case _:
            return whole


def without(parts: dict[str, Json], place: Place) -> dict[str, Json]:
    """The parts without the value at a place of them."""
    *above, last = place
    holder = value_at(parts, tuple(above))
    if isinstance(holder, dict):
        return with_value(parts, tuple(above), {name: item for name, item in holder.items() if name != last})
    return parts
