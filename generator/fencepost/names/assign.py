"""Decides every Python name of a document: one pass over what has a name, one namespace a scope.

Names are given in the order of the document, so that what is added at its end changes none of those before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal, TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Place, SecurityScheme
from fencepost.ir.members import fields_of, rules_of
from fencepost.ir.rules import Rule
from fencepost.ir.types import Enum, Ref
from fencepost.ir.values import JsonText
from fencepost.names import reserved
from fencepost.names.casing import snake
from fencepost.names.identifiers import KEYWORDS, Identifier
from fencepost.names.operations import method_text, resource_text
from fencepost.names.scope import ARGUMENT, CLASS, CONSTANT, FIELD, MEMBER, METHOD, RESOURCE, RULE, STEM, Scope
from fencepost.names.tables import Names, Table

ArgumentKey: TypeAlias = tuple[str, Place | Literal["body"], str]


def assign_names(api: Api) -> Names:
    """The names of everything in a document whose inline types were hoisted."""
    classes = Scope(CLASS, reserved.CLASSES)
    components = Table(tuple((component.name, classes.name(component.name)) for component in api.components))
    resources = Table(tuple(_resources(api)))
    fields = Table(tuple(_fields(api)))
    return Names(
        classes=components,
        parameter_classes=Table(tuple(_parameter_classes(api, classes))),
        fields=fields,
        members=Table(tuple(_members(api))),
        rules=Table(tuple(_rules(api))),
        rule_tables=Table(tuple(_rule_tables(components))),
        resources=resources,
        resource_classes=Table(tuple(_resource_classes(resources, classes))),
        methods=Table(tuple(_methods(api, resources))),
        stems=Table(tuple(_stems(api))),
        arguments=Table(tuple(_arguments(api, fields))),
        credentials=Table(tuple(_credentials(api))),
    )


def _fields(api: Api) -> Iterator[tuple[tuple[str, str], Identifier]]:
    bodies = {name for operation in api.operations for name in _aliases(body_component(operation), api)}
    for component in api.components:
        scope = Scope(FIELD, reserved.BODY_FIELDS if component.name in bodies else reserved.FIELDS)
        for field in fields_of(component.type, api):
            yield (component.name, field.wire_name), scope.name(field.wire_name)


def body_component(operation: Operation) -> str | None:
    """The component whose fields can be given to an operation one by one; None for a body that has no fields."""
    content = None if operation.body is None else operation.body.main
    return content.type.name if content is not None and isinstance(content.type, Ref) else None


def _aliases(name: str | None, api: Api) -> Iterator[str]:
    """The component and those it only refers to."""
    seen: set[str] = set()
    while name is not None and name not in seen:
        yield name
        seen.add(name)
        kind = api.component(name).type
        name = kind.name if isinstance(kind, Ref) else None


def _members(api: Api) -> Iterator[tuple[tuple[str, JsonText], Identifier]]:
    for component in api.components:
        if isinstance(component.type, Enum):
            scope = Scope(MEMBER)
            for item in component.type.values:
                yield (component.name, item.value), scope.name(_member_text(item.value))


def _member_text(value: JsonText) -> str:
    """What a member is named after: a string says itself, everything else its JSON."""
    content = value.value
    if isinstance(content, str):
        return content or "empty"
    return value.text


def _rules(api: Api) -> Iterator[tuple[tuple[str, Rule], Identifier]]:
    scope = Scope(RULE, reserved.FUNCTIONS)
    for component in api.components:
        for rule in dict.fromkeys(rules_of(component.type)):
            yield (component.name, rule), scope.name(rule.name, f"{component.name} {rule.name}")


def _rule_tables(components: Table[str]) -> Iterator[tuple[str, Identifier]]:
    """Every component has one, for what only a validator can tell of it counts among its rules."""
    scope = Scope(CONSTANT)
    for component, name in components.entries:
        yield component, scope.name(f"{snake(name)}_rules")


def _parameter_classes(api: Api, scope: Scope) -> Iterator[tuple[str, Identifier]]:
    for operation in api.operations:
        if operation.parameters:
            yield operation.id, scope.name(f"{operation.id} parameters")


def _resources(api: Api) -> Iterator[tuple[str, Identifier]]:
    """Operations whose tags differ only by case or punctuation share a resource."""
    scope = Scope(RESOURCE, reserved.RESOURCES)
    known: dict[str, Identifier] = {}
    for operation in api.operations:
        text = snake(resource_text(operation))
        if text not in known:
            known[text] = scope.name(text)
        yield operation.id, known[text]


def _resource_classes(resources: Table[str], scope: Scope) -> Iterator[tuple[str, Identifier]]:
    """`Things` and `AsyncThings`, or `ThingsResource` where a component is called so."""
    for resource in dict.fromkeys(name for _, name in resources.entries):
        free = f"Async{CLASS.named(resource)}" not in scope.taken
        name = scope.name(*([resource] if free else []), f"{resource} resource")
        scope.taken.add(f"Async{name}")
        yield resource, name


def _methods(api: Api, resources: Table[str]) -> Iterator[tuple[str, Identifier]]:
    """What is left of an operationId where it can be a name and is the only one in its resource, else the whole."""
    short = {operation.id: snake(method_text(operation)) for operation in api.operations}
    uses = Counter((resources[operation], text) for operation, text in short.items())
    scopes: dict[str, Scope] = defaultdict(lambda: Scope(METHOD, reserved.METHODS))
    for operation, text in short.items():
        resource = resources[operation]
        usable = text.isidentifier() and text not in KEYWORDS | reserved.METHODS
        yield operation, scopes[resource].name(text if usable and uses[resource, text] == 1 else operation)


def _stems(api: Api) -> Iterator[tuple[str, Identifier]]:
    scope = Scope(STEM, reserved.FUNCTIONS)
    for operation in api.operations:
        yield operation.id, scope.name(operation.id)


def _arguments(api: Api, fields: Table[tuple[str, str]]) -> Iterator[tuple[ArgumentKey, Identifier]]:
    for operation in api.operations:
        body = tuple(_body_arguments(operation, api, fields))
        yield from body
        scope = Scope(ARGUMENT, reserved.ARGUMENTS, taken={str(name) for _, name in body})
        for parameter in operation.parameters:
            key: ArgumentKey = (operation.id, parameter.place, parameter.name)
            yield key, scope.name(parameter.name, f"{parameter.place} {parameter.name}")


def _body_arguments(
    operation: Operation, api: Api, fields: Table[tuple[str, str]]
) -> Iterator[tuple[ArgumentKey, Identifier]]:
    component = body_component(operation)
    if component is not None:
        for field in fields_of(api.component(component).type, api):
            yield (operation.id, "body", field.wire_name), fields[component, field.wire_name]


def _credentials(api: Api) -> Iterator[tuple[str, Identifier]]:
    """Of the schemes that some operation asks for; certificates and the like are no arguments."""
    scope = Scope(ARGUMENT, reserved.CREDENTIALS)
    asked = {key for operation in api.operations for alternative in operation.security for key in alternative}
    for scheme in api.security_schemes:
        if scheme.is_text and scheme.key in asked:
            yield scheme.key, scope.name(*_credential_texts(scheme))


def _credential_texts(scheme: SecurityScheme) -> tuple[str, ...]:
    """`token` and `api_key` for what everybody calls so, the scheme's own key where that is taken."""
    match scheme.kind:
        case "http" if scheme.http_scheme == "bearer":
            return "token", scheme.key
        case "oauth2" | "openIdConnect":
            return "token", scheme.key
        case "apiKey":
            return "api_key", scheme.key
        case _:
            return (scheme.key,)
