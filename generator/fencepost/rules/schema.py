"""Types printed again as JSON Schema 2020-12, for validators and for what only they can judge."""

from __future__ import annotations

from typing import assert_never

from fencepost.ir.references import reference_to
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    Intersection,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json


def schema_of(kind: Type) -> Json:
    """The type as a JSON Schema; references lead to `#/components/schemas/NAME`."""
    match kind:
        case Anything():
            return True
        case Nothing():
            return False
        case Null():
            return {"type": "null"}
        case Boolean():
            return {"type": "boolean"}
        case Number():
            return _number(kind)
        case String():
            return _string(kind)
        case Array():
            return _array(kind)
        case Object():
            return _object(kind)
        case Enum(values=values):
            return {"enum": [item.value.exact for item in values]}
        case Union(variants=variants, exclusive=exclusive):
            return {"oneOf" if exclusive else "anyOf": [schema_of(variant) for variant in variants]}
        case Ref(name=name):
            return {"$ref": reference_to(name)}
        case Intersection(parts=parts):
            return {"allOf": [schema_of(part) for part in parts]}
        case Residual(type=inner, schema=schema):
            return {"allOf": [schema_of(inner), schema.exact]}
        case _:
            assert_never(kind)


def _bound(schema: dict[str, Json], keyword: str, bound: Bound | None) -> None:
    if bound is not None:
        schema[f"exclusive{keyword.capitalize()}" if bound.exclusive else keyword] = bound.value


def _limit(schema: dict[str, Json], keyword: str, limit: Limit | None) -> None:
    if limit is not None:
        schema[keyword] = limit.value


def _number(kind: Number) -> Json:
    schema: dict[str, Json] = {"type": "integer" if kind.integer else "number"}
    _bound(schema, "minimum", kind.minimum)
    _bound(schema, "maximum", kind.maximum)
    if kind.multiple_of is not None:
        schema["multipleOf"] = kind.multiple_of.value
    return schema


def _string(kind: String) -> Json:
    schema: dict[str, Json] = {"type": "string"}
    _limit(schema, "minLength", kind.min_length)
    _limit(schema, "maxLength", kind.max_length)
    if kind.pattern is not None:
        schema["pattern"] = kind.pattern.source
    if kind.format is not None:
        schema["format"] = kind.format.name
    return schema


def _array(kind: Array) -> Json:
    schema: dict[str, Json] = {"type": "array", "items": schema_of(kind.items)}
    if kind.prefix:
        schema["prefixItems"] = [schema_of(item) for item in kind.prefix]
    _limit(schema, "minItems", kind.min_items)
    _limit(schema, "maxItems", kind.max_items)
    if kind.unique:
        schema["uniqueItems"] = True
    return schema


def _object(kind: Object) -> Json:
    schema: dict[str, Json] = {"type": "object"}
    if kind.fields:
        schema["properties"] = {item.wire_name: schema_of(item.type) for item in kind.fields}
    required: list[Json] = [item.wire_name for item in kind.fields if item.required]
    if required:
        schema["required"] = required
    if kind.patterns:
        schema["patternProperties"] = {item.pattern.source: schema_of(item.type) for item in kind.patterns}
    if not isinstance(kind.additional, Anything):
        schema["additionalProperties"] = schema_of(kind.additional)
    if kind.names is not None:
        schema["propertyNames"] = schema_of(kind.names)
    _limit(schema, "minProperties", kind.min_properties)
    _limit(schema, "maxProperties", kind.max_properties)
    if kind.rules:
        schema["allOf"] = [rule_schema(rule) for rule in kind.rules]
    return schema


def rule_schema(rule: Rule) -> Json:
    """The rule as a schema of the object that holds its fields."""
    consequence = predicate_schema(rule.consequence)
    if rule.condition == And(parts=()):
        return consequence
    return {"if": predicate_schema(rule.condition), "then": consequence}


def predicate_schema(predicate: Predicate) -> Json:
    """The predicate as a schema of the object that holds its fields."""
    match predicate:
        case Present(wire_name=name):
            return {"required": [name]}
        case Holds(wire_name=name, type=kind):
            return {"properties": {name: schema_of(kind)}}
        case Not(part=part):
            return {"not": predicate_schema(part)}
        case And():
            return _all_of(_flat(predicate))
        case Or(parts=parts):
            return {"anyOf": [predicate_schema(part) for part in parts]} if parts else False
        case _:
            assert_never(predicate)


def _flat(predicate: And) -> list[Predicate]:
    """The parts of a conjunction, those of conjunctions inside it among them."""
    return [one for part in predicate.parts for one in (_flat(part) if isinstance(part, And) else [part])]


def _all_of(parts: list[Predicate]) -> Json:
    """One object of keywords where the parts are of different fields, as a person would write it."""
    present: list[Json] = list(dict.fromkeys(part.wire_name for part in parts if isinstance(part, Present)))
    held = {part.wire_name: part.type for part in parts if isinstance(part, Holds)}
    others = [part for part in parts if not isinstance(part, Present | Holds)]
    if len(held) < sum(isinstance(part, Holds) for part in parts) or (others and (present or held)):
        return {"allOf": [predicate_schema(part) for part in parts]}
    if others:
        return (
            predicate_schema(others[0]) if len(others) == 1 else {"allOf": [predicate_schema(part) for part in others]}
        )
    schema: dict[str, Json] = {"required": present} if present else {}
    if held:
        schema["properties"] = {name: schema_of(kind) for name, kind in held.items()}
    return schema or True
