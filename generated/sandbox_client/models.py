# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""What goes over the wire: each body and enumeration of the document, in its order."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, JsonValue, StrictBool, model_validator

from ._runtime.model import Model
from ._runtime.rules import check_rules
from ._runtime.scalars import Choice, DateTime, Integer, NotNull, Number
from .rules import BULK_DELETE_SANDBOXES_REQUEST_RULES, CREATE_SANDBOX_REQUEST_RULES


class SandboxStatus(Choice):
    """Where a sandbox stands in its life.

    Source: sandbox.yaml#/components/schemas/SandboxStatus
    """

    PENDING = "PENDING"
    PROVISIONING = "PROVISIONING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    ERROR = "ERROR"
    TERMINATED = "TERMINATED"


class GPUType(Choice):
    """A GPU and its memory.

    Source: sandbox.yaml#/components/schemas/GPUType
    """

    CPU_NODE = "CPU_NODE"
    A10_24GB = "A10_24GB"
    A100_80GB = "A100_80GB"
    A100_40GB = "A100_40GB"
    A30_24GB = "A30_24GB"
    A40_48GB = "A40_48GB"
    B200_180GB = "B200_180GB"
    B300_262GB = "B300_262GB"
    RTX3070_8GB = "RTX3070_8GB"
    RTX3080_10GB = "RTX3080_10GB"
    RTX3080TI_12GB = "RTX3080Ti_12GB"
    RTX3090_24GB = "RTX3090_24GB"
    RTX3090TI_24GB = "RTX3090Ti_24GB"
    RTX4070TI_12GB = "RTX4070Ti_12GB"
    RTX4080_16GB = "RTX4080_16GB"
    RTX4080TI_16GB = "RTX4080Ti_16GB"
    RTX4090_24GB = "RTX4090_24GB"
    RTX5090_32GB = "RTX5090_32GB"
    H100_80GB = "H100_80GB"
    H200_96GB = "H200_96GB"
    GH200_96GB = "GH200_96GB"
    H200_141GB = "H200_141GB"
    GH200_480GB = "GH200_480GB"
    GH200_624GB = "GH200_624GB"
    L4_24GB = "L4_24GB"
    L40_48GB = "L40_48GB"
    L40S_48GB = "L40S_48GB"
    RTX4000_8GB = "RTX4000_8GB"
    RTX5000_16GB = "RTX5000_16GB"
    RTX6000_24GB = "RTX6000_24GB"
    RTX8000_48GB = "RTX8000_48GB"
    RTX2000ADA_16GB = "RTX2000Ada_16GB"
    RTX4000ADA_20GB = "RTX4000Ada_20GB"
    RTX5000ADA_32GB = "RTX5000Ada_32GB"
    RTX6000ADA_48GB = "RTX6000Ada_48GB"
    A2000_6GB = "A2000_6GB"
    A4000_16GB = "A4000_16GB"
    A4500_20GB = "A4500_20GB"
    A5000_24GB = "A5000_24GB"
    A6000_48GB = "A6000_48GB"
    V100_16GB = "V100_16GB"
    V100_32GB = "V100_32GB"
    P100_16GB = "P100_16GB"
    T4_16GB = "T4_16GB"
    P4_8GB = "P4_8GB"
    P40_24GB = "P40_24GB"
    RTX_PRO_6000B_96GB = "RTX_PRO_6000B_96GB"


