"""Schemas to types.

A keyword that narrows one JSON type goes into the node of that type; those without a node of their own are kept as a
residual schema that a validator judges.
Source: JSON Schema 2020-12; OpenAPI 3.0, 4.7.24, for the older dialect.
"""

from __future__ import annotations

from fencepost.diagnostics import Location
from fencepost.ir.rules import Rule
from fencepost.ir.types import (
    NO_ANNOTATIONS,
    Annotations,
    Anything,
    Array,
    Intersection,
    Nothing,
    Null,
    Object,
    Ref,
    Residual,
    Type,
    Union,
)
from fencepost.ir.values import freeze
from fencepost.read.annotations import read_annotations
from fencepost.read.context import Context
from fencepost.read.dialect import translate
from fencepost.read.domains import DOMAIN_KEYWORDS, is_flag, read_domain
from fencepost.read.enumerations import read_enumeration
from fencepost.read.keywords import COMBINATORS, JSON_TYPES, RESIDUAL, TYPE_NAMES, keyword_kind
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence, plain
from fencepost.read.rules import read_rules, spares_others
from fencepost.read.unevaluated import read_unevaluated


def read_schema(node: Node, context: Context, *, location: Location | None = None) -> Type:
    """The type a schema describes; what cannot be read is reported, and `Anything` stands in its place.

    `location` is the place to blame: that of the key, where there is one; else the schema's own.
    """
    place = location or node.location
    match node:
        case Scalar(value=True):
            return Anything(location=place)
        case Scalar(value=False):
            return Nothing(location=place)
        case Mapped():
            return _read_object_schema(node, context, place)
        case _:
            pass
    context.error("S001", "a schema must be an object, true or false", place, "write it like {type: string}")
    return Anything(location=place)


def _read_object_schema(node: Mapped, context: Context, place: Location) -> Type:
    for entry in node.entries.values():
        context.record(entry)
    context.refuse_foreign_dialect(node)
    if context.old_dialect and "$ref" in node.entries:
        _disown_siblings(node, context)
        return _joined(_references(node, context, place), NO_ANNOTATIONS, place)
    _warn_of_required_flag(node, context)
    annotations = read_annotations(node, context)
    rules, unread = read_rules(node, context, _read)
    rests, untold = read_unevaluated(node, context, _read)
    parts = [
        *_own_parts(node, context, place, annotations, rules),
        *_combined(node, context, place, unread),
        *_objects_alone(node, context, place, unread),
        *(_beside_others(rest, context) for rest in rests),
    ]
    whole = _joined(parts, annotations, place)
    return _with_residual(node, context, whole, (*unread, *untold), place)


def _beside_others(kind: Array | Object, context: Context) -> Type:
    """The arrays or objects, and every value of another JSON type."""
    place = kind.location
    nothing_said = Mapped(entries={}, location=place)
    names = [name for name in JSON_TYPES if name != ("array" if isinstance(kind, Array) else "object")]
    others = [read_domain(name, nothing_said, context, _read, NO_ANNOTATIONS, (), place) for name in names]
    return Union(variants=(*others, kind), location=place)


def _objects_alone(node: Mapped, context: Context, place: Location, unread: tuple[str, ...]) -> list[Type]:
    """All objects, where the rules refuse everything else and the schema names another type or none."""
    if _type_names(node, context) == ("object",) or spares_others(node, unread):
        return []
    return [Object(additional=Anything(location=place), location=place)]


def _disown_siblings(node: Mapped, context: Context) -> None:
    """In OpenAPI 3.0 what stands beside `$ref` is not read."""
    for entry in node.entries.values():
        if keyword_kind(entry.key) == "assertion" and entry.key != "$ref":
            context.disown(entry)


def _warn_of_required_flag(node: Mapped, context: Context) -> None:
    """`required: true` on a field: old JSON Schema, and said of a parameter in OpenAPI, but of no schema."""
    entry = node.entries.get("required")
    if entry is not None and is_flag(entry.node):
        context.disown(entry)
        message = "required on a schema is an array of the fields it must have; true or false is not enforced"
        context.warn("S012", message, entry.location, "write required: [name] on the object that holds the field")


def _read(node: Node, context: Context) -> Type:
    return read_schema(node, context)


def _joined(parts: list[Type], annotations: Annotations, place: Location) -> Type:
    match parts:
        case []:
            return Anything(location=place)
        case [only]:
            return only
        case _:
            pass
    return Intersection(parts=tuple(parts), annotations=annotations, location=place)


def _references(node: Mapped, context: Context, place: Location) -> list[Type]:
    return [Ref(name=name, location=place) for name in context.component_names(node)]


def _own_parts(
    node: Mapped, context: Context, place: Location, annotations: Annotations, rules: tuple[Rule, ...]
) -> list[Type]:
    """What the schema says by its own keywords: its reference, its values or its typed domains."""
    parts = _references(node, context, place)
    names = _type_names(node, context)
    listed = [read_enumeration(node.entries[key], context, names, annotations, place) for key in _listing(node)]
    parts += [enumeration for enumeration in listed if enumeration is not None]
    if _has_domain(node, rules) or (names is not None and not listed):
        parts.append(_domains(node, context, names, annotations, rules, place))
    return parts


