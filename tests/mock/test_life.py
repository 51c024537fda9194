"""A record ages by the clock, and ends as the document says."""

from __future__ import annotations

import pytest

from .served import SANDBOXES, Served, sandbox, served

THINGS = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    post:
      operationId: create_thing
      responses: {"201": {$ref: "#/components/responses/Thing"}}
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get_thing
      responses: {"200": {$ref: "#/components/responses/Thing"}}
    delete:
      operationId: delete_thing
      responses: {"204": {description: gone}, "404": {description: unknown}}
components:
  responses:
    Thing: {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string}}}
"""


@pytest.fixture
def mock() -> Served:
    return sandbox()


def seen(mock: Served, identifier: str) -> dict[str, object]:
    answer = mock.get(f"{SANDBOXES}/{identifier}")
    assert answer.status_code == 200
    found: dict[str, object] = answer.json()
    return found


def test_states_follow_each_other_at_their_time(mock: Served):
    identifier = mock.created(timeout_minutes=1)["id"]
    found = []
    for seconds in (0, 0.49, 0.01, 0.5, 59.9, 0.1, 100):
        mock.time.forward(seconds)
        found.append(seen(mock, identifier)["status"])
    assert found == ["PENDING", "PENDING", "PROVISIONING", "RUNNING", "RUNNING", "TERMINATED", "TERMINATED"]


def test_a_state_that_nobody_looked_at_began_at_its_own_time(mock: Served):
    identifier = mock.created(timeout_minutes=2)["id"]
    mock.time.forward(3600)
    record = seen(mock, identifier)
    assert record["status"] == "TERMINATED"
    assert record["startedAt"] == "2026-01-01T00:00:01Z"
    assert record["terminatedAt"] == record["updatedAt"] == "2026-01-01T00:02:01Z"


def test_a_deleted_sandbox_stays_readable_as_terminated(mock: Served):
    identifier = mock.created()["id"]
    mock.time.forward(5)
    answer = mock.delete(f"{SANDBOXES}/{identifier}")
    assert (answer.status_code, answer.json()["success"]) == (200, True)
    record = seen(mock, identifier)
    assert (record["status"], record["terminatedAt"]) == ("TERMINATED", "2026-01-01T00:00:05Z")


def test_what_is_deleted_already_is_not_found_again(mock: Served):
    identifier = mock.created()["id"]
    answers = [mock.delete(f"{SANDBOXES}/{identifier}") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert mock.invalid("delete_sandbox", answers[1]) == []


def test_without_a_life_cycle_what_is_deleted_is_gone():
    mock = served(THINGS)
    identifier = mock.post("/things").json()["id"]
    assert mock.get(f"/things/{identifier}").json() == {"id": identifier}
    assert mock.delete(f"/things/{identifier}").status_code == 204
    assert mock.delete(f"/things/{identifier}").content == b""
    assert mock.get(f"/things/{identifier}").status_code == 404


@pytest.mark.parametrize("path", ["", "/logs", "/auth", "/error-context"])
def test_an_unknown_identifier_is_not_found_below_any_path(mock: Served, path: str):
    method = "POST" if path == "/auth" else "GET"
    answer = mock.request(method, f"{SANDBOXES}/nobody{path}")
    assert (answer.status_code, answer.json()) == (404, {"detail": "no Sandbox has the id nobody"})


def test_other_answers_repeat_what_they_say_of_the_record(mock: Served):
    identifier = mock.created()["id"]
    context = f"{SANDBOXES}/{identifier}/error-context"
    assert mock.get(context).json() == {"status": "PENDING", "errorType": None, "errorMessage": None}
    mock.time.forward(2)
    assert mock.get(context).json()["status"] == "RUNNING"


def test_a_token_ends_after_it_was_given(mock: Served):
    answer = mock.post(f"{SANDBOXES}/{mock.created()['id']}/auth")
    assert answer.json()["expires_at"] == "2026-01-01T01:00:00Z"
