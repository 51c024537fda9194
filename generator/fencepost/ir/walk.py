"""Ways through types: what stands directly in one, everything below it, and a copy with its parts changed.

The types that the predicates of rules speak of count as parts of the object that holds the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
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

Change: TypeAlias = Callable[[Type], Type]


def walk(kind: Type) -> Iterator[Type]:
    """The type and every type below it, outer ones first, in the order of the document; references are not followed."""
    yield kind
    for part in parts_of(kind):
        yield from walk(part)


def parts_of(kind: Type) -> tuple[Type, ...]:
    """The types that stand directly in a type."""
    match kind:
        case Array(items=items, prefix=prefix):
            return (*prefix, items)
        case Object():
            return _parts_of_object(kind)
        case Union(variants=parts) | Intersection(parts=parts):
            return parts
        case Residual(type=inner, excluded=excluded):
            return (inner,) if excluded is None else (inner, excluded)
        case Anything() | Nothing() | Null() | Boolean() | Number() | String() | Enum() | Ref():
            return ()
        case _:
            assert_never(kind)


def _parts_of_object(kind: Object) -> tuple[Type, ...]:
    return (
        *(item.type for item in kind.fields),
        kind.additional,
        *(item.type for item in kind.patterns),
        *(() if kind.names is None else (kind.names,)),
        *(part for rule in kind.rules for part in types_in_rule(rule)),
    )


def types_in_rule(rule: Rule) -> tuple[Type, ...]:
    """The types a rule speaks of, those of the condition first."""
    return (*_types_in(rule.condition), *_types_in(rule.consequence))


def _types_in(predicate: Predicate) -> tuple[Type, ...]:
    match predicate:
        case Present():
            return ()
        case Holds(type=kind):
            return (kind,)
        case Not(part=part):
            return _types_in(part)
        case And(parts=parts) | Or(parts=parts):
            return tuple(kind for part in parts for kind in _types_in(part))
        case _:
            assert_never(predicate)


def rewrite(kind: Type, change: Change) -> Type:
    """The type with each of its direct parts changed; a change that calls `rewrite` itself goes deeper."""
    match kind:
        case Array(items=items, prefix=prefix):
            return replace(kind, items=change(items), prefix=tuple(change(item) for item in prefix))
        case Object():
            return _rewrite_object(kind, change)
        case Union(variants=variants):
            return replace(kind, variants=tuple(change(variant) for variant in variants))
        case Intersection(parts=parts):
            return replace(kind, parts=tuple(change(part) for part in parts))
        case Residual(type=inner, excluded=excluded):
            return replace(kind, type=change(inner), excluded=None if excluded is None else change(excluded))
        case Anything() | Nothing() | Null() | Boolean() | Number() | String() | Enum() | Ref():
            return kind
        case _:
            assert_never(kind)


def _rewrite_object(kind: Object, change: Change) -> Object:
    return replace(
        kind,
        fields=tuple(replace(item, type=change(item.type)) for item in kind.fields),
        additional=change(kind.additional),
        patterns=tuple(replace(item, type=change(item.type)) for item in kind.patterns),
        names=None if kind.names is None else change(kind.names),
        rules=tuple(_rewrite_rule(rule, change) for rule in kind.rules),
    )


def _rewrite_rule(rule: Rule, change: Change) -> Rule:
    condition, consequence = _rewrite_predicate(rule.condition, change), _rewrite_predicate(rule.consequence, change)
    return replace(rule, condition=condition, consequence=consequence)


def _rewrite_predicate(predicate: Predicate, change: Change) -> Predicate:
    match predicate:
        case Present():
            return predicate
        case Holds(type=kind):
            return replace(predicate, type=change(kind))
        case Not(part=part):
            return Not(part=_rewrite_predicate(part, change))
        case And(parts=parts):
            return And(parts=tuple(_rewrite_predicate(part, change) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_rewrite_predicate(part, change) for part in parts))
        case _:
            assert_never(predicate)


def types_of(api: Api) -> Iterator[Type]:
    """The outermost types of a document: of components, then operation by operation."""
    yield from (component.type for component in api.components)
    for operation in api.operations:
        yield from types_of_operation(operation)


def types_of_operation(operation: Operation) -> Iterator[Type]:
    """The outermost types of an operation: parameters, body, then answer by answer."""
    yield from (parameter.type for parameter in operation.parameters)
    yield from (content.type for content in (() if operation.body is None else operation.body.contents))
    for response in operation.responses:
        yield from (content.type for content in response.contents)
        yield from (header.type for header in response.headers)


def objects_of(kind: Type, api: Api) -> tuple[Object, ...]:
    """The objects whose fields a value of the type has all together, through references and intersections.

    Empty for a type that is no object, or a choice of several.
    """
    return tuple(_objects(kind, api, frozenset()))


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


def fields_of(kind: Type, api: Api) -> tuple[Field, ...]:
    """The declared fields of a type that is an object, each once, in the order of the document."""
    found: dict[str, Field] = {}
    for item in (item for whole in objects_of(kind, api) for item in whole.fields):
        found.setdefault(item.wire_name, item)
    return tuple(found.values())


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


def admits_null(kind: Type, api: Api) -> bool:
    """Whether null is a value of the type; a residual is not asked."""
    return _admits_null(kind, api, frozenset())


def _admits_null(kind: Type, api: Api, seen: frozenset[str]) -> bool:
    match kind:
        case Null() | Anything():
            return True
        case Enum(values=values):
            return any(item.value.value is None for item in values)
        case Union(variants=variants):
            return any(_admits_null(variant, api, seen) for variant in variants)
        case Intersection(parts=parts):
            return all(_admits_null(part, api, seen) for part in parts)
        case Residual(type=inner):
            return _admits_null(inner, api, seen)
        case Ref(name=name):
            return name not in seen and _admits_null(api.component(name).type, api, seen | {name})
        case Nothing() | Boolean() | Number() | String() | Array() | Object():
            return False
        case _:
            assert_never(kind)
