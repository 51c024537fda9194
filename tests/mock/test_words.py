"""A refusal names every fault and says what must be; the verdict is the validator's, and the words agree with it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from fencepost.ir.types import Object
from fencepost.rules.evaluate import allows, keeps

from ..inline import schema_api
from .served import SANDBOXES, SMALLEST, Served, params_of, sandbox, served


@pytest.fixture(scope="module")
def mock() -> Served:
    return sandbox()


def test_all_faults_are_told_at_once(mock: Served):
    answer = mock.post(SANDBOXES, {"name": "", "cpu_cores": 17, "gpu_count": "1", "labels": ["a", 1], "vm": None})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"param": "cpu_cores", "details": "must be at most 16"},
        {"param": "docker_image", "details": "is required"},
        {"param": "gpu_count", "details": "must be an integer"},
        {"param": "labels.1", "details": "must be a string"},
        {"param": "name", "details": "must have at least 1 character"},
        {"param": "vm", "details": "must be a boolean"},
    ]


def test_a_rule_is_told_in_its_own_words_and_names_the_field_it_asks_for(mock: Served):
    answer = mock.post(SANDBOXES, {**SMALLEST, "gpu_count": 1, "gpu_type": "H100_80GB"})
    words = "A VM sandbox is required when requesting GPUs (rule gpu_requires_vm); set vm to true, or drop gpu_count"
    assert answer.json()["errors"] == [{"param": "vm", "details": words}]


def test_no_word_repeats_what_was_sent(mock: Served):
    body = {**SMALLEST, "vm": True, "secrets": {"KEY": "canary"}, "gpu_type": "canary", "region": ["canary"]}
    answer = mock.post(SANDBOXES, body)
    assert params_of(answer) == ["gpu_type", "region", "secrets"]
    assert "canary" not in answer.text


RULE_FIELDS: dict[str, list[Any]] = {
    "gpu_count": [..., 0, 1, 8, 9, None, "1"],
    "gpu_type": [..., None, "H100_80GB", "CPU_NODE", "X"],
    "vm": [..., True, False],
    "secrets": [..., {}, None, {"KEY": "value"}],
    "guaranteed": [..., True, False],
}


def test_verdict_and_words_agree_with_the_meaning_of_the_document(mock: Served):
    """Every combination of what the rules speak of: refused just when the evaluator refuses, and by the same rules."""
    kind = mock.api.component("CreateSandboxRequest").type
    assert isinstance(kind, Object)
    for values in product(*RULE_FIELDS.values()):
        body = {
            **SMALLEST,
            **{name: value for name, value in zip(RULE_FIELDS, values, strict=True) if value is not ...},
        }
        answer = mock.post(SANDBOXES, body)
        assert (answer.status_code == 201) is allows(kind, body, mock.api), body
        broken = {rule.name for rule in kind.rules if not keeps(rule, body, mock.api)}
        told = {rule.name for rule in kind.rules if f"(rule {rule.name})" in answer.text}
        assert told == broken, body


KEYWORDS: list[tuple[str, Any, str, str]] = [
    ("{type: string}", 1, "a", "must be a string"),
    ("{type: [integer, 'null']}", "x", "a", "must be an integer or null"),
    ("{type: array}", {}, "a", "must be an array"),
    ("{type: integer}", 1.5, "a", "must be an integer"),
    ("{enum: [b, 2, null]}", "x", "a", "must be one of b, 2, null"),
    (f"{{enum: {list(range(14))}}}", -1, "a", "must be one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"),
    ("{const: true}", 1, "a", "must be true"),
    ("{minimum: 0.1}", 0, "a", "must be at least 0.1"),
    ("{exclusiveMinimum: 1}", 1, "a", "must be greater than 1"),
    ("{maximum: 2}", 3, "a", "must be at most 2"),
    ("{exclusiveMaximum: 2}", 2, "a", "must be less than 2"),
    ("{multipleOf: 0.1}", 0.25, "a", "must be a multiple of 0.1"),
    ("{minLength: 2}", "x", "a", "must have at least 2 characters"),
    ("{maxLength: 1}", "xx", "a", "must have at most 1 character"),
    ("{pattern: '^b$'}", "x", "a", "must match the pattern ^b$"),
    (r"{pattern: '^.\b\d$'}", "x", "a", r"must match the pattern ^.\b\d$"),
    ("{minItems: 1}", [], "a", "must have at least 1 item"),
    ("{maxItems: 2}", [1, 2, 3], "a", "must have at most 2 items"),
    ("{uniqueItems: true}", [1, 1.0], "a", "must not hold an item twice"),
    ("{contains: {type: string}}", [1], "a", "must hold an item of the documented form"),
    ("{items: {type: string}}", ["x", 1], "a.1", "must be a string"),
    ("{minProperties: 1}", {}, "a", "must have at least 1 member"),
    ("{maxProperties: 1}", {"x": 1, "y": 2}, "a", "must have at most 1 member"),
    ("{propertyNames: {maxLength: 1}}", {"xx": 1}, "a", "has a member whose name is not allowed"),
    ("{type: object, additionalProperties: false}", {"x": 1}, "a.x", "is not allowed"),
    ("{type: object, required: [x]}", {}, "a.x", "is required"),
    ("{type: object, properties: {x: {minimum: 1}}}", {"x": 0}, "a.x", "must be at least 1"),
    ("{not: {type: 'null'}}", None, "a", "must not be null"),
    ("{not: {type: string}}", "x", "a", "is one of the values that are not allowed"),
    ("{anyOf: [{type: string, maxLength: 1}, {type: 'null'}]}", "xx", "a", "must have at most 1 character"),
    ("{anyOf: [{type: string}, {type: integer}]}", [], "a", "must be an integer or a string"),
    ("{oneOf: [{minimum: 1}, {minimum: 2}]}", 3, "a", "must have exactly one of the documented forms"),
    ("{unevaluatedProperties: false}", {"x": 1}, "a.x", "is not allowed"),
    ("false", 1, "a", "is not allowed"),
]


@pytest.mark.parametrize(("schema", "value", "name", "words"), KEYWORDS)
def test_every_keyword_has_words(schema: str, value: Any, name: str, words: str):
    document, sink = schema_api(f"{{type: object, properties: {{a: {schema}}}}}")
    assert not sink.errors
    answer = served_thing(f"{{type: object, properties: {{a: {schema}}}}}").post("/things", {"a": value})
    assert answer.json() == {"detail": f"{name} {words}", "errors": [{"param": name, "details": words}]}
    assert not allows(document.component("Thing").type, {"a": value}, document)


def served_thing(schema: str) -> Served:
    return served(
        f"""
