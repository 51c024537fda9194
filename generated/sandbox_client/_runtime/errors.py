"""What a call can raise, apart from pydantic's ValidationError for arguments that break the document.

CallError
├── TransportError             no whole answer came
│   ├── UnreachableError       nothing was sent: refused, no such host, no TLS, no connection in time
│   ├── ConnectionLostError    the connection broke; the service may have done its work
│   ├── CallTimeoutError       no answer in time; the service may have done its work
│   └── ProtocolError          what came is not HTTP
├── APIError                   the service answered, and not with success
│   ├── ClientError            4xx
│   └── ServerError            5xx
└── ResponseValidationError    the answer breaks the document
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Generic

from pydantic import JsonValue
from typing_extensions import TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

    from .model import Model

B_co = TypeVar("B_co", bound="Model", covariant=True, default="Model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer as it came."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    """Names in any case find their value."""

    content: bytes = field(repr=False)


class CallError(Exception):
    """A call did not yield what it promises."""


class TransportError(CallError):
    """No whole answer came."""


class UnreachableError(TransportError):
    """No connection: nothing was sent, so the service cannot have acted."""


class ConnectionLostError(TransportError):
    """The connection broke before the answer was whole; the service may have acted."""


class CallTimeoutError(TransportError):
    """No answer in time; the service may have acted."""


class ProtocolError(TransportError):
    """What was to be sent, or what came, is not HTTP."""


class APIError(CallError, Generic[B_co]):
    """The service answered with another status than success."""

    status: ClassVar[int | None] = None
    """The documented status of the class; None where it stands for several."""

    shape: ClassVar[type[Model] | None] = None
    """The documented model of the body, or None."""

    other_shapes: ClassVar[tuple[type[Model], ...]] = ()
    """The models that it has in other operations; the first that fits is taken."""

    def __init__(self, message: str, *, response: Response, body: JsonValue, parsed: B_co | None) -> None:
        super().__init__(message)
        self.response = response
        self.body = body
        """The body as JSON, or as text where it is none."""
        self._parsed = parsed

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def parsed(self) -> B_co | None:
        """The body as the documented model; None where it is another one."""
        return self._parsed

    @property
    def request_id(self) -> str | None:
        """What the service calls the request, for its support; None if it does not say."""
        return self.response.headers.get("x-request-id")

    @property
    def retry_after(self) -> str | None:
        """The header Retry-After as it came: seconds or a date; None if there is none."""
        return self.response.headers.get("retry-after")


class ClientError(APIError[B_co]):
    """4xx: the service refuses the request."""


class ServerError(APIError[B_co]):
    """5xx: the service failed."""


class ResponseValidationError(CallError):
    """The answer breaks the document; `response` holds it as it came."""

    def __init__(self, message: str, *, response: Response, errors: tuple[str, ...]) -> None:
        super().__init__("\n  ".join((message, *errors)))
        self.response = response
        self.errors = errors
        """What is wrong, a line each: the place, then the fault; without values, which may be secret."""


def described(error: ValidationError) -> tuple[str, ...]:
    """The faults of a validation, a line each, without the values."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return tuple(f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in faults)
