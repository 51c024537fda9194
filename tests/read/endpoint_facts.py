"""What the documentation says of the sandbox API, one row a fact, typed from its pages and not from the document.

A row spells one field: its type as the page prints it, then its keywords by name, then whether it is required. The
rows of `CreateSandboxRequest` and `Sandbox`, both enumerations and the limit of create come from the page of the
create endpoint, in the page's order; the siblings from their own pages and the service's later document.
"""

import json

Facts = dict[str, tuple[str, ...]]
"""The rows of each subject: the document, an operation (`POST /path`), a schema by name."""

SETTLED = (
    "openapi 3.1.0",
    "title Sandbox API",
    "version 0.1.0",
    "server https://api.primeintellect.ai",
    'security {"bearer": []}',
    "scheme bearer: http bearer",
    "tag sandboxes",
)

ERRORS = (
    "401: Error",
    "402: Error",
    "403: Error",
    "404: Error",
    "409: Error",
    "422: ValidationErrors",
    "429: Error",
    "500: Error",
    "503: Error",
)


def errors_without(*statuses: str) -> tuple[str, ...]:
    """The rows of the shared refusals, less those of the statuses that make no sense for an operation."""
    return tuple(row for row in ERRORS if row[:3] not in statuses)


OPERATIONS: Facts = {
    "POST /api/v1/sandbox": (
        "id create_sandbox",
        "tag sandboxes",
        "500 requests in 60 s per ip, token",
        "body CreateSandboxRequest, required",
        "201: Sandbox",
        *ERRORS,
    ),
    "GET /api/v1/sandbox": (
        "id list_sandboxes",
        "tag sandboxes",
        "1000 requests in 60 s per ip, token",
        "query team_id: string",
        "query user_id: string",
        "query status: SandboxStatus",
        "query is_active: boolean",
        "query labels: string[]",
        "query page: integer, default 1, minimum 1",
        "query per_page: integer, default 50, maximum 1000, minimum 1",
        "200: SandboxList",
        *errors_without("404", "409"),
    ),
    "DELETE /api/v1/sandbox": (
        "id bulk_delete_sandboxes",
        "tag sandboxes",
        "50 requests in 60 s per ip, token",
        "body BulkDeleteSandboxesRequest, required",
        "200: BulkDeleteSandboxesResult",
        *errors_without("404"),
    ),
    "GET /api/v1/sandbox/{sandbox_id}": (
        "id get_sandbox",
        "tag sandboxes",
        "300 requests in 60 s per ip, token, sandbox_id",
        "path sandbox_id: string, required",
        "200: Sandbox",
        *errors_without("409"),
    ),
    "DELETE /api/v1/sandbox/{sandbox_id}": (
        "id delete_sandbox",
        "tag sandboxes",
        "500 requests in 60 s per ip, token",
        "path sandbox_id: string, required",
        "200: DeleteSandboxResult",
        *ERRORS,
    ),
    "GET /api/v1/sandbox/{sandbox_id}/logs": (
        "id get_sandbox_logs",
        "tag sandboxes",
        "300 requests in 60 s per ip, token, sandbox_id",
        "path sandbox_id: string, required",
        "200: SandboxLogs",
        *errors_without("409"),
    ),
    "POST /api/v1/sandbox/{sandbox_id}/auth": (
        "id create_sandbox_auth",
        "tag sandboxes",
        "120 requests in 60 s per ip, token, sandbox_id",
        "path sandbox_id: string, required",
        "200: SandboxAuth",
        *ERRORS,
    ),
    "GET /api/v1/sandbox/{sandbox_id}/error-context": (
        "id get_sandbox_error_context",
        "tag sandboxes",
        "600 requests in 60 s per ip, token, sandbox_id",
        "path sandbox_id: string, required",
        "200: SandboxErrorContext",
        *errors_without("409"),
    ),
}

REQUEST = (
    "name: string, maxLength 100, minLength 1, required",
    'docker_image: string, examples ["python:3.11-slim"], minLength 1, required',
    "start_command: string | null",
    "cpu_cores: number, default 1, maximum 16, minimum 0.1",
    "memory_gb: number, default 2, maximum 64, minimum 0.1",
    "disk_size_gb: number, default 10, maximum 1000, minimum 0.1",
    "gpu_count: integer, default 0, maximum 8, minimum 0",
    "gpu_type: GPUType | null",
    "vm: boolean, default false",
    "network_access: boolean, default true",
    "timeout_minutes: integer, default 60, maximum 1440, minimum 1",
    "environment_vars: map of string | null, open",
    "secrets: map of string | null, open, writeOnly true",
    "labels: string[]",
    "team_id: string | null",
    "advanced_configs: object | null, open",
    "registry_credentials_id: string | null",
    'region: string | null, default "us", examples ["us", "india"], open',
    'guaranteed: boolean, default false, privileged "admin"',
)

REQUEST_RULES = (
    "rule gpu_requires_type",
    "question cpu_node_with_gpus, open",
    "rule gpu_requires_vm",
    "rule secrets_not_on_vm",
    "question empty_secrets_on_vm, open",
    "rule guaranteed_not_on_vm, open",
)

