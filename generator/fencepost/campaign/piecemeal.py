"""A campaign whose units are asked for one by one, in any order: what other tools run as their own tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.engine import SERIAL, Clock, Course, EndedError
from fencepost.campaign.events import Event, Judged, Skipped
from fencepost.campaign.job import Job
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.unit import Unit, case_unit
from fencepost.campaign.wire.exchange import Transport
from fencepost.campaign.wire.pace import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one unit."""

    failures: tuple[Failure, ...] = ()
    """Each key once; their numbers are those of the requests since the start."""

    undecided: str | None = None
    """Why nothing can be said, in a few words; None where something can."""


class LostError(Exception):
    """The target does not answer; the message says how."""

    def __init__(self, detail: str, address: str, *, is_late: bool) -> None:
        super().__init__(detail)
        self.address = address
        self.is_late = is_late
        """Whether it answered before."""


class Piecemeal:
    """One campaign, unit by unit: what its units share is made before the first that is asked for.

    What came of a unit does not depend on which others were asked for before it.
    """

    def __init__(self, job: Job, transport: Transport, clock: Clock, pace: Pace | None = None) -> None:
        self._job = job
        self._course = Course(job, transport, clock, SERIAL, pace or Pace(patience=0))
        self._begun = False
        self._heard = False
        self._greeted: set[str] = set()

    def result(self, unit: Unit) -> Result:
        """What comes of a unit of the plan. Raises LostError where nobody answers."""
        try:
            return self._result(unit)
        except EndedError as ended:
            raise LostError(ended.detail or "", self._job.target.url, is_late=self._heard) from None

    def end(self) -> None:
        """Delete what was created, where it may be."""
        self._course.cleaner.clean(lambda: False)

    def _result(self, unit: Unit) -> Result:
        if not self._begun:
            self._begun = True
            list(self._following(self._course.share()))
        events = list(self._following(self._course.one(0, unit)))
        judged = [event for event in events if isinstance(event, Judged)]
        for operation in dict.fromkeys(event.case.operation for event in judged if event.doubtful):
            self._trusts(operation)
        judged = [self._course.register.settled(event) for event in judged]
        own = (event for event in judged if event.role != "support")
        failures = [failure for event in own for failure in self._failures(event)]
        unique = {failure.key: failure for failure in reversed(failures)}
        return Result(failures=tuple(reversed(unique.values())), undecided=_undecided(events, judged))

    def _following(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events, while it is noted whether anybody answers."""
        for event in events:
            self._heard = self._heard or (isinstance(event, Judged) and event.status is not None)
            yield event

    def _failures(self, judged: Judged) -> Iterator[Failure]:
        """What is held against the server for one request."""
        doubtful = judged.doubtful if judged.verdict == "broken" else ()
        silent = judged.silence is not None and self._is_answered(judged.case.operation)
        told = (*judged.failures, *doubtful, *((judged.silence,) if silent and judged.silence else ()))
        yield from (replace(failure, number=judged.number) for failure in told)

    def _trusts(self, operation: str) -> None:
        """Have it known whether the credential is right: the simplest valid request tells."""
        if operation not in self._greeted:
            self._greeted.add(operation)
            self._is_answered(operation)

    def _is_answered(self, operation: str) -> bool:
        """Whether the simplest valid request of an operation is answered."""
        maker = self._job.makers.get(operation)
        if maker is None:
            return False
        steps = tuple(replace(step, supports=True) for step in case_unit("lattice", maker, self._job.makers).steps)
        events = self._course.one(-1, Unit(phase="lattice", steps=steps))
        return any(isinstance(event, Judged) and event.status is not None for event in events)


def _undecided(events: Iterable[Event], judged: list[Judged]) -> str | None:
    """Why the last request of a unit, which it is about, is left undecided."""
    skipped = next((event.reason for event in events if isinstance(event, Skipped)), None)
    if skipped is not None:
        return skipped
    last = judged[-1] if judged else None
    return None if last is None or last.verdict != "undecided" else last.cause or "undecided"
