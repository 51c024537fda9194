"""The vendor's clients wait until a sandbox runs and its gateway answers, and run commands there."""

from __future__ import annotations

import pytest

from .conftest import NEW, OF_OLD
from .gateway import Gateway
from .vendors import RaisedError, Vendor

KINDS = ({}, {"vm": True})
"""A container and a virtual machine; to the newest version all are machines."""


@pytest.mark.parametrize("kind", KINDS, ids=["container", "machine"])
def test_a_sandbox_is_waited_for_until_a_command_runs_in_it(client: Vendor, gateway: Gateway, kind: dict[str, bool]):
    made = client.made("train", **kind)["id"]
    client.wait_for_creation(sandbox_id=made)
    assert client.get(sandbox_id=made)["status"] == "RUNNING"
    ran = gateway.commands[-1]
    assert ran.text == "echo 'sandbox ready'"
    assert ran.by == ("connect" if kind or client.edition.version == NEW else "json")
    assert made in ran.token


def test_many_are_waited_for_together(client: Vendor):
    made = [client.made(f"train-{number}")["id"] for number in range(3)]
    assert client.bulk_wait_for_creation(sandbox_ids=made) == dict.fromkeys(made, "RUNNING")


def test_a_sandbox_that_has_ended_is_not_waited_for(client: Vendor):
    made = client.made("train")["id"]
    client.delete(sandbox_id=made)
    with pytest.raises(RaisedError, match="TERMINATED") as raised:
        client.wait_for_creation(sandbox_id=made)
    assert raised.value.kinds[:2] == ["SandboxNotRunningError", "RuntimeError"]


def test_an_image_that_cannot_be_pulled_ends_the_wait(client: Vendor):
    made = client.create(request={"name": "train", "docker_image": "invalid/image"})["id"]
    with pytest.raises(RaisedError, match="The image could not be pulled") as raised:
        client.wait_for_creation(sandbox_id=made)
    assert raised.value.kinds[:2] == ["SandboxImagePullError", "SandboxNotRunningError"]


@pytest.mark.parametrize("kind", KINDS, ids=["container", "machine"])
def test_a_command_has_output_a_code_and_its_surroundings(client: Vendor, gateway: Gateway, kind: dict[str, bool]):
    made = client.made("train", **kind)["id"]
    said = client.execute_command(sandbox_id=made, command="echo ä b", working_dir="/tmp", env={"A": "b", "C": "d"})
    assert said == {"stdout": "ä b\n", "stderr": "", "exit_code": 0}
    ran = gateway.commands[-1]
    assert (ran.folder, ran.variables) == ("/tmp", {"A": "b", "C": "d"})
    assert client.execute_command(sandbox_id=made, command="exit 3")["exit_code"] == 3
    assert client.execute_command(sandbox_id=made, command="warn w")["stderr"] == "w\n"


@pytest.mark.parametrize("edition", OF_OLD, indirect=True, ids=str)
def test_a_container_is_told_from_a_machine(client: Vendor):
    made = [client.made("train", vm=vm)["id"] for vm in (False, True)]
    assert [client.is_vm(sandbox_id=identifier) for identifier in made] == [False, True]
