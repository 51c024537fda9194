"""What no value is found of is said, with its place; what has an example or a plain value is not."""

from __future__ import annotations

import pytest
from fencepost.cases.unmade import report_unmade
from fencepost.diagnostics import Diagnostics

from ..inline import api_of, document, schema_api


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ("{type: string, pattern: '^[a-z]{3}$', maxLength: 3}", []),
        ("{type: string, pattern: '^[a-z]{3}$', maxLength: 2}", ["S016"]),
        ("{type: string, minLength: 5, maxLength: 2, pattern: a}", []),
        ("{type: object, required: [a], properties: {a: {type: string, pattern: '^a(?=b)c$'}}}", ["S016"]),
        ("{allOf: [{type: string, pattern: ^a}, {type: string, pattern: ^b}]}", ["S017"]),
        ("{allOf: [{type: string, pattern: ^a}, {type: string, pattern: b$}], examples: [ab]}", []),
    ],
)
def test_a_type_that_no_value_is_found_of_is_warned_of(schema: str, found: list[str]) -> None:
    api, _ = schema_api(schema)
    sink = Diagnostics()
    report_unmade(api, sink)
    assert [item.code for item in sink.sorted()] == found


def test_a_body_without_a_name_that_no_value_is_found_of_is_warned_of() -> None:
    body = "{allOf: [{type: string, pattern: ^a}, {type: string, pattern: ^b}]}"
    operation = f"post: {{operationId: add, requestBody: {{content: {{application/json: {{schema: {body}}}}}}}"
    api, _ = api_of(document(f"paths: {{/things: {{{operation}, responses: {{'201': {{description: made}}}}}}}}}}"))
    sink = Diagnostics()
    report_unmade(api, sink)
    assert [(item.code, item.message) for item in sink.sorted()] == [("S017", "no value of the body of add was found")]
