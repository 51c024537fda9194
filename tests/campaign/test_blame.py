"""What a refusal blames is read from every usual shape, and held against it only where the document gives a place."""

from __future__ import annotations

import json

import pytest
from fencepost.campaign.judging.blame import is_allowed, named_places
from fencepost.ir.values import Json

from ..inline import api_of, document

ERRORS = {
    "param": "{errors: {type: array, items: {properties: {param: {type: string}}}}}",
    "loc": "{detail: {type: array, items: {properties: {loc: {type: array}}}}}",
    "pointer": "{title: {type: string}, errors: {type: array, items: {properties: {pointer: {type: string}}}}}",
    "name": "{invalid-params: {type: array, items: {properties: {name: {type: string}}}}}",
    "source": "{errors: {type: array, items: {properties: {source: {properties: {pointer: {type: string}}}}}}}",
    "single": "{error: {type: object, properties: {field: {type: string}, message: {type: string}}}}",
    "whole": "{code: {type: string}, param: {type: string}}",
    "either": "{detail: {oneOf: [{type: string}, {type: array, items: {properties: {loc: {type: array}}}}]}}",
    "text": "{detail: {type: string}}",
}


def named(shape: str, body: Json) -> list[tuple[str, ...]] | None:
    api, sink = api_of(
        document(f"""
        paths:
          /a:
            post:
              operationId: a
              parameters:
                - {{name: page, in: query, schema: {{type: integer}}}}
                - {{name: X-Priority, in: header, schema: {{type: integer}}}}
                - {{name: visit, in: cookie, schema: {{type: string}}}}
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        size: {{type: integer}}
                        gpuCount: {{type: integer}}
                        tags: {{type: array, items: {{type: string}}}}
                        vars: {{type: object, additionalProperties: {{type: string}}}}
                        owner: {{anyOf: [{{properties: {{name: {{type: string}}}}}}, {{type: "null"}}]}}
                        items: {{type: array, items: {{properties: {{count: {{type: integer}}}}}}}}
              responses:
                "422":
                  description: x
                  content: {{application/json: {{schema: {{properties: {ERRORS[shape]}}}}}}}
        """)
    )
    assert not sink.errors
    operation = api.operations[0]
    content = operation.responses[0].json
    assert content is not None
    return named_places(content.type, json.loads(json.dumps(body)), operation, api)


@pytest.mark.parametrize(
    ("shape", "body", "wanted"),
    [
        ("param", {"errors": [{"param": "size"}]}, "/body/size"),
        ("param", {"errors": [{"param": "body.size"}]}, "/body/size"),
        ("param", {"errors": [{"param": "gpu_count"}]}, "/body/gpuCount"),
        ("param", {"errors": [{"param": "tags[3]"}]}, "/body/tags"),
        ("param", {"errors": [{"param": "vars.KEY"}]}, "/body/vars"),
        ("param", {"errors": [{"param": "owner.name"}]}, "/body/owner/name"),
        ("param", {"errors": [{"param": "items.0.count"}]}, "/body/items/count"),
        ("param", {"errors": [{"param": "items.count"}]}, "/body/items/count"),
        ("param", {"errors": [{"param": "page"}]}, "/query/page"),
        ("param", {"errors": [{"param": ""}]}, "/body"),
        ("loc", {"detail": [{"loc": ["body", "size"]}]}, "/body/size"),
        ("loc", {"detail": [{"loc": ["body", "owner", "Person", "name"]}]}, "/body/owner/name"),
        ("loc", {"detail": [{"loc": ["body", "size", "constrained-int"]}]}, "/body/size"),
        ("loc", {"detail": [{"loc": ["query", "page"]}]}, "/query/page"),
        ("loc", {"detail": [{"loc": ["body"]}]}, "/body"),
        ("pointer", {"errors": [{"pointer": "#/items/0/count"}]}, "/body/items/count"),
        ("name", {"invalid-params": [{"name": "size"}]}, "/body/size"),
        ("loc", {"detail": [{"loc": ["header", "x-priority"]}]}, "/headers/X-Priority"),
        ("loc", {"detail": [{"loc": ["cookie", "visit"]}]}, "/headers/visit"),
        ("param", {"errors": [{"param": "X_PRIORITY"}]}, "/headers/X-Priority"),
        ("pointer", {"errors": [{"pointer": "#/x-priority"}]}, "/headers/X-Priority"),
        ("source", {"errors": [{"source": {"pointer": "/owner/name"}}]}, "/body/owner/name"),
        ("single", {"error": {"field": "size", "message": "is wrong"}}, "/body/size"),
        ("whole", {"code": "wrong", "param": "size"}, "/body/size"),
        ("either", {"detail": [{"loc": ["body", "size"]}]}, "/body/size"),
    ],
)
def test_the_field_is_read_from_each_shape(shape: str, body: Json, wanted: str) -> None:
    assert named(shape, body) == [(wanted,)]


def test_a_name_that_the_document_does_not_know_stands_for_nothing() -> None:
    assert named("param", {"errors": [{"param": "colour"}, {"param": "size"}]}) == [(), ("/body/size",)]


def test_a_shape_without_a_place_for_a_field_is_not_judged() -> None:
    assert named("text", {"detail": "size is wrong"}) is None
    assert named("param", {"detail": "size is wrong"}) is None
    assert named("single", {"error": {"message": "size is wrong"}}) is None
    assert named("whole", {"code": "wrong"}) is None
    assert named("either", {"detail": "size is wrong"}) is None


def allowed(pointer: str, *blame: str) -> bool:
    api, _ = api_of(
        document("""
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                content:
                  application/json:
                    schema: {properties: {a: {properties: {b: {}}}, c: {}, list: {type: array, items: {}}}}
              responses: {}
        """)
    )
    return is_allowed(pointer, blame, api.operations[0], api)


def test_a_field_may_be_blamed_and_what_is_inside_it() -> None:
    assert allowed("/body/a", "/body/a")
    assert allowed("/body/a/b", "/body/a")
    assert not allowed("/body/c", "/body/a")
    assert not allowed("/body", "/body/a")


def test_the_object_of_a_rule_may_be_named_itself_but_not_for_its_other_fields() -> None:
    assert allowed("/body", "/body/a", "/body")
    assert allowed("/body/a", "/body/a", "/body")
    assert not allowed("/body/c", "/body/a", "/body")


def test_an_item_may_be_blamed_on_its_list() -> None:
    assert allowed("/body/list", "/body/list/0")


def test_a_header_may_be_blamed_however_its_name_is_written() -> None:
    api, _ = api_of(
        document("""
        paths:
          /a:
            get:
              operationId: a
              parameters: [{name: X-Priority, in: header, schema: {type: integer}}]
              responses: {}
        """)
    )
    assert is_allowed("/headers/X-Priority", ("/headers/x-priority",), api.operations[0], api)
