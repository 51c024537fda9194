"""The simplest value of a type is one that a validator of another make accepts."""

from __future__ import annotations

import json

import pytest
import yaml
from fencepost.ir.values import Json
from fencepost.mock.answering.exemplar import NoExemplarError, exemplar, whole_exemplar
from jsonschema import Draft202012Validator

from ..inline import thing

SIMPLEST: list[tuple[str, Json]] = [
    ("{type: 'null'}", None),
    ("{type: boolean}", False),
    ("{type: integer}", 0),
    ("{type: number, minimum: 0.1, maximum: 16}", 0.1),
    ("{type: number, exclusiveMinimum: 0, maximum: 1}", 0.5),
    ("{type: number, exclusiveMinimum: 3}", 4.0),
    ("{type: number, exclusiveMaximum: -3}", -4.0),
    ("{type: integer, exclusiveMinimum: 3}", 4),
    ("{type: integer, maximum: -3}", -3),
    ("{type: integer, minimum: 0.5}", 1),
    ("{type: integer, minimum: 5, multipleOf: 4}", 8),
    ("{type: number, maximum: -0.3, multipleOf: 0.25}", -0.5),
    ("{type: number, minimum: -1, maximum: 1}", 0),
    ("{type: string}", ""),
    ("{type: string, minLength: 3}", "aaa"),
    ("{type: string, format: date-time}", "2000-01-01T00:00:00Z"),
    ("{type: string, pattern: '^[A-Z]{3}-[0-9]+$'}", "AAA-0"),
    ("{type: array, items: {type: string}}", []),
    ("{type: array, items: {type: integer}, minItems: 2}", [0, 0]),
    ("{type: array, items: {type: integer}, minItems: 3, uniqueItems: true}", [0, 1, 2]),
    ("{type: array, items: {type: string, minLength: 2}, minItems: 2, uniqueItems: true}", ["aa0", "aa1"]),
    ("{type: array, prefixItems: [{type: string}, {type: boolean}], minItems: 3}", ["", False, None]),
    ("{type: object, properties: {a: {type: string}}}", {}),
    ("{type: object, required: [a], properties: {a: {type: string}, b: {}}}", {"a": ""}),
    ("{type: object, required: [a], properties: {a: {type: string, default: x}}}", {"a": "x"}),
    ("{type: object, required: [a], properties: {a: {type: string, examples: [1, y]}}}", {"a": "y"}),
    ("{type: object, minProperties: 2, additionalProperties: {type: integer}}", {"member1": 0, "member2": 0}),
    ("{enum: [b, a]}", "b"),
    ("{const: {a: [1]}}", {"a": [1]}),
    ("{anyOf: [false, {type: boolean}]}", False),
    ("{oneOf: [{type: number}, {type: integer}, {type: string}]}", ""),
    ("{allOf: [{required: [a]}, {properties: {a: {type: boolean}}}], type: object}", {"a": False}),
    (
        "{type: object, required: [a], properties: {a: {anyOf: [{$ref: '#/components/schemas/Thing'}, {const: 1}]}}}",
        {"a": {"a": 1}},
    ),
]


@pytest.mark.parametrize(("schema", "value"), SIMPLEST)
def test_the_simplest_value_is_valid(schema: str, value: Json):
    kind, api = thing(schema)
    assert json.dumps(exemplar(kind, api)) == json.dumps(value)
    defined = json.loads(json.dumps(yaml.safe_load(schema)).replace("#/components/schemas/Thing", "#"))
    assert Draft202012Validator(defined).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        "{oneOf: [{type: integer}, {type: number, multipleOf: 1}]}",
        "{type: array, items: {$ref: '#/components/schemas/Thing'}, minItems: 1}",
        "{type: string, pattern: 'a{5}', maxLength: 2}",
        "{type: array, minItems: 5000}",
    ],
)
def test_where_there_is_no_simple_value_that_is_said(schema: str):
    kind, api = thing(schema)
    with pytest.raises(NoExemplarError):
        exemplar(kind, api)


def test_the_whole_value_has_every_declared_field_that_can_end():
    kind, api = thing(
        "{type: object, properties: {a: {type: string}, b: {type: object, properties: {c: {}}}, "
        "d: {$ref: '#/components/schemas/Thing'}}}"
    )
    assert whole_exemplar(kind, api) == {"a": "", "b": {"c": None}, "d": {"a": "", "b": {"c": None}}}
