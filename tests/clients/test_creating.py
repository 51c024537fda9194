"""The vendor's clients create sandboxes in the mock, and understand what it answers."""

from __future__ import annotations

import pytest

from .conftest import NEW, OF_NEW, OF_OLD, OLD
from .vendors import Vendor


def test_a_container_begins_with_what_was_asked_for(client: Vendor):
    made = client.made("train", cpu_cores=0.5, memory_gb=4, disk_size_gb=20, timeout_minutes=90, region="india")
    assert (made["name"], made["docker_image"], made["status"]) == ("train", "python:3.11-slim", "PENDING")
    assert (made["cpu_cores"], made["memory_gb"], made["disk_size_gb"]) == (0.5, 4, 20)
    assert (made["timeout_minutes"], made["region"], made["gpu_count"]) == (90, "india", 0)
    assert (made["started_at"], made["terminated_at"]) == (None, None)


def test_a_virtual_machine_has_gpus(client: Vendor):
    fields = {OLD: {"vm": True}, NEW: {}}[client.edition.version]
    made = client.made("train", gpu_count=2, gpu_type="H100_80GB", **fields)
    assert (made["gpu_count"], made["gpu_type"], made["vm"]) == (2, "H100_80GB", True)


def test_variables_labels_and_team_come_back(client: Vendor):
    made = client.made("train", environment_vars={"MODE": "test"}, labels=["ci", "nightly"], team_id="team-1")
    assert (made["environment_vars"], made["labels"]) == ({"MODE": "test"}, ["ci", "nightly"])
    assert made["team_id"] == "team-1"


@pytest.mark.parametrize("edition", OF_OLD, indirect=True, ids=str)
def test_secrets_do_not_come_back(client: Vendor):
    made = client.made("train", secrets={"KEY": "hidden-value"})
    assert made["secrets"] is None
    assert "hidden-value" not in str(client.get(sandbox_id=made["id"]))


@pytest.mark.parametrize("edition", OF_NEW, indirect=True, ids=str)
def test_one_idempotency_key_makes_two_sandboxes(client: Vendor):
    first, second = (client.made("train", idempotency_key="k" * 32)["id"] for _ in range(2))
    assert first != second
