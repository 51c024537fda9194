"""The numbers of a campaign: a fold over its events, true at any moment of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import assert_never

from fencepost.campaign.certificate import Certified
from fencepost.campaign.coverage.points import Point
from fencepost.campaign.events import (
    Cleaned,
    Ending,
    Event,
    Fenced,
    Finished,
    Found,
    Judged,
    Noted,
    Repeated,
    Retold,
    Skipped,
    Started,
)
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.keeping.baseline import Accepted, Baseline
from fencepost.campaign.keeping.recollection import Recollection, shown_by
from fencepost.campaign.phases import Phase

TELLING: tuple[Phase, ...] = ("lattice", "faults", "protocol", "stateful", "explore")
"""The phases that show all there is to find."""

TOO_MANY_UNDECIDED = 0.1
"""A campaign with a greater share of undecided valid cases says nothing of the server."""


@dataclass(slots=True)
class Summary:
    """What has happened so far."""

    started: Started | None = None
    cases: int = 0
    """Cases sent, each once."""

    requests: int = 0
    """Requests sent, prerequisites and repetitions included."""

    answered: int = 0
    """Requests that got an answer."""

    valid: int = 0
    """Valid cases sent or blocked."""

    undecided: int = 0
    """Of the valid cases, those left undecided."""

    causes: Counter[str] = field(default_factory=Counter)
    """Why cases were left undecided, and how many for each reason."""

    baseline: Baseline | None = None
    """What the user accepts; None where they accept nothing."""

    failures: dict[str, Failure] = field(default_factory=dict)
    """By key, in the order in which they were found; without those that are accepted."""

    accepted: dict[str, Failure] = field(default_factory=dict)
    """The same of those that the user accepts."""

    shown: set[str] = field(default_factory=set)
    """The keys of all that any answer shows, whether or not it is told under the key of its cause."""

    recollection: Recollection = field(default_factory=Recollection)
    """What became of the failures of earlier runs."""

    repeated: Counter[str] = field(default_factory=Counter)
    """How many requests showed a failure, by its key."""

    retold: dict[str, Retold] = field(default_factory=dict)
    """What came of sending a failure again, by its key; nothing for those that were not."""

    fences: dict[str, ServerFence] = field(default_factory=dict)
    """The server's own fences, by the keys of the failures about them; nothing for failures that are about none."""

    tolerated: Counter[str] = field(default_factory=Counter)
    """How many answers showed what the user tolerates, by family."""

    notes: dict[str, list[Noted]] = field(default_factory=dict)
    """By question."""

    skipped: list[Skipped] = field(default_factory=list)
    points: set[Point] = field(default_factory=set)
    rules: set[Point] = field(default_factory=set)
    seconds: float = 0.0
    cleaned: Cleaned | None = None
    ending: Ending | None = None
    """None while the campaign goes on, or where it was interrupted."""

    complete: bool = False

    detail: str | None = None

    certified: Certified | None = None
    """What the run is worth; None where nobody knows."""

    min_power: float | None = None
    """The least share of one-fault servers that the user wants caught, from 0 to 1; None for any."""

    def take(self, event: Event) -> None:
        """Count an event in."""
        self.recollection.take(event)
        match event:
            case Started():
                self.started = event
            case Judged():
                self._judged(event)
            case Found():
                self._found(event)
            case Repeated(key=key):
                self.repeated[key] += 1
            case Noted():
                self.notes.setdefault(event.question.text, []).append(event)
            case Retold(failure=failure):
                self._holding(failure.key)[failure.key] = failure
                self.retold[failure.key] = event
            case Fenced(keys=keys, fence=fence):
                self.fences.update(dict.fromkeys(keys, fence))
            case Skipped():
                self._skipped(event)
            case Cleaned():
                self.cleaned = event
            case Finished():
                self._finished(event)
            case Certified():
                self.certified = event
            case _:
                assert_never(event)

    def _found(self, event: Found) -> None:
        failure = event.failure
        for key in event.explains:
            del self._holding(key)[key]
            self.repeated[failure.key] += self.repeated.pop(key)
        self._holding(failure.key)[failure.key] = failure
        self.repeated[failure.key] += 1
        if event.explains:
            self.failures = dict(sorted(self.failures.items(), key=lambda item: item[1].number))

    def _holding(self, key: str) -> dict[str, Failure]:
        """Where a failure is held: among the accepted ones, or against the server."""
        return self.accepted if self.baseline is not None and key in self.baseline.keys else self.failures

    def _judged(self, event: Judged) -> None:
        self.requests += 1
        self.answered += event.status is not None
        self.seconds = event.seconds
        self.tolerated.update(event.tolerated)
        self.points |= event.hits.points
        self.rules |= event.hits.rules
        self.shown.update(failure.key for failure in shown_by(event))
        if event.role == "support":
            return
        self.cases += 1
        valid = event.case.kind == "valid"
        self.valid += valid
        if event.verdict == "undecided":
            self.undecided += valid
            self.causes[event.cause or "undecided"] += 1

    @property
    def not_tried(self) -> tuple[Skipped, ...]:
        """The cases that were not sent although the server did not stand in the way."""
        return tuple(skipped for skipped in self.skipped if not skipped.blocked)

    def _finished(self, event: Finished) -> None:
        self.ending, self.complete = event.ending, event.complete
        self.detail, self.seconds = event.detail, event.seconds

    def _skipped(self, event: Skipped) -> None:
        self.skipped.append(event)
        if event.blocked:
            self.causes[event.reason] += 1
            if event.kind == "valid":
                self.valid += 1
                self.undecided += 1

    @property
    def is_doubtful(self) -> bool:
        """Whether too many valid cases were left undecided for a green run to mean anything."""
        return self.undecided > TOO_MANY_UNDECIDED * self.valid

    @property
    def is_unreached(self) -> bool:
        """Whether the target never answered."""
        return self.ending == "lost" and self.answered == 0

    @property
    def stale(self) -> tuple[Accepted, ...]:
        """The lines of the baseline that accept what no longer occurs.

        None where a line cannot be told to be: the run did not come to its end, was one part of several, or left out a
        phase or the operation.
        """
        started = self.started
        if self.baseline is None or started is None or not self._is_whole(started):
            return ()
        unseen = (line for line in self.baseline.lines if line.key not in self.shown)
        return tuple(line for line in unseen if not started.left_out or line.operation in started.operations)

    def _is_whole(self, started: Started) -> bool:
        """Whether the run tried all there is, and was answered."""
        is_done = self.ending == "complete" and self.complete and not self.is_doubtful
        return is_done and started.shard == "1/1" and set(TELLING) <= set(started.phases)

    @property
    def is_weak(self) -> bool:
        """Whether a run of all there is would have caught too little."""
        if self.min_power is None or self.certified is None or self.started is None:
            return False
        return self.started.shard == "1/1" and self.certified.power < self.min_power

    @property
    def exit_code(self) -> int:
        """1 with failures, where an accepted one no longer occurs, or too little would have been found.

        Else 2 without an end or a meaning, else 0.
        """
        if self.failures or self.stale or self.is_weak:
            return 1
        return 2 if not self.complete or self.ending == "lost" or self.is_doubtful else 0
