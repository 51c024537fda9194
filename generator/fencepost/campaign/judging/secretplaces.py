"""Where in a body secrets stand, or could stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.secrecy import Secrecy
from fencepost.ir.types import Array, Field, Intersection, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import member_types

Path: TypeAlias = tuple[str | int, ...]
"""Names and indices from a body down."""

_DEEPEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPlace:
    """A field of which nothing may be shown, in an object that is there."""

    path: Path
    field: Field
    is_given: bool
    """Whether the object has it."""


class SecretPlaces:
    """Finds the secret fields in the bodies of a document's operations."""

    def __init__(self, api: Api, secrecy: Secrecy) -> None:
        self._api = api
        self._secrecy = secrecy
        self._known: dict[tuple[int, str], dict[str, Field]] = {}

    def of(self, body: Json, operation: Operation) -> tuple[SecretPlace, ...]:
        """The secret fields of an operation's JSON body, the outermost ones, in the order of the document."""
        content = None if operation.body is None else operation.body.json
        if content is None:
            return ()
        found = self._of(content.type, body, operation, (), 0)
        return tuple({place.path: place for place in found}.values())

    def _of(self, kind: Type, value: Json, operation: Operation, path: Path, depth: int) -> Iterator[SecretPlace]:
        if depth > _DEEPEST or not isinstance(value, list | dict):
            return
        match kind:
            case Ref(name=name):
                yield from self._of(self._api.component(name).type, value, operation, path, depth + 1)
            case Union(variants=parts) | Intersection(parts=parts):
                for part in parts:
                    yield from self._of(part, value, operation, path, depth + 1)
            case Residual(type=inner):
                yield from self._of(inner, value, operation, path, depth + 1)
            case Array(prefix=prefix, items=items) if isinstance(value, list):
                for index, item in enumerate(value):
                    inner = prefix[index] if index < len(prefix) else items
                    yield from self._of(inner, item, operation, (*path, index), depth + 1)
            case Object() if isinstance(value, dict):
                yield from self._in_object(kind, value, operation, path, depth)
            case _:
                pass

    def _in_object(
        self, kind: Object, value: dict[str, Json], operation: Operation, path: Path, depth: int
    ) -> Iterator[SecretPlace]:
        secret = self._secret_fields(kind, operation)
        for name, item in secret.items():
            yield SecretPlace(path=(*path, name), field=item, is_given=name in value)
        for name in [each for each in value if each not in secret]:
            for inner in member_types(kind, name):
                yield from self._of(inner, value[name], operation, (*path, name), depth + 1)

    def _secret_fields(self, kind: Object, operation: Operation) -> dict[str, Field]:
        # By identity: equal types are found out anew, which costs no more than comparing them.
        key = (id(kind), operation.id)
        if key not in self._known:
            beside = tuple(item.wire_name for item in kind.fields)
            fields = (item for item in kind.fields if self._secrecy.is_secret(item, beside, operation))
            self._known[key] = {item.wire_name: item for item in fields}
        return self._known[key]


def texts_at(value: Json, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a value, names aside, with the way to it."""
    match value:
        case str():
            yield path, value
        case list():
            for index, item in enumerate(value):
                yield from texts_at(item, (*path, index))
        case dict():
            for name, member in value.items():
                yield from texts_at(member, (*path, name))
        case _:
            pass


def names_in(value: Json) -> Iterator[str]:
    """The name of every member of a value, at any depth."""
    for member in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from names_in(member)
    if isinstance(value, dict):
        yield from value
