"""The requests of a failure once more: what the server's answer to the last of them is held against it this time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.judge import Judge, Judgement
from fencepost.campaign.running.runner import TIMEOUTS, Meter, Outcome, Runner, Taken
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Lost

SILENCE = 3
"""After so many requests in a row that waited for an answer in vain, nothing more is sent again."""

Steps: TypeAlias = tuple[Step, ...]


class Resender:
    """Sends units again, until no request is allowed any more or nobody answers."""

    def __init__(self, runner: Runner, judge: Judge, meter: Meter, is_late: Callable[[], bool]) -> None:
        self._runner = runner
        self._judge = judge
        self._meter = meter
        self._is_late = is_late
        self._unanswered = 0
        self._over = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be sent, or should be."""
        return self._over or self._is_late() or self._meter.timeouts >= TIMEOUTS

    @property
    def sent(self) -> int:
        """The requests of the whole campaign so far."""
        return self._meter.sent

    def failures(self, steps: Steps) -> tuple[Failure, ...] | None:
        """What the last step shows; None where it could not be sent, or got no answer that tells anything."""
        outcome = self._sent(steps)
        return None if outcome is None else tuple(self._shown(outcome))

    def judgement(self, steps: Steps) -> Judgement | None:
        """What is said of the last answer to the last step; None where it could not be sent."""
        outcome = self._sent(steps)
        return None if outcome is None else next(reversed([each for _, each in self._judged(outcome)]), None)

    def _sent(self, steps: Steps) -> Outcome | None:
        if self.is_over:
            return None
        outcome = self._runner.run(Unit(phase="regressions", steps=steps))
        self._mind(outcome)
        return None if self._over or outcome.skipped is not None else outcome

    def is_answered(self, steps: Steps) -> bool:
        """Whether the last step gets an answer, whatever it says."""
        outcome = self._runner.run(Unit(phase="regressions", steps=steps))
        self._mind(outcome)
        return bool(outcome.taken) and not isinstance(outcome.taken[-1].exchange.answer, Lost)

    def _mind(self, outcome: Outcome) -> None:
        for taken in outcome.taken:
            answer = taken.exchange.answer
            lost = answer.kind if isinstance(answer, Lost) else None
            self._unanswered = self._unanswered + 1 if lost == "timeout" else 0
            self._over = self._over or lost == "refused" or self._unanswered >= SILENCE
        self._over = self._over or outcome.spent

    def _shown(self, outcome: Outcome) -> Iterator[Failure]:
        for taken, judgement in self._judged(outcome):
            yield from (*judgement.failures, *judgement.doubtful)
            if judgement.silence is not None and _is_meant(taken):
                yield judgement.silence

    def _judged(self, outcome: Outcome) -> Iterator[tuple[Taken, Judgement]]:
        """What is said of each answer to the last step."""
        last = len(outcome.unit.steps) - 1
        for taken, story in outcome.stories():
            if taken.step == last:
                yield taken, self._judge.judge(taken.exchange, story, outcome.unit.steps[:last])


def _is_meant(taken: Taken) -> bool:
    """Whether the request was the step itself: one lost for the first time is in support of its repetition."""
    return taken.role != "support"


def is_same(one: Failure, other: Failure) -> bool:
    """Whether two failures are one: they have one key."""
    return one.key == other.key


def is_alike(one: Failure, other: Failure) -> bool:
    """Whether two failures are one, though the value that shows it may be another."""
    return (one.check, one.operation, one.target) == (other.check, other.operation, other.target)
