"""Types inside types, a copy with them changed, and which components are reached from where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from fencepost.ir.api import Api, Component
from fencepost.ir.http import Operation
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
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


def inner_types(kind: Type) -> Iterator[Type]:
    """The types a type is directly made of; a reference is made of none."""
    match kind:
        case Object(fields=fields, additional=additional, patterns=patterns, names=names):
            yield from (item.type for item in fields)
            yield from (item.type for item in patterns)
            yield additional
            yield from () if names is None else (names,)
        case Array(items=items, prefix=prefix):
            yield from (*prefix, items)
        case Union(variants=types) | Intersection(parts=types):
            yield from types
        case Residual(type=inner):
            yield inner
        case Anything() | Nothing() | Null() | Boolean() | Number() | String() | Enum() | Ref():
            pass
        case _:
            assert_never(kind)


def walk(kind: Type) -> Iterator[Type]:
    """The type and every type written inside it, from the outside in; references are not followed."""
    yield kind
    for inner in inner_types(kind):
        yield from walk(inner)


def walk_with_rules(kind: Type) -> Iterator[Type]:
    """As `walk`, with the types that the rules of each object speak of."""
    for inner in walk(kind):
        yield inner
        for rule in inner.rules if isinstance(inner, Object) else ():
            for spoken in types_in_rule(rule):
                yield from walk_with_rules(spoken)


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


def reached_components(kinds: Iterable[Type], api: Api) -> tuple[Component, ...]:
    """The components that the types lead to, directly or through others, in the order of the document."""
    waiting = list(kinds)
    names: set[str] = set()
    while waiting:
        for kind in walk(waiting.pop()):
            if isinstance(kind, Ref) and kind.name not in names:
                names.add(kind.name)
                waiting.append(api.component(kind.name).type)
    return tuple(component for component in api.components if component.name in names)


def rewrite(kind: Type, change: Change) -> Type:
    """The type with each type it is directly made of changed, those in rules too.

    A change that calls `rewrite` itself goes deeper.
    """
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
