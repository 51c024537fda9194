"""Schemas as plain JSON Schema 2020-12, for validators: references lead to components, the older dialect is translated.

Source: OpenAPI 3.0, 4.7.24, against JSON Schema 2020-12.
"""

from __future__ import annotations

from fencepost.ir.references import reference_to
from fencepost.ir.values import Json
from fencepost.read.context import Context
from fencepost.read.keywords import SUBSCHEMA_LISTS, SUBSCHEMA_MAPS, SUBSCHEMAS, keyword_kind
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence, plain

_LEFT_OUT = frozenset(
    """
    $id $schema $anchor $dynamicAnchor $vocabulary $defs definitions $ref $dynamicRef
    xml externalDocs discriminator example
    """.split()
)
_KEPT_KINDS = frozenset(("assertion", "structure", "annotation"))
"""What no table names is left out: some engines read `dependencies` of older drafts, or an `$id` inside anything."""


def translate(node: Node, context: Context) -> Json:
    """The schema as a JSON value that a validator of 2020-12 reads as its author meant it."""
    if not isinstance(node, Mapped):
        return plain(node)
    references: list[Json] = [{"$ref": reference_to(name)} for name in context.component_names(node)]
    if context.old_dialect and "$ref" in node.entries:
        return references[0] if references else {}
    schema: dict[str, Json] = {}
    for key, entry in node.entries.items():
        if key not in _LEFT_OUT and keyword_kind(key) in _KEPT_KINDS:
            _member(schema, node, entry, context)
    schema = _with_references(schema, references)
    return _nullable(node, schema) if context.old_dialect else schema


def _with_references(schema: dict[str, Json], references: list[Json]) -> dict[str, Json]:
    """The schema with what it refers to; two references stand one below the other, so that both are evaluated."""
    match references:
        case [dict(only)]:
            return {**only, **schema}
        case [dict(first), *others]:
            parts = schema.get("allOf")
            return {**first, **schema, "allOf": [*(parts if isinstance(parts, list) else []), *others]}
        case _:
            return schema


def _member(schema: dict[str, Json], node: Mapped, entry: Entry, context: Context) -> None:
    key, value = entry.key, entry.node
    if key == "patternProperties" and isinstance(value, Mapped):
        members = value.entries.items()
        schema[key] = {name: translate(item.node, context) for name, item in members if context.reads(name)}
    elif key in SUBSCHEMA_MAPS and isinstance(value, Mapped):
        schema[key] = {name: translate(item.node, context) for name, item in value.entries.items()}
    elif key in SUBSCHEMA_LISTS and isinstance(value, Sequence):
        schema[key] = [translate(item, context) for item in value.items]
    elif key in SUBSCHEMAS:
        schema[key] = translate(value, context)
    elif key in ("exclusiveMinimum", "exclusiveMaximum") and _is_flag(value):
        _exclusive(schema, node, key, value)
    elif not _is_unsaid(node, entry, context):
        schema[key] = _unique(plain(value)) if key in ("enum", "required") else plain(value)


def _is_unsaid(node: Mapped, entry: Entry, context: Context) -> bool:
    """Whether a keyword has no place in 2020-12: said otherwise there, or not readable."""
    match entry.key:
        case "minimum" | "maximum":
            return _is_true(node.get(f"exclusive{entry.key.capitalize()}"))
        case "pattern":
            return not context.reads_pattern(entry.node)
        case "nullable":
            return context.old_dialect
        case "required":
            return _is_flag(entry.node)
        case _:
            return False


def _exclusive(schema: dict[str, Json], node: Mapped, key: str, value: Node) -> None:
    bound = node.get("minimum" if key == "exclusiveMinimum" else "maximum")
    if _is_true(value) and bound is not None:
        schema[key] = plain(bound)


def _is_flag(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, bool)


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _nullable(node: Mapped, schema: dict[str, Json]) -> dict[str, Json]:
    """`nullable: true` adds null to the type beside it; without a type it says nothing, but for a choice of schemas."""
    if not _is_true(node.get("nullable")):
        return schema
    kind = schema.get("type")
    if isinstance(kind, str):
        schema["type"] = [kind, "null"]
    for key in ("anyOf", "oneOf"):
        choices = schema.get(key)
        if kind is None and isinstance(choices, list):
            schema[key] = [*choices, {"type": "null"}]
    return schema


def _unique(value: Json) -> Json:
    """A list with each value once: validators of 2020-12 may refuse an `enum` or `required` with doubles."""
    if not isinstance(value, list):
        return value
    unique: list[Json] = []
    seen: set[str] = set()
    for item in value:
        if (key := f"{type(item).__name__}{item!r}") not in seen:
            seen.add(key)
            unique.append(item)
    return unique
