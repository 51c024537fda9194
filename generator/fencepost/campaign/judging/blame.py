"""Which field a refusal names, and whether the fault may be blamed on it.

Read only where the documented error has a place for a field: `errors[].param` and its kin, `detail[].loc` of FastAPI,
`errors[].pointer` of RFC 9457, `invalid-params[].name` of RFC 7807, `errors[].source.pointer` of JSON:API, and the
`field` or `param` of a single error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.judging.places import PLACES, parameter_at, types_at
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.resources import folded
from fencepost.ir.shapes import array_items, branches, object_fields
from fencepost.ir.types import Array, Object, Type
from fencepost.ir.values import Json

_LISTS = ("errors", "detail", "details", "violations", "issues", "invalid-params", "invalid_params", "invalidParams")
_SINGLE = ("error", "detail", "problem")
"""Members that hold one error; the answer itself may be one too."""

_PLAIN_KEYS = ("loc", "param", "pointer", "field", "parameter", "property")
_KEYS = (*((key,) for key in _PLAIN_KEYS), ("path",), ("location",), ("name",), ("source", "pointer"))
"""Where an error of a list names its field, by names from the error down."""

_PREFIXES = {
    "body": "body",
    "json": "body",
    "query": "query",
    "path": "path",
    "header": "headers",
    "headers": "headers",
    "cookie": "headers",
    "cookies": "headers",
}
_ROOTS = frozenset(("", "$", "#", "body", "__root__", "non_field_errors"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Where a documented answer names the fields that are wrong."""

    member: str | None
    """The member that holds the errors; None where the answer does."""

    is_list: bool
    key: tuple[str, ...]
    """Names from an error down to the field's."""


def named_places(documented: Type, body: Json, operation: Operation, api: Api) -> list[tuple[str, ...]] | None:
    """For each error of a refusal, the pointers into the request that its field may stand for.

    An error whose field the document does not know has none. None where the documented shape has no place for a field,
    or the refusal is not of that shape.
    """
    for shape in _shapes(documented, api):
        held = body if shape.member is None else body.get(shape.member) if isinstance(body, dict) else None
        entries = held if isinstance(held, list) else [held]
        if isinstance(held, list) == shape.is_list and (shape.is_list or _at(held, shape.key) is not None):
            return [
                tuple(_pointers(_at(each, shape.key), operation, api)) for each in entries if isinstance(each, dict)
            ]
    return None


def _at(value: Json, path: tuple[str, ...]) -> Json:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _shapes(documented: Type, api: Api) -> Iterator[_Shape]:
    """The places that an answer has for fields: those of lists of errors, then those of a single one."""
    whole = array_items(documented, api)
    fields = [item for each in branches(documented, api) for item in object_fields(each, api) or ()]
    lists: list[tuple[str | None, Type]] = [] if whole is None else [(None, whole)]
    for item in fields:
        items = array_items(item.type, api) if item.wire_name in _LISTS else None
        lists += [] if items is None else [(item.wire_name, items)]
    for member, items in lists:
        yield from (_Shape(member=member, is_list=True, key=key) for key in _KEYS if _has(items, key, api))
    single = [(item.wire_name, item.type) for item in fields if item.wire_name in _SINGLE]
    for name, kind in (*single, (None, documented)):
        found = ((key,) for key in _PLAIN_KEYS if _has(kind, (key,), api))
        yield from (_Shape(member=name, is_list=False, key=key) for key in found)


def _has(kind: Type, path: tuple[str, ...], api: Api) -> bool:
    """Whether objects of a type, or of one of its variants, have a declared field at the end of a path."""
    if not path:
        return True
    fields = (item for each in branches(kind, api) for item in object_fields(each, api) or ())
    return any(item.wire_name == path[0] and _has(item.type, path[1:], api) for item in fields)


