"""What the printed models leave open: nothing that the document says is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fencepost.diagnostics import Location

Side = Literal["requests", "answers", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unenforced:
    """A keyword that the models do not hold somebody to."""

    keyword: str
    side: Side
    reason: str
    """Why, in words: `answers may hold new values`."""

    location: Location = field(compare=False)
