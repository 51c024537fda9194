"""The numbers of a campaign: a fold over its events, true at any moment of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import assert_never

from fencepost.campaign.coverage.points import Point
from fencepost.campaign.events import (
    Cleaned,
    Ending,
    Event,
    Finished,
    Found,
    Judged,
    Noted,
    Repeated,
    Retold,
    Skipped,
    Started,
)
from fencepost.campaign.judging.failure import Failure

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

    failures: dict[str, Failure] = field(default_factory=dict)
    """By key, in the order in which they were found."""

    repeated: Counter[str] = field(default_factory=Counter)
    """How many requests showed a failure, by its key."""

    retold: dict[str, Retold] = field(default_factory=dict)
    """What came of sending a failure again, by its key; nothing for those that were not."""

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

    def take(self, event: Event) -> None:
        """Count an event in."""
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
                self.failures[failure.key] = failure
                self.retold[failure.key] = event
            case Skipped():
                self._skipped(event)
            case Cleaned():
                self.cleaned = event
            case Finished():
                self._finished(event)
            case _:
                assert_never(event)

    def _found(self, event: Found) -> None:
        failure = event.failure
        for key in event.explains:
            del self.failures[key]
            self.repeated[failure.key] += self.repeated.pop(key)
        self.failures[failure.key] = failure
        self.repeated[failure.key] += 1
        if event.explains:
            self.failures = dict(sorted(self.failures.items(), key=lambda item: item[1].number))

    def _judged(self, event: Judged) -> None:
        self.requests += 1
        self.answered += event.status is not None
        self.seconds = event.seconds
        self.tolerated.update(event.tolerated)
        self.points |= event.hits.points
        self.rules |= event.hits.rules
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
    def exit_code(self) -> int:
        """1 with failures; 2 where the campaign could not be done to its end, or says nothing; else 0."""
        if self.failures:
            return 1
        return 2 if not self.complete or self.ending == "lost" or self.is_doubtful else 0