def _pointers(value: Json, operation: Operation, api: Api) -> Iterator[str]:
    """What a name, a dotted path, a pointer or a list of steps may mean."""
    steps = _steps(value)
    if steps is None:
        return
    if not steps or (len(steps) == 1 and steps[0] in _ROOTS):
        yield "/body"
        return
    place = _PREFIXES.get(steps[0])
    if place is not None and len(steps) > 1:
        yield from _known(place, steps[1:], operation, api)
    else:
        for word in ("body", *PLACES):
            yield from _known(word, steps, operation, api)


def _steps(value: Json) -> list[str] | None:
    match value:
        case list():
            return [str(step) for step in value]
        case str() if value.startswith(("/", "#/")):
            return list(steps_of(value.removeprefix("#")))
        case str():
            return [step for step in re.split(r"[.\[\]]+", value.removeprefix("$")) if step]
        case _:
            return None


def _known(place: str, steps: list[str], operation: Operation, api: Api) -> Iterator[str]:
    """The declared fields on the way, as a pointer; nothing where no step is one."""
    if place in PLACES:
        parameter = _parameter(operation, place, steps[0]) if steps else None
        if parameter is not None:
            yield pointer_of((place, parameter.name))
        return
    path: tuple[str, ...] = ("body",)
    names: list[str] = []
    for step in steps:
        path, name = _walked(path, step, operation, api)
        names += [] if name is None else [name]
    if names:
        yield pointer_of(("body", *names))


def _parameter(operation: Operation, place: str, name: str) -> Parameter | None:
    """The parameter that a name means, be it spelt in another case."""
    names = (item.name for item in operation.parameters if folded(item.name) == folded(name))
    found = (parameter_at(operation, place, each) for each in (name, *names))
    return next((item for item in found if item is not None), None)


def _walked(path: tuple[str, ...], step: str, operation: Operation, api: Api) -> tuple[tuple[str, ...], str | None]:
    """One step further, and the declared field it names: None for an index, a key of a map, or the name of a branch."""
    holders = types_at(path, operation, api)
    name = _declared(step, holders)
    if name is None and not step.isdecimal() and any(isinstance(kind, Array) for kind in holders):
        # `items.count` for `items.0.count`: not every service says which item.
        item = (*path, "0")
        name = _declared(step, types_at(item, operation, api))
        path = path if name is None else item
    if name is not None:
        return (*path, name), name
    return ((*path, step) if any(_is_inside(kind, step) for kind in holders) else path), None


def _declared(step: str, holders: tuple[Type, ...]) -> str | None:
    """The declared field that a step means, be it spelt in another case."""
    names = sorted({item.wire_name for kind in holders if isinstance(kind, Object) for item in kind.fields})
    alike = [name for name in names if folded(name) == folded(step)]
    return step if step in names else next(iter(alike), None)


def _is_inside(kind: Type, step: str) -> bool:
    """Whether a step leads to an item, or to a member of an object that declares no fields."""
    return (isinstance(kind, Array) and step.isdecimal()) or (isinstance(kind, Object) and not kind.fields)


def is_allowed(pointer: str, blame: tuple[str, ...], operation: Operation, api: Api) -> bool:
    """Whether a fault may be blamed on a pointer of declared fields: on a place to blame, or on what is inside it.

    An object that stands beside its own fields is there to be named itself, not for the rest of its fields.
    """
    places = [_fields_of(place, operation, api) for place in blame]
    return any(
        pointer == place
        or (pointer.startswith(f"{place}/") and not any(other.startswith(f"{place}/") for other in places))
        for place in places
    )


def _fields_of(place: str, operation: Operation, api: Api) -> str:
    """A place to blame by its declared fields alone: which item or key was wrong is more than most services say."""
    first, *steps = steps_of(place) or ("body",)
    if first in PLACES:
        return next(_known(first, list(steps), operation, api), pointer_of((first, *steps[:1])))
    return next(_known("body", list(steps), operation, api), "/body")
