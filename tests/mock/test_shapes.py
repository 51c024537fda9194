"""A refusal has the shape that the document gives its errors, whatever that is."""

from __future__ import annotations

from typing import Any

import pytest

from .served import Served, served

ERRORS = (
    "{type: object, required: [errors], properties: {errors: {type: array, items: {type: object, properties: %s}}}}"
)
DETAIL = "{type: object, required: [detail], properties: {detail: {type: string}}}"
FASTAPI = """{type: object, properties: {detail: {type: array, items: {type: object, required: [loc, msg, type],
  properties: {loc: {type: array, items: {anyOf: [{type: string}, {type: integer}]}},
    msg: {type: string}, type: {type: string}}}}}}"""
PROBLEM = """{type: object, properties: {type: {type: string, format: uri-reference}, title: {type: string},
  status: {type: integer}, detail: {type: string}, instance: {type: string},
  errors: {type: array, items: {type: object, properties: {detail: {type: string}, pointer: {type: string}}}}}}"""
NESTED = """{type: object, required: [error], properties: {error: {type: object, required: [code, message],
  properties: {code: {type: integer}, message: {type: string}}}}}"""
CODED = """{type: object, required: [code, message, trace], properties: {code: {enum: [INVALID, OTHER]},
  message: {type: string, maxLength: 200}, trace: {type: string, minLength: 3}}}"""
BOTH = "{type: object, properties: {detail: {anyOf: [{type: string}, {type: array, items: {type: string}}]}}}"

SHAPES: list[tuple[str, Any]] = [
    (
        ERRORS % "{param: {type: string}, details: {type: string}}",
        {"errors": [{"param": "a", "details": "must be an integer"}, {"param": "b.0", "details": "must be a string"}]},
    ),
    (
        ERRORS % "{field: {type: string}, message: {type: string}, code: {type: string}}",
        {
            "errors": [
                {"field": "a", "message": "must be an integer", "code": "type"},
                {"field": "b.0", "message": "must be a string", "code": "type"},
            ]
        },
    ),
    (
        ERRORS % "{message: {type: string}}",
        {"errors": [{"message": "a must be an integer"}, {"message": "b.0 must be a string"}]},
    ),
    (DETAIL, {"detail": "a must be an integer; b.0 must be a string"}),
    (
        FASTAPI,
        {
            "detail": [
                {"loc": ["body", "a"], "msg": "must be an integer", "type": "type"},
                {"loc": ["body", "b", 0], "msg": "must be a string", "type": "type"},
            ]
        },
    ),
    (
        PROBLEM,
        {
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "a must be an integer; b.0 must be a string",
            "errors": [
                {"detail": "must be an integer", "pointer": "/a"},
                {"detail": "must be a string", "pointer": "/b/0"},
            ],
        },
    ),
    (NESTED, {"error": {"code": 422, "message": "a must be an integer; b.0 must be a string"}}),
    (CODED, {"code": "INVALID", "message": "a must be an integer; b.0 must be a string", "trace": "aaa"}),
    (BOTH, {"detail": ["a must be an integer", "b.0 must be a string"]}),
    ("{type: string}", "a must be an integer; b.0 must be a string"),
    ("{type: array, items: {type: string}}", []),
    (
        "{type: object}",
        {
            "detail": "a must be an integer; b.0 must be a string",
            "errors": [
                {"param": "a", "details": "must be an integer"},
                {"param": "b.0", "details": "must be a string"},
            ],
        },
    ),
]


def with_errors(schema: str, status: str = "422") -> Served:
    return served(
        f"""
openapi: 3.1.0
info: {{title: Things, version: "1"}}
paths:
  /things:
    post:
      operationId: create_thing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties: {{a: {{type: integer}}, b: {{type: array, items: {{type: string}}}}}}
      responses:
        "201": {{description: made}}
        {status}: {{description: refused, content: {{application/problem+json: {{schema: {schema}}}}}}}
"""
    )


@pytest.mark.parametrize(("schema", "body"), SHAPES)
def test_every_fault_is_told_in_the_shape_of_the_document(schema: str, body: Any):
    mock = with_errors(" ".join(schema.split()))
    answer = mock.post("/things", {"a": "x", "b": [1]})
    assert answer.json() == body
    assert answer.headers["content-type"] == "application/problem+json"
    assert mock.invalid("create_thing", answer) == []


@pytest.mark.parametrize(
    ("status", "answered"), [('"422"', 422), ('"400"', 400), ('"4XX"', 422), ("default", 422), ('"404"', 422)]
)
def test_the_status_is_the_one_that_the_document_has_for_it(status: str, answered: int):
    assert with_errors(DETAIL, status).post("/things", {"a": "x"}).status_code == answered


def test_a_shape_that_cannot_be_filled_is_answered_by_the_documents_own_example():
    mock = with_errors("{type: object, required: [detail], properties: {detail: {const: 'no'}}}")
    answer = mock.post("/things", {"a": "x"})
    assert (answer.status_code, answer.json()) == (422, {"detail": "no"})


def test_a_status_without_a_body_is_answered_without():
    mock = served(
        """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      operationId: list_things
      parameters: [{name: q, in: query, required: true, schema: {}}]
      responses: {"204": {description: ok}, "400": {description: refused}}
"""
    )
    answer = mock.get("/things")
    assert (answer.status_code, answer.content) == (400, b"")


def test_where_no_error_is_documented_the_plain_shape_is_used():
    mock = served(
        """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      operationId: list_things
      parameters: [{name: q, in: query, required: true, schema: {}}]
      responses: {"204": {description: ok}}
"""
    )
    answer = mock.get("/things")
    assert (answer.status_code, answer.json()) == (
        422,
        {"detail": "q is required", "errors": [{"param": "q", "details": "is required"}]},
    )
