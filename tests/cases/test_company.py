"""Fields are sent together too: faults among fields that are right, and values beside every other field's."""

from __future__ import annotations

from itertools import combinations, product

import yaml
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.values import Json
from jsonschema import Draft202012Validator

from ..inline import api_of, document, schema_api
from .made import cases

BOOKING = """
type: object
required: [nights]
properties:
  nights: {type: integer, minimum: 1, maximum: 30}
  breakfast: {type: boolean}
  diet: {enum: [none, vegan, halal]}
  note: {type: [string, "null"]}
  tags: {type: array, items: {type: string}}
  guests: {type: object, additionalProperties: {type: string}}
  price: {type: number, minimum: 0, maximum: 500}
allOf:
  - title: diet_needs_breakfast
    if: {required: [diet]}
    then: {required: [breakfast], properties: {breakfast: {const: true}}}
"""


def given(body: Json, **wanted: Json) -> bool:
    return isinstance(body, dict) and all(body.get(name) == value for name, value in wanted.items())


def test_each_bound_is_broken_beside_each_end_of_the_other_fields() -> None:
    _, faults = cases(BOOKING)
    over = [case.body.value for case in faults if case.target == "/body/nights" and case.point == "maximum-"]
    assert any(body == {"nights": 31} for body in over)
    assert all(any(given(body, breakfast=value) for body in over) for value in (True, False))
    assert all(any(given(body, price=value) for body in over) for value in (0, 500))
    assert any(body.get("tags") and body.get("guests") and body.get("note") for body in over)


def test_a_rule_is_broken_beside_each_end_of_the_other_fields() -> None:
    _, faults = cases(BOOKING)
    broken = [case.body.value for case in faults if case.rule == "diet_needs_breakfast"]
    assert all(any(given(body, price=value) for body in broken) for value in (0, 500))
    assert all(any(given(body, diet=value) for body in broken) for value in ("none", "vegan", "halal"))
    assert any(body.get("tags") and body.get("guests") and body.get("note") for body in broken)


def test_the_first_fault_of_each_kind_stands_in_the_plainest_body_and_comes_first() -> None:
    _, faults = cases(BOOKING)
    first: dict[tuple[str, str], int] = {}
    for case in faults:
        first.setdefault((case.target, case.point), len(case.body.value) if isinstance(case.body.value, dict) else 0)
    assert first["/body/nights", "maximum-"] == 1
    assert first["/body/price", "null"] == 2
    kinds = [(case.target, case.point.rstrip("-"), case.rule) for case in faults]
    assert len(set(kinds)) == len(set(kinds[: len(set(kinds))]))


def test_every_two_fields_are_sent_together_on_all_their_ends() -> None:
    valid, _ = cases(BOOKING)
    bodies = [case.body.value for case in valid]
    ends = {
        "nights": [1, 30],
        "breakfast": [True, False],
        "note": [None, "a"],
        "tags": [[], ["b", "a"]],
        "guests": [{}, {"key0": "a"}],
        "price": [0, 500],
    }
    missed = [
        (one, left, other, right)
        for one, other in combinations(ends, 2)
        for left, right in product(ends[one], ends[other])
        if not any(given(body, **{one: left, other: right}) and {one, other} <= set(body) for body in bodies)
    ]
    assert missed == []


def test_bodies_of_many_fields_keep_every_rule_and_their_faults_do_not() -> None:
    valid, faults = cases(BOOKING)
    judge = Draft202012Validator(yaml.safe_load(BOOKING))
    assert all(judge.is_valid(case.body.value) for case in valid)
    assert not any(judge.is_valid(case.body.value) for case in faults)


def test_each_value_of_a_long_enumeration_stands_beside_both_ends_of_another_field() -> None:
    values = [f"v{number}" for number in range(9)]
    valid, _ = cases(
        f"{{type: object, properties: {{kind: {{enum: {values}}}, size: {{type: integer, minimum: 1, maximum: 5}}}}}}"
    )
    together = {(body.get("kind"), body.get("size")) for body in (case.body.value for case in valid)}
    assert {(value, size) for value in values for size in (1, 5)} <= together


def test_a_value_for_some_callers_alone_is_not_among_many_fields() -> None:
    valid, faults = cases(
        "{type: object, properties: {a: {type: integer, minimum: 0, maximum: 3}, b: {type: string}, c: {type: string}, "
        "vip: {type: boolean, default: false, x-fencepost-privileged: admin}}}"
    )
    beside = [case.body.value for case in faults if case.target in ("/body/a", "/body/b", "/body/c")]
    members = [case.body.value for case in valid if case.point == "pair"][-8:]
    assert any({"b", "c", "vip"} <= set(body) for body in beside)
    assert {body.get("vip") for body in (*beside, *members)} <= {None, False}


def test_text_of_spaces_alone_and_lists_and_maps_past_a_hundred_are_sent() -> None:
    valid, _ = cases(BOOKING)
    bodies = [case.body.value for case in valid]
    assert any(given(body, note=" ") for body in bodies)
    assert {12, 120} <= {len(body.get("tags", ())) for body in bodies}
    assert {12, 120} <= {len(body.get("guests", ())) for body in bodies}


LIST = """
type: object
required: [items]
properties:
  items:
    type: array
    items:
      type: object
      required: [sku]
      properties: {sku: {type: string}, frail: {type: boolean}, wrap: {type: string}, size: {type: integer, maximum: 3}}
      allOf: [{title: wrapped, if: {required: [frail], properties: {frail: {const: true}}}, then: {required: [wrap]}}]
"""


def test_a_rule_inside_a_list_is_broken_in_a_later_item_too() -> None:
    _, faults = cases(LIST)
    assert {"/body/items/0", "/body/items/1"} <= {case.target for case in faults if case.rule == "wrapped"}


def test_the_one_item_is_sent_instead_of_a_list_that_holds_it() -> None:
    _, faults = cases(LIST)
    assert {"sku": "a"} in [case.body.value.get("items") for case in faults if case.target == "/body/items"]


def test_parameters_are_sent_together_and_a_fault_stands_beside_others_that_are_right() -> None:
    api, _ = api_of(
        document(
            """
            paths:
              /a:
                get:
                  operationId: list_a
                  parameters:
                    - {name: page, in: query, schema: {type: integer, minimum: 1}}
                    - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
                    - {name: live, in: query, schema: {type: boolean}}
                  responses: {"200": {description: ok}, "400": {description: no}}
            """
        )
    )
    (operation,) = api.operations
    nominals = Nominals(api)
    sent = [dict(case.query) for case in valid_cases(api, operation, nominals)]
    values = [{name: value.value for name, value in query.items()} for query in sent]
    assert all(
        any(given(query, page=2, size=size, live=live) or given(query, size=size, live=live) for query in values)
        for size in (1, 9)
        for live in (True, False)
    )
    assert any(given(query, page=2, size=1) for query in values)
    wrong = [{name: value.value for name, value in case.query} for case in fault_cases(api, operation, nominals)]
    assert any(query.get("page") == 0 and query.get("size") for query in wrong)
    assert {"page": 0} in wrong


def test_the_same_cases_come_out_a_second_time() -> None:
    api, _ = schema_api(BOOKING)
    (operation,) = api.operations
    nominals = Nominals(api)
    assert valid_cases(api, operation, nominals) == valid_cases(api, operation, nominals)
    assert fault_cases(api, operation, nominals) == fault_cases(api, operation, nominals)
