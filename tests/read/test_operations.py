"""Paths to operations: ids, parameters, bodies, answers and security, each wrong one at its place."""

from __future__ import annotations

import pytest
from fencepost.diagnostics import FencepostError
from fencepost.read.document import parse

from ..inline import api_of, document


def codes(body: str) -> list[str]:
    _, sink = api_of(document(body))
    return [item.code for item in sink.sorted()]


def test_an_operation_without_an_id_gets_one_from_method_and_path() -> None:
    api, _ = api_of(document("paths: {'/a/{b}': {get: {parameters: [{name: b, in: path, required: true}]}}}"))
    assert [operation.id for operation in api.operations] == ["get_a_b"]


def test_two_operations_with_one_id_are_refused_at_both_places() -> None:
    _, sink = api_of(document("paths:\n  /a: {get: {operationId: x}}\n  /b: {get: {operationId: x}}\n"))
    (error,) = sink.errors
    assert (error.code, error.location.line, error.related[0].location.line) == ("O001", 5, 4)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("paths: {'/a/{b}': {get: {}}}", "O003"),
        ("paths: {/a: {get: {parameters: [{name: b, in: path, required: true}]}}}", "O004"),
        ("paths: {/a: {get: {parameters: [{in: query}]}}}", "O005"),
        ("paths: {/a: {get: {responses: {abc: {description: x}}}}}", "O007"),
        ("paths: {/a: {get: {security: [{nobody: []}]}}}", "O009"),
        ("paths: {/a: {get: {x-fencepost-rate-limit: fast}}}", "X001"),
        ("paths: {/a: 1}", "O002"),
        ("paths: []", "S002"),
    ],
)
def test_what_cannot_be_meant_is_reported_by_code(body: str, code: str) -> None:
    assert codes(body) == [code]


def test_parameters_of_the_path_are_replaced_by_those_of_the_operation() -> None:
    api, _ = api_of(
        document(
            """
            paths:
              /a:
                parameters: [{name: q, in: query, schema: {type: string}}, {name: r, in: query}]
                get: {parameters: [{name: q, in: query, required: true, schema: {type: integer}}]}
            """
        )
    )
    assert [(item.name, item.required) for item in api.operations[0].parameters] == [("q", True), ("r", False)]


def test_the_security_of_the_document_holds_where_an_operation_names_none() -> None:
    api, _ = api_of(
        document(
            """
            security: [{key: []}]
            paths: {/a: {get: {}, post: {security: []}}}
            components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
            """
        )
    )
    assert [operation.security for operation in api.operations] == [(("key",),), ()]


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: 1", "D020"), ("[]", "D020"), ("swagger: '2.0'", "D021"), ("openapi: 4.0.0", "D021"), ("openapi: 3.1", None)],
)
def test_only_openapi_3_is_read(text: str, code: str | None) -> None:
    if code is None:
        assert api_of(text)[1].items == []
        return
    with pytest.raises(FencepostError) as caught:
        api_of(text)
    assert [item.code for item in caught.value.diagnostics] == [code]


def test_a_digest_changes_with_any_character_of_the_text() -> None:
    assert parse("a", "openapi: 3.1.0").digest != parse("a", "openapi: 3.1.0 ").digest
