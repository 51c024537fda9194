# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Strategies for Sandbox API: requests as they go over the wire.

Bodies are drawn inside regions: boxes in which every rule holds, so that nothing is drawn in
vain and shrinking never leaves the valid set. A field with bounds stands on one of them about a
third of the time. Where a pattern, `oneOf` or another keyword leaves open what its values are,
they are drawn and checked; one that fails becomes the simplest.
"""

from typing import Any, Literal

from hypothesis.strategies import SearchStrategy

from .. import models
from ._drawing import (
    Narrowing,
    anything,
    bodies,
    bodies_breaking,
    either,
    faults,
    in_path,
    in_query,
    integers,
    lists,
    maps,
    numbers,
    optional,
    record,
    registered,
    texts,
    values,
)

# A GPU and its memory.
_gpu_type = values(
    "CPU_NODE",
    "A10_24GB",
    "A100_80GB",
    "A100_40GB",
    "A30_24GB",
    "A40_48GB",
    "B200_180GB",
    "B300_262GB",
    "RTX3070_8GB",
    "RTX3080_10GB",
    "RTX3080Ti_12GB",
    "RTX3090_24GB",
    "RTX3090Ti_24GB",
    "RTX4070Ti_12GB",
    "RTX4080_16GB",
    "RTX4080Ti_16GB",
    "RTX4090_24GB",
    "RTX5090_32GB",
    "H100_80GB",
    "H200_96GB",
    "GH200_96GB",
    "H200_141GB",
    "GH200_480GB",
    "GH200_624GB",
    "L4_24GB",
    "L40_48GB",
    "L40S_48GB",
    "RTX4000_8GB",
    "RTX5000_16GB",
    "RTX6000_24GB",
    "RTX8000_48GB",
    "RTX2000Ada_16GB",
    "RTX4000Ada_20GB",
    "RTX5000Ada_32GB",
    "RTX6000Ada_48GB",
    "A2000_6GB",
    "A4000_16GB",
    "A4500_20GB",
    "A5000_24GB",
    "A6000_48GB",
    "V100_16GB",
    "V100_32GB",
    "P100_16GB",
    "T4_16GB",
    "P4_8GB",
    "P40_24GB",
    "RTX_PRO_6000B_96GB",
)

# What the new sandbox is to be.
_create_sandbox_request = record(
    {
        "name": texts(1, 100),
        "docker_image": texts(1, simplest="python:3.11-slim"),
        "start_command": optional(either(texts(), values(None))),
        "cpu_cores": optional(numbers(0.1, 16, simplest=1)),
        "memory_gb": optional(numbers(0.1, 64, simplest=2)),
        "disk_size_gb": optional(numbers(0.1, 1000, simplest=10)),
        "gpu_count": optional(integers(0, 8, simplest=0)),
        "gpu_type": optional(either(_gpu_type, values(None))),
        "vm": optional(values(False, True)),
        "network_access": optional(values(True, False)),
        "timeout_minutes": optional(integers(1, 1440, simplest=60)),
        "environment_vars": optional(either(maps(texts()), values(None))),
        "secrets": optional(either(maps(texts()), values(None))),
        "labels": optional(lists(texts())),
        "team_id": optional(either(texts(), values(None))),
        "advanced_configs": optional(either(maps(anything()), values(None))),
        "registry_credentials_id": optional(either(texts(), values(None))),
        "region": optional(either(texts(simplest="us"), values(None))),
        "guaranteed": optional(values(False, True)),
    },
    keeping=[
        {"gpu_count": optional(values(0)), "vm": optional(values(False))},
        {
            "gpu_count": optional(values(0)),
            "vm": values(True),
            "secrets": optional(either(maps(texts(), 0, 0), values(None))),
            "guaranteed": optional(values(False)),
        },
        {
            "gpu_count": integers(1, 8),
            "gpu_type": _gpu_type,
            "vm": values(True),
            "secrets": optional(either(maps(texts(), 0, 0), values(None))),
            "guaranteed": optional(values(False)),
        },
    ],
    breaking={
        "gpu_requires_type": [
            {
                "gpu_count": integers(1, 8),
                "gpu_type": optional(values(None)),
                "vm": values(True),
                "secrets": optional(either(maps(texts(), 0, 0), values(None))),
                "guaranteed": optional(values(False)),
            }
        ],
        "gpu_requires_vm": [
            {"gpu_count": integers(1, 8), "gpu_type": _gpu_type, "vm": optional(values(False))}
        ],
        "secrets_not_on_vm": [
            {
                "gpu_count": optional(values(0)),
                "vm": values(True),
                "secrets": maps(texts(), 1),
                "guaranteed": optional(values(False)),
            },
            {
                "gpu_count": integers(1, 8),
                "gpu_type": _gpu_type,
                "vm": values(True),
                "secrets": maps(texts(), 1),
                "guaranteed": optional(values(False)),
            },
        ],
        "guaranteed_not_on_vm": [
            {
                "gpu_count": optional(values(0)),
                "vm": values(True),
                "secrets": optional(either(maps(texts(), 0, 0), values(None))),
                "guaranteed": values(True),
            },
            {
                "gpu_count": integers(1, 8),
                "gpu_type": _gpu_type,
                "vm": values(True),
                "secrets": optional(either(maps(texts(), 0, 0), values(None))),
                "guaranteed": values(True),
            },
        ],
    },
    beside={
        "gpu_count": {
            "gpu_type": _gpu_type,
            "vm": values(True),
            "secrets": optional(either(maps(texts(), 0, 0), values(None))),
            "guaranteed": optional(values(False)),
        },
        "gpu_type": {"gpu_count": optional(values(0)), "vm": optional(values(False))},
        "vm": {
            "gpu_count": optional(values(0)),
            "secrets": optional(either(maps(texts(), 0, 0), values(None))),
            "guaranteed": optional(values(False)),
        },
        "secrets": {"gpu_count": optional(values(0)), "vm": optional(values(False))},
        "guaranteed": {"gpu_count": optional(values(0)), "vm": optional(values(False))},
    },
    others=anything(),
)

# Which sandboxes to delete, by identifier or by label.
_bulk_delete_sandboxes_request = record(
    {
        "sandbox_ids": optional(either(lists(texts(), 1, 500), values(None))),
        "labels": optional(either(lists(texts(), 1, 50), values(None))),
        "team_id": optional(either(texts(), values(None))),
        "user_id": optional(either(texts(), values(None))),
        "all_users": optional(values(False, True)),
    },
    keeping=[
        {"sandbox_ids": optional(values(None)), "all_users": optional(values(False))},
        {
            "sandbox_ids": lists(texts(), 1, 500),
            "labels": optional(values(None)),
            "all_users": optional(values(False)),
        },
        {"sandbox_ids": optional(values(None)), "team_id": texts(), "all_users": values(True)},
        {
            "sandbox_ids": lists(texts(), 1, 500),
            "labels": optional(values(None)),
            "team_id": texts(),
            "all_users": values(True),
        },
    ],
    breaking={
        "all_users_requires_team": [
            {
                "sandbox_ids": optional(values(None)),
                "team_id": optional(values(None)),
                "all_users": values(True),
            },
            {
                "sandbox_ids": lists(texts(), 1, 500),
                "labels": optional(values(None)),
                "team_id": optional(values(None)),
                "all_users": values(True),
            },
        ],
        "ids_or_labels": [
            {
                "sandbox_ids": lists(texts(), 1, 500),
                "labels": lists(texts(), 1, 50),
                "all_users": optional(values(False)),
            },
            {
                "sandbox_ids": lists(texts(), 1, 500),
                "labels": lists(texts(), 1, 50),
                "team_id": texts(),
                "all_users": values(True),
            },
        ],
    },
    beside={
        "all_users": {"sandbox_ids": optional(values(None)), "team_id": texts()},
        "team_id": {"sandbox_ids": optional(values(None)), "all_users": optional(values(False))},
        "sandbox_ids": {"labels": optional(values(None)), "all_users": optional(values(False))},
        "labels": {"sandbox_ids": optional(values(None)), "all_users": optional(values(False))},
    },
    others=anything(),
)

# Where a sandbox stands in its life.
_sandbox_status = values("PENDING", "PROVISIONING", "RUNNING", "PAUSED", "ERROR", "TERMINATED")

_list_sandboxes_parameters = record(
    {
        "team_id": optional(in_query(texts())),
        "user_id": optional(in_query(texts())),
        "status": optional(in_query(_sandbox_status)),
        "is_active": optional(in_query(values(False, True))),
        "labels": optional(in_query(lists(texts()))),
        "page": optional(in_query(integers(1, simplest=1))),
        "per_page": optional(in_query(integers(1, 1000, simplest=50))),
    }
)

_get_sandbox_parameters = record({"sandbox_id": in_path(texts())})

_delete_sandbox_parameters = record({"sandbox_id": in_path(texts())})

_get_sandbox_logs_parameters = record({"sandbox_id": in_path(texts())})

_create_sandbox_auth_parameters = record({"sandbox_id": in_path(texts())})

_get_sandbox_error_context_parameters = record({"sandbox_id": in_path(texts())})


def create_sandbox_bodies(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Bodies of POST /api/v1/sandbox that keep every rule.

    Name a field to pin it, or to draw it from elsewhere.
    Rules: gpu_requires_type, gpu_requires_vm, secrets_not_on_vm, guaranteed_not_on_vm.
    """
    return bodies(_create_sandbox_request, fields)


