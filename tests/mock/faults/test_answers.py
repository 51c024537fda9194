"""A fault of answers rewrites what goes out wherever a field is shown; what is kept stays true."""

from __future__ import annotations

from typing import Any

import pytest
from fencepost.mock.faults.values import alien_value, other_value

from ...inline import thing
from .planting import PATH, PLAIN, SANDBOX, planted, shelves

FULL = {
    **PLAIN,
    "width": 1.5,
    "boards": 3,
    "note": "n",
    "labels": {"Aisle": "x"},
    "grid": [[2, 1], [3], [3]],
    "tags": ["b", "c"],
}


def answered(fault: str, body: dict[str, Any] = FULL) -> Any:
    answer = shelves(fault).post(PATH, body)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("fault", "name", "shown"),
    [
        ("width:echo_altered", "width", 2.5),
        ("name:echo_altered", "name", "ax"),
        ("labels:echo_altered", "labels", {}),
        ("grid:echo_altered", "grid", [[3], [3]]),
        ("note:echo_nulled", "note", None),
        ("width:echo_rounded", "width", 1),
        ("grid:echo_reversed", "grid", [[3], [3], [2, 1]]),
        ("grid:echo_deduplicated", "grid", [[2, 1], [3]]),
        ("labels:echo_folded", "labels", {"aisle": "x"}),
    ],
)
def test_what_was_sent_comes_back_otherwise_and_everything_else_as_it_was(fault: str, name: str, shown: Any):
    assert answered(f"create_shelf/{fault}") == {**answered(f"create_shelf/{fault}=1e-9"), name: shown}


def test_what_was_sent_may_not_come_back_at_all():
    assert "tags" not in answered("create_shelf/tags:echo_left_out")


def test_an_echo_is_wrong_only_where_something_was_sent():
    assert answered("create_shelf/boards:echo_altered", PLAIN)["boards"] == 2
    assert answered("create_shelf/boards:echo_altered")["boards"] == 4


def test_a_wrong_echo_is_kept_as_it_was_sent():
    served = shelves("create_shelf/name:echo_altered")
    identifier = served.post(PATH, PLAIN).json()["id"]
    assert served.get(f"{PATH}/{identifier}").json()["name"] == "a"


def test_a_field_of_a_component_is_wrong_in_every_answer_that_shows_it():
    served = shelves("Shelf/properties/name:renamed:title")
    made = served.post(PATH, PLAIN).json()
    shown = [made, served.get(f"{PATH}/1").json(), *served.get(PATH).json()["shelves"]]
    assert [item.get("title") for item in shown] == ["a", "a", "a"]
    assert not any("name" in item for item in shown)


@pytest.mark.parametrize(("kind", "shown"), [("altered", {2}), ("retyped", {"1"}), ("left_out", {None})])
def test_a_field_shows_another_value_or_another_type_or_nothing(kind: str, shown: set[Any]):
    assert {answered(f"Shelf/properties/id:{kind}").get("id")} == shown


def test_an_optional_field_that_is_never_shown_can_only_be_there_wrongly():
    assert answered("Shelf/properties/colour:retyped")["colour"] == 1


def test_a_field_of_things_in_a_list_may_be_wrong_without_the_list_itself():
    served = shelves("Shelf/properties/kind:left_out@list_shelves")
    assert served.post(PATH, PLAIN).json()["kind"] == "open"
    assert "kind" not in served.get(PATH).json()["shelves"][0]


def test_a_leak_shows_what_the_request_before_sent_where_nothing_is_sent_now():
    served = shelves("create_shelf:leak")
    assert "tags" not in served.post(PATH, PLAIN).json()
    served.post(PATH, FULL)
    leaked = served.post(PATH, {**PLAIN, "name": "mine"}).json()
    assert (leaked["tags"], leaked["boards"], leaked["name"]) == (["b", "c"], 3, "mine")
    assert "tags" not in served.get(f"{PATH}/{leaked['id']}").json()
    assert "tags" not in served.post(PATH, PLAIN).json()


def test_a_refusal_is_no_answer_that_shows_a_field():
    refused = planted(SANDBOX, "Sandbox/properties/name:left_out").post("/api/v1/sandbox", {})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("schema", "value", "other"),
    [
        ("{type: boolean}", True, False),
        ("{type: integer, maximum: 3}", 3, 2),
        ("{type: string}", "2026-01-01T00:00:09Z", "2026-01-01T00:00:00Z"),
        ("{type: string, enum: [a, b]}", "a", "b"),
        ("{type: string, enum: [a]}", "a", "ax"),
        ("{type: [string, 'null']}", None, ""),
        ("{type: array, items: {type: integer}}", [], [0]),
        ("{type: object, properties: {a: {type: integer}}}", {"a": 1}, {"a": 2}),
        ("{type: object}", {}, {"x": "x"}),
    ],
)
def test_another_value_is_one_the_document_allows_where_there_is_one(schema: str, value: Any, other: Any):
    kind, api = thing(schema)
    assert other_value(value, kind, api) == other


@pytest.mark.parametrize(
    ("schema", "value", "alien"),
    [
        ("{type: integer}", 5, "5"),
        ("{type: string}", "a", 1),
        ("{type: [string, number]}", "a", True),
        ("{type: boolean}", True, "true"),
    ],
)
def test_a_value_of_another_type_is_none_that_the_document_allows(schema: str, value: Any, alien: Any):
    kind, api = thing(schema)
    assert alien_value(value, kind, api) == alien
