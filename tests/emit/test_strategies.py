"""Printed strategies read as a person would have written them, and hold nothing of a document but literals."""

from __future__ import annotations

import ast
import json

import pytest

from ..drawn import FLAGSHIP, executed, printed, printed_answers, strategies_of
from ..inline import api_of, document, schema_api
from .printed import package, texts


def lines_of(schema: str) -> str:
    return printed(schema_api(schema)[0])


def field(schema: str) -> str:
    """What the one field of an object is printed as."""
    text = lines_of(f"{{type: object, required: [a], properties: {{a: {schema}}}}}")
    (_, found) = next(line for line in text.splitlines() if line.startswith("_thing = ")).split('"a": ', 1)
    return found.removesuffix("}, others=anything())")


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("{type: integer, minimum: 1, maximum: 8}", "integers(1, 8)"),
        ("{type: integer, minimum: 0, maximum: 8, default: 2}", "integers(0, 8, simplest=2)"),
        ("{type: integer, exclusiveMinimum: 1}", "integers(2)"),
        ("{type: integer, maximum: 8}", "integers(None, 8)"),
        ("{type: integer, format: int32}", "integers(bits=32)"),
        ("{type: number, minimum: 0.1, maximum: 16}", "numbers(0.1, 16)"),
        ("{type: number, exclusiveMinimum: 0}", "numbers(0, exclude_low=True)"),
        ("{type: number, multipleOf: 0.25, maximum: 1}", 'multiples("0.25", None, 1)'),
        ("{type: string}", "texts()"),
        ("{type: string, minLength: 1, maxLength: 100}", "texts(1, 100)"),
        ("{type: string, default: us}", 'texts(simplest="us")'),
        ("{type: string, format: uuid}", 'formatted("uuid")'),
        ("{type: [string, 'null']}", "either(texts(), values(None))"),
        ("{type: [string, 'null'], default: null}", "either(values(None), texts())"),
        ("{enum: [red, blue]}", 'values("red", "blue")'),
        ("{enum: [red, blue], default: blue}", 'values("blue", "red")'),
        ("{const: 1}", "values(1)"),
        ("{type: boolean, default: true}", "values(True, False)"),
        ("{type: array, items: {type: integer}, minItems: 1, uniqueItems: true}", "lists(integers(), 1, unique=True)"),
        ("{type: object, additionalProperties: {type: string}}", "maps(texts())"),
        ("{}", "anything()"),
    ],
)
def test_a_field_is_one_expression_that_names_its_bounds(schema: str, words: str) -> None:
    assert field(schema) == words


def test_models_of_requests_and_what_they_hold_are_registered() -> None:
    found = texts(
        package("""
        paths:
          /things:
            post:
              operationId: create_thing
              requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
              responses:
                "201": {description: m, content: {application/json: {schema: {$ref: "#/components/schemas/Made"}}}}
        components:
          schemas:
            Thing: {type: object, properties: {part: {$ref: "#/components/schemas/Part"}}}
            Part: {type: object, properties: {next: {$ref: "#/components/schemas/Part"}}}
            Made: {type: object, properties: {id: {type: string}}}
    """)
    )["thing_client/testing/strategies.py"]
    assert "from .. import models" in found
    assert "MODELS = registered(\n    (models.Part, _part()),\n    (models.Thing, _thing),\n)\n" in found
    assert "models.Made" not in found


def test_an_optional_field_says_so() -> None:
    text = lines_of("{type: object, properties: {a: {type: integer}}}")
    assert '_thing = record({"a": optional(integers())}, others=anything())' in text


def test_a_region_says_only_what_it_has_other_than_the_fields() -> None:
    text = lines_of("""
        type: object
        properties: {a: {type: integer, minimum: 0, maximum: 8}, b: {type: boolean}, c: {type: string}}
        allOf: [{title: a_needs_b, if: {required: [a], properties: {a: {minimum: 1}}},
                 then: {required: [b], properties: {b: {const: true}}}}]
    """)
    assert 'keeping=[{"a": optional(values(0))}, {"a": integers(1, 8), "b": values(True)}]' in text
    assert 'breaking={"a_needs_b": [{"a": integers(1, 8), "b": optional(values(False))}]}' in text
    assert 'beside={"a": {"b": values(True)}, "b": {"a": optional(values(0))}}' in text


