"""Lists show what was created: page by page, filtered, counted; bulk deletes take from them."""

from __future__ import annotations

from typing import Any

import pytest

from .served import SANDBOXES, Served, params_of, sandbox


@pytest.fixture
def mock() -> Served:
    mock = sandbox()
    mock.created(name="one", labels=["a"], team_id="red")
    mock.created(name="two", labels=["a", "b"], team_id="red")
    mock.created(name="three", labels=["b", "a", "c"])
    mock.created(name="four")
    return mock


def listed(mock: Served, **query: Any) -> dict[str, Any]:
    answer = mock.get(SANDBOXES, params=query)
    assert answer.status_code == 200, answer.text
    assert mock.invalid("list_sandboxes", answer) == []
    found: dict[str, Any] = answer.json()
    return found


def names(mock: Served, **query: Any) -> list[str]:
    return [item["name"] for item in listed(mock, **query)["sandboxes"]]


def identifiers(mock: Served) -> list[str]:
    return [item["id"] for item in listed(mock)["sandboxes"]]


def test_everything_created_is_listed_as_it_reads(mock: Served):
    items = listed(mock)["sandboxes"]
    assert [item["name"] for item in items] == ["one", "two", "three", "four"]
    assert items == [mock.get(f"{SANDBOXES}/{item['id']}").json() for item in items]


@pytest.mark.parametrize(
    ("query", "found", "more"),
    [
        ({"per_page": 3}, ["one", "two", "three"], True),
        ({"per_page": 3, "page": 2}, ["four"], False),
        ({"per_page": 2, "page": 2}, ["three", "four"], False),
        ({"per_page": 1000, "page": 2}, [], False),
        ({"page": 10**30}, [], False),
    ],
)
def test_a_page_holds_its_part_and_tells_of_the_rest(mock: Served, query: dict[str, int], found: list[str], more: bool):
    page = listed(mock, **query)
    assert [item["name"] for item in page["sandboxes"]] == found
    assert (page["total"], page["has_next"]) == (4, more)
    assert (page["page"], page["per_page"]) == (query.get("page", 1), query.get("per_page", 50))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"team_id": "red"}, ["one", "two"]),
        ({"labels": ["a"]}, ["one", "two", "three"]),
        ({"labels": ["a", "b"]}, ["two", "three"]),
        ({"labels": ["a", "b"], "team_id": "red"}, ["two"]),
        ({"labels": ["z"]}, []),
        ({"status": "PENDING"}, ["one", "two", "three", "four"]),
        ({"status": "RUNNING"}, []),
        ({"user_id": "somebody"}, []),
    ],
)
def test_a_filter_leaves_what_it_asks_for(mock: Served, query: dict[str, Any], found: list[str]):
    assert names(mock, **query) == found


def test_totals_are_of_what_the_filter_leaves(mock: Served):
    page = listed(mock, labels="a", per_page=2)
    assert (page["total"], page["has_next"], len(page["sandboxes"])) == (3, True, 2)


def test_what_has_ended_can_be_left_out(mock: Served):
    mock.delete(f"{SANDBOXES}/{identifiers(mock)[0]}")
    assert names(mock, is_active="true") == ["two", "three", "four"]
    assert names(mock, is_active="false") == names(mock) == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    "query", [{"page": 0}, {"page": "x"}, {"per_page": 1001}, {"status": "running"}, {"is_active": "1"}]
)
def test_a_parameter_that_is_not_as_documented_is_refused_by_its_name(mock: Served, query: dict[str, Any]):
    answer = mock.get(SANDBOXES, params=query)
    assert answer.status_code == 422
    assert params_of(answer) == list(query)


def test_a_single_value_that_is_sent_twice_is_refused(mock: Served):
    answer = mock.get(SANDBOXES, params=[("page", 1), ("page", 2)])
    assert (answer.status_code, params_of(answer)) == (422, ["page"])


def test_an_unknown_parameter_changes_nothing(mock: Served):
    assert names(mock, colour="red") == ["one", "two", "three", "four"]


def test_a_bulk_delete_by_identifiers_says_what_it_did_and_what_not(mock: Served):
    first, second, *_ = identifiers(mock)
    answer = mock.delete(SANDBOXES, {"sandbox_ids": [first, "nobody", second]})
    assert answer.status_code == 200
    assert mock.invalid("bulk_delete_sandboxes", answer) == []
    assert answer.json() == {
        "message": "2 of 3 deleted",
        "succeeded": [first, second],
        "failed": [{"sandbox_id": "nobody", "error": "no Sandbox has the id nobody"}],
    }
    assert names(mock, is_active=True) == ["three", "four"]


def test_a_bulk_delete_by_labels_takes_those_that_carry_all(mock: Served):
    _, second, third, _ = identifiers(mock)
    assert mock.delete(SANDBOXES, {"labels": ["b", "a"]}).json()["succeeded"] == [second, third]
    assert mock.delete(SANDBOXES, {"labels": ["b", "a"]}).json()["succeeded"] == []


def test_a_bulk_delete_that_names_nothing_means_all(mock: Served):
    assert mock.delete(SANDBOXES, {}).json()["succeeded"] == identifiers(mock)


def test_a_bulk_delete_without_a_body_is_refused(mock: Served):
    assert mock.delete(SANDBOXES).json() == {"errors": [{"param": "body", "details": "is required"}]}
    assert len(names(mock, is_active=True)) == 4
