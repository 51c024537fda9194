"""What of a body is secret: what stands in fields that are only ever written, and in passwords."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.types import Array, Field, Intersection, Object, Ref, Residual, String, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import member_types
from fencepost.rules.wording.demands import Path

HIDDEN = "<hidden>"
"""What is shown in place of a secret."""


def secret_places(kind: Type, value: Json, api: Api) -> frozenset[Path]:
    """The places in a value whose content, and whose inner names, are secret; the outermost ones."""
    return frozenset(_places(kind, value, api, (), frozenset()))


def _places(kind: Type, value: Json, api: Api, path: Path, seen: frozenset[str]) -> Iterator[Path]:
    match kind, value:
        case Ref(name=name), _ if api.component(name).annotations.write_only:
            yield path
        case Ref(name=name), _ if name not in seen:
            yield from _places(api.component(name).type, value, api, path, seen | {name})
        case ((Union(variants=parts) | Intersection(parts=parts)), _):
            for part in parts:
                yield from _places(part, value, api, path, seen)
        case Residual(type=inner), _:
            yield from _places(inner, value, api, path, seen)
        case String(format=form), _ if form is not None and form.name == "password":
            yield path
        case Array(), list():
            for index, item in enumerate(value):
                inner = kind.prefix[index] if index < len(kind.prefix) else kind.items
                yield from _places(inner, item, api, (*path, index), frozenset())
        case Object(), dict():
            yield from _in_object(kind, value, api, path)
        case _:
            pass


def _in_object(kind: Object, value: dict[str, Json], api: Api, path: Path) -> Iterator[Path]:
    for item in kind.fields:
        # Also of fields that are not there: what is proposed for them is no secret, but looks like one.
        if item.annotations.write_only or (item.wire_name not in value and _is_password(item, api)):
            yield (*path, item.wire_name)
    for name, member in value.items():
        for inner in member_types(kind, name):
            yield from _places(inner, member, api, (*path, name), frozenset())


def _is_password(item: Field, api: Api) -> bool:
    return bool(secret_places(item.type, None, api))


def masked(value: Json, secrets: frozenset[Path], path: Path = ()) -> Json:
    """The value with its secrets hidden."""
    if path in secrets:
        return HIDDEN
    match value:
        case list():
            return [masked(item, secrets, (*path, index)) for index, item in enumerate(value)]
        case dict():
            return {name: masked(member, secrets, (*path, name)) for name, member in value.items()}
        case _:
            return value


def shown_path(path: Path, value: Json, secrets: frozenset[Path]) -> Path:
    """The path without the names inside of secrets: such a member is called by its number, `(member 2)`."""
    shown: list[str | int] = []
    for depth, step in enumerate(path):
        inside = any(path[:length] in secrets for length in range(depth + 1))
        shown.append(_number(value, step) if inside and isinstance(step, str) else step)
        value = _inner(value, step)
    return tuple(shown)


def is_secret(path: Path, secrets: frozenset[Path]) -> bool:
    """Whether a place is a secret or lies inside one."""
    return any(path[:length] in secrets for length in range(len(path) + 1))


def _number(value: Json, name: str) -> str:
    names = list(value) if isinstance(value, dict) else []
    return f"(member {names.index(name) + 1})" if name in names else "(member)"


def _inner(value: Json, step: str | int) -> Json:
    if isinstance(value, dict):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
