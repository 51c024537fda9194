"""Rules that cannot mean what their author wrote are reported at their place."""

from __future__ import annotations

import pytest
from fencepost.rules.lint import lint

from ..inline import schema_api


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
    ],
)
def test_a_rule_that_cannot_be_meant_is_reported_by_code(rules: str, found: list[tuple[str, str]]) -> None:
    assert codes(FIELDS + rules) == found


def test_a_misspelt_field_comes_with_the_closest_name() -> None:
    api, sink = schema_api(
        "type: object\nproperties: {count: {}}\nadditionalProperties: false\nnot: {required: [counts]}"
    )
    lint(api, sink)
    (error,) = sink.errors
    assert error.remedy == "did you mean count?"


def test_a_type_without_a_value_is_warned_of() -> None:
    assert codes("{type: integer, minimum: 2, maximum: 1}") == [("S011", "warning")]
