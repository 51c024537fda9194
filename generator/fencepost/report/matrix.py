"""Field by boundary point by outcome: a fold over the events of a campaign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from fencepost.campaign.events import Event, Found, Judged, Repeated, Skipped, Started
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import keyword_of
from fencepost.campaign.planning.aims import Aim
from fencepost.cases.case import Case, Kind

Outcome: TypeAlias = Literal["kept", "broken", "undecided", "not tried"]

OUTCOMES: tuple[Outcome, ...] = ("broken", "undecided", "not tried", "kept")
"""Those a reader looks for first."""


class Subject(NamedTuple):
    """What an aim is about."""

    operation: str
    target: str
    keyword: str
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One point, and what came of the requests that were made for it."""

    kind: Kind
    point: str
    outcome: Outcome
    requests: int
    """How many were sent for it."""

    wrong: int
    """How many of them were answered wrongly."""

    failures: tuple[str, ...] = ()
    """The keys of what they showed of this point."""

    hidden_by: tuple[str, ...] = ()
    """The keys of failures of something else that the same requests showed, which say nothing of this point."""

    reason: str | None = None
    """Why it is undecided or was not tried; None where it is neither, or nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One constraint of a field, or one rule, with its points."""

    aim: Aim
    keyword: str
    cells: tuple[Cell, ...]

    @property
    def outcome(self) -> Outcome:
        """That of the point that a reader has to know first."""
        return worst(cell.outcome for cell in self.cells)


@dataclass(slots=True)
class _Tally:
    """What has come of one point so far."""

    kept: int = 0
    undecided: int = 0
    broken: list[set[str]] = field(default_factory=list)
    """Of each request that was answered wrongly, the keys of what it showed."""

    reasons: Counter[str] = field(default_factory=Counter)
    is_blocked: bool = False


class Matrix:
    """Follows a campaign; true at any moment of it."""

    def __init__(self) -> None:
        self._aims: dict[Subject, Aim] = {}
        self._tallies: dict[Subject, dict[tuple[Kind, str], _Tally]] = {}
        self._failures: dict[str, Failure] = {}
        self._moved: dict[str, str] = {}
        self._open: set[str] = set()

    def take(self, event: Event) -> None:
        """Count an event in."""
        match event:
            case Started():
                self._started(event)
            case Judged():
                self._judged(event)
            case Found(failure=failure):
                self._failures[failure.key] = failure
                self._moved |= dict.fromkeys(event.explains, failure.key)
                self._moved.pop(failure.key, None)
                self._open.add(failure.key)
            case Repeated(key=key):
                self._open.add(key)
            case Skipped() if event.operation:
                subject = Subject(event.operation, event.target, keyword_of(event.point), event.rule)
                tally = self._tally(subject, event.kind, event.point)
                tally.is_blocked |= event.blocked
                tally.reasons[event.reason] += 1
            case _:
                pass

    def rows(self) -> tuple[Row, ...]:
        """All that was planned, in the order of the document, and after it what was drawn besides."""
        told: dict[Subject, list[Failure]] = {}
        for failure in self._told():
            subject = _subject_of_failure(failure)
            self._tally(subject, failure.case.kind, failure.point)
            told.setdefault(subject, []).append(failure)
        subjects = (*self._aims, *(subject for subject in self._tallies if subject not in self._aims))
        return tuple(self._row(subject, told.get(subject, [])) for subject in subjects)

    def answers(self) -> tuple[Failure, ...]:
        """The failures that are about what answers hold, which no point of a request stands for."""
        return tuple(each for key, each in self._failures.items() if key not in self._moved and not _is_asked(each))

    def _told(self) -> tuple[Failure, ...]:
        return tuple(each for key, each in self._failures.items() if key not in self._moved and _is_asked(each))

    def _started(self, event: Started) -> None:
        for aim in event.aims:
            subject = Subject(aim.operation, aim.target, keyword_of(aim.points[0][1]), aim.rule)
            self._aims[subject] = aim
            self._tallies[subject] = {point: _Tally() for point in aim.points}

    def _judged(self, event: Judged) -> None:
        self._open = set()
        if event.role == "support":
            return
        case = event.case
        tally = self._tally(subject_of(case), case.kind, case.point)
        if event.verdict == "undecided":
            tally.undecided += 1
            tally.reasons[event.cause or "undecided"] += 1
        elif any(map(_is_asked, (*event.failures, *event.doubtful))):
            tally.broken.append(self._open)
        else:
            tally.kept += 1

    def _tally(self, subject: Subject, kind: Kind, point: str) -> _Tally:
        return self._tallies.setdefault(subject, {}).setdefault((kind, point), _Tally())

    def _row(self, subject: Subject, failures: list[Failure]) -> Row:
        tallies = self._tallies[subject]
        unplanned = Aim(operation=subject.operation, target=subject.target, rule=subject.rule, text="", points=())
        return Row(
            aim=self._aims.get(subject, unplanned),
            keyword=subject.keyword,
            cells=tuple(self._cell(kind, point, tally, failures) for (kind, point), tally in tallies.items()),
        )

    def _cell(self, kind: Kind, point: str, tally: _Tally, failures: list[Failure]) -> Cell:
        """The cell of a point; `failures` are those that are about its subject."""
        shown = [{self._final(key) for key in keys} for keys in tally.broken]
        # What a request shows of something else that it holds as well is no failure of this point.
        own = tuple(
            each.key
            for each in failures
            if (each.case.kind, each.point) == (kind, point) or any(each.key in keys for keys in shown)
        )
        others = sorted(set().union(*shown) - set(own))
        outcome = _outcome(tally, is_broken=bool(own), is_hidden=bool(others))
        return Cell(
            kind=kind,
            point=point,
            outcome=outcome,
            requests=tally.kept + tally.undecided + len(shown),
            wrong=sum(not keys.isdisjoint(own) for keys in shown),
            failures=own,
            hidden_by=tuple(others),
            reason=_reason(tally) if outcome in ("undecided", "not tried") else None,
        )

    def _final(self, key: str) -> str:
        """The key of the failure that explains one."""
        while key in self._moved:
            key = self._moved[key]
        return key


def _outcome(tally: _Tally, *, is_broken: bool, is_hidden: bool) -> Outcome:
    if is_broken:
        return "broken"
    if tally.kept:
        return "kept"
    return "undecided" if tally.undecided or tally.is_blocked or is_hidden else "not tried"


def _reason(tally: _Tally) -> str | None:
    return next((reason for reason, _ in tally.reasons.most_common(1)), None)


def _is_asked(failure: Failure) -> bool:
    """Whether it is about how a request was taken, and not about what an answer holds."""
    return not failure.target.startswith("/response")


def _subject_of_failure(failure: Failure) -> Subject:
    return Subject(failure.operation, failure.target, keyword_of(failure.point), failure.rule)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome that a reader has to know first."""
    found = set(outcomes)
    return next((outcome for outcome in OUTCOMES if outcome in found), "not tried")


def subject_of(case: Case) -> Subject:
    """What a case is about."""
    return Subject(case.operation, case.target, keyword_of(case.point), case.rule)