RESPONSE = (
    "id: string, required",
    "name: string, required",
    "dockerImage: string, required",
    "startCommand: string | null, required",
    "cpuCores: number, required",
    "memoryGB: number, required",
    "diskSizeGB: number, required",
    "diskMountPath: string, required",
    "gpuCount: integer, required",
    "networkAccess: boolean, required",
    "status: SandboxStatus, required",
    "timeoutMinutes: integer, required",
    "environmentVars: map of string | null, required",
    "advancedConfigs: object | null, required",
    'createdAt: string, format "date-time", required',
    'updatedAt: string, format "date-time", required',
    'startedAt: string | null, format "date-time", required',
    'terminatedAt: string | null, format "date-time", required',
    "userId: string | null, required",
    "teamId: string | null, required",
    "kubernetesJobId: string | null, required",
    "gpuType: GPUType | null",
    "vm: boolean, default false",
    "labels: string[]",
    "exitCode: integer | null",
    "errorType: string | null",
    "errorMessage: string | null",
    'region: string, default "us"',
    "registryCredentialsId: string | null",
)

LIFECYCLE = {
    "field": "status",
    "initial": "PENDING",
    "final": ["TERMINATED", "ERROR"],
    "steps": [
        {"from": "PENDING", "to": "PROVISIONING", "after": 0.5},
        {
            "from": "PROVISIONING",
            "to": "ERROR",
            "after": 0.5,
            "when": {"required": ["dockerImage"], "properties": {"dockerImage": {"pattern": "^invalid/"}}},
            "set": {
                "errorType": "IMAGE_PULL_FAILED",
                "errorMessage": "The image could not be pulled.",
                "terminatedAt": "now",
            },
        },
        {"from": "PROVISIONING", "to": "RUNNING", "after": 0.5, "set": {"startedAt": "now"}},
        {
            "from": "RUNNING",
            "to": "TERMINATED",
            "after": {"field": "timeoutMinutes", "seconds": 60},
            "set": {"terminatedAt": "now"},
        },
    ],
    "delete": {"to": "TERMINATED", "set": {"terminatedAt": "now"}},
}

STATUSES = ("PENDING", "PROVISIONING", "RUNNING", "PAUSED", "ERROR", "TERMINATED")

# As the page lists them, RTX3070_8GB twice.
GPU_LINES = """
CPU_NODE A10_24GB A100_80GB A100_40GB A30_24GB A40_48GB B200_180GB B300_262GB RTX3070_8GB RTX3070_8GB RTX3080_10GB
RTX3080Ti_12GB RTX3090_24GB RTX3090Ti_24GB RTX4070Ti_12GB RTX4080_16GB RTX4080Ti_16GB RTX4090_24GB RTX5090_32GB
H100_80GB H200_96GB GH200_96GB H200_141GB GH200_480GB GH200_624GB L4_24GB L40_48GB L40S_48GB RTX4000_8GB RTX5000_16GB
RTX6000_24GB RTX8000_48GB RTX2000Ada_16GB RTX4000Ada_20GB RTX5000Ada_32GB RTX6000Ada_48GB A2000_6GB A4000_16GB
A4500_20GB A5000_24GB A6000_48GB V100_16GB V100_32GB P100_16GB T4_16GB P4_8GB P40_24GB RTX_PRO_6000B_96GB
"""
GPU_TYPES = tuple(dict.fromkeys(GPU_LINES.split()))

SCHEMAS: Facts = {
    "CreateSandboxRequest": ("object", *REQUEST, *REQUEST_RULES),
    "Sandbox": (f"object, x-fencepost-lifecycle {json.dumps(LIFECYCLE)}", *RESPONSE),
    "SandboxStatus": ("string", *STATUSES),
    "GPUType": ("string", *GPU_TYPES),
    "SandboxList": (
        "object",
        "sandboxes: Sandbox[], required",
        "total: integer, required",
        "page: integer, required",
        "per_page: integer, required",
        "has_next: boolean, required",
    ),
    "BulkDeleteSandboxesRequest": (
        "object",
        "sandbox_ids: string[] | null, maxItems 500, minItems 1",
        "labels: string[] | null, maxItems 50, minItems 1",
        "team_id: string | null",
        "user_id: string | null",
        'all_users: boolean, default false, privileged "admin"',
        "rule all_users_requires_team",
        "rule ids_or_labels, open",
        "question nothing_named, open",
    ),
    "BulkDeleteSandboxesResult": (
        "object",
        "message: string, required",
        "succeeded: string[]",
        "failed: map of string[]",
    ),
    "DeleteSandboxResult": ("object", "success: boolean, required", "message: string, required"),
    "SandboxLogs": ("object", "logs: string, required"),
    "SandboxAuth": (
        "object",
        "token: string, required",
        "gateway_url: string, required",
        "user_ns: string, required",
        "job_id: string, required",
        'expires_at: string, format "date-time", required',
    ),
    "SandboxErrorContext": (
        "object",
        "status: string | null",
        "errorType: string | null",
        "errorMessage: string | null",
    ),
    "ValidationErrors": ("object", "errors: ErrorDetail[], required"),
    "ErrorDetail": ("object", "param: string, required", "details: string, required"),
    "Error": ("object", "detail: string, required"),
}

FACTS: Facts = {"document": (*SETTLED, *OPERATIONS), **OPERATIONS, **SCHEMAS}
"""Everything that is counted; the document's own rows end with its operations."""
