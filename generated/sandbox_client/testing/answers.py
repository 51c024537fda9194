# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Strategies for answers of Sandbox API: right ones, and such with one fault."""

from hypothesis.strategies import SearchStrategy

from ._drawing import (
    Answer,
    answers,
    anything,
    documented,
    either,
    faulty_answers,
    formatted,
    integers,
    lists,
    maps,
    numbers,
    optional,
    record,
    texts,
    values,
)

# Where a sandbox stands in its life.
_sandbox_status = values("PENDING", "PROVISIONING", "RUNNING", "PAUSED", "ERROR", "TERMINATED")

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

# A sandbox as the service knows it.
_sandbox = record(
    {
        "id": texts(),
        "name": texts(),
        "dockerImage": texts(),
        "startCommand": either(texts(), values(None)),
        "cpuCores": numbers(),
        "memoryGB": numbers(),
        "diskSizeGB": numbers(),
        "diskMountPath": texts(),
        "gpuCount": integers(),
        "networkAccess": values(False, True),
        "status": _sandbox_status,
        "timeoutMinutes": integers(),
        "environmentVars": either(maps(texts()), values(None)),
        "advancedConfigs": either(maps(anything()), values(None)),
        "createdAt": formatted("date-time"),
        "updatedAt": formatted("date-time"),
        "startedAt": either(formatted("date-time"), values(None)),
        "terminatedAt": either(formatted("date-time"), values(None)),
        "userId": either(texts(), values(None)),
        "teamId": either(texts(), values(None)),
        "kubernetesJobId": either(texts(), values(None)),
        "gpuType": optional(either(_gpu_type, values(None))),
        "vm": optional(values(False, True)),
        "labels": optional(lists(texts())),
        "exitCode": optional(either(integers(), values(None))),
        "errorType": optional(either(texts(), values(None))),
        "errorMessage": optional(either(texts(), values(None))),
        "region": optional(texts(simplest="us")),
        "registryCredentialsId": optional(either(texts(), values(None))),
    },
    others=anything(),
)

# A refusal in words.
_error = record({"detail": texts()}, others=anything())

# One fault of a refused request.
_error_detail = record({"param": texts(), "details": texts()}, others=anything())

# Every fault of a refused request.
_validation_errors = record({"errors": lists(_error_detail.values)}, others=anything())

_create_sandbox_documented = (
    documented("201", "application/json", _sandbox.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("409", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# One page of sandboxes.
_sandbox_list = record(
    {
        "sandboxes": lists(_sandbox.values),
        "total": integers(),
        "page": integers(),
        "per_page": integers(),
        "has_next": values(False, True),
    },
    others=anything(),
)

_list_sandboxes_documented = (
    documented("200", "application/json", _sandbox_list.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# What a bulk delete did.
_bulk_delete_sandboxes_result = record(
    {
        "message": texts(),
        "succeeded": optional(lists(texts())),
        "failed": optional(lists(maps(texts()))),
    },
    others=anything(),
)

_bulk_delete_sandboxes_documented = (
    documented("200", "application/json", _bulk_delete_sandboxes_result.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("409", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

_get_sandbox_documented = (
    documented("200", "application/json", _sandbox.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# What a delete did.
_delete_sandbox_result = record(
    {"success": values(False, True), "message": texts()}, others=anything()
)

_delete_sandbox_documented = (
    documented("200", "application/json", _delete_sandbox_result.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("409", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# What a sandbox has written.
_sandbox_logs = record({"logs": texts()}, others=anything())

_get_sandbox_logs_documented = (
    documented("200", "application/json", _sandbox_logs.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# A token for the gateway of one sandbox, and where that is.
_sandbox_auth = record(
    {
        "token": texts(),
        "gateway_url": texts(),
        "user_ns": texts(),
        "job_id": texts(),
        "expires_at": formatted("date-time"),
    },
    others=anything(),
)

_create_sandbox_auth_documented = (
    documented("200", "application/json", _sandbox_auth.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("409", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)

# Why a sandbox failed.
_sandbox_error_context = record(
    {
        "status": optional(either(texts(), values(None))),
        "errorType": optional(either(texts(), values(None))),
        "errorMessage": optional(either(texts(), values(None))),
    },
    others=anything(),
)

_get_sandbox_error_context_documented = (
    documented("200", "application/json", _sandbox_error_context.values),
    documented("401", "application/json", _error.values),
    documented("402", "application/json", _error.values),
    documented("403", "application/json", _error.values),
    documented("404", "application/json", _error.values),
    documented("422", "application/json", _validation_errors.values),
    documented("429", "application/json", _error.values),
    documented("500", "application/json", _error.values),
    documented("503", "application/json", _error.values),
)


def create_sandbox_answers() -> SearchStrategy[Answer]:
    """Right answers of POST /api/v1/sandbox."""
    return answers(_create_sandbox_documented)


def create_sandbox_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of POST /api/v1/sandbox with one fault."""
    return faulty_answers(_create_sandbox_documented)


def list_sandboxes_answers() -> SearchStrategy[Answer]:
    """Right answers of GET /api/v1/sandbox."""
    return answers(_list_sandboxes_documented)


def list_sandboxes_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of GET /api/v1/sandbox with one fault."""
    return faulty_answers(_list_sandboxes_documented)


def bulk_delete_sandboxes_answers() -> SearchStrategy[Answer]:
    """Right answers of DELETE /api/v1/sandbox."""
    return answers(_bulk_delete_sandboxes_documented)


def bulk_delete_sandboxes_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of DELETE /api/v1/sandbox with one fault."""
    return faulty_answers(_bulk_delete_sandboxes_documented)


def get_sandbox_answers() -> SearchStrategy[Answer]:
    """Right answers of GET /api/v1/sandbox/{sandbox_id}."""
    return answers(_get_sandbox_documented)


def get_sandbox_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of GET /api/v1/sandbox/{sandbox_id} with one fault."""
    return faulty_answers(_get_sandbox_documented)


def delete_sandbox_answers() -> SearchStrategy[Answer]:
    """Right answers of DELETE /api/v1/sandbox/{sandbox_id}."""
    return answers(_delete_sandbox_documented)


def delete_sandbox_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of DELETE /api/v1/sandbox/{sandbox_id} with one fault."""
    return faulty_answers(_delete_sandbox_documented)


def get_sandbox_logs_answers() -> SearchStrategy[Answer]:
    """Right answers of GET /api/v1/sandbox/{sandbox_id}/logs."""
    return answers(_get_sandbox_logs_documented)


def get_sandbox_logs_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of GET /api/v1/sandbox/{sandbox_id}/logs with one fault."""
    return faulty_answers(_get_sandbox_logs_documented)


def create_sandbox_auth_answers() -> SearchStrategy[Answer]:
    """Right answers of POST /api/v1/sandbox/{sandbox_id}/auth."""
    return answers(_create_sandbox_auth_documented)


def create_sandbox_auth_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of POST /api/v1/sandbox/{sandbox_id}/auth with one fault."""
    return faulty_answers(_create_sandbox_auth_documented)


def get_sandbox_error_context_answers() -> SearchStrategy[Answer]:
    """Right answers of GET /api/v1/sandbox/{sandbox_id}/error-context."""
    return answers(_get_sandbox_error_context_documented)


def get_sandbox_error_context_faulty_answers() -> SearchStrategy[Answer]:
    """Answers of GET /api/v1/sandbox/{sandbox_id}/error-context with one fault."""
    return faulty_answers(_get_sandbox_error_context_documented)
