"""Points are counted from the document, and hit by what was really sent and decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.coverage.points import Coverage
from fencepost.campaign.wire.exchange import Exchange, Lost, Request
from fencepost.cases.case import Case, Expectation, Kind
from fencepost.ir.values import Json, freeze

from ..inline import schema_api


def coverage(schema: str) -> tuple[Coverage, set[str]]:
    api, sink = schema_api(schema)
    assert not sink.errors
    found = Coverage(api, api.operations)
    return found, {shown(point) for point in found.points}


def shown(point: tuple[str, str]) -> str:
    place, side = point
    return f"{place.rpartition('/Thing/')[2]} {side}"


def hit(schema: str, kind: Kind, body: Json) -> set[str]:
    api, _ = schema_api(schema)
    case = Case(
        id="a",
        operation="create_thing",
        kind=kind,
        target="/body",
        point="nominal",
        method="post",
        path="/things",
        body=freeze(body),
        expect=Expectation(status=("201",)),
    )
    request = Request(method="POST", url="http://server/things")
    exchange = Exchange(case=case, request=request, answer=Lost(kind="closed", reason=""), seconds=0)
    found = Coverage(api, api.operations).hits(exchange, api.operations[0], "kept")
    assert Coverage(api, api.operations).hits(exchange, api.operations[0], "undecided").points == frozenset()
    return {shown(point) for point in found.points | found.rules}


def test_every_keyword_has_its_sides() -> None:
    _, points = coverage("""
    type: object
    required: [a]
    additionalProperties: false
    properties:
      a: {type: integer, minimum: 1, maximum: 9}
      b: {type: [string, "null"], maxLength: 3}
      c: {enum: [x, y]}
      d: {type: array, uniqueItems: true, items: {type: boolean}}
    """)
    assert points == {
        *("type type:object", "type outside", "required/0 on", "required/0 outside"),
        *("additionalProperties on", "additionalProperties outside"),
        *("properties/a/type type:number", "properties/a/type outside"),
        *("properties/a/minimum on", "properties/a/minimum outside"),
        *("properties/a/maximum on", "properties/a/maximum outside"),
        *("properties/b/type type:string", "properties/b/type type:null", "properties/b/type outside"),
        *("properties/b/maxLength on", "properties/b/maxLength outside"),
        *('properties/c/enum enum:"x"', 'properties/c/enum enum:"y"', "properties/c/enum outside"),
        *("properties/d/type type:array", "properties/d/type outside"),
        *("properties/d/uniqueItems on", "properties/d/uniqueItems outside"),
        *("properties/d/items/type type:boolean", "properties/d/items/type outside"),
    }


def test_a_component_counts_once_however_often_it_is_used() -> None:
    once, _ = coverage("{type: object, properties: {a: {$ref: '#/components/schemas/Thing'}}}")
    assert {side for _, side in once.points} == {"type:object", "outside"}
    assert len(once.points) == 2


BOUNDS = "{type: object, properties: {a: {type: number, minimum: 1, maximum: 16}}}"


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        ("valid", 16, {"properties/a/maximum on"}),
        ("valid", 1.0, {"properties/a/minimum on"}),
        ("valid", 2, set()),
        ("fault", 17, {"properties/a/maximum outside"}),
        ("fault", 16.001, {"properties/a/maximum outside"}),
        ("fault", 9999, set()),
        ("fault", "1", {"properties/a/type outside"}),
    ],
)
def test_a_bound_is_hit_on_it_and_next_outside(kind: Kind, value: Json, wanted: set[str]) -> None:
    found = hit(BOUNDS, kind, {"a": value})
    assert found - {"type type:object", "properties/a/type type:number"} == wanted


def test_a_fault_shows_nothing_of_what_else_the_body_holds() -> None:
    schema = "{type: object, properties: {a: {type: integer, minimum: 1}, b: {enum: [x, y]}}}"
    assert hit(schema, "fault", {"a": 0, "b": "x"}) == {"properties/a/minimum outside"}


RULE = """
type: object
properties: {a: {type: integer}, b: {type: boolean}}
allOf: [{title: a_needs_b, if: {required: [a]}, then: {required: [b]}}]
"""


def test_a_rule_has_two_sides_and_its_conditions_are_no_points() -> None:
    found, points = coverage(RULE)
    assert {side for _, side in found.rules} == {"kept", "broken"}
    assert not any("allOf" in point for point in points)
    assert "allOf/0 kept" in hit(RULE, "valid", {"a": 1, "b": True})
    assert "allOf/0 kept" not in hit(RULE, "valid", {"b": True})
    assert "allOf/0 broken" in hit(RULE, "fault", {"a": 1})


def test_a_condition_that_refuses_nothing_is_no_rule_to_hit() -> None:
    found, _ = coverage("{type: object, allOf: [{title: asks, if: {required: [a], properties: {a: {const: 1}}}}]}")
    assert found.rules == frozenset()


def test_nothing_is_hit_by_what_was_not_judged() -> None:
    api, _ = schema_api(BOUNDS)
    case = Case(
        id="a",
        operation="create_thing",
        kind="protocol",
        target="/body",
        point="nominal",
        method="post",
        path="/things",
        body=freeze({"a": 16}),
        expect=Expectation(status=("400",)),
    )
    request = Request(method="POST", url="http://server/things")
    exchange = Exchange(case=case, request=request, answer=Lost(kind="closed", reason=""), seconds=0)
    found = Coverage(api, api.operations).hits(replace(exchange), api.operations[0], "kept")
    assert (found.points, found.rules) == (frozenset(), frozenset())
