"""Answers rewritten along their types: a field is found by where it is declared, wherever an answer shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TypeAlias, assert_never

from fencepost.ir.api import Api
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Field,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows, matches

Change: TypeAlias = Callable[[dict[str, Json], Field], dict[str, Json]]
"""An object that may have a field, with the field as it is shown."""


class Rewriter:
    """Rewrites the answers of one document where they show one field."""

    def __init__(self, pointer: str, change: Change, api: Api) -> None:
        self._pointer = pointer
        self._change = change
        self._api = api

    def rewritten(self, value: Json, kind: Type) -> Json:
        """The value of a type, changed wherever the field stands in it."""
        return self._at(value, kind, frozenset())

    def _at(self, value: Json, kind: Type, inside: frozenset[str]) -> Json:
        """The value of a type, reached through the components `inside` without a member or an item between."""
        match kind:
            case Object():
                return self._object(value, kind) if isinstance(value, dict) else value
            case Array():
                return self._array(value, kind) if isinstance(value, list) else value
            case Ref(name=name):
                known = name in inside
                return value if known else self._at(value, self._api.component(name).type, inside | {name})
            case Union(variants=variants):
                fitting = [variant for variant in variants if allows(variant, value, self._api)]
                return reduce(lambda held, variant: self._at(held, variant, inside), fitting[:1] or variants, value)
            case Intersection(parts=parts):
                return reduce(lambda held, part: self._at(held, part, inside), parts, value)
            case Residual(type=inner):
                return self._at(value, inner, inside)
            case Anything() | Nothing() | Null() | Boolean() | Number() | String() | Enum():
                return value
            case _:
                assert_never(kind)

    def _array(self, value: list[Json], kind: Array) -> Json:
        kinds = [*kind.prefix, *[kind.items] * len(value)]
        return [self.rewritten(item, inner) for item, inner in zip(value, kinds, strict=False)]

    def _object(self, value: dict[str, Json], kind: Object) -> Json:
        members = {name: self.rewritten(member, self._member(name, kind)) for name, member in value.items()}
        own = (item for item in kind.fields if item.location.pointer == self._pointer)
        return reduce(self._change, own, members)

    def _member(self, name: str, kind: Object) -> Type:
        declared = kind.field(name)
        named = (item.type for item in kind.patterns if matches(item.pattern, name))
        return next(named, kind.additional) if declared is None else declared.type
