"""The fields and rules that the values of one type have all together: what one class is made of.

A choice of objects has none of its own; see `shapes.object_fields` for what its variants share.
"""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.rules import Rule
from fencepost.ir.types import Field, Intersection, Object, Ref, Residual, Type


def fields_of(kind: Type, api: Api) -> tuple[Field, ...]:
    """The declared fields, each once, in the order of the document, through references and intersections."""
    found: dict[str, Field] = {}
    for item in (item for whole in _objects(kind, api, frozenset()) for item in whole.fields):
        found.setdefault(item.wire_name, item)
    return tuple(found.values())


def _objects(kind: Type, api: Api, seen: frozenset[str]) -> Iterator[Object]:
    match kind:
        case Object():
            yield kind
        case Ref(name=name) if name not in seen:
            yield from _objects(api.component(name).type, api, seen | {name})
        case Intersection(parts=parts):
            for part in parts:
                yield from _objects(part, api, seen)
        case Residual(type=inner):
            yield from _objects(inner, api, seen)
        case _:
            pass


def rules_of(kind: Type) -> tuple[Rule, ...]:
    """The rules that a type states of its own fields; those of the types it refers to are stated there."""
    match kind:
        case Object(rules=rules):
            return rules
        case Intersection(parts=parts):
            return tuple(dict.fromkeys(rule for part in parts for rule in rules_of(part)))
        case Residual(type=inner):
            return rules_of(inner)
        case _:
            return ()