def _has_domain(node: Mapped, rules: tuple[Rule, ...]) -> bool:
    return bool(rules) or any(keyword in node.entries for keyword in DOMAIN_KEYWORDS)


def _type_names(node: Mapped, context: Context) -> tuple[str, ...] | None:
    """The JSON types the schema names, `integer` among them; None where it names none."""
    entry = node.entries.get("type")
    if entry is None:
        return None
    items = entry.node.items if isinstance(entry.node, Sequence) else (entry.node,)
    names = tuple(item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, str))
    strange = [item for item in items if not isinstance(item, Scalar) or item.value not in TYPE_NAMES]
    if strange:
        _refuse_type(strange[0], context)
        return None
    nullable = context.old_dialect and context.flag(node, "nullable") and "null" not in names
    return (*names, "null") if nullable else names


def _refuse_type(node: Node, context: Context) -> None:
    value = plain(node)
    shown = value if isinstance(value, str) else freeze(value).text
    remedy = 'put it in quotes: "null"' if value is None else f"use one of {', '.join(TYPE_NAMES)}"
    context.error("S003", f"{shown} is not a JSON type", node.location, remedy=remedy)


def _domains(
    node: Mapped,
    context: Context,
    names: tuple[str, ...] | None,
    annotations: Annotations,
    rules: tuple[Rule, ...],
    place: Location,
) -> Type:
    """One domain for each JSON type that the schema allows."""
    wanted = _without_doubles(JSON_TYPES if names is None else names)
    domains = tuple(read_domain(name, node, context, _read, annotations, rules, place) for name in wanted)
    return domains[0] if len(domains) == 1 else Union(variants=domains, annotations=annotations, location=place)


def _without_doubles(names: tuple[str, ...]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(names))
    return tuple(name for name in unique if not (name == "integer" and "number" in unique))


def _listing(node: Mapped) -> tuple[str, ...]:
    return tuple(key for key in ("enum", "const") if key in node.entries)


def _combined(node: Mapped, context: Context, place: Location, unread: tuple[str, ...]) -> list[Type]:
    """What `allOf`, `anyOf` and `oneOf` add, those that were read as rules aside."""
    parts = [
        read_schema(item, context)
        for index, item in enumerate(context.items(node, "allOf"))
        if f"allOf/{index}" in unread
    ]
    choices = [keyword for keyword in ("anyOf", "oneOf") if keyword in unread]
    return parts + [_union(node, node.entries[keyword], context, place) for keyword in choices]


def _union(node: Mapped, entry: Entry, context: Context, place: Location) -> Type:
    items = context.items(node, entry.key)
    if not items:
        remedy = "give it a schema, or remove it"
        context.error("S004", f"{entry.key} must hold at least one schema", entry.location, remedy=remedy)
        return Anything(location=place)
    variants = tuple(read_schema(item, context) for item in items)
    nullable = context.old_dialect and context.flag(node, "nullable") and "type" not in node.entries
    if nullable:
        variants = (*variants, Null(location=place))
    discriminator = context.mapped(node, "discriminator")
    return Union(
        variants=variants,
        exclusive=entry.key == "oneOf" and len(variants) > 1,
        discriminator=context.text(discriminator, "propertyName") if discriminator else None,
        annotations=read_annotations(node, context),
        location=place,
    )


def _with_residual(node: Mapped, context: Context, whole: Type, unread: tuple[str, ...], place: Location) -> Type:
    """The type, narrowed by the keywords that only a validator can judge."""
    left = [key for key in node.entries if key in RESIDUAL or (key in unread and key in _OPAQUE)]
    if not left:
        return whole
    for key in left:
        context.record(node.entries[key], residual=True)
    keywords = [*left, *(key for key in _COMPANIONS if key in node.entries and _needs(key, left))]
    wanted = {key: entry for key, entry in node.entries.items() if key in keywords}
    schema = translate(Mapped(entries=wanted, location=node.location), context)
    excluded = read_schema(node.entries["not"].node, context) if left == ["not"] else None
    return Residual(type=whole, schema=freeze(schema), keywords=tuple(left), excluded=excluded, location=place)


_OPAQUE = (COMBINATORS | {"unevaluatedProperties", "unevaluatedItems"}) - {"allOf", "anyOf", "oneOf"}
_COMPANIONS = (
    *("if", "then", "else", "dependentSchemas", "properties", "patternProperties", "additionalProperties"),
    *("items", "prefixItems", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf"),
)


def _needs(keyword: str, left: list[str]) -> bool:
    """Whether a keyword of the residual reads what this one says: `then` of `if`, evaluation of its neighbours."""
    if keyword in ("then", "else") and "if" in left:
        return True
    return keyword not in left and any(key.startswith("unevaluated") for key in left)