def create_sandbox_bodies_breaking(
    rule: Literal[
        "gpu_requires_type", "gpu_requires_vm", "secrets_not_on_vm", "guaranteed_not_on_vm"
    ],
    /,
    **fields: Narrowing,
) -> SearchStrategy[dict[str, Any]]:
    """Bodies of POST /api/v1/sandbox that break one rule and nothing else."""
    return bodies_breaking(_create_sandbox_request, rule, fields)


def create_sandbox_faults() -> SearchStrategy[dict[str, Any]]:
    """Bodies of POST /api/v1/sandbox with exactly one fault."""
    return faults(_create_sandbox_request)


def bulk_delete_sandboxes_bodies(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Bodies of DELETE /api/v1/sandbox that keep every rule.

    Name a field to pin it, or to draw it from elsewhere.
    Rules: all_users_requires_team, ids_or_labels.
    """
    return bodies(_bulk_delete_sandboxes_request, fields)


def bulk_delete_sandboxes_bodies_breaking(
    rule: Literal["all_users_requires_team", "ids_or_labels"], /, **fields: Narrowing
) -> SearchStrategy[dict[str, Any]]:
    """Bodies of DELETE /api/v1/sandbox that break one rule and nothing else."""
    return bodies_breaking(_bulk_delete_sandboxes_request, rule, fields)


def bulk_delete_sandboxes_faults() -> SearchStrategy[dict[str, Any]]:
    """Bodies of DELETE /api/v1/sandbox with exactly one fault."""
    return faults(_bulk_delete_sandboxes_request)


def list_sandboxes_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of GET /api/v1/sandbox, by name."""
    return bodies(_list_sandboxes_parameters, fields)


def get_sandbox_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of GET /api/v1/sandbox/{sandbox_id}, by name."""
    return bodies(_get_sandbox_parameters, fields)


def delete_sandbox_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of DELETE /api/v1/sandbox/{sandbox_id}, by name."""
    return bodies(_delete_sandbox_parameters, fields)


def get_sandbox_logs_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of GET /api/v1/sandbox/{sandbox_id}/logs, by name."""
    return bodies(_get_sandbox_logs_parameters, fields)


def create_sandbox_auth_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of POST /api/v1/sandbox/{sandbox_id}/auth, by name."""
    return bodies(_create_sandbox_auth_parameters, fields)


def get_sandbox_error_context_parameters(**fields: Narrowing) -> SearchStrategy[dict[str, Any]]:
    """Parameters of GET /api/v1/sandbox/{sandbox_id}/error-context, by name."""
    return bodies(_get_sandbox_error_context_parameters, fields)


MODELS = registered(
    (models.CreateSandboxRequest, _create_sandbox_request),
    (models.BulkDeleteSandboxesRequest, _bulk_delete_sandboxes_request),
)
"""The models of requests: `st.from_type` draws them."""
