"""Runs a campaign: hands out the planned units, judges the answers, and tells everything as events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import zip_longest
from typing import TypeAlias

from fencepost.campaign.coverage.points import Coverage
from fencepost.campaign.events import Ending, Event, Finished, Found, Judged, Retold, Started
from fencepost.campaign.fencing.fencing import Fencing
from fencepost.campaign.fencing.probing import Prober
from fencepost.campaign.job import Job
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.judge import Judge
from fencepost.campaign.keeping.recollection import recalled_in
from fencepost.campaign.phases import ALL_PHASES, Phase
from fencepost.campaign.planning.aims import aims_of
from fencepost.campaign.repeating.again import Again
from fencepost.campaign.repeating.resending import Resender
from fencepost.campaign.running.cleanup import Cleaner
from fencepost.campaign.running.executor import Executor, Serial
from fencepost.campaign.running.register import Register
from fencepost.campaign.running.runner import TIMEOUTS, Meter, Outcome, Runner, Taken
from fencepost.campaign.running.supply import given, identifier_in, sources
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Exchange, Lost, Transport
from fencepost.campaign.wire.pace import Pace
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.resources import find_resources

Clock: TypeAlias = Callable[[], float]
"""Seconds on a clock that only goes forward."""

Told: TypeAlias = Generator[Event, None, None]

SILENCE = 3
"""After so many requests in a row without an answer the target counts as lost."""

LEAVING = 5.0
"""Seconds for cleaning up after a run that was interrupted: whoever stops it may not wait much longer."""

SERIAL = Serial()


class EndedError(Exception):
    """The campaign ends here; `detail` says in words what stood in the way, if anything did."""

    def __init__(self, ending: Ending, detail: str | None = None) -> None:
        super().__init__(ending)
        self.ending = ending
        self.detail = detail


def run(job: Job, transport: Transport, clock: Clock, executor: Executor = SERIAL, pace: Pace | None = None) -> Told:
    """The campaign, event by event; what was created is deleted at its end, also when it is interrupted.

    Without a pace, a server that answers 429 is not waited for.
    """
    return Course(job, transport, clock, executor, pace or Pace(patience=0)).events()


class Course:
    """One campaign under way."""

    def __init__(self, job: Job, transport: Transport, clock: Clock, executor: Executor, pace: Pace) -> None:
        self._job = job
        self._clock = clock
        self._executor = executor
        self._start = clock()
        self._coverage = Coverage(job.contract.api, job.operations)
        self._judge = Judge(job.contract, job.target, job.settings.tolerate)
        self.register = Register()
        self._meter = Meter(transport, job.settings.max_requests, pace)
        self._runner = Runner(job.contract, job.target, self._meter, job.makers)
        self.cleaner = Cleaner(job, transport, self._runner.created)
        self._resources = {resource.create: resource for resource in find_resources(job.contract.api)}
        self._number = 0
        self._silent: list[Exchange] = []
        self._heard: Case | None = None
        self._late = False

    def events(self) -> Told:
        """Everything that happens, in order."""
        yield self._started()
        try:
            end = yield from self._units()
            yield from self._retold(end)
        except BaseException:
            until = self._clock() + LEAVING
            self.cleaner.clean(lambda: self._clock() >= until)
            raise
        cleaned = self.cleaner.clean(lambda: False)
        if cleaned is not None:
            yield cleaned
        yield replace(end, seconds=self._elapsed())

    def _units(self) -> Generator[Event, None, Finished]:
        """Everything that is tried, in order; returns how it ended."""
        ending: Ending = "complete"
        detail, complete = None, False
        try:
            yield from self.share()
            yield from self._all(self._job.planned())
            complete = True
            yield from self._all(self._job.explored())
        except EndedError as ended:
            ending, detail = ended.ending, ended.detail
        return Finished(ending=ending, complete=complete, detail=detail, seconds=self._elapsed())

    def _retold(self, end: Finished) -> Told:
        """Send what was found again, where there is still somebody to send it to."""
        if not self._job.settings.reduce or not self._held() or end.ending == "lost":
            return
        resender = Resender(self._runner, self._judge, self._meter, self._is_late)
        retold: list[Retold] = []
        for event in Again(self._job, resender).retold(self._held()):
            retold.append(event)
            yield event
        yield from Fencing(Prober(self._job, resender)).fences(retold)

    def _held(self) -> list[Failure]:
        """The failures that the user does not accept."""
        accepted = self._job.settings.accepted
        return [failure for key, failure in self.register.failures.items() if key not in accepted]

    def _elapsed(self) -> float:
        return self._clock() - self._start

    def _started(self) -> Started:
        job, settings = self._job, self._job.settings
        counts: Counter[Phase] = Counter(unit.phase for unit in job.plan if unit.barred is None)
        if job.explores:
            counts["explore"] = settings.explored * len(job.operations)
        api = job.contract.api
        return Started(
            title=api.title,
            source=api.source,
            digest=api.digest,
            address=job.target.url,
            seed=settings.seed,
            planned=tuple((phase, counts[phase]) for phase in ALL_PHASES if counts[phase]),
            shard=str(settings.shard),
            points_total=len(self._coverage.points),
            rules_total=len(self._coverage.rules),
            tolerates=settings.tolerate,
            accepted=tuple(sorted(settings.accepted)),
            aims=aims_of(job.plan, job.operations, api),
            recalled=recalled_in(job.plan),
            phases=settings.phases,
            operations=tuple(operation.id for operation in job.operations),
            left_out=len(api.operations) - len(job.operations),
        )

    def share(self) -> Told:
        """Make what several units need, before the first of them."""
        job = self._job
        wanted = sources((step.case for unit in job.sent() for step in unit.steps), job.makers)
        for index, source in enumerate(wanted, start=-len(wanted)):
            self._check_time()
            plain = job.makers[source.operation]
            for case in dict.fromkeys((job.shared.get(source.operation, plain), plain)):
                outcome = self._runner.run(Unit(phase="lattice", steps=(Step(case=case, supports=True),)))
                yield from self._settled(index, outcome)
                if self._is_given(source, outcome):
                    break

    def _is_given(self, source: FromAnswer, outcome: Outcome) -> bool:
        exchange = outcome.taken[-1].exchange if outcome.taken else None
        if exchange is None or not isinstance(exchange.answer, Answer):
            return False
        self._runner.shared[source] = given(source, exchange.case, exchange.answer)
        return self._runner.shared[source] is not None

    def one(self, index: int, unit: Unit) -> Told:
        """What comes of a single unit. Raises EndedError where the target no longer answers."""
        yield from self._settled(index, self._runner.run(unit))

    def _all(self, units: Iterable[tuple[int, Unit]]) -> Told:
        with closing(self._executor.map(self._done, self._while_there_is_time(units))) as outcomes, self._in_order():
            for index, outcome in outcomes:
                yield from self._settled(index, outcome)
        if self._late:
            raise EndedError("seconds")

    @contextmanager
    def _in_order(self) -> Iterator[None]:
        """What is under way may come to its end, except where the run is interrupted or nobody answers any more."""
        try:
            yield
        except BaseException as error:
            if not isinstance(error, EndedError) or error.ending == "lost":
                self._meter.stop()
            raise

    def _done(self, numbered: tuple[int, Unit]) -> tuple[int, Outcome]:
        index, unit = numbered
        return index, self._runner.run(unit)

    def _while_there_is_time(self, units: Iterable[tuple[int, Unit]]) -> Iterator[tuple[int, Unit]]:
        for numbered in units:
            if self._is_late():
                self._late = True
                return
            yield numbered

    def _is_late(self) -> bool:
        limit = self._job.settings.max_seconds
        return limit is not None and self._elapsed() >= limit

    def _check_time(self) -> None:
        if self._is_late():
            raise EndedError("seconds")

    def _settled(self, index: int, outcome: Outcome) -> Told:
        """Tell what came of a unit."""
        for (taken, story), following in zip_longest(outcome.stories(), outcome.taken[1:]):
            yield from self._told(index, taken, story, outcome.unit.steps[: taken.step])
            if following is None or following.exchange.case is not taken.exchange.case:
                yield from self._mind_silence(index, taken.exchange)
        if outcome.skipped is not None:
            yield replace(outcome.skipped, index=index)
        self.cleaner.trim(self._runner.shared.values())
        if outcome.spent:
            raise EndedError("requests")

    def _told(self, index: int, taken: Taken, story: tuple[Exchange, ...], before: tuple[Step, ...]) -> Told:
        self._number += 1
        judged = self.register.settled(self._judged(index, taken, story, before))
        yield judged
        for event in self.register.told(judged):
            yield event
            if isinstance(event, Found):
                self._count_failures()

    def _judged(self, index: int, taken: Taken, story: tuple[Exchange, ...], before: tuple[Step, ...]) -> Judged:
        exchange, case = taken.exchange, taken.exchange.case
        judgement = self._judge.judge(exchange, story, before)
        answer = exchange.answer if isinstance(exchange.answer, Answer) else None
        return Judged(
            number=self._number,
            index=index,
            role=taken.role,
            case=case,
            status=None if answer is None else answer.status,
            verdict=judgement.verdict,
            cause=judgement.cause,
            hits=self._coverage.hits(exchange, self._job.contract.operations[case.operation], judgement.verdict),
            failures=judgement.failures,
            doubtful=judgement.doubtful,
            # A connection lost in support of a case is tried again, or was made for it: nothing is held against it.
            silence=None if taken.role == "support" else judgement.silence,
            notes=judgement.notes,
            compared=judgement.compared,
            tolerated=judgement.tolerated,
            created=None if answer is None else self._created(exchange, answer),
            seconds=self._elapsed(),
            exchange=exchange,
        )

    def _created(self, exchange: Exchange, answer: Answer) -> tuple[str, str] | None:
        resource = self._resources.get(exchange.case.operation)
        identifier = None if resource is None else identifier_in(resource, answer)
        return None if resource is None or identifier is None else (resource.collection, str(identifier))

    def _asked_again(self, index: int, case: Case) -> Told:
        """Ask what was answered before: a server that still does drops single requests, and is not lost."""
        outcome = self._runner.run(Unit(phase="lattice", steps=(Step(case=case, supports=True),)))
        for taken in outcome.taken:
            yield from self._told(index, taken, (), ())
            if isinstance(taken.exchange.answer, Answer):
                self._silent = []

    def _count_failures(self) -> None:
        limit = self._job.settings.max_failures
        if limit is not None and len(self._held()) >= limit:
            raise EndedError("failures")

    def _mind_silence(self, index: int, exchange: Exchange) -> Told:
        """Raise where the target no longer answers."""
        if not isinstance(exchange.answer, Lost):
            self._silent = []
            self._heard = self._heard or exchange.case
            return
        self._silent.append(exchange)
        if exchange.answer.kind == "closed" and len(self._silent) >= SILENCE and self._heard is not None:
            yield from self._asked_again(index, self._heard)
        if exchange.answer.kind == "refused" or len(self._silent) >= SILENCE:
            case = f" since {self._silent[0].case.id}" if self._heard is not None else ""
            raise EndedError("lost", f"{exchange.answer.reason}{case}")
        if self._meter.timeouts >= TIMEOUTS:
            raise EndedError("lost", f"{exchange.answer.reason}, {self._meter.timeouts} times in all")
