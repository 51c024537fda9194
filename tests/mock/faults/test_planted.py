"""Switches: which requests a fault acts on, and what several of them do together."""

from __future__ import annotations

import pytest
from fencepost.diagnostics import FencepostError

from ..served import Served
from .planting import PATH, PLAIN, shelves

SHORT = "NewShelf/properties/name/maxLength:moved_in:3"
CHANGED = "ShelfChange/properties/name/maxLength:moved_in:3"


def statuses(served: Served, *names: str) -> list[int]:
    return [served.post(PATH, {**PLAIN, "name": name}).status_code for name in names]


def test_a_fault_acts_on_every_request_by_itself():
    assert statuses(shelves(SHORT), *["abcd"] * 5) == [422] * 5


def test_a_fault_left_to_chance_acts_now_and_then_and_always_on_the_same_ones():
    drawn = statuses(shelves(f"{SHORT}=0.5"), *["abcd"] * 40)
    assert 10 < drawn.count(422) < 30
    assert drawn == statuses(shelves(f"{SHORT}=0.5"), *["abcd"] * 40)


def test_a_fault_of_one_operation_acts_on_no_other():
    served = shelves("Shelf/properties/name:left_out@get_shelf")
    assert served.post(PATH, PLAIN).json()["name"] == "a"
    assert "name" not in served.get(f"{PATH}/1").json()
    assert served.get(PATH).json()["shelves"][0]["name"] == "a"


def test_faults_of_requests_act_together():
    served = shelves(SHORT, "NewShelf/properties/boards/maximum:dropped", "NewShelf/locked_needs_code:forgotten")
    bodies = ({"name": "abcd"}, {"boards": 99}, {"kind": "locked"})
    assert [served.post(PATH, {**PLAIN, **body}).status_code for body in bodies] == [422, 201, 201]


def test_faults_of_requests_and_answers_and_memory_act_together():
    served = shelves(SHORT, "Shelf/properties/kind:left_out", "create_shelf:lost_write", "get_shelf:stale_read")
    assert statuses(served, "abcd") == [422]
    made = served.post(PATH, PLAIN).json()
    assert "kind" not in made
    assert served.get(f"{PATH}/{made['id']}").status_code == 404


def test_of_faults_left_to_chance_the_first_that_is_drawn_acts():
    served = shelves(f"{SHORT}=1", "create_shelf/name:echo_altered=0.999999", "create_shelf/kind:echo_altered=0.999999")
    made = served.post(PATH, PLAIN).json()
    assert (made["name"], made["kind"]) == ("ax", "open")
    assert statuses(served, "abcd") == [422]


def test_what_one_variant_accepts_is_remembered_by_all():
    served = shelves("NewShelf/properties/name/maxLength:dropped=0.5")
    long = "a" * 30
    accepted = [answer for _ in range(20) if (answer := served.post(PATH, {**PLAIN, "name": long})).is_success]
    assert 0 < len(accepted) < 20
    assert [answer.json()["id"] for answer in accepted] == list(range(1, len(accepted) + 1))
    assert {served.get(f"{PATH}/{answer.json()['id']}").json()["name"] for answer in accepted} == {long}


def test_an_operation_may_ask_for_no_credential():
    served = shelves("create_shelf/security:unauthenticated")
    served.headers = {}
    assert statuses(served, "a") == [201]
    true = shelves()
    true.headers = {}
    assert statuses(true, "a") == [401]


def test_what_the_document_does_not_have_is_answered_as_ever():
    served = shelves(SHORT, "create_shelf:lost_write")
    assert served.get("/nowhere").status_code == 404
    assert served.request("PUT", PATH).status_code == 405


def test_a_status_in_place_of_an_answer_is_told_by_the_server_that_refuses_so():
    served = shelves("status:503@get_shelf")
    assert statuses(served, "a") == [201]
    assert served.get(f"{PATH}/1").status_code == 503


def test_faults_that_take_each_others_place_are_refused_when_the_server_starts():
    with pytest.raises(FencepostError, match="cannot be had together") as told:
        shelves("NewShelf/properties/name/maxLength:dropped", SHORT)
    assert told.value.diagnostics[0].code == "V004"


def test_a_value_that_the_document_cannot_be_read_with_is_refused_when_the_server_starts():
    with pytest.raises(FencepostError, match="cannot be read") as told:
        shelves("NewShelf/properties/name/maxLength:moved_in:many=0.5")
    assert told.value.diagnostics[0].code == "V001"
