"""Answers against the schemas of the document, and every difference with its place there.

The judge is jsonschema-rs, not the generated models: the two come from one document, and a third reading sees where
they differ from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jsonschema_rs

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.ecma import as_written, with_spelled_patterns
from fencepost.ir.http import Content
from fencepost.ir.pointers import pointer_of
from fencepost.ir.values import Json

UNJUDGED_FORMATS = (
    *("duration", "idn-email", "idn-hostname", "iri", "iri-reference", "json-pointer", "regex"),
    *("relative-json-pointer", "uri-reference", "uri-template"),
)
"""Formats that engines read differently; all others that are known are judged."""

MAX_DIFFERENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which a value is not what its schema says."""

    pointer: str
    """Of the member to blame; of a missing one, where it should stand."""

    keyword: str
    message: str
    location: Location
    """Of the keyword, or the nearest place around it that is known."""


class ResponseSchemas:
    """The contents of the document's answers, each made into a validator once."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._places = {(item.location.file, item.location.pointer): item.location for item in api.ledger}
        self._schemas = {item.name: with_spelled_patterns(_readable(item.schema.value)) for item in api.components}
        self._validators: dict[str, jsonschema_rs.Validator | None] = {}

    def differences(self, content: Content, value: Json) -> tuple[Difference, ...]:
        """Where the value is not what the content documents; none where the schema or the value cannot be judged."""
        validator = self._validator(content)
        if validator is None:
            return ()
        try:
            errors = [error for error, _ in zip(validator.iter_errors(value), range(MAX_DIFFERENCES), strict=False)]
        except ValueError:
            # An unpaired surrogate is legal JSON and no UTF-8: the engine cannot take it, and the document is silent.
            return ()
        return tuple(self._difference(error, content) for error in errors)

    def _validator(self, content: Content) -> jsonschema_rs.Validator | None:
        key = content.schema.text
        if key not in self._validators:
            self._validators[key] = self._compiled(with_spelled_patterns(_readable(content.schema.value)))
        return self._validators[key]

    def _compiled(self, schema: Json) -> jsonschema_rs.Validator | None:
        whole = {"components": {"schemas": self._schemas}, "allOf": [schema]}
        formats = dict.fromkeys(UNJUDGED_FORMATS, _anything)
        try:
            return jsonschema_rs.Draft202012Validator(whole, validate_formats=True, formats=formats)
        except ValueError:
            return None

    def _difference(self, error: jsonschema_rs.ValidationError, content: Content) -> Difference:
        path = [str(step) for step in error.instance_path]
        missing = getattr(error.kind, "property", None) if error.kind.name == "required" else None
        steps = [as_written(str(step)) for step in error.schema_path]
        return Difference(
            pointer=pointer_of([*path, missing] if isinstance(missing, str) else path),
            keyword=next((step for step in reversed(steps) if not step.isdecimal()), "schema"),
            message=as_written(error.message),
            location=self._location(steps, content),
        )

    def _location(self, steps: list[str], content: Content) -> Location:
        match steps:
            case ["components", "schemas", name, *rest] if name in self._schemas:
                base = self._api.component(name).location
                start = base.pointer
            case _:
                base, rest = content.location, steps[2:]
                start = f"{base.pointer}/schema"
        for length in range(len(rest), 0, -1):
            known = self._places.get((base.file, start + pointer_of(rest[:length])))
            if known is not None:
                return known
        return base


def _anything(_: str) -> bool:
    return True


def _readable(schema: Json) -> Json:
    """The schema as an answer must meet it: what is only ever written is not required of it (OpenAPI 3.1, 4.8.24)."""
    match schema:
        case dict():
            read = {key: _readable(member) for key, member in schema.items()}
            return read | dict(_required_to_read(schema))
        case list():
            return [_readable(item) for item in schema]
        case _:
            return schema


def _required_to_read(schema: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    required, properties = schema.get("required"), schema.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        yield "required", [name for name in required if not _is_write_only(properties.get(str(name)))]


def _is_write_only(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get("writeOnly") is True


@dataclass(frozen=True, slots=True)
class NotJson:
    """That a body is no JSON text, and why."""

    reason: str


def read_json(content: bytes) -> Json | NotJson:
    """The JSON value of a body; NaN and infinities are none (RFC 8259, 6)."""
    try:
        parsed: Json = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return NotJson("it is not UTF-8")
    except RecursionError:
        return NotJson("it is nested too deep")
    except ValueError as error:
        return NotJson(str(error))
    return parsed


def _refuse(word: str) -> Json:
    raise ValueError(f"{word} is no JSON number")
