"""Requests that are wrong below the body: which are made, of which operations, and with which right answers."""

from __future__ import annotations

import json

import pytest
from fencepost.cases.case import FromAnswer, case_line, is_point
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.hostile import hostile_cases

from ..inline import api_of, document
from .things import THINGS, made, points, texts


def test_every_case_has_a_point_of_the_closed_list_and_an_id_of_its_own() -> None:
    cases = [case for name in ("create_thing", "get_thing", "delete_thing") for case in made(THINGS, name)]
    assert all(is_point(case.point) and case.kind == "protocol" for case in cases)
    assert len({case.id for case in cases}) == len(cases)


def test_an_operation_that_creates_costs_at_most_45_requests_and_any_other_15() -> None:
    assert len(made(THINGS, "create_thing")) <= 45
    assert all(len(made(THINGS, name)) <= 15 for name in ("get_thing", "delete_thing"))


def test_the_first_of_each_family_come_first() -> None:
    first = [case.point.partition(":")[0] for case in made(THINGS, "create_thing")[:6]]
    assert first == ["auth", "malformed", "media", "method", "odd", "odd"]


def test_bodies_are_no_json_in_each_way_that_lenient_readers_forgive() -> None:
    assert {point: text for point, text in texts().items() if point.startswith("malformed")} == {
        "malformed:empty": "",
        "malformed:truncated": '{"name":"a"',
        "malformed:cut_in_half": '{"name',
        "malformed:trailing_garbage": '{"name":"a"} x',
        "malformed:trailing_comma": '{"name":"a",}',
        "malformed:single_quotes": "{'name':'a'}",
        "malformed:unquoted": '{name:"a"}',
        "malformed:repeated": '{"name":"a"}{"name":"a"}',
        "malformed:NaN": '{"name":"a","size":NaN}',
        "malformed:Infinity": '{"name":"a","count":Infinity}',
        "malformed:not_utf8": '{"name":"a\udcff\udcfe"}',
    }


@pytest.mark.parametrize("schema", ["{type: string}", "{type: integer}", "{type: array, items: {type: boolean}}"])
def test_no_malformed_body_is_json_whatever_the_body_is(schema: str) -> None:
    text = f"""
    paths:
      /a:
        post:
          operationId: a
          requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}
          responses: {{"200": {{description: x}}}}
    """
    malformed = [body for point, body in texts("a", text).items() if point.startswith("malformed") and body is not None]
    assert len(malformed) >= 3
    for body in malformed:
        with pytest.raises(json.JSONDecodeError):
            json.loads(body)


def test_an_empty_body_is_no_fault_where_none_is_required() -> None:
    assert "malformed:empty" not in texts(text=THINGS.replace("required: true\n        content", "content"))


def test_bodies_are_odd_in_ways_that_a_server_may_take_or_refuse() -> None:
    found = {point: text or "" for point, text in texts().items() if point.startswith("odd")}
    assert found["odd:duplicate_key"] == '{"name":"a","name":"a"}'
    assert found["odd:byte_order_mark"] == '\ufeff{"name":"a"}'
    assert found["odd:utf16"].encode("utf-8", "surrogateescape").decode("utf-16") == '{"name":"a"}'
    assert (json.loads(found["odd:large"]), len(found["odd:large"])) == ({"name": "a"}, 120_000)
    assert found["odd:deep"].count("[") == 200
    assert {case.expect.status for case in made(THINGS, "create_thing") if case.point in found} == {
        ("2XX", "3XX", "4XX")
    }


def test_a_body_is_sent_under_types_that_the_document_does_not_list_and_under_none() -> None:
    cases = made(THINGS, "create_thing")
    assert points(cases, "media:") == ["text/plain", "application/xml", "application/x-www-form-urlencoded"]
    (untyped,) = [case for case in cases if case.point == "odd:absent"]
    assert (untyped.media_type, untyped.body is None) == (None, False)


@pytest.mark.parametrize(
    ("listed", "tried"),
    [
        ("text/plain", ["application/xml", "application/x-www-form-urlencoded"]),
        ("text/*", ["application/xml", "application/x-www-form-urlencoded"]),
        ("'*/*'", []),
    ],
)
def test_a_type_that_the_document_lists_is_not_foreign(listed: str, tried: list[str]) -> None:
    text = THINGS.replace("          application/json:\n", f"          {listed}: {{}}\n          application/json:\n")
    assert points(made(text, "create_thing"), "media:") == tried


