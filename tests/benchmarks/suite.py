"""A folder of the JSON Schema Test Suite, draft 2020-12, as groups that could be the body of one POST."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fencepost.ir.values import Json

from .judges import UNRESOLVABLE, Question, by_python

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A value, and whether the suite calls it valid."""

    value: Json
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A schema with instances."""

    name: str
    """File and description."""

    schema: Json
    instances: tuple[Instance, ...]

    @property
    def is_body(self) -> bool:
        """Whether an object is valid and no part of the schema is on another host."""
        return any(isinstance(item.value, dict) and item.valid for item in self.instances) and self.is_here

    @property
    def is_here(self) -> bool:
        """Whether a validator that knows no other document can judge every instance."""
        (verdict,) = by_python((Question(schema=self.schema, bodies=(), known=self.known),))
        return not _is_foreign(self.schema) and not (isinstance(verdict, str) and verdict.startswith(UNRESOLVABLE))

    @property
    def known(self) -> tuple[tuple[str, bool], ...]:
        """The instances as JSON text, each with whether it is valid."""
        return tuple((json.dumps(item.value), item.valid) for item in self.instances)

    @property
    def refused(self) -> tuple[str, ...]:
        """The instances that the suite calls not valid, as JSON text."""
        return tuple(text for text, valid in self.known if not valid)


def _is_foreign(schema: Json) -> bool:
    """Whether a schema is written in words of another host, or refers to those of JSON Schema itself."""
    if isinstance(schema, list):
        return any(map(_is_foreign, schema))
    if not isinstance(schema, dict):
        return False
    return (
        schema.get("$schema", DIALECT) != DIALECT
        or schema.get("$ref") == DIALECT
        or any(map(_is_foreign, schema.values()))
    )


def groups(folder: Path) -> Iterator[Group]:
    """Every group below a folder, file by file."""
    for file in sorted(folder.rglob("*.json")):
        for found in json.loads(file.read_text(encoding="utf-8")):
            yield Group(
                name=f"{file.relative_to(folder)}: {found['description']}",
                schema=found["schema"],
                instances=tuple(Instance(value=item["data"], valid=item["valid"]) for item in found["tests"]),
            )


def wrapped(schema: Json) -> str:
    """A document whose one POST has the schema as its JSON body.

    A reference such as `#/$defs/a` speaks of the schema, not of the document around it: that takes an `$id`.
    """
    body = schema
    if isinstance(schema, dict) and "$id" not in schema:
        body = {"$id": "urn:example:group", **schema}
    operation: Json = {
        "operationId": "create",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"201": {"description": "made"}, "422": {"description": "refused"}},
    }
    document: Json = {
        "openapi": "3.1.0",
        "info": {"title": "Group", "version": "1"},
        "paths": {"/things": {"post": operation}},
    }
    return json.dumps(document)
