"""The sandbox document as rows, spelt as the table in `endpoint_facts` spells them.

Nothing that is not prose is left out: a member without a row of its own becomes a row `also KEY VALUE`.
"""

import json
from collections.abc import Iterator
from typing import Any

from .endpoint_facts import Facts

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PROSE = frozenset({"title", "description", "summary"})
WORDS = {"x-fencepost-privileged": "privileged"}


def facts_of(document: dict[str, Any]) -> Facts:
    """The rows of every subject the document speaks of."""
    operations = dict(operations_of(document))
    schemas = document["components"].get("schemas", {})
    return {
        "document": (*settled_rows(document), *operations),
        **operations,
        **{name: tuple(schema_rows(schema)) for name, schema in schemas.items()},
    }


def differences(expected: Facts, found: Facts) -> list[str]:
    """One line a missing row, an additional row, and a subject whose rows stand in another order or number."""
    lines: list[str] = []
    for subject in {**expected, **found}:
        wanted, given = expected.get(subject, ()), found.get(subject, ())
        lines += [f"missing: {subject}: {row}" for row in wanted if row not in given]
        lines += [f"additional: {subject}: {row}" for row in given if row not in wanted]
        if set(wanted) == set(given) and wanted != given:
            lines.append(f"order or number: {subject}")
    return lines


def settled_rows(document: dict[str, Any]) -> Iterator[str]:
    """What is said once for the whole document."""
    yield f"openapi {document.get('openapi')}"
    yield from (f"{key} {value}" for key, value in document.get("info", {}).items() if key != "description")
    for server in document.get("servers", ()):
        yield f"server {server.get('url')}"
        yield from others(server, "url")
    yield from (f"security {json.dumps(alternative)}" for alternative in document.get("security", ()))
    for key, scheme in document["components"].get("securitySchemes", {}).items():
        yield f"scheme {key}: {scheme.get('type')} {scheme.get('scheme')}"
        yield from others(scheme, "type", "scheme")
    for tag in document.get("tags", ()):
        yield f"tag {tag.get('name')}"
        yield from others(tag, "name")
    paths = document.get("paths", {})
    yield from others(paths, *(path for path in paths if path.startswith("/")))
    yield from others(document["components"], "schemas", "parameters", "responses", "securitySchemes")
    yield from others(document, "openapi", "info", "servers", "security", "tags", "paths", "components")


def operations_of(document: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each operation under its method and path, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        shared = item.get("parameters", ())
        for method, operation in item.items():
            if method in METHODS:
                parameters = (*shared, *operation.get("parameters", ()))
                rows = (*operation_rows(document, operation, parameters), *others(item, "parameters", *METHODS))
                yield f"{method.upper()} {path}", rows


def operation_rows(
    document: dict[str, Any], operation: dict[str, Any], parameters: tuple[dict[str, Any], ...]
) -> Iterator[str]:
    """Name, limit, parameters, body and answers of one operation."""
    yield f"id {operation.get('operationId')}"
    yield f"tag {', '.join(operation.get('tags', ()))}"
    yield limit_row(operation.get("x-fencepost-rate-limit", {}))
    yield from (parameter_row(resolved(document, parameter)) for parameter in parameters)
    if body := operation.get("requestBody"):
        yield f"body {content_of(body, 'required')}{', required' * (body.get('required') is True)}"
    for status, response in operation.get("responses", {}).items():
        yield f"{status}: {content_of(resolved(document, response))}"
    yield from others(
        operation, "operationId", "tags", "x-fencepost-rate-limit", "parameters", "requestBody", "responses"
    )


def limit_row(limit: dict[str, Any]) -> str:
    """The declared limit of an operation."""
    counted = f"{limit.get('requests')} requests in {limit.get('seconds')} s per {', '.join(limit.get('per', ()))}"
    return ", ".join([counted, *others(limit, "requests", "seconds", "per")])


def parameter_row(parameter: dict[str, Any]) -> str:
    """One parameter: where it stands, its name, its schema."""
    plain = f"{parameter.get('in')} {parameter.get('name')}: {spelt(parameter.get('schema', {}))}"
    required = ["required"] if parameter.get("required") is True else []
    return ", ".join([plain, *others(parameter, "in", "name", "schema", "required"), *required])


def content_of(holder: dict[str, Any], *plain: str) -> str:
    """The schema of a JSON body; whatever stands beside it is spelt out."""
    contents = dict(holder.get("content", {}))
    json_content = contents.pop("application/json", {})
    schema = spelt(json_content.get("schema", {}))
    beside = (*others(json_content, "schema", "examples"), *others(holder, "content", *plain), *others(contents))
    return ", ".join([schema, *beside])


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The node itself, or what it refers to; empty where that is nowhere."""
    if "$ref" not in node:
        return node
    _, _, section, name = node["$ref"].split("/")
    found: dict[str, Any] = document["components"].get(section, {}).get(name, {})
    return {**found, **{key: value for key, value in node.items() if key != "$ref"}}


def schema_rows(schema: dict[str, Any]) -> Iterator[str]:
    """A named schema: what it is as a whole, then its values, its fields and its rules."""
    apart = ("enum", "properties", "required", "allOf")
    yield spelt({key: value for key, value in schema.items() if key not in apart})
    yield from (value if isinstance(value, str) else json.dumps(value) for value in schema.get("enum", ()))
    fields, required = schema.get("properties", {}), schema.get("required", ())
    for name, field in fields.items():
        yield f"{name}: {spelt(field)}{', required' * required.count(name)}"
    yield from (f"{name}: undeclared, required" for name in required if name not in fields)
    yield from (rule_row(rule) for rule in schema.get("allOf", ()))


def rule_row(rule: dict[str, Any]) -> str:
    """A rule by its name; an entry that cannot refuse anything is a question. What they mean is tested by bodies."""
    kind = "rule" if "then" in rule else "question"
    mark = ["open"] if "x-fencepost-open" in rule else []
    return ", ".join([f"{kind} {rule.get('title')}", *mark, *others(rule, "if", "then", "x-fencepost-open")])


def spelt(schema: dict[str, Any]) -> str:
    """The type as the page prints it, then every other keyword by name."""
    name, used = type_of(schema)
    keywords = {WORDS.get(key, key): value for key, value in schema.items() if key not in used | PROSE}
    mark = ["open"] if keywords.pop("x-fencepost-open", None) else []
    return ", ".join([name, *sorted(mark + [f"{key} {json.dumps(value)}" for key, value in keywords.items()])])


def type_of(schema: dict[str, Any]) -> tuple[str, frozenset[str]]:
    """The type in the page's words, and the keywords that these words tell."""
    match schema:
        case {"$ref": str(reference)}:
            return reference.rpartition("/")[2], frozenset({"$ref"})
        case {"anyOf": [*variants]}:
            return " | ".join(spelt(variant) for variant in variants), frozenset({"anyOf"})
        case {"type": [first, *rest]}:
            name, used = type_of({**schema, "type": first})
            return " | ".join([name, *rest]), used
        case {"type": "array", "items": dict(items)}:
            return f"{spelt(items)}[]", frozenset({"type", "items"})
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"map of {spelt(values)}", frozenset({"type", "additionalProperties"})
        case {"type": str(name)}:
            return name, frozenset({"type"})
        case _:
            return "anything", frozenset()


def others(node: dict[str, Any], *plain: str) -> list[str]:
    """A row for every member that has none of its own."""
    return [f"also {key} {json.dumps(value)}" for key, value in node.items() if key not in {*plain, *PROSE}]
