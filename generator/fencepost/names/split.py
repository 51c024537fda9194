"""Gives what requests and answers share, and read differently, a component for each side.

Answers are read tolerantly: they may hold texts that an enumeration does not list, objects of unknown variants and
undeclared members. Requests hold exactly what the document says. One class cannot be both, so `Thing`, where it holds a
choice or counts its members and stands in both, is `Thing` in answers and `ThingRequest` in requests.

A required field that only a server may write is required of answers, one that only a client may write of requests.
Source: OpenAPI 3.0, 4.7.24.2 (readOnly, writeOnly); documents of 3.1 go on to be written so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from fencepost.ir.api import Api, Component
from fencepost.ir.http import Body, Operation
from fencepost.ir.shapes import json_types
from fencepost.ir.types import (
    Anything,
    Array,
    Enum,
    Field,
    Intersection,
    Nothing,
    Null,
    Object,
    Ref,
    Residual,
    Type,
    Union,
)
from fencepost.ir.walk import Change, reached_components, rewrite, walk


def split(api: Api) -> Api:
    """The document with a second component behind each one that requests and answers read differently."""
    names = _second_names(api)
    return _with_own_duties(_divided(api, names) if names else api)


def _divided(api: Api, names: Mapping[str, str]) -> Api:
    to_second = _redirection(names)
    sent = {component.name for component in reached_components(request_types(api), api)}
    components: list[Component] = []
    for component in api.components:
        if component.name in names:
            second = replace(component, name=names[component.name], type=to_second(component.type))
            components += (component, second)
        else:
            components.append(
                replace(component, type=to_second(component.type)) if component.name in sent else component
            )
    operations = tuple(_redirected(operation, to_second) for operation in api.operations)
    return replace(api, components=tuple(components), operations=operations)


def _with_own_duties(api: Api) -> Api:
    """The document in which each component requires what its side can have; those on both sides require no other."""
    sent, answered = (
        {component.name for component in reached_components(kinds, api)}
        for kinds in (request_types(api), answer_types(api))
    )

    def relieved(component: Component) -> Component:
        if component.name in sent and component.name not in answered:
            return replace(component, type=_relieved(component.type, lambda item: item.annotations.read_only))
        if component.name in answered and component.name not in sent:
            return replace(component, type=_relieved(component.type, lambda item: item.annotations.write_only))
        return component

    return replace(api, components=tuple(map(relieved, api.components)))


def _relieved(kind: Type, is_others: Callable[[Field], bool]) -> Type:
    """The type without what it requires of the other side."""

    def change(kind: Type) -> Type:
        inner = rewrite(kind, change)
        if not isinstance(inner, Object):
            return inner
        fields = (replace(item, required=item.required and not is_others(item)) for item in inner.fields)
        return replace(inner, fields=tuple(fields))

    return change(kind)


def request_types(api: Api) -> tuple[Type, ...]:
    """The outermost types of what is sent: parameters and bodies."""
    return tuple(kind for operation in api.operations for kind in _sent(operation))


def _sent(operation: Operation) -> Iterator[Type]:
    yield from (parameter.type for parameter in operation.parameters)
    yield from (content.type for content in (operation.body.contents if operation.body else ()))


def answer_types(api: Api) -> tuple[Type, ...]:
    """The outermost types of what is answered: bodies and headers."""
    return tuple(kind for operation in api.operations for kind in _answered(operation))


def _answered(operation: Operation) -> Iterator[Type]:
    for response in operation.responses:
        yield from (content.type for content in response.contents)
        yield from (header.type for header in response.headers)


def _second_names(api: Api) -> Mapping[str, str]:
    """The names of the components for requests, by those they stand beside."""
    sent = reached_components(request_types(api), api)
    answered = {component.name for component in reached_components(answer_types(api), api)}
    shared = [component for component in sent if component.name in answered]
    differing = _differing(api)
    taken = {component.name for component in api.components}
    names: dict[str, str] = {}
    for component in shared:
        if component.name in differing:
            stem = f"{component.name}Request"
            tried = (stem if number == 1 else f"{stem}{number}" for number in count(1))
            names[component.name] = next(name for name in tried if name not in taken)
            taken.add(names[component.name])
    return names


def _differing(api: Api) -> frozenset[str]:
    """The components that mean something else in answers, directly or by what they refer to."""
    users: dict[str, set[str]] = {}
    for component in api.components:
        for kind in walk(component.type):
            if isinstance(kind, Ref):
                users.setdefault(kind.name, set()).add(component.name)
    waiting = [component.name for component in api.components if _differs(component.type, api)]
    found = set(waiting)
    while waiting:
        fresh = users.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def _differs(kind: Type, api: Api) -> bool:
    """Whether a type itself is read differently; a whole enumeration of texts is the same class on both sides."""
    return not _is_choice_class(kind) and any(_is_tolerant(inner, api) for inner in walk(kind))


def _is_choice_class(kind: Type) -> bool:
    return isinstance(kind, Enum) and all(isinstance(item.value.value, str) for item in kind.values)


def _is_tolerant(kind: Type, api: Api) -> bool:
    match kind:
        case Enum() | Residual() | Intersection():
            return True
        case Ref(name=name):
            return _is_choice_class(api.component(name).type)
        case Array(prefix=prefix):
            return bool(prefix)
        case Object():
            return _judges_members(kind) or any(_is_one_sided(item) for item in kind.fields)
        case Union(variants=variants, exclusive=exclusive):
            others = [variant for variant in variants if not isinstance(variant, Null)]
            return exclusive or sum("object" in json_types(variant, api) for variant in others) > 1
        case _:
            return False


def _is_one_sided(item: Field) -> bool:
    return item.required and (item.annotations.read_only or item.annotations.write_only)


def _judges_members(kind: Object) -> bool:
    """Whether an object asks something of members that it does not declare, or of their number."""
    typed = not isinstance(kind.additional, Anything | Nothing)
    asked = typed or kind.names is not None or kind.min_properties is not None or kind.max_properties is not None
    return bool(kind.patterns) or (bool(kind.fields) and asked)


def _redirection(names: Mapping[str, str]) -> Change:
    """A change of references to the components that stand for requests."""

    def change(kind: Type) -> Type:
        if isinstance(kind, Ref):
            return replace(kind, name=names.get(kind.name, kind.name))
        return rewrite(kind, change)

    return change


def _redirected(operation: Operation, change: Change) -> Operation:
    parameters = tuple(replace(item, type=change(item.type)) for item in operation.parameters)
    return replace(operation, parameters=parameters, body=operation.body and _redirected_body(operation.body, change))


def _redirected_body(body: Body, change: Change) -> Body:
    return replace(body, contents=tuple(replace(item, type=change(item.type)) for item in body.contents))
