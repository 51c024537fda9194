"""Cases are sent by the news they bring, and come back whole from their JSON."""

from __future__ import annotations

import json

import pytest
from fencepost.campaign.casefile import CaseFormError, case_from
from fencepost.campaign.judging.failure import failure_key
from fencepost.campaign.planning.plan import Candidates, plan
from fencepost.cases.case import Case, Expectation, FromAnswer, Kind
from fencepost.ir.values import freeze

from .things import all_cases


def case(name: str, point: str, kind: Kind = "valid", operation: str = "a", method: str = "post") -> Case:
    return Case(
        id=name,
        operation=operation,
        kind=kind,
        target="/body/x",
        point=point,
        method=method,
        path="/a",
        expect=Expectation(status=("201",)),
    )


def order(valid: list[Case], faults: list[Case]) -> list[str]:
    return [planned.case.id for planned in plan(Candidates(valid=tuple(valid), faults=tuple(faults)), {})]


def test_nominal_cases_come_first_then_valid_ones_and_faults_in_turn() -> None:
    valid = [case("v1", "minimum"), case("v2", "maximum"), case("n", "nominal")]
    faults = [case("f1", "minimum-", "fault"), case("f2", "maximum-", "fault"), case("f3", "null", "fault")]
    assert order(valid, faults) == ["n", "v1", "f1", "v2", "f2", "f3"]


def test_the_tail_of_an_enumeration_comes_late() -> None:
    values = [case(f"e{number}", f"enum:{number}") for number in range(4)]
    assert order([*values, case("v", "minimum")], []) == ["e0", "e1", "v", "e2", "e3"]


def test_what_deletes_comes_after_what_does_not() -> None:
    valid = [case("d", "nominal", operation="del", method="delete"), case("n", "nominal")]
    assert order(valid, []) == ["n", "d"]


def test_a_phase_that_was_not_chosen_sends_nothing() -> None:
    chosen = Candidates(valid=(case("v", "minimum"),), faults=(case("f", "minimum-", "fault"),))
    found = plan(chosen, {}, ("faults",))
    assert [planned.case.id for planned in found] == ["f"]


def test_every_case_comes_back_from_the_line_it_is_printed_as() -> None:
    for each in (item for kind in all_cases() for item in kind):
        again = case_from(json.loads(json.dumps(each.as_json())))
        assert again == each


def test_a_value_that_a_server_gives_comes_back_too() -> None:
    given = FromAnswer(operation="create", pointer="/id")
    whole = Case(
        id="x",
        operation="a",
        kind="fault",
        target="/query/q",
        point="minimum-",
        rule="r",
        method="get",
        path="/a/{id}",
        path_params=(("id", given),),
        query=(("q", freeze(0)),),
        headers=(("X-A", freeze("b")),),
        auth="none",
        media_type="application/json",
        body_text="{",
        expect=Expectation(status=("400",), blame=("/query/q",)),
    )
    assert case_from(whole.as_json()) == whole


@pytest.mark.parametrize("value", [[], {}, {"id": 1}, {"kind": "valid", "id": 1}, {"kind": "valid", "query": []}])
def test_what_is_no_case_is_told(value: object) -> None:
    with pytest.raises(CaseFormError):
        case_from(json.loads(json.dumps(value)))


def test_a_fault_in_a_list_is_one_failure_wherever_it_is_met() -> None:
    first = failure_key("a", "response_schema", "/response/body/items/0/x", "type")
    assert first == failure_key("a", "response_schema", "/response/body/items/17/x", "type")
    assert first != failure_key("a", "response_schema", "/response/body/items/0/y", "type")
