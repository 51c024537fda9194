"""Every valid case is accepted and every fault refused by two validators that take no part in making them."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest
from fencepost.cases.case import Case, is_point
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from jsonschema import Draft202012Validator

from ..inline import api_of, schema_api

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
FLAGSHIP, _ = api_of(SPEC.read_text(encoding="utf-8"), name="sandbox.yaml")

SCHEMAS = {
    "nested with a rule inside": """
        type: object
        required: [items]
        properties:
          items:
            type: array
            minItems: 1
            items:
              type: object
              required: [kind]
              properties: {kind: {enum: [a, b]}, size: {type: integer, minimum: 1}}
              allOf: [{if: {properties: {kind: {const: b}}}, then: {required: [size]}}]
    """,
    "variants": """
        oneOf:
          - {type: object, required: [t, x], properties: {t: {const: a}, x: {type: string, minLength: 1}}}
          - {type: object, required: [t, y], properties: {t: {const: b}, y: {type: number, exclusiveMinimum: 0}}}
    """,
    "a map": "{type: object, additionalProperties: {type: integer, maximum: 3}, minProperties: 1, maxProperties: 2}",
    "closed": "{type: object, properties: {a: {type: string, pattern: '^[a-c]{2,3}$'}}, additionalProperties: false}",
    "steps": "{type: object, required: [a], properties: {a: {type: number, multipleOf: 0.1, minimum: 0.1}}}",
    "unique": "{type: object, properties: {a: {type: array, items: {type: integer}, uniqueItems: true, minItems: 2}}}",
    "a tuple": "{type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}",
    "a tree": "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}, n: {maximum: 5}}}",
    "residual": "{type: object, required: [a], properties: {a: {type: array, contains: {const: 1}}}}",
    "dependent": "{type: object, properties: {a: {}, b: {type: string}}, dependentRequired: {a: [b]}}",
    "formats": "{type: object, properties: {a: {type: string, format: uuid}, b: {type: string, format: date-time}}}",
}


def judges(api: Api, operation: Operation) -> tuple[jsonschema_rs.Validator, Draft202012Validator]:
    content = operation.body.json
    schemas = {component.name: component.schema.value for component in api.components}
    whole = {"components": {"schemas": schemas}, "allOf": [content.schema.value]}
    return jsonschema_rs.Draft202012Validator(whole), Draft202012Validator(whole)


def misjudged(api: Api, cases: tuple[Case, ...], operation: Operation, *, valid: bool) -> list[str]:
    if operation.body is None:
        return []
    bodies = [case for case in cases if case.body is not None and case.target.startswith("/body")]
    return [
        case.id for judge in judges(api, operation) for case in bodies if judge.is_valid(case.body.value) is not valid
    ]


@pytest.mark.parametrize("operation", FLAGSHIP.operations, ids=lambda operation: operation.id)
def test_two_validators_agree_with_every_case_of_the_flagship_document(operation: Operation) -> None:
    nominals = Nominals(FLAGSHIP)
    valid, faults = valid_cases(FLAGSHIP, operation, nominals), fault_cases(FLAGSHIP, operation, nominals)
    assert valid
    assert misjudged(FLAGSHIP, valid, operation, valid=True) == []
    assert misjudged(FLAGSHIP, faults, operation, valid=False) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_two_validators_agree_with_every_case_of_other_shapes(name: str) -> None:
    api, sink = schema_api(SCHEMAS[name])
    assert not sink.errors
    (operation,) = api.operations
    nominals = Nominals(api)
    valid, faults = valid_cases(api, operation, nominals), fault_cases(api, operation, nominals)
    assert len(valid) > 1
    assert len(faults) > 1
    assert misjudged(api, valid, operation, valid=True) == []
    assert misjudged(api, faults, operation, valid=False) == []


def test_ids_are_unique_and_of_safe_characters_and_every_point_is_on_the_list() -> None:
    nominals = Nominals(FLAGSHIP)
    cases = [
        case
        for operation in FLAGSHIP.operations
        for case in (*valid_cases(FLAGSHIP, operation, nominals), *fault_cases(FLAGSHIP, operation, nominals))
    ]
    assert len({case.id for case in cases}) == len(cases)
    assert all(
        set(case.id) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+:/") for case in cases
    )
    assert all(is_point(case.point) for case in cases)
