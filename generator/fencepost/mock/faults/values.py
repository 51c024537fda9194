"""Wrong values for fields of answers: others of the same type, and such as the type does not allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from fencepost.ir.api import Api
from fencepost.ir.shapes import branches, json_types
from fencepost.ir.types import Array, Enum, Object, Type
from fencepost.ir.values import Json, equal, freeze, json_type
from fencepost.mock.answering.exemplar import NoExemplarError, whole_exemplar
from fencepost.rules.evaluate import allows

_DIGIT = re.compile(r"[0-9](?=[^0-9]*$)")


def other_value(value: Json, kind: Type, api: Api) -> Json:
    """A value near another one: one that the type allows, where there is one."""
    found = [near for near in _near(value, kind, api) if not equal(near, value)]
    return next((near for near in found if allows(kind, near, api)), found[0])


def _near(value: Json, kind: Type, api: Api) -> Iterator[Json]:
    """Other values, the nearest first; one at the least that differs."""
    yield from (
        item.value.value for branch in branches(kind, api) if isinstance(branch, Enum) for item in branch.values
    )
    match value:
        case bool():
            yield not value
        case int() | float() | Decimal():
            yield from (value + 1, value - 1)
        case str():
            # The last digit, so that a time or an identifier stays one.
            yield _DIGIT.sub(lambda digit: str((int(digit.group()) + 1) % 10), value)
            yield from (f"{value}x", value[1:], "x")
        case None:
            yield from _made(kind, api)
            yield "x"
        case list():
            yield value[1:]
            yield [*value, *_items(kind, api)]
            yield [*value, *(value or [None])]
        case dict():
            yield from _other_object(value, kind, api)


def _made(kind: Type, api: Api) -> Iterator[Json]:
    for branch in branches(kind, api):
        with suppress(NoExemplarError):
            yield whole_exemplar(branch, api)


def _items(kind: Type, api: Api) -> list[Json]:
    arrays = (branch for branch in branches(kind, api) if isinstance(branch, Array))
    return [item for array in arrays for item in _made(array.items, api)][:1]


def _other_object(value: dict[str, Json], kind: Type, api: Api) -> Iterator[Json]:
    for branch in branches(kind, api):
        for item in branch.fields if isinstance(branch, Object) else ():
            if item.wire_name in value:
                yield {**value, item.wire_name: other_value(value[item.wire_name], item.type, api)}
    for name, member in value.items():
        yield {key: inner for key, inner in value.items() if key != name}
        yield {**value, name: f"{member}x"}
    yield {**value, "x": "x"}


def alien_value(value: Json, kind: Type, api: Api) -> Json:
    """A value of a JSON type that the field does not have, as near as it goes; the value itself where it has all."""
    taken = json_types(kind, api)
    texts: list[Json] = [freeze(value).text] if isinstance(value, int | float | Decimal) else ["text"]
    candidates: list[Json] = [*texts, 1, True, {"x": "x"}, ["x"], None]
    return next((other for other in candidates if json_type(other) not in taken), value)
