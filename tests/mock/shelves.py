"""Documents of a few lines about shelves of things, for tests of what the server remembers."""

from __future__ import annotations

from typing import Any

from ..inline import document
from .served import Served, served

THING = '{$ref: "#/components/schemas/Thing"}'
BODY = '{required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewThing"}}}}'
FIELDS = "{id: {type: string}, name: {type: string}, size: {type: [integer, 'null']}, note: {type: string}}"
NEW = "{type: object, properties: {name: {type: string}, size: {type: [integer, 'null']}, note: {type: string}}}"


def answer(status: int, schema: str, headers: str = "{}") -> str:
    """One documented answer."""
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return f'"{status}": {{description: it, headers: {headers}, {content}}}'


def empty(status: int, headers: str = "{}") -> str:
    """One documented answer without a body."""
    return f'"{status}": {{description: it, headers: {headers}}}'


def operation(name: str, *answers: str, body: str = "", parameters: str = "[]") -> str:
    """One operation."""
    told = f"requestBody: {body}, " if body else ""
    return f"{{operationId: {name}, {told}parameters: {parameters}, responses: {{{', '.join(answers)}}}}}"


def things(
    collection: dict[str, str],
    item: dict[str, str],
    *,
    fields: str = FIELDS,
    new: str = NEW,
    life: str = "",
    **knobs: Any,
) -> Served:
    """`/things` and `/things/{thing_id}` with these operations by their methods, served."""
    lines = ["paths:", "  /things:", *(f"    {method}: {told}" for method, told in collection.items())]
    lines += ["  /things/{thing_id}:"]
    lines += ["    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]"]
    lines += [f"    {method}: {told}" for method, told in item.items()]
    lines += ["components:", "  schemas:", f"    NewThing: {new}"]
    lines += [
        "    Thing:",
        "      type: object",
        "      required: [id]",
        f"      properties: {fields}",
        life.strip("\n"),
    ]
    return served(document("\n".join(lines)), **knobs)


CREATE = operation("create_thing", answer(201, THING), body=BODY)
READ = operation("get_thing", answer(200, THING))
LIST = operation("list_things", answer(200, f"{{type: array, items: {THING}}}"))
