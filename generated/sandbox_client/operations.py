# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Every operation on one page: method, path, arguments, answers, credentials."""

from __future__ import annotations

from typing import Final

from . import models
from ._runtime.operation import Json, Operation
from ._runtime.parameters import Parameter

_SANDBOX_ID: Final = Parameter(argument="sandbox_id", name="sandbox_id", place="path")

CREATE_SANDBOX: Final = Operation(
    id="create_sandbox",
    method="POST",
    path="/api/v1/sandbox",
    body=models.CreateSandboxRequest,
    answers={201: Json(models.Sandbox)},
    refusals=(401, 402, 403, 404, 409, 422, 429, 500, 503),
    security=("bearer",),
)

LIST_SANDBOXES: Final = Operation(
    id="list_sandboxes",
    method="GET",
    path="/api/v1/sandbox",
    parameters=models.ListSandboxesParameters,
    places=(
        Parameter(argument="team_id", name="team_id", place="query", style="form", explode=True),
        Parameter(argument="user_id", name="user_id", place="query", style="form", explode=True),
        Parameter(argument="status", name="status", place="query", style="form", explode=True),
        Parameter(
            argument="is_active", name="is_active", place="query", style="form", explode=True
        ),
        Parameter(argument="labels", name="labels", place="query", style="form", explode=True),
        Parameter(argument="page", name="page", place="query", style="form", explode=True),
        Parameter(argument="per_page", name="per_page", place="query", style="form", explode=True),
    ),
    answers={200: Json(models.SandboxList)},
    refusals=(401, 402, 403, 422, 429, 500, 503),
    security=("bearer",),
)

BULK_DELETE_SANDBOXES: Final = Operation(
    id="bulk_delete_sandboxes",
    method="DELETE",
    path="/api/v1/sandbox",
    body=models.BulkDeleteSandboxesRequest,
    answers={200: Json(models.BulkDeleteSandboxesResult)},
    refusals=(401, 402, 403, 409, 422, 429, 500, 503),
    security=("bearer",),
)

GET_SANDBOX: Final = Operation(
    id="get_sandbox",
    method="GET",
    path="/api/v1/sandbox/{sandbox_id}",
    places=(_SANDBOX_ID,),
    answers={200: Json(models.Sandbox)},
    refusals=(401, 402, 403, 404, 422, 429, 500, 503),
    security=("bearer",),
)

DELETE_SANDBOX: Final = Operation(
    id="delete_sandbox",
    method="DELETE",
    path="/api/v1/sandbox/{sandbox_id}",
    places=(_SANDBOX_ID,),
    answers={200: Json(models.DeleteSandboxResult)},
    refusals=(401, 402, 403, 404, 409, 422, 429, 500, 503),
    security=("bearer",),
)

GET_SANDBOX_LOGS: Final = Operation(
    id="get_sandbox_logs",
    method="GET",
    path="/api/v1/sandbox/{sandbox_id}/logs",
    places=(_SANDBOX_ID,),
    answers={200: Json(models.SandboxLogs)},
    refusals=(401, 402, 403, 404, 422, 429, 500, 503),
    security=("bearer",),
)

CREATE_SANDBOX_AUTH: Final = Operation(
    id="create_sandbox_auth",
    method="POST",
    path="/api/v1/sandbox/{sandbox_id}/auth",
    places=(_SANDBOX_ID,),
    answers={200: Json(models.SandboxAuth)},
    refusals=(401, 402, 403, 404, 409, 422, 429, 500, 503),
    security=("bearer",),
)

GET_SANDBOX_ERROR_CONTEXT: Final = Operation(
    id="get_sandbox_error_context",
    method="GET",
    path="/api/v1/sandbox/{sandbox_id}/error-context",
    places=(_SANDBOX_ID,),
    answers={200: Json(models.SandboxErrorContext)},
    refusals=(401, 402, 403, 404, 422, 429, 500, 503),
    security=("bearer",),
)
