"""Rules that cannot mean what their author wrote are reported at their place."""

from __future__ import annotations

import pytest
from fencepost.rules.lint.lint import lint

from ..inline import api_of, document, schema_api


def codes(schema: str) -> list[tuple[str, str]]:
    api, sink = schema_api(schema)
    lint(api, sink)
    return [(item.code, item.level) for item in sink.sorted()]


FIELDS = "type: object\nproperties: {a: {type: integer, minimum: 1}, b: {type: boolean}}\n"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("allOf: [{if: {required: [a]}, then: {required: [b]}}]", []),
        ("allOf: [{if: {required: [a]}, then: {required: [c]}}]\nadditionalProperties: false", [("R001", "error")]),
        ("allOf: [{if: {required: [a]}, then: {required: [c]}}]", [("R002", "warning")]),
        ("allOf: [{if: {required: [a]}, then: {properties: {a: {minimum: 0}}}}]", [("R003", "warning")]),
        (
            "required: [a]\nallOf: [{if: {required: [a]}, then: {required: [b]}}, {not: {required: [b]}}]",
            [("R004", "warning")],
        ),
        ("allOf: [{if: {properties: {a: {minimum: 5}}, required: [a]}, then: {}, x-fencepost-open: why}]", []),
        ("allOf: [{if: {properties: {a: {maximum: 0}}, required: [a]}, then: {required: [b]}}]", [("R007", "warning")]),
        ("allOf: [{if: {properties: {a: {minimum: 9}}, required: [a]}, then: false}]", []),
    ],
)
def test_a_rule_that_cannot_be_meant_is_reported_by_code(rules: str, found: list[tuple[str, str]]) -> None:
    assert codes(FIELDS + rules) == found


@pytest.mark.parametrize(("field", "found"), [("b", []), ("c", ["R002"])])
def test_a_rule_in_a_schema_of_its_own_reads_what_its_users_declare(field: str, found: list[str]) -> None:
    api, sink = api_of(
        document(
            f"""
            paths: {{}}
            components:
              schemas:
                Needs: {{if: {{required: [a]}}, then: {{required: [{field}]}}}}
                Thing:
                  type: object
                  properties: {{a: {{type: integer}}, b: {{type: integer}}}}
                  allOf: [{{$ref: '#/components/schemas/Needs'}}]
            """
        )
    )
    lint(api, sink)
    assert sorted({item.code for item in sink.sorted()}) == found


def test_a_misspelt_field_comes_with_the_closest_name() -> None:
    api, sink = schema_api(
        "type: object\nproperties: {count: {}}\nadditionalProperties: false\nnot: {required: [counts]}"
    )
    lint(api, sink)
    (error,) = sink.errors
    assert error.remedy == "did you mean count?"


def test_rules_that_exclude_each_other_are_named_and_no_others() -> None:
    api, sink = schema_api(
        FIELDS + "allOf: [{required: [a]}, {title: two, if: {required: [a]}, then: {required: [b]}}, "
        "{title: three, not: {required: [b]}}, {title: other, if: {required: [b]}, then: {required: [a]}}]"
    )
    lint(api, sink)
    (warning,) = sink.sorted()
    assert warning.message == "no body keeps the rules two, three together"


def test_rules_that_need_endless_cutting_are_given_up_after_a_stated_number_of_steps() -> None:
    names = [f"{letter}{number}" for number in range(9) for letter in "abc"]
    choices = ", ".join(
        f"{{anyOf: [{{required: [a{number}]}}, {{required: [b{number}]}}, {{required: [c{number}]}}]}}"
        for number in range(9)
    )
    last = ", ".join(f"{{not: {{required: [{letter}8]}}}}" for letter in "abc")
    fields = ", ".join(f"{name}: {{type: integer}}" for name in names)
    assert codes(f"type: object\nproperties: {{{fields}}}\nallOf: [{choices}, {last}]") == [("R006", "warning")]


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ("{type: integer, minimum: 2, maximum: 1}", ["no integer is at least 2 and at most 1"]),
        ("{type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2}", ["no integer is more than 1 and less than 2"]),
        ("{type: array, minItems: 2, maxItems: 1}", ["minItems 2 is greater than maxItems 1"]),
        (
            "{type: array, items: {enum: [1, 2]}, uniqueItems: true, minItems: 3}",
            ["minItems asks for 3 different items, and there are 2"],
        ),
        (
            "{type: object, additionalProperties: false, properties: {a: {}}, minProperties: 2}",
            ["minProperties is 2, and the object can have 1"],
        ),
        ("{allOf: [{type: string}, {type: integer}]}", ["Thing allows nothing: what is asked of it excludes itself"]),
        ("{type: object, properties: {a: false}}", []),
        ("{not: {}}", []),
        ("{type: object, required: [a], properties: {a: false}}", ["no value is of type Thing: its a allows none"]),
        (
            "{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/Thing'}}}",
            ["a value of Thing would have no end: its a needs another Thing"],
        ),
        ("{type: object, properties: {a: {$ref: '#/components/schemas/Thing'}}}", []),
        ("{type: array, items: {$ref: '#/components/schemas/Thing'}}", []),
        ("{type: object, properties: {a: {type: integer, minimum: 1, maximum: 1}}, required: [a]}", []),
    ],
)
def test_a_type_without_a_value_is_warned_of_where_its_cause_stands(schema: str, found: list[str]) -> None:
    api, sink = schema_api(schema)
    lint(api, sink)
    assert [item.message for item in sink.sorted()] == found