def test_undeclared_methods_are_tried_once_for_a_path_and_carry_its_usual_body() -> None:
    cases = [case for case in made(THINGS, "create_thing") if case.target == "/method"]
    assert [(case.method, case.body and case.body.value) for case in cases] == [
        ("put", {"name": "a"}),
        ("patch", {"name": "a"}),
        ("delete", None),
        ("get", None),
    ]
    assert points(made(THINGS, "get_thing"), "method:") == ["PUT", "PATCH", "POST"]
    assert points(made(THINGS, "delete_thing"), "method:") == []


def test_a_method_of_a_template_that_the_address_fits_as_well_is_declared() -> None:
    text = THINGS + '  /things/search: {post: {operationId: search, responses: {"200": {description: x}}}}\n'
    assert points(made(text, "search"), "method:") == ["PUT", "PATCH"]
    assert points(made(text, "get_thing"), "method:") == ["PUT", "PATCH", "POST"]


def unknown(operation: str, schema: str = "{type: string}") -> list[object]:
    text = THINGS.replace("required: true, schema: {type: string}", f"required: true, schema: {schema}")
    cases = [case for case in made(text, operation) if case.point == "unknown:identifier"]
    assert not any(isinstance(value, FromAnswer) for case in cases for _, value in case.path_params)
    return [value.value for case in cases for _, value in case.path_params if not isinstance(value, FromAnswer)]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: string}", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37"),
        ("{type: string, format: uuid}", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37"),
        ("{type: integer, minimum: 1}", 1_987_654_321),
        ("{type: string, pattern: '^[0-9a-f]{24}$'}", "7f3a91c25d0e4b6a9c410e8d"),
        ("{type: string, examples: [thing-12ab]}", "thing-67fa"),
        ("{type: string, examples: [box_4e]}", "box_9d"),
        ("{type: string, examples: [a/north]}", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37"),
    ],
)
def test_an_identifier_that_nobody_was_given_has_the_form_that_the_document_asks_for(
    schema: str, value: object
) -> None:
    assert unknown("get_thing", schema) == [value]
    assert unknown("delete_thing", schema) == [value]


def test_a_put_that_may_make_what_it_names_names_another_one() -> None:
    text = (
        THINGS
        + """
    put:
      operationId: put_thing
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"201": {description: made}}
"""
    )
    read, changed = (
        [dict(case.path_params) for case in made(text, name) if case.point == "unknown:identifier"]
        for name in ("get_thing", "put_thing")
    )
    assert read
    assert changed
    assert read != changed


def test_no_identifier_is_made_up_where_the_document_lists_them_all() -> None:
    assert unknown("get_thing", "{enum: [a, b]}") == []


def test_the_unknown_is_answered_404_where_that_is_documented_else_404_or_410() -> None:
    def right(operation: str) -> list[tuple[str, ...]]:
        return [case.expect.status for case in made(THINGS, operation) if case.point.startswith("unknown")]

    assert right("get_thing") == [("404",)]
    assert right("delete_thing") == [("404", "410")]


def test_what_is_no_identifier_is_never_unknown() -> None:
    text = """
    paths:
      /hello/{name}:
        get:
          operationId: hello
          parameters: [{name: name, in: path, required: true, schema: {type: string}}]
          responses: {"200": {description: x}, "404": {description: x}}
    """
    assert points(made(text, "hello"), "unknown:") == []
    assert points(
        made(text.replace("{name}", "{userId}").replace("name: name", "name: userId"), "hello"), "unknown:"
    ) == ["identifier"]


def test_an_undeclared_query_parameter_is_tried_once() -> None:
    for name in ("create_thing", "get_thing", "delete_thing"):
        assert points(made(THINGS, name), "odd:undeclared") == ["undeclared"]


def test_probes_that_only_exhaust_are_made_apart() -> None:
    api, _ = api_of(document(THINGS))
    sizes = {case.point: len(case.body_text or "") for case in hostile_cases(api, api.operations[0], Nominals(api))}
    assert sizes["odd:too_deep"] > 200_000
    assert sizes["odd:too_large"] == 100_000_000
    assert not {case.point for case in made(THINGS, "create_thing")} & set(sizes)
    assert not list(hostile_cases(api, api.operations[1], Nominals(api)))


def test_cases_are_lines_of_ascii_whatever_octets_they_hold() -> None:
    assert all(case_line(case).isascii() for case in made(THINGS, "create_thing"))
