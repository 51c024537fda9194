"""Parameters are read by style and type, and judged like a body."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from .served import Served, served


def with_parameters(*parameters: str, path: str = "/things") -> Served:
    listed = ", ".join(parameters)
    return served(
        f"""
openapi: 3.1.0
info: {{title: Things, version: "1"}}
paths:
  {path}:
    get:
      operationId: list_things
      parameters: [{listed}]
      responses: {{"204": {{description: ok}}, "400": {{description: no, content: {{application/json: {{}}}}}}}}
"""
    )


def refused(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 400, answer.text
    return [f"{error['param']} {error['details']}" for error in answer.json()["errors"]]


def query(schema: str, **more: Any) -> str:
    return json.dumps({"name": "q", "in": "query", **more})[:-1] + f', "schema": {schema}}}'


TAKEN: list[tuple[str, dict[str, Any], list[str]]] = [
    ("{type: integer}", {}, ["q=1", "q=-0", "q=1.0", "q=1e2", ""]),
    ("{type: number, minimum: 0.1}", {}, ["q=0.1", "q=10", "q=1E1"]),
    ("{type: boolean}", {}, ["q=true", "q=false"]),
    ("{type: string, minLength: 1}", {}, ["q=1", "q=true", "q=%20", "q=a+b", "q=%C3%A9"]),
    ("{type: string, maxLength: 1}", {}, ["q=", "q=%F0%9F%98%80"]),
    ("{type: [integer, 'null']}", {}, ["q=1", "q=null", "q="]),
    ("{enum: [1, two]}", {}, ["q=1", "q=two"]),
    ("{type: [integer, string], maxLength: 2}", {}, ["q=12345", "q=ab"]),
    ("{type: array, items: {type: integer}, maxItems: 2}", {}, ["q=1&q=2", "q=1", ""]),
    ("{type: array, items: {type: integer}}", {"explode": False}, ["q=1,2,3", "q="]),
    ("{type: array, items: {type: integer}}", {"style": "spaceDelimited", "explode": False}, ["q=1%202", "q=1+2"]),
    ("{type: array, items: {type: integer}}", {"style": "pipeDelimited", "explode": False}, ["q=1%7C2", "q=1|2"]),
    ("{type: object, properties: {a: {type: integer}}}", {"style": "deepObject"}, ["q[a]=1", "q%5Ba%5D=1"]),
    ("{type: object, properties: {a: {type: integer}}}", {}, ["a=1", ""]),
    ("{type: object, properties: {a: {type: integer}}}", {"explode": False}, ["q=a,1"]),
    ("{}", {}, ["q=anything", "q="]),
    ("{items: {type: string}, minLength: 1}", {}, ["q=1", "q=1&q=2"]),
]
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("{type: integer}", {}, "q=x", "q must be an integer"),
    ("{type: integer}", {}, "q=", "q must be an integer"),
    ("{type: integer}", {}, "q=1.5", "q must be an integer"),
    ("{type: integer}", {}, "q=+1", "q must be an integer"),
    ("{type: [integer, 'null']}", {}, "q=x", "q must be an integer or null"),
    ("{type: integer}", {}, "q=%D9%A1", "q must be an integer"),
    ("{type: integer}", {}, "q=NaN", "q must be an integer"),
    ("{type: integer, maximum: 9}", {}, "q=1" + "0" * 5000, "q must be an integer"),
    ("{type: number, maximum: 9}", {}, "q=1e999999999999", "q must be a number"),
    ("{type: integer}", {}, "q=1&q=2", "q must be given once"),
    ("{type: boolean}", {}, "q=True", "q must be a boolean"),
    ("{type: boolean}", {}, "q=1", "q must be a boolean"),
    ("{type: string, maxLength: 1}", {}, "q=ab", "q must have at most 1 character"),
    ("{type: string}", {"required": True}, "", "q is required"),
    ("{type: array, items: {type: integer}, maxItems: 2}", {}, "q=1&q=2&q=3", "q must have at most 2 items"),
    ("{type: array, items: {type: integer}}", {}, "q=1&q=x", "q.1 must be an integer"),
    ("{type: object, properties: {a: {type: integer}}}", {"style": "deepObject"}, "q[a]=x", "q.a must be an integer"),
]


@pytest.mark.parametrize(("schema", "more", "texts"), TAKEN)
def test_a_query_parameter_that_is_as_documented_is_taken(schema: str, more: dict[str, Any], texts: list[str]):
    mock = with_parameters(query(schema, **more))
    for text in texts:
        answer = mock.get(f"/things?{text}")
        assert answer.status_code == 204, (text, answer.text)


@pytest.mark.parametrize(("schema", "more", "text", "words"), REFUSED)
def test_a_query_parameter_that_is_not_is_refused_by_name(schema: str, more: dict[str, Any], text: str, words: str):
    assert refused(with_parameters(query(schema, **more)).get(f"/things?{text}")) == [words]


def test_a_parameter_that_is_json_text_is_read_as_such():
    content = "{name: q, in: query, content: {application/json: {schema: {type: object, required: [a]}}}}"
    mock = with_parameters(content)
    assert mock.get("/things", params={"q": '{"a": 1}'}).status_code == 204
    assert refused(mock.get("/things", params={"q": "{}"})) == ["q.a is required"]
    assert refused(mock.get("/things", params={"q": "{"})) == ["q is no JSON text"]


def test_a_parameter_goes_before_a_member_of_its_name():
    mock = with_parameters(
        query("{type: object, properties: {r: {type: integer}}}"), "{name: r, in: query, schema: {}}"
    )
    assert mock.get("/things?r=x").status_code == 204


def test_headers_and_cookies_are_judged_and_told_together():
    mock = with_parameters(
        "{name: X-Count, in: header, required: true, schema: {type: integer}}",
        "{name: X-Tags, in: header, schema: {type: array, items: {enum: [a, b]}}}",
        "{name: mood, in: cookie, schema: {enum: [good]}}",
    )
    assert mock.get("/things", headers={"x-count": "1", "x-tags": "a, b", "cookie": "mood=good"}).status_code == 204
    answer = mock.get("/things", headers={"x-tags": "a,c", "cookie": "mood=bad"})
    assert refused(answer) == ["X-Count is required", "X-Tags.1 must be one of a, b", "mood must be good"]


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        ("{schema: {type: integer}}", "7", "x"),
        ("{schema: {type: array, items: {type: integer}}}", "1,2", "1,x"),
        ("{style: label, schema: {type: integer}}", ".7", ".x"),
        ("{style: label, explode: true, schema: {type: array, items: {type: integer}}}", ".1.2", ".1.x"),
        ("{style: matrix, schema: {type: integer}}", ";p=7", ";p=x"),
        ("{style: matrix, explode: true, schema: {type: array, items: {type: integer}}}", ";p=1;p=2", ";p=1;p=x"),
        ("{explode: true, schema: {type: object, properties: {a: {type: integer}}}}", "a=1", "a=x"),
        ("{schema: {type: object, properties: {a: {type: integer}}}}", "a,1", "a,x"),
    ],
)
def test_a_path_parameter_is_read_by_its_style(parameter: str, good: str, bad: str):
    mock = with_parameters("{name: p, in: path, required: true, " + parameter[1:], path="/things/{p}")
    assert mock.get(f"/things/{good}").status_code == 204
    assert refused(mock.get(f"/things/{bad}"))[0].startswith("p")