def test_a_body_that_rules_forbid_a_field_has_it_absent() -> None:
    text = lines_of("""
        type: object
        properties: {a: {type: integer}, b: {type: integer}}
        not: {required: [a, b]}
    """)
    assert 'keeping=[{"a": absent}, {"a": integers(), "b": absent}]' in text


def test_an_enumeration_with_a_name_is_printed_once() -> None:
    text = printed(FLAGSHIP)
    assert text.count('"H100_80GB"') == 1
    assert '"gpu_type": _gpu_type' in text


def test_what_holds_itself_is_a_function_of_the_depth() -> None:
    text = lines_of("{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}}}")
    assert "def _thing(depth: int = DEPTH) -> Record:" in text
    assert 'record({"next": optional(below(_thing, depth))}' in text


def test_nothing_is_drawn_in_vain_by_the_strategies_of_the_create_body() -> None:
    names = {node.id for node in ast.walk(ast.parse(printed(FLAGSHIP))) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(ast.parse(printed(FLAGSHIP))) if isinstance(node, ast.Attribute)}
    assert (names | attributes) & {"filter", "assume", "flatmap", "composite", "data", "checked", "judged"} == set()


@pytest.mark.parametrize("value", ["'\"\\", "\n", "{{ 7 }}", "{0}", "\u2028", '"""', "#}"])
def test_a_text_of_the_document_is_only_ever_a_literal(value: str) -> None:
    module = strategies_of(json.dumps({"type": "object", "properties": {value: {"enum": [value, "b"]}}}))
    (name,) = module["_thing"].fields
    assert name == value
    assert module["_thing"].fields[value].plain == (value, "b")


def test_each_operation_has_functions_for_what_it_takes_and_answers() -> None:
    api, _ = api_of(
        document("""
        paths:
          /things:
            post:
              operationId: create_thing
              parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}]
              requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
              responses: {"201": {description: made}, "404": {description: none}}
        """)
    )
    sent, answered = executed(printed(api)), executed(printed_answers(api))
    assert {"create_thing_bodies", "create_thing_faults", "create_thing_parameters"} <= sent.keys()
    assert {"create_thing_answers", "create_thing_faulty_answers"} <= answered.keys()


def test_fields_that_only_a_server_writes_are_answered_and_not_sent() -> None:
    api, _ = schema_api("{type: object, required: [id], properties: {id: {type: string, readOnly: true}, a: {}}}")
    assert '"id"' not in printed(api)
    answering, _ = api_of(
        document("""
        paths:
          /t: {get: {operationId: t, responses: {"200": {description: a, content: {application/json: {schema:
            {type: object, required: [id], properties: {id: {type: string, readOnly: true}}}}}}}}}
        """)
    )
    assert '"id": texts()' in printed_answers(answering)


def test_more_regions_than_can_be_printed_are_left_to_a_check() -> None:
    rules = [f"{{anyOf: [{{required: [a{n}]}}, {{required: [b{n}]}}, {{required: [c{n}]}}]}}" for n in range(5)]
    names = ", ".join(f"{letter}{n}: {{type: integer}}" for n in range(5) for letter in "abc")
    text = lines_of(f"{{type: object, properties: {{{names}}}, allOf: [{', '.join(rules)}]}}")
    assert "keeping=" not in text
    assert "rules=judged(" in text


def test_a_map_of_several_patterns_is_drawn_under_the_names_of_each():
    names = "patternProperties: {'^(one|two)$': {type: integer}, '^(three)$': {type: boolean}}"
    text = " ".join(field(f"{{type: object, minProperties: 1, additionalProperties: false, {names}}}").split())
    assert text == (
        'either(maps(integers(), 1, names=values("one", "two")), maps(values(False, True), 1, names=values("three")))'
    )
