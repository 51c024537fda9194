"""The units of a campaign once more, against a server inside this process, judged by the campaign's own judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.job import Job
from fencepost.campaign.judging.judge import Judge
from fencepost.campaign.running.runner import Meter, Outcome, Runner
from fencepost.campaign.running.supply import given, sources
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer
from fencepost.campaign.wire.pace import Pace
from fencepost.campaign.wire.request import Target
from fencepost.cases.case import FromAnswer
from fencepost.certificate.inside import TOKEN, inside
from fencepost.ir.values import Json
from fencepost.mock.faults.retelling import Answering

TARGET = Target(url="http://inside", token=TOKEN, token_name="TOKEN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A request that tells the server apart."""

    case: str
    """The id of its case."""

    doubted: str = ""
    """The operation that must have taken a valid case before it counts; empty where it counts anyway."""

    is_open: bool = False
    """Whether the document leaves the answer open, so that it never counts."""


class Rehearsal:
    """One server, and what its answers to units show."""

    def __init__(self, job: Job, judge: Judge, server: Answering, forget: Callable[[], None]) -> None:
        """`forget` empties the server's memory."""
        self._job = job
        self._judge = judge
        self._forget = forget
        self._runner = Runner(job.contract, TARGET, Meter(inside(server), None, Pace(patience=0)), job.makers)

    def telling(self, unit: Unit) -> Iterator[Telling]:
        """What the server's answers to a unit show; to what the unit shares with others too, which is made first."""
        if len(unit.steps) > 1:
            # What earlier units made would only fill the lists that it is shown.
            self._forget()
            self._runner.shared.clear()
        for source in sources((step.case for step in unit.steps), self._job.makers):
            if source not in self._runner.shared:
                yield from self._made(source)
        # What settings bar tells why a fault was missed.
        yield from self._told(self._runner.run(replace(unit, barred=None)))

    def _made(self, source: FromAnswer) -> Iterator[Telling]:
        plain = self._job.makers[source.operation]
        for case in dict.fromkeys((self._job.shared.get(source.operation, plain), plain)):
            outcome = self._runner.run(Unit(phase="lattice", steps=(Step(case=case, supports=True),)))
            yield from self._told(outcome)
            self._runner.shared[source] = _given(source, outcome)
            if self._runner.shared[source] is not None:
                break

    def _told(self, outcome: Outcome) -> Iterator[Telling]:
        accepted = self._job.settings.accepted
        for taken, story in outcome.stories():
            case = taken.exchange.case
            judgement = self._judge.judge(taken.exchange, story, outcome.unit.steps[: taken.step])
            if any(failure.key not in accepted for failure in judgement.failures):
                yield Telling(case=case.id)
            elif any(failure.key not in accepted for failure in judgement.doubtful):
                yield Telling(case=case.id, doubted=case.operation)
            elif judgement.notes:
                yield Telling(case=case.id, is_open=True)


def _given(source: FromAnswer, outcome: Outcome) -> Json:
    exchange = outcome.taken[-1].exchange if outcome.taken else None
    if exchange is None or not isinstance(exchange.answer, Answer):
        return None
    return given(source, exchange.case, exchange.answer)
