"""Operations, resources and rules in a few lines each."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.resources import Resource
from fencepost.ir.rules import Rule, rule_fields
from fencepost.ir.types import Object
from fencepost.ir.walk import walk
from fencepost.rules.schema import rule_schema


def one_line(text: str | None) -> str:
    """A description without its line breaks; empty where there is none."""
    return " ".join((text or "").split())


def operation_line(operation: Operation) -> str:
    """An operation with its address and its answers."""
    statuses = " ".join(response.status for response in operation.responses)
    return f"{operation.id}: {operation.method.upper()} {operation.path} -> {statuses}"


def operation_lines(operation: Operation) -> Iterator[str]:
    """An operation in full."""
    yield operation_line(operation)
    for text in (operation.summary, operation.description):
        yield from () if text is None else text.splitlines()
    for item in operation.parameters:
        yield f"  {item.place} {item.name}{'' if item.required else ' (optional)'}: {item.schema.text}"
    for content in () if operation.body is None else operation.body.contents:
        yield f"  body {content.media_type}: {content.schema.text}"
    for response in operation.responses:
        yield f"  {response.status}: {one_line(response.description)}"
    yield f"  defined at {operation.location}"


def resource_line(resource: Resource) -> str:
    """What creates, reads, lists, changes and deletes the same thing."""
    roles = {
        "created by": resource.create,
        "read by": resource.read,
        "listed by": resource.listing,
        "changed by": ", ".join(resource.updates),
        "deleted by": resource.delete,
        "deleted in bulk by": resource.bulk_delete,
    }
    told = [f"{role} {operation}" for role, operation in roles.items() if operation]
    return f"resource {resource.component or resource.collection}, known by {resource.identifier}: {', '.join(told)}"


def rules_of(api: Api) -> tuple[Rule, ...]:
    """Every rule of the document's components and bodies, each once."""
    kinds = [component.type for component in api.components]
    kinds += [content.type for item in api.operations if item.body for content in item.body.contents]
    found = [rule for kind in kinds for inner in walk(kind) if isinstance(inner, Object) for rule in inner.rules]
    return tuple({(str(rule.location), rule.name): rule for rule in found}.values())


def rule_lines(rule: Rule) -> Iterator[str]:
    """A rule with its sentence, its fields and its schema."""
    yield f"rule {rule.name}: {one_line(rule.description) or 'no description'}"
    yield f"  reads {', '.join(rule_fields(rule))}"
    yield f"  schema {json.dumps(rule_schema(rule), default=float)}"
    if rule.open_question:
        yield f"  open: {rule.open_question}"
    yield f"  defined at {rule.location}"
