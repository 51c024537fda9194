"""What a type looks like from outside: the JSON types it allows, the fields and items it declares.

References and choices are looked through; a type that leads back into itself adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.ir.api import Api
from fencepost.ir.types import (
    Anything,
    Array,
    Enum,
    Field,
    Intersection,
    Nothing,
    Object,
    Ref,
    Residual,
    Type,
    Union,
)
from fencepost.ir.values import json_type

JSON_TYPES = frozenset(("null", "boolean", "number", "string", "array", "object"))


def json_types(kind: Type, api: Api) -> frozenset[str]:
    """The JSON types that values of the type may have; residual keywords are not asked."""
    return _json_types(kind, api, frozenset())


def _json_types(kind: Type, api: Api, seen: frozenset[str]) -> frozenset[str]:
    match kind:
        case Anything():
            return JSON_TYPES
        case Nothing():
            return frozenset()
        case Enum(values=values):
            return frozenset(json_type(item.value.value) for item in values)
        case Union(variants=variants):
            return frozenset().union(*(_json_types(variant, api, seen) for variant in variants))
        case Intersection(parts=parts):
            return JSON_TYPES.intersection(*(_json_types(part, api, seen) for part in parts))
        case Residual(type=inner):
            return _json_types(inner, api, seen)
        case Ref(name=name):
            known = name in seen
            return frozenset() if known else _json_types(api.component(name).type, api, seen | {name})
        case _:
            return frozenset((type(kind).__name__.lower(),))


def is_nullable(kind: Type, api: Api) -> bool:
    """Whether null is among the values."""
    return "null" in json_types(kind, api)


def branches(kind: Type, api: Api) -> Iterator[Type]:
    """The single nodes a type is a choice of: references resolved, unions opened, residuals looked under."""
    return _branches(kind, api, frozenset())


def _branches(kind: Type, api: Api, seen: frozenset[str]) -> Iterator[Type]:
    match kind:
        case Union(variants=variants):
            for variant in variants:
                yield from _branches(variant, api, seen)
        case Residual(type=inner):
            yield from _branches(inner, api, seen)
        case Ref(name=name):
            if name not in seen:
                yield from _branches(api.component(name).type, api, seen | {name})
        case _:
            yield kind


def object_fields(kind: Type, api: Api) -> tuple[Field, ...] | None:
    """The declared fields of the object a type describes, in the order of the document; None where it is no object.

    Of a choice of objects, the fields that all of them declare; of an intersection, those of every part.
    """
    return _fields(kind, api, frozenset())


def _fields(kind: Type, api: Api, seen: frozenset[str]) -> tuple[Field, ...] | None:
    match kind:
        case Object(fields=fields):
            return fields
        case Residual(type=inner):
            return _fields(inner, api, seen)
        case Ref(name=name):
            return None if name in seen else _fields(api.component(name).type, api, seen | {name})
        case Union(variants=variants):
            found = [own for each in variants if (own := _fields(each, api, seen)) is not None]
            return _shared(found) if found else None
        case Intersection(parts=parts):
            found = [own for each in parts if (own := _fields(each, api, seen)) is not None]
            return _merged(found) if found else None
        case _:
            return None


def _shared(variants: list[tuple[Field, ...]]) -> tuple[Field, ...]:
    names = frozenset.intersection(*(frozenset(item.wire_name for item in fields) for fields in variants))
    return tuple(item for item in variants[0] if item.wire_name in names)


def _merged(parts: list[tuple[Field, ...]]) -> tuple[Field, ...]:
    merged: dict[str, Field] = {}
    for item in (item for part in parts for item in part):
        known = merged.get(item.wire_name)
        # A part that only requires the field says nothing of its type.
        told = item if known is None or isinstance(known.type, Anything) else known
        required = item.required or (known is not None and known.required)
        merged[item.wire_name] = replace(told, required=required)
    return tuple(merged.values())


def array_items(kind: Type, api: Api) -> Type | None:
    """What the items of the array are that a type describes; None where it is no array."""
    return next((branch.items for branch in branches(kind, api) if isinstance(branch, Array)), None)


def component_name(kind: Type, api: Api) -> str | None:
    """The component that a type is, the last of a chain of references, null left aside; None for an inline type."""
    match kind:
        case Ref(name=name):
            seen = [name]
            while isinstance(target := api.component(seen[-1]).type, Ref) and target.name not in seen:
                seen.append(target.name)
            return seen[-1]
        case Union(variants=variants):
            names = {component_name(variant, api) for variant in variants if json_types(variant, api) != {"null"}}
            return names.pop() if len(names) == 1 else None
        case _:
            return None
