"""Validators of a document's schemas, by an engine that knows nothing of our types.

The schemas are those the document wrote; all of them stand in one schema document, so that references resolve. There
are two such documents: a request need not hold what is `readOnly`, an answer need not hold what is `writeOnly`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, TypeGuard

import jsonschema_rs

from fencepost.ir.api import Api
from fencepost.ir.ecma import spelled_out, with_spelled_patterns
from fencepost.ir.http import Content, Operation
from fencepost.ir.lifecycle import lifecycle_of
from fencepost.ir.references import component_of
from fencepost.ir.values import Json, JsonText

ADDRESS = "urn:fencepost:document"
_PAYLOADS = frozenset(("const", "default", "enum", "example", "examples"))
_Direction = Literal["readOnly", "writeOnly"]


class Schemas:
    """The validators of one document, each compiled when it is first asked for."""

    def __init__(self, api: Api) -> None:
        texts = dict.fromkeys(_texts(api))
        self.pointers = {text: f"/inline/{number}" for number, text in enumerate(texts)}
        """Where each schema stands in the schema document."""

        components = {item.name: _repaired(item.schema.value) for item in api.components}
        inline = [_repaired(text.value) for text in texts]
        self.request = _compiler(components, inline, self.pointers, direction="readOnly")
        """The validator of a schema of requests; formats assert nothing."""

        self.answer = _compiler(components, inline, self.pointers, direction="writeOnly")
        """The validator of a schema of answers; formats are asserted."""


def contents_of(operation: Operation) -> Iterator[Content]:
    """Every body an operation documents: the request's, then the answers'."""
    yield from (() if operation.body is None else operation.body.contents)
    yield from (content for response in operation.responses for content in response.contents)


def _texts(api: Api) -> Iterator[JsonText]:
    for operation in api.operations:
        yield from (parameter.schema for parameter in operation.parameters)
        yield from (content.schema for content in contents_of(operation))
    for lifecycle in map(lifecycle_of, api.components):
        yield from (step.when for step in (() if lifecycle is None else lifecycle.steps) if step.when is not None)


def _repaired(schema: Json) -> Json:
    """The schema without keywords whose value no JSON Schema can have; reading the document is what tells of them.

    An engine compiles all of a schema or nothing, and the rest of such a document is still meant.
    """
    while isinstance(schema, dict):
        try:
            jsonschema_rs.meta.validate(schema)
        except jsonschema_rs.ValidationError as error:
            # Every turn takes something away, so this ends.
            schema = _without(schema, error.instance_path)
        else:
            break
    return schema


def _without(node: Json, path: Sequence[str | int]) -> Json:
    """The value without what stands at a path; of names given twice, with each name once."""
    key, rest = path[0] if path else None, path[1:]
    match node:
        case list() if not path and _has_doubles(node):
            return list(dict.fromkeys(node))
        case dict():
            kept = {name: value for name, value in node.items() if name != key or rest or _has_doubles(value)}
            return {name: _without(value, rest) if name == key else value for name, value in kept.items()}
        case list():
            kept_items = [(index, value) for index, value in enumerate(node) if index != key or rest]
            return [_without(value, rest) if index == key else value for index, value in kept_items]
        case _:
            return True


def _has_doubles(value: Json) -> TypeGuard[list[str]]:
    return (
        isinstance(value, list)
        and all(isinstance(item, str) for item in value)
        and len(set(map(str, value))) < len(value)
    )


def _compiler(
    components: dict[str, Json], inline: Sequence[Json], pointers: dict[JsonText, str], *, direction: _Direction
) -> Callable[[JsonText], jsonschema_rs.Validator]:
    document: dict[str, Json] = {"components": {"schemas": components}, "inline": list(inline)}
    relaxed = with_spelled_patterns(_relaxed(document, direction, components))
    registry = jsonschema_rs.Registry([(ADDRESS, relaxed)], draft=jsonschema_rs.Draft202012)
    asserts_formats = direction == "writeOnly"

    @cache
    def compiled(text: JsonText) -> jsonschema_rs.Validator:
        reference = {"$ref": f"{ADDRESS}#{pointers[text]}"}
        return jsonschema_rs.Draft202012Validator(
            reference, registry=registry, validate_formats=asserts_formats, mask="the value", offline=True
        )

    return compiled


def _relaxed(node: Json, direction: _Direction, components: dict[str, Json]) -> Json:
    """The schemas without what the other direction requires, and without patterns that the engine cannot read.

    Source: OpenAPI 3.0, 4.7.24.2: `required` on a readOnly property takes effect on the response only, and on a
    writeOnly one on the request only. In 3.1 documents go on to be written so.
    """
    if isinstance(node, list):
        return [_relaxed(item, direction, components) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {
        key: value if key in _PAYLOADS else _relaxed(value, direction, components)
        for key, value in node.items()
        if key != "pattern" or _is_readable(value)
    }
    required, properties = node.get("required"), node.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        kept = (name for name in required if not _is_one_way(properties.get(str(name)), direction, components))
        schema["required"] = list(kept)
    patterns = schema.get("patternProperties")
    if isinstance(patterns, dict):
        schema["patternProperties"] = {key: value for key, value in patterns.items() if _is_readable(key)}
    return schema


def _is_one_way(schema: Json, direction: _Direction, components: dict[str, Json]) -> bool:
    """Whether a property is, or refers to what is; a chain of more references than components has no end."""
    for _ in range(len(components) + 1):
        if not isinstance(schema, dict) or schema.get(direction) is True:
            break
        reference = schema.get("$ref")
        name = component_of(reference) if isinstance(reference, str) else None
        schema = None if name is None else components.get(name)
    return isinstance(schema, dict) and schema.get(direction) is True


def _is_readable(pattern: Json) -> bool:
    """Whether the engine can compile a pattern; a schema whose property is called `pattern` is no pattern."""
    return not isinstance(pattern, str) or _compiles(pattern)


@lru_cache(maxsize=4096)
def _compiles(pattern: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": spelled_out(pattern)})
    except ValueError:
        return False
    return True
