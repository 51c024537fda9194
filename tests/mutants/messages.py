"""Requests and responses of the servers that are planted with faults: HTTP without any framework."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    target: str
    """Path and query as they came, percent-encoded."""

    headers: tuple[tuple[str, str], ...] = ()
    """Names in lower case."""

    content: bytes = b""

    @property
    def segments(self) -> tuple[str, ...]:
        """The path's parts, decoded."""
        return tuple(unquote(part) for part in self.target.partition("?")[0].split("/")[1:])

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        return tuple(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def header(self, name: str) -> str | None:
        """The first header of that name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""

    @property
    def json(self) -> Any:
        """The body as JSON; None where there is none."""
        return json.loads(self.content) if self.content else None


class RefusedError(Exception):
    """The request is answered before anything is done with it."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def answer(status: int, body: Any, media_type: str = "application/json") -> Response:
    return Response(status=status, headers=(("content-type", media_type),), content=json.dumps(body).encode())


def read_json(content: bytes) -> Any:
    """The one JSON value that the octets are, in UTF-8.

    Raises ValueError for anything else, NaN and nesting without end included.
    """
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")
