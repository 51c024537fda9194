"""The keywords that narrow one JSON type, read into the node of that type."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.rules import Rule
from fencepost.ir.types import (
    Annotations,
    Anything,
    Array,
    Boolean,
    Bound,
    Field,
    Format,
    Limit,
    Null,
    Number,
    Object,
    Pattern,
    PatternField,
    String,
    Type,
)
from fencepost.ir.values import LARGEST_NUMBER
from fencepost.read.annotations import read_annotations
from fencepost.read.context import Context
from fencepost.read.keywords import ARRAY_KEYWORDS, NUMBER_KEYWORDS, OBJECT_KEYWORDS, STRING_KEYWORDS
from fencepost.read.nodes import Entry, Mapped, Node, Scalar

ReadSchema: TypeAlias = Callable[[Node, Context], Type]

DOMAIN_KEYWORDS = (*NUMBER_KEYWORDS, *STRING_KEYWORDS, *ARRAY_KEYWORDS, *OBJECT_KEYWORDS)


def read_domain(
    name: str,
    node: Mapped,
    context: Context,
    read: ReadSchema,
    annotations: Annotations,
    rules: tuple[Rule, ...],
    place: Location,
) -> Type:
    """The domain of one JSON type (or `integer`) that a schema allows."""
    match name:
        case "null":
            return Null(location=place)
        case "boolean":
            return Boolean(location=place)
        case "string":
            return _string(node, context, place)
        case "array":
            return _array(node, context, read, place)
        case "object":
            return _object(node, context, read, annotations, rules, place)
        case _:
            return _number(name, node, context, place)


def _number(name: str, node: Mapped, context: Context, place: Location) -> Number:
    return Number(
        integer=name == "integer",
        minimum=_tighter(_bound(node, context, "minimum"), _bound(node, context, "exclusiveMinimum"), 1),
        maximum=_tighter(_bound(node, context, "maximum"), _bound(node, context, "exclusiveMaximum"), -1),
        multiple_of=_step(node, context),
        format=_format(node, context),
        location=place,
    )


def _bound(node: Mapped, context: Context, keyword: str) -> Bound | None:
    entry = node.entries.get(keyword)
    if entry is None:
        return None
    value = entry.node.value if isinstance(entry.node, Scalar) else None
    if isinstance(value, bool) and keyword.startswith("exclusive"):
        _warn_of_flag(entry, context)
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        context.error("S007", f"{keyword} must be a number", entry.location, f"write it like {keyword}: 1")
        return None
    bound = Bound(value=value, exclusive=_is_exclusive(node, keyword), location=entry.location)
    return None if _is_beyond_all(keyword, value) else bound


def _is_beyond_all(keyword: str, value: int | Decimal) -> bool:
    """Whether no number that a double holds, and so none that is ever sent, lies outside a bound."""
    if keyword in ("minimum", "exclusiveMinimum"):
        return value < -LARGEST_NUMBER
    return keyword in ("maximum", "exclusiveMaximum") and value > LARGEST_NUMBER


def _warn_of_flag(entry: Entry, context: Context) -> None:
    """The flag of OpenAPI 3.0, which later documents still carry: read as it was meant, and warned of there."""
    if not context.old_dialect:
        remedy = "give the bound itself: `exclusiveMinimum: 0`"
        context.warn(
            "S008", f"{entry.key} is a number since OpenAPI 3.1; the flag of 3.0 is read", entry.location, remedy
        )


def _is_exclusive(node: Mapped, keyword: str) -> bool:
    if keyword.startswith("exclusive"):
        return True
    sibling = node.get("exclusiveMinimum" if keyword == "minimum" else "exclusiveMaximum")
    return isinstance(sibling, Scalar) and sibling.value is True


def _tighter(inclusive: Bound | None, exclusive: Bound | None, sign: int) -> Bound | None:
    """The bound that allows less; an exclusive one at the same value does."""
    if inclusive is None or exclusive is None:
        return inclusive or exclusive
    return inclusive if sign * inclusive.value > sign * exclusive.value else exclusive


def _step(node: Mapped, context: Context) -> Bound | None:
    bound = _bound(node, context, "multipleOf")
    if bound is not None and bound.value <= 0:
        remedy = "give the step between two values, or remove it"
        context.error("S007", "multipleOf must be greater than 0", bound.location, remedy=remedy)
        return None
    return bound


def _limit(node: Mapped, context: Context, keyword: str) -> Limit | None:
    entry = node.entries.get(keyword)
    if entry is None:
        return None
    value = entry.node.value if isinstance(entry.node, Scalar) else None
    whole = isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0 and value == int(value)
    if not whole or not isinstance(value, int | Decimal):
        remedy = f"write it like {keyword}: 1"
        context.error("S007", f"{keyword} must be a whole number, 0 or more", entry.location, remedy=remedy)
        return None
    return Limit(value=int(value), location=entry.location)


def _format(node: Mapped, context: Context) -> Format | None:
    name = context.text(node, "format")
    return None if name is None else Format(name=name, location=node.entries["format"].location)


def _pattern(node: Mapped, context: Context) -> Pattern | None:
    source = context.text(node, "pattern")
    entry = node.entries.get("pattern")
    if source is None or entry is None:
        return None
    if not context.reads_pattern(entry.node):
        context.disown(entry)
        _warn_of_pattern(entry, context)
        return None
    return Pattern(source=source, location=entry.location)


def _warn_of_pattern(entry: Entry, context: Context) -> None:
    message = "no engine reads this pattern; it is not enforced"
    context.warn("S009", message, entry.location, remedy="write it in the syntax of ECMA-262, without huge counts")


def _string(node: Mapped, context: Context, place: Location) -> String:
    return String(
        min_length=_limit(node, context, "minLength"),
        max_length=_limit(node, context, "maxLength"),
        pattern=_pattern(node, context),
        format=_format(node, context),
        location=place,
    )


def _array(node: Mapped, context: Context, read: ReadSchema, place: Location) -> Array:
    items = node.entries.get("items")
    unique = node.entries.get("uniqueItems")
    return Array(
        items=Anything(location=place) if items is None else read(items.node, context),
        prefix=tuple(read(item, context) for item in context.items(node, "prefixItems")),
        min_items=_limit(node, context, "minItems"),
        max_items=_limit(node, context, "maxItems"),
        unique=context.flag(node, "uniqueItems"),
        unique_location=None if unique is None else unique.location,
        location=place,
    )


def _object(
    node: Mapped,
    context: Context,
    read: ReadSchema,
    annotations: Annotations,
    rules: tuple[Rule, ...],
    place: Location,
) -> Object:
    additional = node.entries.get("additionalProperties")
    names = node.entries.get("propertyNames")
    return Object(
        fields=_fields(node, context, read),
        additional=Anything(location=place) if additional is None else read(additional.node, context),
        patterns=_pattern_fields(node, context, read),
        names=None if names is None else read(names.node, context),
        min_properties=_limit(node, context, "minProperties"),
        max_properties=_limit(node, context, "maxProperties"),
        rules=rules,
        annotations=annotations,
        location=place,
    )


def _fields(node: Mapped, context: Context, read: ReadSchema) -> tuple[Field, ...]:
    required = _required(node, context)
    properties = context.mapped(node, "properties")
    declared = {} if properties is None else properties.entries
    fields = [
        Field(
            wire_name=name,
            type=read(entry.node, context),
            required=name in required,
            annotations=read_annotations(entry.node, context) if isinstance(entry.node, Mapped) else Annotations(),
            location=entry.location,
            required_location=required.get(name),
        )
        for name, entry in declared.items()
    ]
    undeclared = [name for name in required if name not in declared]
    return (*fields, *(_undeclared(name, required[name], node, context, read) for name in undeclared))


def _undeclared(name: str, location: Location, node: Mapped, context: Context, read: ReadSchema) -> Field:
    """A field that the document requires without declaring it: a pattern or the rest says what it is."""
    rest = node.entries.get("additionalProperties")
    free = rest is None or "patternProperties" in node.entries
    kind = Anything(location=location) if rest is None or free else read(rest.node, context)
    return Field(wire_name=name, type=kind, required=True, location=location, required_location=location)


def is_flag(node: Node) -> bool:
    """Whether a node is true or false."""
    return isinstance(node, Scalar) and isinstance(node.value, bool)


def _required(node: Mapped, context: Context) -> dict[str, Location]:
    entry = node.entries.get("required")
    if entry is None:
        return {}
    if is_flag(entry.node):
        return {}
    names: dict[str, Location] = {}
    for item in context.items(node, "required"):
        if isinstance(item, Scalar) and isinstance(item.value, str):
            names.setdefault(item.value, item.location)
        else:
            context.error("S007", "required must hold names", item.location, "name fields, in quotes if need be")
    return names


def _pattern_fields(node: Mapped, context: Context, read: ReadSchema) -> tuple[PatternField, ...]:
    declared = context.mapped(node, "patternProperties")
    for source, entry in () if declared is None else declared.entries.items():
        if not context.reads_pattern(Scalar(value=source, location=entry.location)):
            _warn_of_pattern(entry, context)
    return tuple(
        PatternField(pattern=Pattern(source=source, location=entry.location), type=read(entry.node, context))
        for source, entry in (() if declared is None else declared.entries.items())
    )
