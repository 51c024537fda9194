"""What happens in a campaign, as values; every report is a fold over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.campaign.certificate import Certified
from fencepost.campaign.coverage.points import Hits
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.questions import Question
from fencepost.campaign.judging.statuses import Verdict
from fencepost.campaign.phases import Phase
from fencepost.campaign.planning.aims import Aim
from fencepost.campaign.wire.exchange import Exchange
from fencepost.cases.case import Case, Kind

Role: TypeAlias = Phase | Literal["support"]
"""What a request is for: a case of a phase, or in support of one, as by creating what it needs."""

Ending: TypeAlias = Literal["complete", "requests", "seconds", "failures", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A failure of an earlier run that is to be sent again."""

    index: int
    """The place of its unit in the plan."""

    file: str
    case: str
    """The id of the case."""

    key: str | None = None
    check: str | None = None
    target: str | None = None
    """As the file has it, with `key` and `check`; None where it was written by hand and does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The campaign begins."""

    title: str
    source: str
    digest: str
    address: str
    seed: int
    planned: tuple[tuple[Phase, int], ...]
    """The phases that have units and how many, in all shards; of `explore`, at most."""

    shard: str
    """`1/1` for a whole campaign."""

    points_total: int
    rules_total: int
    tolerates: tuple[str, ...] = ()
    """The families of acceptances that are no failures, because the user says so."""

    accepted: tuple[str, ...] = ()
    """The keys of failures that the user accepts."""

    aims: tuple[Aim, ...] = ()
    """What the plan sets out to try, in the order of the document."""

    recalled: tuple[Recalled, ...] = ()
    """Failures of earlier runs, in all shards."""

    phases: tuple[Phase, ...] = ()
    """Those that were asked for, whether or not the document gives anything to send in them."""

    operations: tuple[str, ...] = ()
    """Those under test."""

    left_out: int = 0
    """How many operations of the document are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A server answered in its own way where the document leaves the answer open."""

    question: Question
    message: str
    case: str
    """The id of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A request was sent and its outcome judged, by itself and by the requests before it in its unit."""

    number: int
    """1 for the first request of the campaign."""

    index: int
    """The place of its unit in the plan; negative for what is made before the first unit."""

    role: Role
    case: Case
    status: int | None
    """None where no answer came."""

    verdict: Verdict
    cause: str | None
    """Why it was left undecided, in a few words; None unless it was."""

    hits: Hits
    failures: tuple[Failure, ...] = ()
    """What is held against the answer, before it is compared with the rest of the campaign."""

    doubtful: tuple[Failure, ...] = ()
    """The same, but only if the credential is known to be right: a refusal with 401 or 403 may speak of it."""

    silence: Failure | None = None
    """What is held against a server that dropped the connection twice, if it answers others afterwards."""

    notes: tuple[Noted, ...] = ()
    compared: tuple[str, ...] = ()
    """Pointers into the answer, to the fields that could be compared with the request."""

    tolerated: tuple[str, ...] = ()
    """The families of what the answer shows, and the user tolerates."""

    created: tuple[str, str] | None = None
    """The component and the identifier of what was created; None where nothing was."""

    seconds: float
    """Since the start of the campaign."""

    exchange: Exchange | None = None
    """What was sent and answered; None where this is read from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A failure that was not told before."""

    failure: Failure
    """Its number is that of the first request that showed it, which may be an earlier one."""

    explains: tuple[str, ...] = ()
    """Keys of earlier failures, of bodies with many fields, that this one shows to be its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A request showed a failure again."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """A failure was sent again: how often it came back, and the smallest request that still shows it."""

    failure: Failure
    """With the smallest request; its key is that of the failure it replaces."""

    shown: int
    """How often it came back."""

    tried: int
    """How often the same requests were sent again."""

    requests: int
    """All requests that this took; they count as none of the campaign."""

    @property
    def is_steady(self) -> bool:
        """Whether it came back every time; else it is flaky."""
        return self.shown == self.tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Fenced:
    """Where the server's own fence stands that some failures are about, as far as its answers tell."""

    keys: tuple[str, ...]
    """Of the failures; at least one."""

    fence: ServerFence


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A case was not sent."""

    index: int = 0
    """The place of its unit in the plan."""

    phase: Phase
    case: str
    """The id of the case."""

    operation: str = ""
    kind: Kind
    target: str = ""
    point: str = ""
    """As in the case, with `operation` and `target`; empty in what older versions wrote."""

    rule: str | None = None
    reason: str
    blocked: bool
    """Whether the server stood in the way, by not giving what the case needs.

    Else HTTP cannot carry the case, or settings bar it.
    """

    @staticmethod
    def of(phase: Phase, case: Case, reason: str, *, blocked: bool) -> Skipped:
        """A case that is not sent, before its place in the plan is known."""
        return Skipped(
            phase=phase,
            case=case.id,
            operation=case.operation,
            kind=case.kind,
            target=case.target,
            point=case.point,
            rule=case.rule,
            reason=reason,
            blocked=blocked,
        )


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
    """Whether every unit of the plan was run; exploring has no end of its own."""

    detail: str | None
    """What stood in the way, in words; None where nothing did."""

    seconds: float


Event: TypeAlias = (
    Started | Judged | Found | Repeated | Noted | Retold | Fenced | Skipped | Cleaned | Finished | Certified
)
