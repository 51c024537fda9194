"""What is unevaluated, where it is the same for every value, is read as what it means."""

from __future__ import annotations

import pytest
from fencepost.ir.types import Residual, Type
from fencepost.ir.walk import walk
from fencepost.rules.evaluate import allows
from jsonschema import Draft202012Validator

from ..inline import thing

FIXED = {
    "its own properties": "{properties: {a: {}}, unevaluatedProperties: false}",
    "those of every part": "{allOf: [{properties: {a: {}}}, {required: [b]}], unevaluatedProperties: {type: string}}",
    "patterns": "{patternProperties: {'^x': {}}, unevaluatedProperties: false}",
    "a condition that names nothing new": """
        properties: {a: {}, b: {}}
        if: {properties: {a: {const: 1}}}
        then: {required: [b]}
        unevaluatedProperties: false
    """,
    "everything is evaluated already": "{additionalProperties: {type: string}, unevaluatedProperties: false}",
    "items after those of every part": "{prefixItems: [{}], allOf: [{prefixItems: [{}, {}]}], unevaluatedItems: false}",
}
OPEN = {
    "a condition that names more": """
        {properties: {a: {}}, if: {required: [b], properties: {b: {const: 1}}}, unevaluatedProperties: false}
    """,
    "variants": """
        anyOf: [{required: [a], properties: {a: {}}}, {properties: {b: {const: 1}}}]
        unevaluatedProperties: false
    """,
    "contained items": "{contains: {const: 1}, unevaluatedItems: false}",
}
VALUES = (
    *({}, {"a": 1}, {"b": 1}, {"a": 1, "b": 1}, {"x1": 1}, {"a": 1, "c": "s", "b": 2}, {"c": 1}),
    *([], [1], [1, 2], [1, 1, 1], "text", None),
)


def kind_of(schema: str) -> Type:
    return thing(schema)[0]


@pytest.mark.parametrize("name", FIXED)
def test_a_fixed_rest_needs_no_validator(name: str) -> None:
    assert not any(isinstance(inner, Residual) for inner in walk(kind_of(FIXED[name])))


@pytest.mark.parametrize("name", OPEN)
def test_a_rest_that_a_condition_decides_is_left_to_a_validator(name: str) -> None:
    assert any(isinstance(inner, Residual) for inner in walk(kind_of(OPEN[name])))


@pytest.mark.parametrize("schema", [*FIXED.values(), *OPEN.values()], ids=[*FIXED, *OPEN])
def test_either_way_a_validator_agrees(schema: str) -> None:
    kind, api = thing(schema)
    judge = Draft202012Validator(api.component("Thing").schema.value)
    assert [allows(kind, value, api) for value in VALUES] == [judge.is_valid(value) for value in VALUES]


def test_the_fields_behind_a_reference_are_evaluated() -> None:
    kind, api = thing(
        "{$ref: '#base', unevaluatedProperties: false, $defs: {base: {$anchor: base, properties: {a: {}}}}}"
    )
    assert not any(isinstance(inner, Residual) for inner in walk(kind))
    assert allows(kind, {"a": 1}, api)
    assert not allows(kind, {"b": 1}, api)
