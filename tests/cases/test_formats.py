"""Texts that break a format and nothing else."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.wrong.formats import NEAR, format_cases

from ..inline import api_of

TEXT = """\
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a/{day}:
    post:
      operationId: make
      parameters:
        - {name: day, in: path, required: true, schema: {type: string, format: date}}
        - {name: since, in: query, schema: {type: string, format: time}}
      requestBody: {required: true, content: {application/json: {schema: SCHEMA}}}
      responses: {"201": {description: d}, "422": {description: no}}
"""


def made(schema: str) -> tuple[Case, ...]:
    api, sink = api_of(TEXT.replace("SCHEMA", schema))
    assert not sink.errors
    return format_cases(api, api.operations[0], Nominals(api))


def told(cases: tuple[Case, ...]) -> list[tuple[str, str]]:
    return [(case.target, case.point) for case in cases]


def test_a_field_and_a_parameter_with_a_format_have_texts_that_break_it() -> None:
    cases = made("{type: object, properties: {id: {type: string, format: uuid}}}")
    assert set(told(cases)) == {("/body/id", "format-"), ("/query/since", "format-"), ("/path/day", "format-")}
    assert {case.kind for case in cases} == {"fault"}
    assert {case.expect.blame for case in cases} == {("/body/id",), ("/query/since",), ("/path/day",)}


@pytest.mark.parametrize("name", sorted(NEAR))
def test_every_text_breaks_its_format(name: str) -> None:
    schema = {"type": "string", "format": name}
    cases = [case for case in made(json.dumps({"type": "object", "properties": {"a": schema}})) if case.body]
    texts = [case.body.value["a"] for case in cases if case.target == "/body/a" and case.body]
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert texts
    assert not any(validator.is_valid(text) for text in texts)


def test_a_text_keeps_length_and_pattern() -> None:
    schema = "{type: object, properties: {id: {type: string, format: uuid, minLength: 36, pattern: '^[0-9a-g-]+$'}}}"
    bodies = [case.body.value["id"] for case in made(schema) if case.target == "/body/id" and case.body]
    assert bodies == ["123e4567-e89b-42d3-a456-42661417400g"]


def test_formats_inside_items_and_variants_are_reached() -> None:
    schema = (
        "{type: object, properties: {a: {type: array, items: {type: string, format: email}},"
        " b: {type: [string, 'null'], format: ipv4}}}"
    )
    assert {target for target, _ in told(made(schema))} >= {"/body/a/0", "/body/b"}


def test_a_format_that_nobody_asserts_and_one_of_several_variants_have_none() -> None:
    schema = (
        "{type: object, properties: {a: {type: string, format: colour}, b: {anyOf: [{type: string, format: ipv4},"
        " {type: string}]}}}"
    )
    assert [target for target, _ in told(made(schema)) if target.startswith("/body")] == []
