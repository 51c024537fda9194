"""A document of OpenAPI 3.1 in the words of OpenAPI 3.0, whose schemas know no list of types, no `const` and no `if`.

Only what the sandbox document uses is respelt; each word means the same before and after.
"""

from __future__ import annotations

from typing import Any

NULL = {"enum": [None], "nullable": True}


def as_openapi_3_0(document: dict[str, Any]) -> dict[str, Any]:
    schemas = {name: respelt(schema) for name, schema in document["components"]["schemas"].items()}
    paths = _with_parameters_respelt(document["paths"])
    return document | {"openapi": "3.0.3", "paths": paths, "components": document["components"] | {"schemas": schemas}}


def _with_parameters_respelt(node: Any) -> Any:
    """The same, but for the schemas of parameters; bodies have theirs among the components."""
    match node:
        case {"in": _, "schema": schema}:
            return node | {"schema": respelt(schema)}
        case dict():
            return {key: _with_parameters_respelt(member) for key, member in node.items()}
        case list():
            return [_with_parameters_respelt(item) for item in node]
        case _:
            return node


def respelt(schema: Any) -> Any:
    match schema:
        case {"type": "null", **rest} if not rest:
            return NULL
        case {"type": [kind, "null"], **rest}:
            return respelt(rest) | {"type": kind, "nullable": True}
        case {"type": [*kinds], **rest}:
            return respelt(rest) | {"anyOf": [respelt({"type": kind}) for kind in kinds]}
        case {"const": value, **rest}:
            return respelt(rest) | {"enum": [value]}
        case {"if": condition, **rest}:
            follows = rest.pop("then", {})
            return respelt(rest) | {"anyOf": [{"not": respelt(condition)}, respelt(follows)]}
        case dict():
            return {key: _inside(key, member) for key, member in schema.items() if key != "examples"}
        case _:
            return schema


def _inside(key: str, member: Any) -> Any:
    match key, member:
        case "properties", dict():
            return {name: respelt(schema) for name, schema in member.items()}
        case (("allOf" | "anyOf" | "oneOf"), list()):
            return [respelt(schema) for schema in member]
        case (("items" | "additionalProperties" | "not"), dict()):
            return respelt(member)
        case _:
            return member
