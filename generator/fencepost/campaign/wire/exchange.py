"""One request and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.values import Json

Problem = Literal["truncated", "undecodable"]
Loss = Literal["refused", "closed", "timeout", "unsendable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What goes over the wire."""

    method: str
    """Upper case."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Names in lower case; a name may occur several times."""

    content: bytes = b""
    """After any content encoding was undone; at most the transport's limit."""

    problem: Problem | None = None
    """Why `content` is not what the server meant: longer than the limit, or an encoding that cannot be undone."""

    def header(self, name: str) -> str | None:
        """The first header of that name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """That no answer came."""

    kind: Loss
    reason: str
    """In words that a user reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The outcome of sending one request."""

    answer: Answer | Lost
    seconds: float
    """From the first byte out to the last byte in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A case, the request it became, and the outcome."""

    case: Case
    request: Request
    given: tuple[tuple[FromAnswer, Json], ...] = ()
    """The values that earlier answers gave for the case."""

    answer: Answer | Lost
    seconds: float


class Transport(Protocol):
    """The one way out: a socket, or a server inside the process. Several threads may send at once."""

    def send(self, request: Request) -> Sent:
        """What came of a request."""
        ...
