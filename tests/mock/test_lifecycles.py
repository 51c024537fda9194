"""A life cycle may depend on the thing, and set more than times."""

from __future__ import annotations

from typing import Any

import pytest

from .served import SANDBOXES, Served, sandbox
from .shelves import CREATE, LIST, READ, empty, operation, things

LIFE = """
      x-fencepost-lifecycle:
        field: state
        initial: new
        final: [bad, done]
        steps:
          - {from: new, to: bad, after: 1, when: {required: [size], properties: {size: {minimum: 5}}},
             set: {reason: too large, ended: now}}
          - {from: new, to: odd, after: 2, when: {$ref: "#/components/schemas/Odd"}}
          - {from: new, to: done, after: 4}
        delete: {to: gone, set: {reason: deleted}}
    Odd: {properties: {name: {const: odd}}, required: [name]}
"""
FIELDS = """{id: {type: string}, name: {type: string}, size: {type: integer}, state: {type: string},
  reason: {type: [string, 'null']}, ended: {type: [string, 'null'], format: date-time}}"""


@pytest.fixture
def mock() -> Served:
    delete = operation("delete_thing", empty(204))
    item = {"get": READ, "delete": delete}
    return things({"post": CREATE, "get": LIST}, item, fields=" ".join(FIELDS.split()), life=LIFE)


def lives(mock: Served, body: dict[str, Any], *moments: float) -> list[str]:
    """The states in which a thing is seen after so many seconds each."""
    path = f"/things/{mock.post('/things', body).json()['id']}"
    found = []
    for seconds in moments:
        mock.time.forward(seconds)
        found.append(mock.get(path).json()["state"])
    return found


@pytest.mark.parametrize(
    ("body", "states"),
    [
        ({}, ["new", "new", "done"]),
        ({"size": 4}, ["new", "new", "done"]),
        ({"size": 5}, ["bad", "bad", "bad"]),
        ({"name": "odd"}, ["new", "odd", "odd"]),
        ({"name": "odd", "size": 5}, ["bad", "bad", "bad"]),
    ],
)
def test_the_first_step_whose_condition_the_thing_meets_is_taken(mock: Served, body: dict[str, Any], states: list[str]):
    assert lives(mock, body, 1, 2, 2) == states


def test_a_step_sets_constants_and_times(mock: Served):
    path = f"/things/{mock.post('/things', {'size': 9}).json()['id']}"
    assert mock.get(path).json()["reason"] is None
    mock.time.forward(3)
    told = mock.get(path).json()
    assert (told["reason"], told["ended"]) == ("too large", "2026-01-01T00:00:01Z")


def test_a_deletion_sets_constants(mock: Served):
    path = f"/things/{mock.post('/things', {}).json()['id']}"
    assert mock.delete(path).status_code == 204
    assert (mock.get(path).json()["state"], mock.get(path).json()["reason"]) == ("gone", "deleted")
    assert mock.delete(path).status_code == 404


def test_an_image_that_cannot_be_pulled_ends_a_sandbox_in_error():
    mock = sandbox()
    path = f"{SANDBOXES}/{mock.created(docker_image='invalid/image')['id']}"
    mock.time.forward(2)
    told = mock.get(path).json()
    assert (told["status"], told["errorType"], told["startedAt"]) == ("ERROR", "IMAGE_PULL_FAILED", None)
    assert told["terminatedAt"] == "2026-01-01T00:00:01Z"
    context = mock.get(f"{path}/error-context").json()
    assert context == {name: told[name] for name in ("status", "errorType", "errorMessage")}
    assert mock.get(f"{path}/logs").status_code == 200


def test_any_other_image_runs():
    mock = sandbox()
    path = f"{SANDBOXES}/{mock.created(docker_image='valid/invalid/image')['id']}"
    mock.time.forward(2)
    assert (mock.get(path).json()["status"], mock.get(path).json()["errorType"]) == ("RUNNING", None)


def test_nothing_is_paused_and_one_may_ask_for_it():
    mock = sandbox()
    mock.created()
    assert mock.get(SANDBOXES, params={"status": "PAUSED"}).json()["sandboxes"] == []
