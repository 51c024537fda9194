# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Contract tests of Sandbox API: each operation and each rule, by the campaign of fencepost.

They test the mock of the document; set SANDBOX_CLIENT_TEST_URL, and SANDBOX_CLIENT_TEST_TOKEN
where it asks for one, to test a server.
"""

import os
from collections.abc import Iterator
from time import monotonic

import pytest
from fencepost.integrations.contract import ContractTests, contract_tests

from .router import DOCUMENT


@pytest.fixture(scope="module")
def contract() -> Iterator[ContractTests]:
    """The server under test."""
    url, token = (
        os.environ.get("SANDBOX_CLIENT_TEST_URL"),
        os.environ.get("SANDBOX_CLIENT_TEST_TOKEN"),
    )
    with contract_tests(str(DOCUMENT), url, token, monotonic) as found:
        yield found


def test_create_sandbox(contract: ContractTests) -> None:
    """POST /api/v1/sandbox, but for its rules."""
    contract.check_operation("create_sandbox")


def test_create_sandbox_gpu_requires_vm(contract: ContractTests) -> None:
    """A VM sandbox is required when requesting GPUs."""
    contract.check_rule("create_sandbox", "gpu_requires_vm")


def test_create_sandbox_gpu_requires_type(contract: ContractTests) -> None:
    """A GPU type is required when gpu_count is greater than 0."""
    contract.check_rule("create_sandbox", "gpu_requires_type")


def test_create_sandbox_guaranteed_not_on_vm(contract: ContractTests) -> None:
    """Guaranteed scheduling is not applicable to VM sandboxes."""
    contract.check_rule("create_sandbox", "guaranteed_not_on_vm")


def test_create_sandbox_secrets_not_on_vm(contract: ContractTests) -> None:
    """VM sandboxes reject secrets, which are supported for CPU sandboxes only."""
    contract.check_rule("create_sandbox", "secrets_not_on_vm")


def test_list_sandboxes(contract: ContractTests) -> None:
    """GET /api/v1/sandbox, but for its rules."""
    contract.check_operation("list_sandboxes")


def test_bulk_delete_sandboxes(contract: ContractTests) -> None:
    """DELETE /api/v1/sandbox, but for its rules."""
    contract.check_operation("bulk_delete_sandboxes")


def test_bulk_delete_sandboxes_ids_or_labels(contract: ContractTests) -> None:
    """Sandboxes are named by identifiers or by labels, not by both."""
    contract.check_rule("bulk_delete_sandboxes", "ids_or_labels")


def test_bulk_delete_sandboxes_all_users_requires_team(contract: ContractTests) -> None:
    """A team is needed when all_users is true."""
    contract.check_rule("bulk_delete_sandboxes", "all_users_requires_team")


def test_get_sandbox(contract: ContractTests) -> None:
    """GET /api/v1/sandbox/{sandbox_id}, but for its rules."""
    contract.check_operation("get_sandbox")


def test_delete_sandbox(contract: ContractTests) -> None:
    """DELETE /api/v1/sandbox/{sandbox_id}, but for its rules."""
    contract.check_operation("delete_sandbox")


def test_get_sandbox_logs(contract: ContractTests) -> None:
    """GET /api/v1/sandbox/{sandbox_id}/logs, but for its rules."""
    contract.check_operation("get_sandbox_logs")


def test_create_sandbox_auth(contract: ContractTests) -> None:
    """POST /api/v1/sandbox/{sandbox_id}/auth, but for its rules."""
    contract.check_operation("create_sandbox_auth")


def test_get_sandbox_error_context(contract: ContractTests) -> None:
    """GET /api/v1/sandbox/{sandbox_id}/error-context, but for its rules."""
    contract.check_operation("get_sandbox_error_context")
