"""What there is to say about one diagnostic code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The explanation of a code; each text is plain prose without line breaks of its own."""

    title: str
    """A few words, lower case."""

    meaning: str
    """What was found, and why it matters."""

    remedy: str
    """What a user can do."""
