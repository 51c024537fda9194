# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""The rules between fields, one function each. A body keeps a rule when its function says True."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.rules import Rule, given

if TYPE_CHECKING:
    from .models import BulkDeleteSandboxesRequest, CreateSandboxRequest


def gpu_requires_type(body: CreateSandboxRequest) -> bool:
    """A GPU type is required when gpu_count is greater than 0.

    Source: sandbox.yaml#/components/schemas/CreateSandboxRequest/allOf/0
    """
    return not (given(body, "gpu_count") and body.gpu_count >= 1) or (
        given(body, "gpu_type") and body.gpu_type is not None
    )


def gpu_requires_vm(body: CreateSandboxRequest) -> bool:
    """A VM sandbox is required when requesting GPUs.

    Source: sandbox.yaml#/components/schemas/CreateSandboxRequest/allOf/2
    """
    return not (given(body, "gpu_count") and body.gpu_count >= 1) or (given(body, "vm") and body.vm)


def secrets_not_on_vm(body: CreateSandboxRequest) -> bool:
    """VM sandboxes reject secrets, which are supported for CPU sandboxes only.

    Source: sandbox.yaml#/components/schemas/CreateSandboxRequest/allOf/3
    """
    return not (given(body, "vm") and body.vm) or not (
        given(body, "secrets") and body.secrets is not None and len(body.secrets) >= 1
    )


def guaranteed_not_on_vm(body: CreateSandboxRequest) -> bool:
    """Guaranteed scheduling is not applicable to VM sandboxes.

    Source: sandbox.yaml#/components/schemas/CreateSandboxRequest/allOf/5
    """
    return not (given(body, "vm") and body.vm) or not (
        given(body, "guaranteed") and body.guaranteed
    )


def all_users_requires_team(body: BulkDeleteSandboxesRequest) -> bool:
    """A team is needed when all_users is true.

    Source: sandbox.yaml#/components/schemas/BulkDeleteSandboxesRequest/allOf/0
    """
    return not (given(body, "all_users") and body.all_users) or (
        given(body, "team_id") and body.team_id is not None
    )


def ids_or_labels(body: BulkDeleteSandboxesRequest) -> bool:
    """Sandboxes are named by identifiers or by labels, not by both.

    Source: sandbox.yaml#/components/schemas/BulkDeleteSandboxesRequest/allOf/1
    """
    return not (given(body, "sandbox_ids") and body.sandbox_ids is not None) or not (
        given(body, "labels") and body.labels is not None
    )


CREATE_SANDBOX_REQUEST_RULES: tuple[Rule[CreateSandboxRequest], ...] = (
    Rule(
        name="gpu_requires_type",
        holds=gpu_requires_type,
        blame=("gpu_type",),
        message="A GPU type is required when gpu_count is greater than 0; give gpu_type a value other than null, or drop gpu_count",
    ),
    Rule(
        name="gpu_requires_vm",
        holds=gpu_requires_vm,
        blame=("vm",),
        message="A VM sandbox is required when requesting GPUs; set vm to true, or drop gpu_count",
    ),
    Rule(
        name="secrets_not_on_vm",
        holds=secrets_not_on_vm,
        blame=("secrets",),
        message="VM sandboxes reject secrets, which are supported for CPU sandboxes only; drop secrets, or drop vm",
    ),
    Rule(
        name="guaranteed_not_on_vm",
        holds=guaranteed_not_on_vm,
        blame=("guaranteed",),
        message="Guaranteed scheduling is not applicable to VM sandboxes; drop guaranteed, or drop vm",
    ),
)

BULK_DELETE_SANDBOXES_REQUEST_RULES: tuple[Rule[BulkDeleteSandboxesRequest], ...] = (
    Rule(
        name="all_users_requires_team",
        holds=all_users_requires_team,
        blame=("team_id",),
        message="A team is needed when all_users is true; give team_id a value other than null, or drop all_users",
    ),
    Rule(
        name="ids_or_labels",
        holds=ids_or_labels,
        blame=("labels",),
        message="Sandboxes are named by identifiers or by labels, not by both; drop labels, or drop sandbox_ids",
    ),
)
