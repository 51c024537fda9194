"""Requests with a credential that is missing or wrong: which are made, and where none is."""

from __future__ import annotations

import pytest

from .things import THINGS, made, points


def test_each_way_of_being_nobody_is_tried_where_a_credential_is_asked_for() -> None:
    cases = made(THINGS, "create_thing")
    assert set(points(cases, "auth:")) == {
        "none",
        "wrong",
        "empty",
        "cut",
        "other_case",
        "other_scheme",
        "token_in_other_scheme",
        "none_and_fault",
    }
    assert {case.expect.status for case in cases if case.point == "auth:cut"} == {("401",)}
    assert {case.auth for case in cases if case.target != "/auth"} == {"right"}


def test_a_missing_credential_is_carried_by_a_plain_body_and_by_fuller_ones() -> None:
    bodies = [case.body.value for case in made(THINGS, "create_thing") if case.point == "auth:none" and case.body]
    assert bodies[0] == {"name": "a"}
    assert any(isinstance(body, dict) and body.get("moving") is True for body in bodies)


def test_a_wrong_body_without_a_credential_may_be_refused_for_either() -> None:
    (case,) = [case for case in made(THINGS, "create_thing") if case.point == "auth:none_and_fault"]
    assert (case.auth, case.body and case.body.value) == ("none", {})
    assert set(case.expect.status) == {"401", "403", "422"}


@pytest.mark.parametrize("security", ["[]", "[{bearer: []}, {}]", "[{tls: []}]"])
def test_no_credential_is_tried_where_none_is_asked_for(security: str) -> None:
    schemes = "{bearer: {type: http, scheme: bearer}, tls: {type: mutualTLS}}"
    text = THINGS.replace("{bearer: {type: http, scheme: bearer}}", schemes)
    cases = made(text.replace("security: [{bearer: []}]", f"security: {security}"), "create_thing")
    assert cases
    assert not [case for case in cases if case.target == "/auth"]


@pytest.mark.parametrize(
    ("scheme", "absent"),
    [
        ("{type: http, scheme: basic}", {"other_case", "token_in_other_scheme"}),
        ("{type: apiKey, in: header, name: X-Key}", {"token_in_other_scheme"}),
        ("{type: apiKey, in: query, name: key}", {"token_in_other_scheme"}),
        ("{type: apiKey, in: cookie, name: session}", {"token_in_other_scheme"}),
        ("{type: oauth2, flows: {}}", set()),
        ("{type: http, scheme: digest}", {"cut", "other_case", "token_in_other_scheme"}),
    ],
)
def test_credentials_are_wrong_only_in_ways_that_their_scheme_has(scheme: str, absent: set[str]) -> None:
    every = set(points(made(THINGS, "create_thing"), "auth:"))
    cases = made(THINGS.replace("{type: http, scheme: bearer}", scheme), "create_thing")
    assert set(points(cases, "auth:")) == every - absent
    assert ("odd:scheme_in_other_case" in {case.point for case in cases}) == (
        "apiKey" not in scheme and "digest" not in scheme
    )


def test_a_caller_is_turned_away_with_401_else_with_403_else_with_either() -> None:
    def right(statuses: str) -> set[tuple[str, ...]]:
        cases = made(THINGS.replace('"401": {description: who are you}', statuses), "create_thing")
        return {case.expect.status for case in cases if case.point == "auth:none"}

    assert right('"401": {description: x}\n        "403": {description: x}') == {("401",)}
    assert right('"403": {description: x}') == {("403",)}
    assert right('"409": {description: x}') == {("401", "403")}