class CreateSandboxRequest(Model):
    """What the new sandbox is to be.

    Rules: gpu_requires_type, gpu_requires_vm, secrets_not_on_vm, guaranteed_not_on_vm.
    Source: sandbox.yaml#/components/schemas/CreateSandboxRequest
    """

    name: Annotated[str, Field(max_length=100, min_length=1)]
    """Sandbox name."""

    docker_image: Annotated[str, Field(min_length=1)]
    """Docker image to run."""

    start_command: str | None = None
    """Command to run in the container."""

    cpu_cores: Annotated[Number, Field(ge=0.1, le=16)] = 1
    """CPU cores required."""

    memory_gb: Annotated[Number, Field(ge=0.1, le=64)] = 2
    """Memory in GB."""

    disk_size_gb: Annotated[Number, Field(ge=0.1, le=1000)] = 10
    """Disk size in GB."""

    gpu_count: Annotated[Integer, Field(ge=0, le=8)] = 0
    """Number of GPUs."""

    gpu_type: GPUType | None = None
    """GPU type. Required when gpu_count > 0."""

    vm: StrictBool = False
    """Create a VM sandbox on the VM sandbox infrastructure. Required when requesting GPUs."""

    network_access: StrictBool = True
    """Allow outbound internet access."""

    timeout_minutes: Annotated[Integer, Field(ge=1, le=1440)] = 60
    """Max execution time in minutes."""

    environment_vars: dict[str, str] | None = None
    """Environment variables."""

    secrets: Annotated[dict[str, str] | None, Field(repr=False)] = None
    """Sensitive environment variables. Supported for CPU sandboxes only; VM sandboxes reject this
    field.
    """

    labels: NotNull[list[str]] = None
    """Tags or labels for the sandbox."""

    team_id: str | None = None
    """Team ID for team sandboxes."""

    advanced_configs: dict[str, JsonValue] | None = None
    """Advanced configuration options."""

    registry_credentials_id: str | None = None
    """Registry credentials ID for pulling private images."""

    region: str | None = "us"
    """Cluster region for the sandbox. Defaults to us."""

    guaranteed: StrictBool = False
    """Admin or manager only. When true, schedule the sandbox with CPU and memory requests equal to
    its limits (Guaranteed QoS), bypassing the default oversubscription multiplier. Not
    applicable to VM sandboxes.
    """

    @model_validator(mode="after")
    def _check_rules(self) -> Self:
        """Raise one error with a line for each broken rule."""
        return check_rules(self, CREATE_SANDBOX_REQUEST_RULES)


class Sandbox(Model):
    """A sandbox as the service knows it.

    Source: sandbox.yaml#/components/schemas/Sandbox
    """

    id: str
    """Identifier of the sandbox."""

    name: str
    """Sandbox name."""

    docker_image: Annotated[str, Field(alias="dockerImage")]
    """Docker image that runs."""

    start_command: Annotated[str | None, Field(alias="startCommand")]
    """Command that runs in the container."""

    cpu_cores: Annotated[Number, Field(alias="cpuCores")]
    """CPU cores."""

    memory_gb: Annotated[Number, Field(alias="memoryGB")]
    """Memory in GB."""

    disk_size_gb: Annotated[Number, Field(alias="diskSizeGB")]
    """Disk size in GB."""

    disk_mount_path: Annotated[str, Field(alias="diskMountPath")]
    """Where the disk is mounted."""

    gpu_count: Annotated[Integer, Field(alias="gpuCount")]
    """Number of GPUs."""

    network_access: Annotated[StrictBool, Field(alias="networkAccess")]
    """Whether outbound internet access is allowed."""

    status: SandboxStatus | str
    """Where a sandbox stands in its life."""

    timeout_minutes: Annotated[Integer, Field(alias="timeoutMinutes")]
    """Max execution time in minutes, counted from startedAt."""

    environment_vars: Annotated[dict[str, str] | None, Field(alias="environmentVars")]
    """Environment variables."""

    advanced_configs: Annotated[dict[str, JsonValue] | None, Field(alias="advancedConfigs")]
    """Advanced configuration options."""

    created_at: Annotated[DateTime, Field(alias="createdAt")]
    """When the sandbox was created."""

    updated_at: Annotated[DateTime, Field(alias="updatedAt")]
    """When the record last changed."""

    started_at: Annotated[DateTime | None, Field(alias="startedAt")]
    """When the sandbox began to run; null until then."""

    terminated_at: Annotated[DateTime | None, Field(alias="terminatedAt")]
    """When the sandbox ended; null until then."""

    user_id: Annotated[str | None, Field(alias="userId")]
    """User who created the sandbox."""

    team_id: Annotated[str | None, Field(alias="teamId")]
    """Team the sandbox belongs to."""

    kubernetes_job_id: Annotated[str | None, Field(alias="kubernetesJobId")]
    """Job that runs the sandbox."""

    gpu_type: Annotated[GPUType | str | None, Field(alias="gpuType")] = None
    """GPU type."""

    vm: StrictBool = False
    """Whether the sandbox is a virtual machine."""

    labels: NotNull[list[str]] = None
    """Tags or labels of the sandbox."""

    exit_code: Annotated[Integer | None, Field(alias="exitCode")] = None
    """Exit code of the start command, once it has ended."""

    error_type: Annotated[str | None, Field(alias="errorType")] = None
    """Kind of failure, such as OOM_KILLED, TIMEOUT or IMAGE_PULL_FAILED."""

    error_message: Annotated[str | None, Field(alias="errorMessage")] = None
    """What went wrong, in words."""

    region: str = "us"
    """Cluster region of the sandbox."""

    registry_credentials_id: Annotated[str | None, Field(alias="registryCredentialsId")] = None
    """Registry credentials ID the image was pulled with."""


