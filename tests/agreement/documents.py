"""The documents that agreement is tried on: those of the suite, and shapes at every place where a schema can stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.ir.api import Api
from fencepost.pipeline import load

from ..inline import document
from .shapes import SHAPES

TESTS = Path(__file__).parents[1]
SPEC = TESTS.parent / "spec" / "sandbox.yaml"


@cache
def documents() -> Mapping[str, str]:
    """The text of each document by a name for it."""
    found = {"sandbox": SPEC.read_text(encoding="utf-8"), "shapes": bodies_document(shapes())}
    found["nested"] = bodies_document(nested_shapes())
    found |= {f"placed/{name}": placed_document(name) for name in shapes()}
    return found | dict(_of_goldens(set(found.values())))


def shapes() -> dict[str, Any]:
    """The shapes as JSON."""
    return {name: yaml.safe_load(text) for name, text in SHAPES.items()}


def nested_shapes() -> dict[str, Any]:
    """Shapes that mean something only inside others, as JSON."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "nested.yaml").read_text("utf-8"))
    return found


def bodies_document(schemas: Mapping[str, Any]) -> str:
    """A document in which every schema is the body of one operation, named as it is."""
    paths = {f"/{name}": {"post": _operation(name)} for name in schemas}
    return document("") + yaml.safe_dump({"paths": paths, "components": {"schemas": dict(schemas)}}, sort_keys=False)


def answers_document(schemas: Mapping[str, Any]) -> str:
    """A document in which every schema is the answer of one operation, named as it is."""
    paths = {f"/{name}": {"get": _reading(name)} for name in schemas}
    return document("") + yaml.safe_dump({"paths": paths, "components": {"schemas": dict(schemas)}}, sort_keys=False)


def placed_document(name: str) -> str:
    """A document in which a shape stands at every place where a schema can: each is the body of an operation."""
    shape, reference = shapes()[name], {"$ref": f"#/components/schemas/{name}"}
    places = {
        "Whole": {"type": "object", "properties": {"one": reference, "inline": shape}},
        "Items": {"type": "array", "maxItems": 3, "items": reference},
        "InlineItems": {"type": "object", "properties": {"list": {"type": "array", "minItems": 1, "items": shape}}},
        "Members": {"type": "object", "additionalProperties": reference, "propertyNames": {"pattern": "^[a-z]"}},
        "Nullable": {"type": "object", "properties": {"one": {"oneOf": [reference, {"type": "null"}]}}},
        "Either": {"anyOf": [{"type": "array", "items": reference}, {"type": "string", "maxLength": 1}]},
        "Merged": {"allOf": [reference, {"title": "more", "properties": {"more": {"type": "integer"}}}]},
        "Variant": {
            "oneOf": [
                {"type": "object", "required": ["v"], "properties": {"v": {"const": 1}, "one": reference}},
                {"type": "object", "required": ["v"], "properties": {"v": {"const": 2}, "all": shape}},
            ]
        },
        "Deep": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "array", "items": shape}}}},
    }
    return bodies_document({**places, name: shape})


def _operation(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {
        "operationId": name,
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "ok"}, "422": {"description": "refused"}},
    }


def _reading(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"operationId": name, "responses": {"200": {"description": "ok", "content": content}}}


def _of_goldens(known: set[str]) -> Iterator[tuple[str, str]]:
    """The documents of golden cases that can be read, each text once."""
    for path in sorted((TESTS / "golden").rglob("*.yaml")):
        text = path.read_bytes().decode(errors="replace")
        if text not in known and read_document(path) is not None:
            known.add(text)
            yield f"golden/{path.parent.name}", text


def read_document(path: Path) -> Api | None:
    """The document of a file; None for one that the tool refuses."""
    try:
        return load(str(path), Diagnostics())
    except FencepostError:
        return None
