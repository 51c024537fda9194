"""Operations, resources and rules in a few lines each."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.wrong.unbroken import Unbroken
from fencepost.cli.rulings import Part, Ruling
from fencepost.diagnostics import Related
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.resources import Resource
from fencepost.ir.rules import Rule, rule_fields
from fencepost.ir.singletons import Singleton
from fencepost.ir.types import Object
from fencepost.ir.values import Json
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


def unbroken_line(found: Unbroken) -> str:
    """A constraint that no fault breaks, with the reason."""
    return f"  no fault breaks {found.constraint.pointer} at {found.constraint.location}: {found.reason}"


def unbroken_json(found: Unbroken) -> dict[str, Json]:
    """A constraint that no fault breaks, as `explain --json` prints it."""
    return {
        "certificate": found.constraint.pointer,
        "reason": found.reason,
        "location": str(found.constraint.location),
    }


def operation_json(operation: Operation) -> dict[str, Json]:
    """An operation as `explain --json` prints it."""
    return {
        "operation": operation.id,
        "method": operation.method.upper(),
        "path": operation.path,
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            {"name": item.name, "in": item.place, "required": item.required, "schema": item.schema.value}
            for item in operation.parameters
        ],
        "bodies": [
            {"media_type": content.media_type, "schema": content.schema.value}
            for content in (() if operation.body is None else operation.body.contents)
        ],
        "responses": [{"status": item.status, "description": item.description} for item in operation.responses],
        "location": str(operation.location),
    }


def resource_json(resource: Resource) -> dict[str, Json]:
    """A resource as `explain --json` prints it."""
    return {
        "resource": resource.component or resource.collection,
        "identifier": resource.identifier,
        "create": resource.create,
        "create_under_identifier": resource.put,
        "read": resource.read,
        "list": resource.listing,
        "update": list(resource.updates),
        "delete": resource.delete,
        "bulk_delete": resource.bulk_delete,
    }


def resource_line(resource: Resource) -> str:
    """What creates, reads, lists, changes and deletes the same thing."""
    roles = {
        "created by": resource.create,
        "created under its identifier by": None if resource.put == resource.create else resource.put,
        "read by": resource.read,
        "listed by": resource.listing,
        "changed by": ", ".join(resource.updates),
        "deleted by": resource.delete,
        "deleted in bulk by": resource.bulk_delete,
    }
    name = resource.component or resource.collection
    return f"resource {name}, known by {resource.identifier}: {_told(roles)}"


def _told(roles: dict[str, str | None]) -> str:
    return ", ".join(f"{role} {operation}" for role, operation in roles.items() if operation)


def singleton_json(singleton: Singleton) -> dict[str, Json]:
    """A singleton as `explain --json` prints it."""
    return {
        "singleton": singleton.component or singleton.path,
        "path": singleton.path,
        "read": singleton.read,
        "update": list(singleton.updates),
        "delete": singleton.delete,
    }


def singleton_line(singleton: Singleton) -> str:
    """What reads and changes the one thing at a path."""
    updates = ", ".join(singleton.updates)
    roles = {"read by": singleton.read, "changed by": updates, "deleted by": singleton.delete}
    named = f"{singleton.component} at {singleton.path}" if singleton.component else singleton.path
    return f"singleton {named}: {_told(roles)}"


def rules_of(api: Api) -> tuple[Rule, ...]:
    """Every rule of the document's components and bodies, each once."""
    kinds = [component.type for component in api.components]
    kinds += [content.type for item in api.operations if item.body for content in item.body.contents]
    found = [rule for kind in kinds for inner in walk(kind) if isinstance(inner, Object) for rule in inner.rules]
    return tuple({(str(rule.location), rule.name): rule for rule in found}.values())


def ruling_lines(ruling: Ruling) -> Iterator[str]:
    """A rule in full: its meaning, its regions, a body on either side, and the lines that speak of it."""
    rule = ruling.rule
    yield f"rule {rule.name} of {ruling.owner}: {one_line(rule.description) or 'no description'}"
    yield f"  {ruling.sentence}"
    if rule.open_question:
        yield f"  open: {rule.open_question}"
    if ruling.remark:
        yield f"  {ruling.remark}"
        yield from (f"    {item.text} {item.location}" for item in ruling.remark_places)
    if ruling.kept:
        yield "  kept where"
        yield from (f"    {words}" for words in ruling.kept)
    for number, part in enumerate(ruling.parts, 1):
        yield from _part_lines(part, f" {number}" if len(ruling.parts) > 1 else "")
    if ruling.keeps is not None:
        yield f"  a body that keeps it         {ruling.keeps.text}"
    if ruling.breaks is not None:
        yield f"  a body that breaks it alone  {ruling.breaks.text}"
    yield f"  written at {rule.location}"
    yield from _mentioned(ruling)


def _mentioned(ruling: Ruling) -> Iterator[str]:
    """The lines that name a field, for condition and consequence."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for role, name, place in ruling.mentions:
        places.setdefault((role, name), {})[str(place)] = None
    yield from (f"    {role} on {name} at {', '.join(found)}" for (role, name), found in places.items())


def _part_lines(part: Part, number: str) -> Iterator[str]:
    yield f"  clause{number}: {part.words}"
    if part.broken:
        yield "    broken alone where"
        yield from (f"      {words}" for words in part.broken)
    elif part.obstacle:
        yield f"    not broken alone: {part.obstacle}"
        yield from (f"      {item.text} {item.location}" for item in part.places)


def ruling_json(ruling: Ruling) -> dict[str, Json]:
    """A rule as `explain --json` prints it."""
    rule = ruling.rule
    return {
        "rule": rule.name,
        "object": ruling.owner,
        "description": rule.description,
        "meaning": ruling.sentence,
        "open": rule.open_question,
        "fields": list(rule_fields(rule)),
        "schema": rule_schema(rule),
        "kept": list(ruling.kept),
        "clauses": [_part_json(part) for part in ruling.parts],
        "keeps": None if ruling.keeps is None else ruling.keeps.value,
        "breaks": None if ruling.breaks is None else ruling.breaks.value,
        "remark": ruling.remark,
        "because": [_related(item) for item in ruling.remark_places],
        "location": str(rule.location),
        "mentions": [{"role": role, "field": name, "location": str(place)} for role, name, place in ruling.mentions],
    }


def _part_json(part: Part) -> dict[str, Json]:
    because: list[Json] = [_related(item) for item in part.places]
    broken: list[Json] = list(part.broken)
    return {"clause": part.words, "broken": broken, "obstacle": part.obstacle, "because": because}


def _related(item: Related) -> dict[str, Json]:
    return {"text": item.text, "location": str(item.location)}
