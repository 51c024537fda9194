"""A fence of the document beside the server's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.cases.case import Case
from fencepost.diagnostics import Location
from fencepost.ir.amendments import Amendment, Tried

NOT_FOUND = "not found: "
"""How the words for a fence begin that the answers do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFence:
    """What the document says of one thing, and what the server does."""

    document: str
    """In a few words: `size <= 16`."""

    location: Location | None
    """Where the document says it; None where it says nothing of it."""

    server: str
    """In a few words: `<= 15, inclusive`; after NOT_FOUND why nothing can be said."""

    requests: int
    """All requests that this took; they count as none of the campaign."""

    tried: tuple[Tried, ...] = ()
    """What was tried, in the order of the requests: numbers, lengths or counts, values, or whole bodies of a rule.

    An empty text stands for nothing.
    """

    amendments: tuple[Amendment, ...] = ()
    """What would make the document say what the server does; empty where that is not known, or cannot be said."""

    @property
    def is_found(self) -> bool:
        """Whether the server's own fence is known."""
        return not self.server.startswith(NOT_FOUND)

    @property
    def text(self) -> str:
        """Both in one line: `document: size <= 16 (things.yaml:8:20); server: <= 15, inclusive`."""
        place = "" if self.location is None else f" ({self.location})"
        return f"document: {self.document}{place}; server: {self.server}"


def explains_none(_: Case) -> bool:
    """That a fence says nothing of other requests than those of its failures."""
    return False


Explains: TypeAlias = Callable[[Case], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What came of looking for a fence."""

    fence: ServerFence
    explains: Explains = explains_none
    """Whether it is why a valid request of the same operation is refused, whatever that one is about."""
