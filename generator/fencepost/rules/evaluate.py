"""The reference meaning: whether a type allows a JSON value, and whether a body keeps a rule.

Patterns, and the residual keywords, are asked of a JSON Schema engine; everything else is decided here.
Source: JSON Schema 2020-12, validation 6; core 10.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

import jsonschema_rs

from fencepost.ir.api import Api
from fencepost.ir.ecma import spelled_out, with_spelled_patterns
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Field,
    Intersection,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    Pattern,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, JsonText, equal, key_of


def allows(kind: Type, value: Json, api: Api, inside: frozenset[str] = frozenset()) -> bool:
    """Whether the type allows the value, its rules included; formats assert nothing.

    `inside` names the components that are being asked of this very value: one met again asks for nothing more.
    """
    match kind:
        case Anything():
            return True
        case Nothing():
            return False
        case Null():
            return value is None
        case Boolean():
            return isinstance(value, bool)
        case Number():
            return _is_number(value) and _allows_number(kind, _exact(value))
        case String():
            return isinstance(value, str) and _allows_string(kind, value)
        case Array():
            return isinstance(value, list) and _allows_array(kind, value, api)
        case Object():
            return isinstance(value, dict) and _allows_object(kind, value, api)
        case Enum():
            return kind.holds(value)
        case Union(variants=variants, exclusive=exclusive):
            each = (allows(variant, value, api, inside) for variant in variants)
            return sum(each) == 1 if exclusive else any(each)
        case Ref(name=name):
            return name in inside or allows(api.component(name).type, value, api, inside | {name})
        case Intersection(parts=parts):
            return all(allows(part, value, api, inside) for part in parts)
        case Residual(type=inner, excluded=excluded) if excluded is not None:
            return allows(inner, value, api, inside) and not allows(excluded, value, api, inside)
        case Residual(type=inner, schema=schema):
            return allows(inner, value, api, inside) and judged(schema, value, api)
        case _:
            assert_never(kind)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _exact(value: Json) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))


def _allows_number(kind: Number, value: Decimal) -> bool:
    if kind.integer and value != value.to_integral_value():
        return False
    low, high, step = kind.minimum, kind.maximum, kind.multiple_of
    if low is not None and (value < low.value or (low.exclusive and value == low.value)):
        return False
    if high is not None and (value > high.value or (high.exclusive and value == high.value)):
        return False
    return step is None or is_multiple(value, Decimal(step.value))


def is_multiple(value: Decimal, step: Decimal) -> bool:
    """Whether a number is a whole multiple of a step greater than 0, exactly."""
    quotient = _fraction(value) / _fraction(step)
    return quotient.denominator == 1


def _fraction(value: Decimal) -> Fraction:
    return Fraction(*value.as_integer_ratio())


def within(size: int, low: Limit | None, high: Limit | None) -> bool:
    """Whether a length or count lies between two limits, both inclusive; None is no limit."""
    return (low is None or size >= low.value) and (high is None or size <= high.value)


def _allows_string(kind: String, value: str) -> bool:
    return within(len(value), kind.min_length, kind.max_length) and (
        kind.pattern is None or matches(kind.pattern, value)
    )


def matches(pattern: Pattern, text: str) -> bool:
    """Whether a text has a match of a pattern, anywhere; a pattern that no engine reads matches everything.

    A text with half a surrogate pair is no Unicode text and matches nothing.
    """
    engine = _pattern_engine(pattern.source)
    return engine is None or (_is_unicode(text) and engine.is_valid(text))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


@lru_cache(maxsize=4096)
def _pattern_engine(source: str) -> jsonschema_rs.Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": spelled_out(source)})
    except ValueError:
        return None


def _allows_array(kind: Array, value: list[Json], api: Api) -> bool:
    if not within(len(value), kind.min_items, kind.max_items) or (kind.unique and has_double(value)):
        return False
    head = all(allows(item, member, api) for item, member in zip(kind.prefix, value, strict=False))
    return head and all(allows(kind.items, member, api) for member in value[len(kind.prefix) :])


def has_double(items: list[Json]) -> bool:
    """Whether two items are equal as JSON."""
    alike: dict[str, list[Json]] = {}
    for item in items:
        # Equal values share a key, so that of long arrays not every pair is compared.
        others = alike.setdefault(key_of(item), [])
        if any(equal(item, other) for other in others):
            return True
        others.append(item)
    return False


def _allows_object(kind: Object, value: dict[str, Json], api: Api) -> bool:
    if not within(len(value), kind.min_properties, kind.max_properties):
        return False
    if any(item.required and item.wire_name not in value for item in kind.fields):
        return False
    if kind.names is not None and not all(allows(kind.names, name, api) for name in value):
        return False
    free = not (kind.fields or kind.patterns) and isinstance(kind.additional, Anything)
    members = free or all(
        allows(part, member, api) for name, member in value.items() for part in member_types(kind, name)
    )
    return members and all(keeps(rule, value, api) for rule in kind.rules)


def member_types(kind: Object, name: str) -> tuple[Type, ...]:
    """The types that a member of an object must all be of: of its field, of each pattern, else of the rest."""
    declared: Field | None = kind.field(name)
    named = [item.type for item in kind.patterns if matches(item.pattern, name)]
    found = [declared.type, *named] if declared is not None else named
    return tuple(found) or (kind.additional,)


def keeps(rule: Rule, body: dict[str, Json], api: Api) -> bool:
    """Whether a body keeps a rule."""
    return not holds(rule.condition, body, api) or holds(rule.consequence, body, api)


def holds(predicate: Predicate, body: dict[str, Json], api: Api) -> bool:
    """Whether a predicate holds of a body; absence has JSON Schema's own meaning."""
    match predicate:
        case Present(wire_name=name):
            return name in body
        case Holds(wire_name=name, type=kind):
            return name not in body or allows(kind, body[name], api)
        case Not(part=part):
            return not holds(part, body, api)
        case And(parts=parts):
            return all(holds(part, body, api) for part in parts)
        case Or(parts=parts):
            return any(holds(part, body, api) for part in parts)
        case _:
            assert_never(predicate)


def judged(schema: JsonText, value: Json, api: Api) -> bool:
    """Whether an engine of JSON Schema accepts a value; a schema that it cannot read accepts everything."""
    engine = _engine(schema.text, _Components(api))
    try:
        return engine is None or engine.is_valid(_wire(value))
    except UnicodeEncodeError:
        return False


def _wire(value: Json) -> Json:
    parsed: Json = json.loads(json.dumps(value, default=float))
    return parsed


def complaints(schema: JsonText, value: Json, api: Api) -> tuple[jsonschema_rs.ValidationError, ...]:
    """What an engine of JSON Schema holds against a value that it does not accept."""
    engine = _engine(schema.text, _Components(api))
    return () if engine is None else tuple(engine.iter_errors(_wire(value)))


class _Components:
    """The components of a document, told apart by the digest of its text: comparing them all would cost more."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Components) and other.api.digest == self.api.digest

    def __hash__(self) -> int:
        return hash(self.api.digest)


@lru_cache(maxsize=1024)
def _engine(schema: str, components: _Components) -> jsonschema_rs.Validator | None:
    schemas = {item.name: with_spelled_patterns(item.schema.value) for item in components.api.components}
    try:
        asked = with_spelled_patterns(json.loads(schema))
        return jsonschema_rs.Draft202012Validator({"components": {"schemas": schemas}, "allOf": [asked]})
    except ValueError:
        return None
