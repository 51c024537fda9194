"""A refusal that names a field makes that field, and where its value stands, what the failure is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fencepost.campaign.judging.retelling import told_by_fewest
from fencepost.cases.case import Case
from fencepost.ir.values import freeze

from .accounts import cases, contract, said_of

NOMINAL = "create_account/valid/body/nominal"


def whole(point: str = "pair", **fields: Any) -> Case:
    body = freeze({"name": "a", **fields})
    return replace(cases()[NOMINAL], target="/body", point=point, body=body)


def refused(case: Case, *params: str) -> list[tuple[str, str, str]]:
    return said_of(case, 422, {"errors": [{"param": name, "details": "is wrong"} for name in params]})


@pytest.mark.parametrize("point", ["pair", "explored", "example", "nominal"])
def test_a_refused_body_of_many_fields_is_told_by_the_field_that_is_named(point: str) -> None:
    case = whole(point, level=9, shape="round")
    assert refused(case, "level") == [("valid_refused", "level maximum", "/body/level")]
    assert refused(case, "shape") == [("valid_refused", "shape enum:round", "/body/shape")]


def test_a_field_that_is_required_and_need_not_be_is_told_as_absent() -> None:
    assert refused(whole("nominal"), "api_key") == [("valid_refused", "api_key absent", "/body/api_key")]


def test_a_body_whose_refusal_names_nothing_is_told_as_it_was_made() -> None:
    assert refused(whole(level=9)) == [("valid_refused", "body pair", "/body")]
    assert refused(whole(level=9), "colour") == [("valid_refused", "body pair", "/body")]


def test_a_case_about_one_field_that_is_refused_for_another_is_told_by_that_one() -> None:
    case = replace(whole("maximum", level=9), target="/body/level")
    assert refused(case, "env") == [("valid_refused", "env absent", "/body/env")]
    assert refused(case, "level") == [("valid_refused", "level maximum", "/body/level")]


def test_a_case_of_a_rule_stays_with_the_rule_where_a_field_of_it_is_named() -> None:
    case = replace(whole("holds", guest=False, password="password"), rule="guests_have_no_password")
    assert refused(case, "password") == [("valid_refused", "guests_have_no_password", "/body/password")]
    assert refused(case, "level") == [("valid_refused", "level absent", "/body/level")]


def test_a_header_is_told_as_absent_too_in_whatever_case_it_is_named() -> None:
    assert refused(whole("nominal"), "x-session-token") == [
        ("valid_refused", "X-Session-Token absent", "/headers/X-Session-Token")
    ]


def fault(**fields: Any) -> Case:
    case = cases()["create_account/fault/body/level/maximum-"]
    return replace(case, body=freeze({"name": "a", "level": 10, **fields}))


def test_a_refusal_that_blames_the_fault_and_a_valid_field_is_about_that_field() -> None:
    assert refused(fault(shape="round"), "level") == []
    assert refused(fault(shape="round"), "level", "shape") == [("fault_misblamed", "shape enum:round", "/body/shape")]


def test_a_refusal_that_blames_another_field_alone_is_about_the_fault() -> None:
    assert refused(fault(shape="round"), "shape") == [("fault_misblamed", "level maximum", "/body/level")]


def test_the_smallest_body_is_told_by_what_is_left_in_it() -> None:
    told = contract()
    operation, plain = told.operations["create_account"], whole("nominal")
    assert told_by_fewest(whole(level=9, shape="round"), plain, operation, told.api) == (
        "level maximum, shape enum:round"
    )
    assert told_by_fewest(plain, plain, operation, told.api) is None


def test_the_smallest_body_is_told_by_the_innermost_place_that_is_left_and_by_what_holds_nothing() -> None:
    told = contract()
    operation, plain = told.operations["create_account"], whole(env={"a": "x", "b": "y"})
    assert told_by_fewest(whole(env={"a": "x", "b": ""}), plain, operation, told.api) == "env.b empty"
    assert told_by_fewest(whole(env={}), whole(), operation, told.api) == "env empty"
