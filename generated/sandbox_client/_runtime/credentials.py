"""Credentials: what shows a service who is calling."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A text that goes out with every call that needs it."""

    place: Literal["header", "query", "cookie"] = "header"
    name: str
    """Of the header, the query parameter or the cookie."""

    value: str = field(repr=False)
    secret: str = field(repr=False)
    """The part of the value that nobody else may see."""


def bearer(token: str) -> Credential:
    """A token for the header Authorization.

    Raises ValueError for one that no header can carry, without repeating it.
    """
    if not is_visible(token):
        raise ValueError("the token must be visible ASCII characters without spaces")
    return Credential(name="Authorization", value=f"Bearer {token}", secret=token)


def is_visible(text: str) -> bool:
    """Whether a text is visible ASCII characters and nothing else, at least one."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
