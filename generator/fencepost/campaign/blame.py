"""Which field a refusal names, and whether the fault may be blamed on it.

Read only where the documented error has a place for a field: `errors[].param` and its kin, `detail[].loc` of FastAPI,
`errors[].pointer` of RFC 9457, `invalid-params[].name` of RFC 7807.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.campaign.places import PLACES, parameter_at, tokens, types_at
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.resources import folded
from fencepost.ir.shapes import array_items, object_fields
from fencepost.ir.types import Array, Object, Type
from fencepost.ir.values import Json

_LISTS = ("errors", "detail", "details", "violations", "issues", "invalid-params", "invalid_params", "invalidParams")
_KEYS = ("loc", "param", "pointer", "field", "parameter", "path", "property", "location", "name")
_PREFIXES = {
    "body": "body",
    "json": "body",
    "query": "query",
    "path": "path",
    "header": "headers",
    "headers": "headers",
}
_ROOTS = frozenset(("", "$", "#", "body", "__root__", "non_field_errors"))


def named_places(documented: Type, body: Json, operation: Operation, api: Api) -> list[tuple[str, ...]] | None:
    """For each error of a refusal, the pointers into the request that its field may stand for.

    An error whose field the document does not know has none. None where the documented shape has no place for a field,
    or the refusal is not of that shape.
    """
    for name, key in _shapes(documented, api):
        entries = body if name is None else body.get(name) if isinstance(body, dict) else None
        if isinstance(entries, list):
            return [tuple(_pointers(entry.get(key), operation, api)) for entry in entries if isinstance(entry, dict)]
    return None


def _shapes(documented: Type, api: Api) -> Iterator[tuple[str | None, str]]:
    """Member that holds the list of errors (None: the answer is the list), and the member of an error that names."""
    whole = array_items(documented, api)
    lists: list[tuple[str | None, Type]] = [] if whole is None else [(None, whole)]
    lists += [
        (item.wire_name, items)
        for item in object_fields(documented, api) or ()
        if item.wire_name in _LISTS and (items := array_items(item.type, api)) is not None
    ]
    for name, items in lists:
        members = {item.wire_name for item in object_fields(items, api) or ()}
        yield from ((name, key) for key in _KEYS if key in members)


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
            return list(tokens(value.removeprefix("#")))
        case str():
            return [step for step in re.split(r"[.\[\]]+", value.removeprefix("$")) if step]
        case _:
            return None


def _known(place: str, steps: list[str], operation: Operation, api: Api) -> Iterator[str]:
    """The declared fields on the way, as a pointer; nothing where no step is one."""
    if place in PLACES:
        if steps and parameter_at(operation, place, steps[0]) is not None:
            yield f"/{place}/{steps[0]}"
        return
    path: tuple[str, ...] = ("body",)
    names: list[str] = []
    for step in steps:
        path, name = _walked(path, step, operation, api)
        names += [] if name is None else [name]
    if names:
        yield "/".join(["/body", *names])


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
    first, *steps = tokens(place) or ("body",)
    if first in PLACES:
        return "".join(f"/{step}" for step in (first, *steps[:1]))
    return next(_known("body", list(steps), operation, api), "/body")