openapi: 3.1.0
info: {{title: Things, version: "1"}}
paths:
  /things:
    post:
      operationId: create_thing
      requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{"201": {{description: made}}, "422": {{description: refused, content: {{application/json: {{}}}}}}}}
"""
    )


RULES: list[tuple[str, Any, list[str]]] = [
    ("{type: object, dependentRequired: {a: [b]}}", {"a": 1}, ["b"]),
    ("{type: object, properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}", {}, ["a", "b"]),
    ("{type: object, not: {required: [a, b]}}", {"a": 1, "b": 2}, ["a", "b"]),
    ("{type: object, if: {required: [a]}, then: {properties: {b: {const: 1}}}}", {"a": 1, "b": 2}, ["b"]),
    ("{type: object, if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", {}, ["c"]),
]


@pytest.mark.parametrize(("schema", "body", "names"), RULES)
def test_a_rule_names_the_fields_that_it_asks_for(schema: str, body: Any, names: list[str]):
    answer = served_thing(schema).post("/things", body)
    assert answer.status_code == 422
    assert params_of(answer) == names
    assert all("(rule " in error["details"] for error in answer.json()["errors"])


def test_a_rule_inside_an_item_names_the_item():
    rule = "{type: object, title: Line, dependentRequired: {a: [b]}}"
    answer = served_thing(f"{{type: object, properties: {{lines: {{type: array, items: {rule}}}}}}}").post(
        "/things", {"lines": [{"a": 1, "b": 2}, {"a": 1}]}
    )
    assert params_of(answer) == ["lines.1.b"]
