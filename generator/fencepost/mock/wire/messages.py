"""What a server hears and says: one request and one answer, without the connection between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A request up to its body."""

    method: str
    """In upper case."""

    path: str
    """As it was sent, so that an encoded slash stays inside its segment."""

    query: bytes
    """What stands after the question mark, as it was sent."""

    headers: Mapping[str, str]
    """By names in lower case; of one that was sent twice, the first."""

    client: str = ""
    """The address of whoever asks; empty where nobody knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    """Besides Content-Type and Content-Length."""

    media_type: str | None
    """None where there is no body."""

    body: bytes
