# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""What a call can raise.

CallError
├── TransportError                    no whole answer came
│   ├── UnreachableError              nothing was sent
│   ├── ConnectionLostError           the service may have done its work
│   ├── CallTimeoutError              the service may have done its work
│   └── ProtocolError                 what came is not HTTP
├── APIError                          the service answered, and not with success
│   ├── ClientError                   any other 4xx
│   │   ├── UnauthorizedError         401
│   │   ├── PaymentRequiredError      402
│   │   ├── ForbiddenError            403
│   │   ├── NotFoundError             404
│   │   ├── ConflictError             409
│   │   ├── UnprocessableEntityError  422
│   │   └── TooManyRequestsError      429
│   └── ServerError                   any other 5xx
│       ├── InternalServerError       500
│       └── ServiceUnavailableError   503
└── ResponseValidationError           the answer breaks the document
"""

from __future__ import annotations

from typing import Final

from . import models
from ._runtime.answer import Refusals
from ._runtime.errors import (
    APIError,
    CallError,
    CallTimeoutError,
    ClientError,
    ConnectionLostError,
    ProtocolError,
    ResponseValidationError,
    ServerError,
    TransportError,
    UnreachableError,
)


class UnauthorizedError(ClientError[models.Error]):
    """401: No token, or not a good one."""

    status = 401
    shape = models.Error


class PaymentRequiredError(ClientError[models.Error]):
    """402: The account cannot pay for it."""

    status = 402
    shape = models.Error


class ForbiddenError(ClientError[models.Error]):
    """403: The caller lacks the scope or the role for it."""

    status = 403
    shape = models.Error


class NotFoundError(ClientError[models.Error]):
    """404: What the request names does not exist."""

    status = 404
    shape = models.Error


class ConflictError(ClientError[models.Error]):
    """409: The present state does not allow it."""

    status = 409
    shape = models.Error


class UnprocessableEntityError(ClientError[models.ValidationErrors]):
    """422: Invalid request data; every fault is listed."""

    status = 422
    shape = models.ValidationErrors


class TooManyRequestsError(ClientError[models.Error]):
    """429: The rate limit is exceeded."""

    status = 429
    shape = models.Error


class InternalServerError(ServerError[models.Error]):
    """500: The service failed."""

    status = 500
    shape = models.Error


class ServiceUnavailableError(ServerError[models.Error]):
    """503: The service cannot answer now."""

    status = 503
    shape = models.Error


REFUSALS: Final[Refusals] = {
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: TooManyRequestsError,
    500: InternalServerError,
    503: ServiceUnavailableError,
}
"""The class of each documented status."""

__all__ = [
    "REFUSALS",
    "APIError",
    "CallError",
    "CallTimeoutError",
    "ClientError",
    "ConflictError",
    "ConnectionLostError",
    "ForbiddenError",
    "InternalServerError",
    "NotFoundError",
    "PaymentRequiredError",
    "ProtocolError",
    "ResponseValidationError",
    "ServerError",
    "ServiceUnavailableError",
    "TooManyRequestsError",
    "TransportError",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "UnreachableError",
]
