"""Explored cases are valid, the same for the same seed, and bounded in number, for any document."""

from __future__ import annotations

import json
import traceback

import pytest
from fencepost.cases.case import is_point
from fencepost.emit.explore import Explorer, execute

from ..drawn import FLAGSHIP, answering_api, body_judges, draws, judges, strategies_of
from ..inline import api_of, document, schema_api

SCHEMAS = {
    "a rule inside a list": """
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
    "overlapping variants": "{oneOf: [{type: integer, minimum: 0}, {type: number, maximum: 5}]}",
    "a map": "{type: object, additionalProperties: {type: integer, maximum: 3}, minProperties: 1, maxProperties: 2}",
    "names": "{type: object, propertyNames: {pattern: '^[a-z]{2}$'}, additionalProperties: {type: integer}}",
    "patterns": "{type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: false}",
    "closed": "{type: object, properties: {a: {type: string, pattern: '^[a-c]{2,3}$'}}, additionalProperties: false}",
    "counted": "{type: object, properties: {a: {}, b: {}, c: {}}, minProperties: 1, maxProperties: 2}",
    "steps": "{type: object, required: [a], properties: {a: {type: number, multipleOf: 0.25, minimum: 0.25}}}",
    "unique": "{type: object, properties: {a: {type: array, items: {type: integer}, uniqueItems: true, minItems: 2}}}",
    "a tuple": "{type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}",
    "a tree": "{type: object, properties: {a: {$ref: '#/components/schemas/Thing'}, n: {type: integer, maximum: 5}}}",
    "a forest": "{type: array, items: {$ref: '#/components/schemas/Thing'}}",
    "residual": "{type: object, required: [a], properties: {a: {type: array, contains: {const: 1}}}}",
    "taken away": "{type: object, required: [a], properties: {a: {type: string, not: {enum: [a, b]}}}}",
    "dependent": "{type: object, properties: {a: {}, b: {type: string}}, dependentRequired: {a: [b]}}",
    "undeclared": "{type: object, properties: {a: {type: integer}}, dependentRequired: {a: [b]}}",
    "formats": "{type: object, properties: {a: {type: string, format: uuid}, b: {type: string, format: date-time}}}",
    "anything": "{}",
}
NAMED = {
    "a counted pattern": """
        type: object
        properties:
          ab:
            type: object
            properties: {a: true}
            patternProperties: {'^.$': {maxLength: 1}, '': {enum: [abc]}}
            minProperties: 1
    """,
    "a rule beside names": "{type: object, dependentRequired: {a: [b]}, propertyNames: {pattern: '^a'}}",
    "counted names": "{type: object, properties: {ab: {}}, propertyNames: {pattern: '^a'}, minProperties: 2}",
    "a rule beside a pattern": "{type: object, dependentSchemas: {ab: false}, patternProperties: {'^[ab]+$': true}}",
}
"""Objects in which names limit what rules and numbers of members ask for."""


@pytest.mark.parametrize("schema", [*SCHEMAS.values(), *NAMED.values()], ids=[*SCHEMAS, *NAMED])
def test_explored_bodies_are_accepted_by_two_validators(schema: str) -> None:
    api, _ = schema_api(schema)
    (operation,) = api.operations
    found = [case.body.value for case in Explorer(api).cases(operation, 0, 60)]
    assert found
    for judge in body_judges(api, operation.id):
        assert [body for body in found if not judge.is_valid(body)] == []


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_right_answers_are_accepted_by_two_validators(schema: str) -> None:
    api = answering_api(schema)
    (operation,) = api.operations
    answers = [answer for answer in Explorer(api).answers(operation, 0, 60) if answer.status == 200]
    found = [json.loads(answer.content) for answer in answers]
    assert found
    for judge in judges(api, operation.responses[0].json.schema.text):
        assert [body for body in found if not judge.is_valid(body)] == []


def test_the_same_seed_explores_the_same_cases() -> None:
    operation = FLAGSHIP.operation("create_sandbox")
    first, again, other = (list(Explorer(FLAGSHIP).cases(operation, start, 20)) for start in (1, 1, 2))
    assert first == again
    assert first != other


def test_no_more_cases_are_explored_than_asked_for_and_none_twice() -> None:
    found = list(Explorer(FLAGSHIP).cases(FLAGSHIP.operation("create_sandbox"), 0, 30))
    assert len(found) == 30
    assert len({case.body for case in found}) == 30
    assert len({case.id for case in found}) == 30
    assert all(case.kind == "valid" and is_point(case.point) for case in found)


def test_parameters_are_explored_within_what_a_query_can_carry() -> None:
    found = list(Explorer(FLAGSHIP).cases(FLAGSHIP.operation("list_sandboxes"), 0, 50))
    texts = [value.value for case in found for _, value in case.query]
    assert {name for case in found for name, _ in case.query} >= {"page", "per_page", "labels", "status"}
    assert all(value not in ("", [], None) for value in texts)


def test_an_operation_that_takes_nothing_but_an_identifier_is_not_explored() -> None:
    assert list(Explorer(FLAGSHIP).cases(FLAGSHIP.operation("get_sandbox"), 0, 10)) == []


@pytest.mark.parametrize(
    "schema",
    [
        "{type: integer, minimum: 2, maximum: 1}",
        "{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/Thing'}}}",
        "{type: string, pattern: '^(?!a)a$'}",
    ],
    ids=["an empty range", "a value that needs itself", "a pattern that nothing matches"],
)
def test_what_no_value_meets_is_not_explored(schema: str) -> None:
    api, _ = schema_api(f"{{type: object, required: [x], properties: {{x: {schema}}}}}")
    assert list(Explorer(api).cases(api.operations[0], 0, 10)) == []


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "anything"])
def test_faults_are_refused_by_two_validators(name: str) -> None:
    api, _ = schema_api(SCHEMAS[name])
    faults = strategies_of(SCHEMAS[name])["create_thing_faults"]()
    found = draws(faults, 60)
    assert len(found) > 1
    for judge in body_judges(api, "create_thing"):
        assert [body for body in found if judge.is_valid(body)] == []


def test_a_traceback_shows_the_printed_line() -> None:
    module: dict[str, object] = {}
    execute("def broken():\n    return 1 / 0  # here\n", "<printed lines>", module)
    try:
        module["broken"]()
    except ZeroDivisionError:
        assert "1 / 0  # here" in traceback.format_exc()


@pytest.mark.parametrize(
    "inner",
    [
        "{type: object, additionalProperties: {$ref: '#/components/schemas/Thing'}}",
        "{type: array, items: {$ref: '#/components/schemas/Thing'}}",
    ],
    ids=["through a map", "through an array"],
)
def test_components_that_lead_to_each_other_are_explored(inner: str) -> None:
    text = document(
        f"""
        paths:
          /things:
            post:
              operationId: create_thing
              requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}}}
              responses: {{"201": {{description: made}}}}
        components:
          schemas:
            Thing: {{type: object, properties: {{parts: {{$ref: "#/components/schemas/Parts"}}, n: {{type: integer}}}}}}
            Parts: {inner}
        """
    )
    api, _ = api_of(text)
    assert len(list(Explorer(api).cases(api.operations[0], 0, 20))) == 20


def test_an_identifier_that_only_the_server_writes_is_taken_from_it() -> None:
    api, sink = api_of(
        document(
            """
            paths:
              /things:
                post:
                  operationId: create_thing
                  requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
                  responses:
                    "201": {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
              /things/{thing_id}:
                parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
                put:
                  operationId: put_thing
                  requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
                  responses: {"200": {description: x}}
            components:
              schemas:
                Thing:
                  type: object
                  properties: {id: {type: string, readOnly: true}, size: {type: integer, minimum: 1, maximum: 9}}
            """
        )
    )
    assert not sink.errors
    found = list(Explorer(api).cases(api.operations[1], 0, 5))
    assert found
    assert {source.operation for case in found for source in case.sources} == {"create_thing"}
