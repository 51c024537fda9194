"""Which answers are right, which leave a case undecided, and what a wrong one is called."""

from __future__ import annotations

import pytest
from fencepost.campaign.statuses import judge_status
from fencepost.cases.case import Case, Expectation, FromAnswer, Kind
from fencepost.ir.http import Operation

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
