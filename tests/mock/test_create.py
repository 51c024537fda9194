"""Create answers with what was sent, the documented default for what was not, and what only a server can know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .served import SANDBOXES, SMALLEST, Served, sandbox

DEFAULTS = {
    "cpuCores": 1,
    "memoryGB": 2,
    "diskSizeGB": 10,
    "gpuCount": 0,
    "vm": False,
    "networkAccess": True,
    "timeoutMinutes": 60,
    "region": "us",
}
SENT = {
    "name": "training",
    "docker_image": "python:3.12",
    "start_command": "sleep 1",
    "cpu_cores": 0.1,
    "memory_gb": 63.5,
    "disk_size_gb": 1000,
    "gpu_count": 2,
    "gpu_type": "H100_80GB",
    "vm": True,
    "network_access": False,
    "timeout_minutes": 1440,
    "environment_vars": {"MODE": "test", "": ""},
    "labels": ["b", "a", "b"],
    "team_id": "team",
    "advanced_configs": {"nested": [1, 2.5, None, {"deep": "yes"}]},
    "registry_credentials_id": "credentials",
    "region": "india",
}
ECHOED = {
    "name": "training",
    "dockerImage": "python:3.12",
    "startCommand": "sleep 1",
    "cpuCores": 0.1,
    "memoryGB": 63.5,
    "diskSizeGB": 1000,
    "gpuCount": 2,
    "gpuType": "H100_80GB",
    "vm": True,
    "networkAccess": False,
    "timeoutMinutes": 1440,
    "environmentVars": {"MODE": "test", "": ""},
    "labels": ["b", "a", "b"],
    "teamId": "team",
    "advancedConfigs": {"nested": [1, 2.5, None, {"deep": "yes"}]},
    "registryCredentialsId": "credentials",
    "region": "india",
}


@pytest.fixture
def mock() -> Served:
    return sandbox()


def test_every_field_that_was_sent_comes_back(mock: Served):
    answer = mock.post(SANDBOXES, SENT)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in ECHOED} == ECHOED


def test_a_field_that_was_not_sent_comes_back_with_its_documented_default(mock: Served):
    created = mock.created()
    assert {name: created[name] for name in DEFAULTS} == DEFAULTS
    assert created["startCommand"] is None
    assert created["gpuType"] is None


def test_two_creates_with_different_bodies_differ_in_just_that(mock: Served):
    first, second = mock.created(cpu_cores=4, region="india"), mock.created(labels=["x"])
    differing = {name for name in {**first, **second} if first.get(name, ...) != second.get(name, ...)}
    assert differing == {"id", "cpuCores", "region", "labels"}
    assert (second["cpuCores"], second["region"]) == (1, "us")


def test_a_new_record_is_in_the_first_state_of_its_life_with_the_time_of_now(mock: Served):
    created = mock.created()
    assert created["status"] == "PENDING"
    assert created["createdAt"] == created["updatedAt"] == "2026-01-01T00:00:00Z"
    assert created["startedAt"] is None
    assert created["terminatedAt"] is None


def test_identifiers_are_never_given_twice(mock: Served):
    assert len({mock.created()["id"] for _ in range(50)}) == 50


def test_a_server_made_field_has_a_value_that_the_document_shows(mock: Served):
    assert mock.created()["diskMountPath"] == "/sandbox-workspace"


def test_secrets_are_in_no_answer(mock: Served):
    created = mock.post(SANDBOXES, {**SMALLEST, "secrets": {"KEY": "hidden-canary"}})
    identifier = created.json()["id"]
    answers = [created, mock.get(f"{SANDBOXES}/{identifier}"), mock.get(SANDBOXES)]
    answers += [mock.get(f"{SANDBOXES}/{identifier}/{what}") for what in ("logs", "error-context")]
    answers.append(mock.post(f"{SANDBOXES}/{identifier}/auth"))
    assert all(answer.is_success for answer in answers)
    assert not [answer.text for answer in answers if "hidden-canary" in answer.text or "secrets" in answer.text]


def test_null_for_a_field_that_cannot_come_back_null_is_read_as_not_sent(mock: Served):
    assert mock.created(region=None)["region"] == "us"


def test_null_for_a_field_that_can_come_back_null_comes_back(mock: Served):
    assert mock.created(environment_vars=None)["environmentVars"] is None


def test_an_unknown_member_is_taken_and_not_shown(mock: Served):
    assert "extra" not in mock.created(extra=1)


@pytest.mark.parametrize("text", ["1.0", "1e0", "1", "0.10000000000000000001e1"])
def test_a_number_means_its_value_however_it_is_written(mock: Served, text: str):
    body = f'{{"name": "a", "docker_image": "b", "timeout_minutes": {text.partition("0000")[0]}, "cpu_cores": {text}}}'
    answer = mock.request("POST", SANDBOXES, content=body, headers={"content-type": "application/json"})
    if text.startswith("0.1"):
        assert answer.json()["errors"] == [{"param": "timeout_minutes", "details": "must be an integer"}]
    else:
        assert answer.json()["timeoutMinutes"] == answer.json()["cpuCores"] == 1


def test_a_bound_is_judged_to_the_last_digit(mock: Served):
    bodies = [
        f'{{"name": "a", "docker_image": "b", "cpu_cores": {text}}}' for text in ("16", "16.000000000000000000001")
    ]
    json_type = {"content-type": "application/json"}
    answers = [mock.request("POST", SANDBOXES, content=body, headers=json_type) for body in bodies]
    assert [answer.status_code for answer in answers] == [201, 422]


def examples(mock: Served, operation_id: str) -> list[Any]:
    operation = mock.api.operation(operation_id)
    assert operation is not None
    assert operation.body is not None
    assert operation.body.json is not None
    return [example.value.value for example in operation.body.json.examples]


def test_every_documented_example_is_accepted_and_answered_as_documented(mock: Served):
    for body in examples(mock, "create_sandbox"):
        answer = mock.post(SANDBOXES, body)
        assert answer.status_code == 201, json.dumps(body)
        assert mock.invalid("create_sandbox", answer) == []
