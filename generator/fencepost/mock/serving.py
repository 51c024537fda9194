"""How a document is served: everything about the server that does not stand in the document."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.mock.records import Clock, NewIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a server is given besides its document."""

    clock: Clock
    new_identifier: NewIdentifier
    token: str | None = None
    """The one right credential; None takes every well-formed one of a declared scheme."""
