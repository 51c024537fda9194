"""Which answers are right, which leave a case undecided, and what a wrong one is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.judging.statuses import is_declared, judge_status, may_be_dropped
from fencepost.cases.case import Case, Expectation, FromAnswer, Kind
from fencepost.ir.http import Operation
from fencepost.ir.values import freeze

from ..inline import api_of, document


def operation(*statuses: str) -> Operation:
    listed = ", ".join(f'"{status}": {{description: x}}' for status in statuses)
    api, _ = api_of(document(f"paths: {{/a: {{post: {{operationId: a, responses: {{{listed}}}}}}}}}"))
    return api.operations[0]


def case(kind: Kind, *right: str, path: tuple[tuple[str, FromAnswer], ...] = ()) -> Case:
    return Case(
        id="a",
        operation="a",
        kind=kind,
        target="/body",
        point="nominal",
        method="post",
        path="/a",
        path_params=path,
        expect=Expectation(status=right),
    )


def said(kind: Kind, status: int, documented: tuple[str, ...], *right: str, trusted: bool = True) -> str:
    judgement = judge_status(case(kind, *right), operation(*documented), status, trusted=trusted)
    return judgement.check or judgement.verdict


USUAL = ("201", "401", "404", "422", "500")


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (201, "kept"),
        (200, "undocumented_status"),
        (422, "valid_refused"),
        (400, "undocumented_status"),
        (418, "undocumented_status"),
        (307, "undocumented_status"),
        *[(status, "undecided") for status in (401, 402, 403, 404, 409, 425, 429, 503)],
        (500, "server_error"),
        (502, "server_error"),
    ],
)
def test_a_valid_case_is_kept_refused_or_undecided(status: int, wanted: str) -> None:
    assert said("valid", status, USUAL, "201") == wanted


def test_another_documented_success_is_right_too() -> None:
    assert said("valid", 202, ("201", "2XX"), "201") == "kept"


def test_a_documented_redirect_is_an_answer_of_its_own() -> None:
    assert said("valid", 303, ("303", "422"), "2XX") == "kept"


def test_where_neither_400_nor_422_is_documented_every_other_4xx_refuses() -> None:
    assert said("valid", 415, ("201", "401"), "201") == "valid_refused"
    assert said("valid", 404, ("201", "401"), "201") == "undecided"


def test_400_falls_under_a_documented_class_and_under_default() -> None:
    assert said("valid", 400, ("201", "4XX"), "201") == "valid_refused"
    assert said("valid", 422, ("201", "default"), "201") == "valid_refused"


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (422, "kept"),
        (201, "fault_accepted"),
        (204, "fault_accepted"),
        (400, "refused_with_wrong_status"),
        (404, "refused_with_wrong_status"),
        (403, "refused_with_wrong_status"),
        (302, "refused_with_wrong_status"),
        (429, "undecided"),
        (503, "undecided"),
        (500, "server_error"),
    ],
)
def test_a_fault_is_refused_with_the_documented_status_or_broken(status: int, wanted: str) -> None:
    assert said("fault", status, USUAL, "422") == wanted


def test_401_to_a_fault_says_nothing_before_a_valid_case_was_accepted() -> None:
    assert said("fault", 401, USUAL, "422", trusted=False) == "undecided"
    assert said("fault", 401, USUAL, "422") == "refused_with_wrong_status"


def test_404_to_a_fault_of_a_thing_that_may_be_gone_says_nothing() -> None:
    named = case("fault", "422", path=(("id", FromAnswer(operation="a", pointer="/id")),))
    assert judge_status(named, operation(*USUAL), 404, trusted=True).verdict == "undecided"


PROTOCOL = ("201", "401", "404", "422", "500")
BELOW_500 = ("2XX", "3XX", "4XX")


def probe(point: str, *right: str, method: str = "post", path: str = "/a/{id}") -> Case:
    return replace(case("protocol", *right), point=point, method=method, path=path)


def judged(sent: Case, status: int, *documented: str, trusted: bool = True, made_up: bool = False) -> str:
    judgement = judge_status(sent, operation(*documented), status, trusted=trusted, made_up=made_up)
    return judgement.check or judgement.verdict


ROWS = [
    ("auth:none", ("401",), "auth_ignored", "refused_with_wrong_status"),
    ("malformed:empty", ("400", "422"), "malformed_accepted", "refused_with_wrong_status"),
    ("media:text/plain", ("400", "415", "422"), "media_type_ignored", "refused_with_wrong_status"),
    ("method:PUT", ("404", "405", "501"), "undeclared_method_accepted", "undecided"),
    ("unknown:identifier", ("404",), "unknown_accepted", "refused_with_wrong_status"),
]


@pytest.mark.parametrize(("point", "right", "accepted", "other"), ROWS)
def test_each_family_has_its_right_answers_and_a_name_for_a_success(
    point: str, right: tuple[str, ...], accepted: str, other: str
) -> None:
    sent = probe(point, *right)
    assert {judged(sent, int(status), *PROTOCOL) for status in right} == {"kept"}
    assert {judged(sent, status, *PROTOCOL) for status in (200, 201, 204)} == {accepted}
    assert {judged(sent, status, *PROTOCOL) for status in (302, 413, 418)} == {other}
    assert {judged(sent, status, *PROTOCOL) for status in (429, 503)} == {"undecided"}
    assert {judged(sent, status, *PROTOCOL) for status in (500, 502)} == {"server_error"}


def test_what_may_be_taken_or_refused_must_only_not_fail() -> None:
    sent = probe("odd:duplicate_key", *BELOW_500)
    assert {judged(sent, status, *PROTOCOL) for status in (200, 204, 302, 400, 405, 413, 422)} == {"kept"}
    assert judged(sent, 500, *PROTOCOL) == "server_error"
    assert may_be_dropped(sent)
    assert not may_be_dropped(probe("malformed:empty", "400"))


def test_a_caller_turned_away_where_neither_401_nor_403_is_documented_may_be_told_so_anyhow() -> None:
    sent = probe("auth:none", "401", "403")
    assert judged(sent, 400, "200", "422") == "undecided"
    assert judged(sent, 302, "200", "422") == "undecided"
    assert judged(sent, 200, "200", "422") == "auth_ignored"
    assert judged(sent, 400, "200", "403") == "refused_with_wrong_status"


def test_a_mock_that_took_a_made_up_credential_may_take_any_well_formed_one() -> None:
    wrong, none = (replace(probe(f"auth:{auth}", "401"), auth=auth) for auth in ("wrong", "none"))
    assert judged(wrong, 201, *PROTOCOL, made_up=True) == "undecided"
    assert judged(none, 201, *PROTOCOL, made_up=True) == "auth_ignored"
    assert judged(wrong, 500, *PROTOCOL, made_up=True) == "server_error"


def test_the_thing_that_a_protocol_case_is_about_may_be_gone() -> None:
    made = (("id", FromAnswer(operation="a", pointer="/id")),)
    for point, right, _, _ in ROWS[:3]:
        sent = replace(probe(point, *right), path_params=made)
        assert {judged(sent, status, *PROTOCOL) for status in (404, 409, 410)} == {"undecided"}


@pytest.mark.parametrize(
    ("method", "path", "documented", "wanted"),
    [
        ("delete", "/a/{id}", ("204",), "undecided"),
        ("delete", "/a/{id}", ("204", "404"), "unknown_accepted"),
        ("delete", "/a/{id}", ("204", "4XX"), "unknown_accepted"),
        ("delete", "/a/{id}", ("204", "default"), "undecided"),
        ("put", "/a/{id}", ("200",), "undecided"),
        ("put", "/a/{id}", ("200", "201", "404"), "undecided"),
        ("put", "/a/{id}", ("200", "404"), "unknown_accepted"),
        ("get", "/a/{id}", ("200",), "unknown_accepted"),
        ("get", "/a/{id}/b", ("200",), "undecided"),
        ("get", "/a/{id}/b", ("200", "404"), "unknown_accepted"),
    ],
)
def test_a_success_for_the_unknown_is_wrong_where_the_document_knows_absence_or_the_thing_is_read(
    method: str, path: str, documented: tuple[str, ...], wanted: str
) -> None:
    assert judged(probe("unknown:identifier", "404", method=method, path=path), 200, *documented) == wanted


def test_an_unknown_identifier_may_be_refused_for_its_form_where_such_a_refusal_is_documented() -> None:
    sent = probe("unknown:identifier", "404", method="get")
    assert judged(sent, 422, "200", "404", "422") == "undecided"
    assert judged(sent, 400, "200", "404", "422") == "refused_with_wrong_status"


def test_the_document_says_nothing_of_answers_to_methods_it_does_not_have() -> None:
    assert not is_declared(probe("method:PUT", "405"))
    assert is_declared(probe("unknown:identifier", "404"))
    assert is_declared(case("fault", "422"))


@pytest.mark.parametrize(
    ("target", "status", "wanted"),
    [
        ("/body", 404, "undecided"),
        ("/body", 410, "undecided"),
        ("/body", 409, "broken"),
        ("/query/page", 404, "undecided"),
        ("/path/name", 404, "broken"),
    ],
)
def test_a_service_may_miss_what_a_made_up_name_is_of_before_it_sees_the_fault(target: str, status: int, wanted: str):
    made_up = replace(case("fault", "422"), target=target, path_params=(("name", freeze("a")),))
    assert judge_status(made_up, operation("200", "422"), status, trusted=True).verdict == wanted
