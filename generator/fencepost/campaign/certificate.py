"""What a campaign would have found: the one-fault servers of a document that it would have caught, and the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Reason: TypeAlias = Literal["undecided", "barred", "unsent", "sequence", "open", "unshown", "alike"]
"""Why a fault would not have been caught, the one that is nearest to a find first.

`undecided`: a request that tells was sent, and the server did not say what it thinks of it; `barred`: settings keep it
from being sent; `unsent`: it was not sent; `sequence`: it takes requests in a row that were not sent; `open`: the
document leaves the answer open; `unshown`: no answer holds what would be wrong; `alike`: no request tells.
"""

REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A fault that the campaign would not have caught."""

    id: str
    """As `fencepost mock SPEC --fault list` prints it."""

    description: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What the campaign is worth, told at its end."""

    total: int
    """The servers that differ from the document in one place, of the operations under test."""

    missed: tuple[Missed, ...]
    """In the order of the document."""

    @property
    def caught(self) -> int:
        """How many of them would have been caught."""
        return self.total - len(self.missed)

    @property
    def power(self) -> float:
        """The share of these, from 0 to 1; 1 of none."""
        return self.caught / self.total if self.total else 1.0


def of_parts(parts: tuple[Certified, ...]) -> Certified:
    """What several parts of one campaign are worth together: a fault is missed where every part misses it.

    Of several reasons the one nearest to a find is told.
    """
    reasons: dict[str, list[Missed]] = {}
    for missed in (missed for part in parts for missed in part.missed):
        reasons.setdefault(missed.id, []).append(missed)
    together = (each for each in reasons.values() if len(each) == len(parts))
    nearest = tuple(min(each, key=lambda missed: REASONS.index(missed.reason)) for each in together)
    return Certified(total=max(part.total for part in parts), missed=nearest)
