# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Client of Sandbox API 0.1.0, made from sandbox.yaml."""

from pydantic import ValidationError

from ._runtime.client import Options
from ._runtime.errors import Response
from ._runtime.omit import OMIT, Omit
from ._runtime.retries import Retries
from ._runtime.transport import Timeouts
from .client import AsyncClient, Client
from .errors import (
    APIError,
    CallError,
    CallTimeoutError,
    ClientError,
    ConflictError,
    ConnectionLostError,
    ForbiddenError,
    InternalServerError,
    NotFoundError,
    PaymentRequiredError,
    ProtocolError,
    ResponseValidationError,
    ServerError,
    ServiceUnavailableError,
    TooManyRequestsError,
    TransportError,
    UnauthorizedError,
    UnprocessableEntityError,
    UnreachableError,
)
from .models import (
    BulkDeleteSandboxesRequest,
    BulkDeleteSandboxesResult,
    CreateSandboxRequest,
    DeleteSandboxResult,
    Error,
    ErrorDetail,
    GPUType,
    ListSandboxesParameters,
    Sandbox,
    SandboxAuth,
    SandboxErrorContext,
    SandboxList,
    SandboxLogs,
    SandboxStatus,
    ValidationErrors,
)

__all__ = [
    "OMIT",
    "SPEC_HASH",
    "APIError",
    "AsyncClient",
    "BulkDeleteSandboxesRequest",
    "BulkDeleteSandboxesResult",
    "CallError",
    "CallTimeoutError",
    "Client",
    "ClientError",
    "ConflictError",
    "ConnectionLostError",
    "CreateSandboxRequest",
    "DeleteSandboxResult",
    "Error",
    "ErrorDetail",
    "ForbiddenError",
    "GPUType",
    "InternalServerError",
    "ListSandboxesParameters",
    "NotFoundError",
    "Omit",
    "Options",
    "PaymentRequiredError",
    "ProtocolError",
    "Response",
    "ResponseValidationError",
    "Retries",
    "Sandbox",
    "SandboxAuth",
    "SandboxErrorContext",
    "SandboxList",
    "SandboxLogs",
    "SandboxStatus",
    "ServerError",
    "ServiceUnavailableError",
    "Timeouts",
    "TooManyRequestsError",
    "TransportError",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "UnreachableError",
    "ValidationError",
    "ValidationErrors",
]

SPEC_HASH = "cc0070a6d92a28e931cff3d23cda6f56f4ab4c5b69a11f8c5882a97b254b48b1"
"""SHA-256 of the document that this package was made from."""
