"""What happens in a campaign, as values; every report is a fold over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.campaign.exchange import Exchange
from fencepost.campaign.failure import Failure
from fencepost.campaign.points import Hits
from fencepost.campaign.questions import Question
from fencepost.campaign.statuses import Verdict

Phase: TypeAlias = Literal["lattice", "faults", "explore"]
PHASES: tuple[Phase, ...] = ("lattice", "faults", "explore")
"""In the order in which they are named; lattice and faults are sent in turn, by how much news they bring."""

Role: TypeAlias = Phase | Literal["support"]
"""What a request is for: a case of a phase, or in support of one, as by creating what it needs."""

Ending: TypeAlias = Literal["complete", "requests", "seconds", "failures", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The campaign begins."""

    title: str
    source: str
    digest: str
    address: str
    seed: int
    planned: tuple[tuple[Phase, int], ...]
    """The phases that have cases and how many; of `explore`, at most."""

    points_total: int
    rules_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A request was sent and its outcome judged."""

    role: Role
    exchange: Exchange
    verdict: Verdict
    cause: str | None
    """Why it was left undecided, in a few words; None unless it was."""

    hits: Hits
    seconds: float
    """Since the start of the campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A failure that no earlier request has shown."""

    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A request showed a failure again."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A server answered in its own way where the document leaves the answer open."""

    question: Question
    message: str
    case: str
    """The id of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A case was not sent."""

    phase: Phase
    case: str
    """The id of the case."""

    reason: str
    blocked: bool
    """Whether the server stood in the way, by not giving what the case needs; else HTTP cannot carry the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What the campaign created was deleted again."""

    deleted: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The campaign ends."""

    ending: Ending
    complete: bool
    """Whether every case of the lattice and every fault was sent; exploring has no end of its own."""

    detail: str | None
    """What stood in the way, in words; None where nothing did."""

    seconds: float


Event: TypeAlias = Started | Judged | Found | Repeated | Noted | Skipped | Cleaned | Finished