class SandboxList(Model):
    """One page of sandboxes.

    Source: sandbox.yaml#/components/schemas/SandboxList
    """

    sandboxes: list[Sandbox]
    """The sandboxes of this page."""

    total: Integer
    """Sandboxes on all pages."""

    page: Integer
    """Number of this page."""

    per_page: Integer
    """Sandboxes on a page."""

    has_next: StrictBool
    """Whether another page follows."""


class BulkDeleteSandboxesRequest(Model):
    """Which sandboxes to delete, by identifier or by label.

    Rules: all_users_requires_team, ids_or_labels.
    Source: sandbox.yaml#/components/schemas/BulkDeleteSandboxesRequest
    """

    sandbox_ids: Annotated[list[str] | None, Field(max_length=500, min_length=1)] = None
    """Identifiers of the sandboxes to delete."""

    labels: Annotated[list[str] | None, Field(max_length=50, min_length=1)] = None
    """Delete the sandboxes that carry all of these labels."""

    team_id: str | None = None
    """Team to look in; needed with all_users and for sandboxes of another user."""

    user_id: str | None = None
    """Whose sandboxes to delete, the caller's by default; another user takes an admin of the team.
    """

    all_users: StrictBool = False
    """Delete sandboxes of all users of the team; takes an admin of the team in team_id."""

    @model_validator(mode="after")
    def _check_rules(self) -> Self:
        """Raise one error with a line for each broken rule."""
        return check_rules(self, BULK_DELETE_SANDBOXES_REQUEST_RULES)


class BulkDeleteSandboxesResult(Model):
    """What a bulk delete did.

    Source: sandbox.yaml#/components/schemas/BulkDeleteSandboxesResult
    """

    message: str
    """The outcome in words."""

    succeeded: NotNull[list[str]] = None
    """Identifiers of the sandboxes that were deleted."""

    failed: NotNull[list[dict[str, str]]] = None
    """What was not deleted and why, under sandbox_id and error."""


class DeleteSandboxResult(Model):
    """What a delete did.

    Source: sandbox.yaml#/components/schemas/DeleteSandboxResult
    """

    success: StrictBool
    """Whether the sandbox was told to end."""

    message: str
    """The outcome in words."""


class SandboxLogs(Model):
    """What a sandbox has written.

    Source: sandbox.yaml#/components/schemas/SandboxLogs
    """

    logs: str
    """The logs as one text."""


class SandboxAuth(Model):
    """A token for the gateway of one sandbox, and where that is.

    Source: sandbox.yaml#/components/schemas/SandboxAuth
    """

    token: str
    """Token to send to the gateway as bearer token."""

    gateway_url: str
    """Address of the gateway."""

    user_ns: str
    """First part of the path at the gateway."""

    job_id: str
    """Second part of the path at the gateway."""

    expires_at: DateTime
    """When the token ends."""


class SandboxErrorContext(Model):
    """Why a sandbox failed.

    Source: sandbox.yaml#/components/schemas/SandboxErrorContext
    """

    status: str | None = None
    """Status of the sandbox."""

    error_type: Annotated[str | None, Field(alias="errorType")] = None
    """Kind of failure."""

    error_message: Annotated[str | None, Field(alias="errorMessage")] = None
    """What went wrong, in words."""


class ValidationErrors(Model):
    """Every fault of a refused request.

    Source: sandbox.yaml#/components/schemas/ValidationErrors
    """

    errors: list[ErrorDetail]
    """One entry a fault."""


class ErrorDetail(Model):
    """One fault of a refused request.

    Source: sandbox.yaml#/components/schemas/ErrorDetail
    """

    param: str
    """Name of the field at fault as it is sent, dotted below the root."""

    details: str
    """What is wrong with it."""


class Error(Model):
    """A refusal in words.

    Source: sandbox.yaml#/components/schemas/Error
    """

    detail: str
    """What went wrong."""


class ListSandboxesParameters(Model):
    """The arguments of list_sandboxes outside its body.

    Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/get
    """

    team_id: NotNull[str] = None
    """Only sandboxes of this team."""

    user_id: NotNull[str] = None
    """Only sandboxes of this user; another user than the caller takes an admin of the team in
    team_id.
    """

    status: NotNull[SandboxStatus] = None
    """Only sandboxes in this status."""

    is_active: NotNull[StrictBool] = None
    """With true, terminated sandboxes are left out."""

    labels: NotNull[list[str]] = None
    """Only sandboxes that carry all of these labels; the parameter is repeated."""

    page: Annotated[Integer, Field(ge=1)] = 1
    """Number of the page, from 1."""

    per_page: Annotated[Integer, Field(ge=1, le=1000)] = 50
    """Sandboxes on a page."""
