"""Which answer field repeats which request field, and with what."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fencepost.ir.echo import EchoPair, echo_pairs

from ..inline import api_of, document

UNTOLD = "nothing is compared"


def pairs_of(sent: str, answered: str, more: str = "") -> tuple[EchoPair, ...]:
    api, sink = api_of(
        document(
            f"""
            paths:
              /things:
                post:
                  operationId: create_thing
                  {more}
                  requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {sent}}}}}}}}}
                  responses:
                    "201":
                      description: made
                      content: {{application/json: {{schema: {{type: object, properties: {answered}}}}}}}
            """
        )
    )
    assert not sink.errors, sink.errors
    return echo_pairs(api.operations[0], api)


def names(sent: str, answered: str, more: str = "") -> list[tuple[str, str]]:
    return [(pair.request.wire_name, pair.pointer) for pair in pairs_of(sent, answered, more)]


@pytest.mark.parametrize(
    ("sent", "answered"),
    [("memory_gb", "memoryGB"), ("a", "a"), ("disk-size", "DISK_SIZE"), ("straße", "STRASSE"), ("v1.2", "v12")],
)
def test_names_agree_in_letters_and_digits_whatever_their_case(sent: str, answered: str):
    other = "other: {type: string}"
    assert names(f"{{{sent}: {{type: string}}}}", f"{{{answered}: {{type: string}}, {other}}}") == [
        (sent, f"/{answered}")
    ]


def test_of_two_that_agree_the_one_spelled_alike_is_taken():
    assert names("{gpuType: {type: string}}", "{gpu_type: {type: string}, gpuType: {type: string}}") == [
        ("gpuType", "/gpuType")
    ]


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("{a: {type: string}}", "{a: {type: integer}, b: {}}"),
        ("{a: {type: string, writeOnly: true}}", "{a: {type: string}, b: {}}"),
        ("{a: {type: string, readOnly: true}}", "{a: {type: string}, b: {}}"),
        ("{a: {type: string}}", "{a: {type: string, readOnly: true}, b: {}}"),
        ("{a: {type: string, format: password}}", "{a: {type: string}, b: {}}"),
        ("{a: {type: string}}", "{b: {type: string}, c: {}}"),
    ],
)
def test_what_cannot_or_must_not_come_back_is_no_pair(sent: str, answered: str):
    assert names(sent, answered) == []


def test_overlapping_types_are_a_pair():
    answered = "{a: {type: [number, 'null']}, b: {}}"
    assert names("{a: {anyOf: [{type: integer}, {type: string}]}}", answered) == [("a", "/a")]


def test_the_document_has_the_last_word():
    more = "x-fencepost-echo: {a: z, b: null, c: nowhere}"
    fields = "{a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}}"
    assert names(fields, "{a: {}, b: {}, c: {}, d: {}, z: {type: integer}}", more) == [("a", "/z"), ("d", "/d")]


def test_a_pair_may_stand_in_the_one_object_that_the_answer_wraps():
    assert names("{a: {type: string}}", "{thing: {type: object, properties: {a: {type: string}}}}") == [
        ("a", "/thing/a")
    ]


@pytest.mark.parametrize(
    ("sent", "answered", "body", "expected"),
    [
        ("{default: d}", "{default: e}", {"a": "x"}, "x"),
        ("{default: d}", "{default: e}", {}, "d"),
        ("{}", "{default: e}", {}, "e"),
        ("{default: null}", "{default: e}", {}, None),
        ("{}", "{}", {}, UNTOLD),
        ("{default: d}", "{default: e}", {"a": ""}, UNTOLD),
        ("{type: [string, 'null']}", "{type: string, default: e}", {"a": None}, UNTOLD),
        ("{type: [string, 'null']}", "{type: [string, 'null'], default: e}", {"a": None}, None),
        ("{}", "{}", {"a": {"b": [1, 2.5, False, 0]}}, {"b": [1, 2.5, False, 0]}),
    ],
)
def test_what_must_come_back(sent: str, answered: str, body: dict[str, Any], expected: Any):
    (pair,) = pairs_of(f"{{a: {sent}}}", f"{{a: {answered}, b: {{}}}}")
    text = pair.expected(body)
    assert (UNTOLD if text is None else json.loads(text.text)) == expected


@pytest.mark.parametrize(("status", "wanted"), [("200", []), ("201", ["width"]), ("202", ["width"])])
def test_what_a_computation_is_given_need_not_come_out_of_it(status: str, wanted: list[str]):
    api, sink = api_of(
        document(
            f"""
            paths:
              /resize:
                post:
                  operationId: resize
                  requestBody:
                    content:
                      application/json: {{schema: {{type: object, properties: {{width: {{type: integer}}}}}}}}
                  responses:
                    "{status}":
                      description: done
                      content:
                        application/json: {{schema: {{type: object, properties: {{width: {{type: integer}}}}}}}}
            """
        )
    )
    assert not sink.errors, sink.errors
    assert [pair.request.wire_name for pair in echo_pairs(api.operations[0], api)] == wanted
