"""Runs a campaign: sends the planned cases, judges the answers, and tells everything as events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from fencepost.campaign.causes import cause_of
from fencepost.campaign.cleanup import delete_created
from fencepost.campaign.encoding import UnsendableError
from fencepost.campaign.events import (
    PHASES,
    Ending,
    Event,
    Finished,
    Found,
    Judged,
    Phase,
    Repeated,
    Role,
    Skipped,
    Started,
)
from fencepost.campaign.exchange import Answer, Exchange, Lost, Request, Transport
from fencepost.campaign.failure import Failure
from fencepost.campaign.job import Job
from fencepost.campaign.judge import Judge
from fencepost.campaign.plan import Planned
from fencepost.campaign.points import Coverage
from fencepost.campaign.request import build_request
from fencepost.campaign.supply import Supply, given, needs
from fencepost.cases.case import FromAnswer
from fencepost.ir.values import Json

Clock: TypeAlias = Callable[[], float]
"""Seconds on a clock that only goes forward."""

Told: TypeAlias = Generator[Event, None, None]

SILENCE = 3
"""After so many cases in a row without an answer the target counts as lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A case with the request it became."""

    planned: Planned
    request: Request
    given: tuple[tuple[FromAnswer, Json], ...]
    is_shared: bool
    """Whether it names a thing that other cases name too."""


class _EndedError(Exception):
    """The campaign ends here."""

    def __init__(self, ending: Ending, detail: str | None = None) -> None:
        super().__init__(ending)
        self.ending = ending
        self.detail = detail


def run(job: Job, transport: Transport, clock: Clock) -> Iterator[Event]:
    """The campaign, event by event; what was created is deleted at its end, also when it is interrupted."""
    return _Run(job, transport, clock).events()


class _Run:
    """One campaign under way."""

    def __init__(self, job: Job, transport: Transport, clock: Clock) -> None:
        self._job = job
        self._transport = transport
        self._clock = clock
        self._start = clock()
        self._coverage = Coverage(job.contract.api, job.operations)
        self._judge = Judge(job.contract, job.target)
        self._supply = Supply(job.contract.api, job.makers)
        self._requests = 0
        self._failures: dict[str, Failure] = {}
        self._silent: list[Exchange] = []
        self._heard = False

    def events(self) -> Iterator[Event]:
        """Everything that happens, in order."""
        ending: Ending = "complete"
        detail, complete = None, False
        yield self._started()
        try:
            yield from self._send_all(self._job.plan)
            complete = True
            yield from self._send_all(self._job.explored())
        except _EndedError as ended:
            ending, detail = ended.ending, ended.detail
        except BaseException:
            delete_created(self._job, self._supply, self._transport)
            raise
        cleaned = delete_created(self._job, self._supply, self._transport)
        if cleaned is not None:
            yield cleaned
        yield Finished(ending=ending, complete=complete, detail=detail, seconds=self._elapsed())

    def _elapsed(self) -> float:
        return self._clock() - self._start

    def _started(self) -> Started:
        job, settings = self._job, self._job.settings
        counts: Counter[Phase] = Counter(item.phase for item in job.plan)
        if job.explores:
            counts["explore"] = settings.explored * len(job.operations)
        api = job.contract.api
        return Started(
            title=api.title,
            source=api.source,
            digest=api.digest,
            address=job.target.url,
            seed=settings.seed,
            planned=tuple((phase, counts[phase]) for phase in PHASES if counts[phase]),
            points_total=len(self._coverage.points),
            rules_total=len(self._coverage.rules),
        )

    def _send_all(self, planned: Iterable[Planned]) -> Told:
        waiting = iter(planned)
        while window := tuple(islice(waiting, self._job.settings.workers)):
            ready: list[_Ready] = []
            for item in window:
                prepared = yield from self._prepared(item)
                ready += [] if prepared is None else [prepared]
            exchanges = self._exchanged(*ready)
            for each, exchange in zip(ready, exchanges, strict=False):
                yield from self._settled(each, exchange)
            if len(exchanges) < len(ready):
                raise _EndedError("requests")

    def _check_budget(self) -> None:
        settings = self._job.settings
        if settings.max_requests is not None and self._requests >= settings.max_requests:
            raise _EndedError("requests")
        if settings.max_seconds is not None and self._elapsed() >= settings.max_seconds:
            raise _EndedError("seconds")

    def _exchanged(self, *ready: _Ready) -> tuple[Exchange, ...]:
        """The exchanges, as many as the budget allows."""
        if not ready:
            return ()
        self._check_budget()
        limit = self._job.settings.max_requests
        allowed = ready if limit is None else ready[: limit - self._requests]
        sent = self._transport.send(tuple(each.request for each in allowed))
        exchanges = tuple(
            Exchange(
                case=each.planned.case,
                number=self._requests + ordinal,
                request=each.request,
                given=each.given,
                answer=outcome.answer,
                seconds=outcome.seconds,
            )
            for ordinal, (each, outcome) in enumerate(zip(allowed, sent, strict=True), start=1)
        )
        self._requests += len(exchanges)
        return exchanges

    def _prepared(self, planned: Planned) -> Generator[Event, None, _Ready | None]:
        """The request of a case, after what it needs was created; None where it cannot be sent."""
        case = planned.case
        # What a deletion ends is of no use to another case.
        own = case.method.lower() == "delete"
        values: list[tuple[FromAnswer, Json]] = []
        for source in needs(case):
            value = yield from self._obtained(source, planned.phase, own=own)
            if value is None:
                reason = f"{source.operation} gave nothing to use"
                yield Skipped(phase=planned.phase, case=case.id, reason=reason, blocked=True)
                return None
            values.append((source, value))
        operation = self._job.contract.operations[case.operation]
        try:
            request = build_request(case, operation, self._job.contract.api, self._job.target, tuple(values))
        except UnsendableError as error:
            yield Skipped(phase=planned.phase, case=case.id, reason=str(error), blocked=False)
            return None
        return _Ready(planned=planned, request=request, given=tuple(values), is_shared=bool(values) and not own)

    def _obtained(self, source: FromAnswer, phase: Phase, *, own: bool) -> Generator[Event, None, Json]:
        """The value for a source: the shared one, or that of a thing created now; None where none can be had."""
        known = None if own else self._supply.value(source)
        maker = self._supply.maker(source.operation)
        if known is not None or maker is None:
            return known
        ready = yield from self._prepared(Planned(phase=phase, case=maker))
        if ready is None:
            return None
        (exchange,) = self._exchanged(ready)
        exchange = yield from self._second_try(ready, exchange)
        yield from self._told(exchange, "support")
        self._mind_silence(exchange)
        value = given(source, maker, exchange.answer) if isinstance(exchange.answer, Answer) else None
        if value is not None and not own:
            self._supply.share(source, value)
        return value

    def _second_try(self, ready: _Ready, exchange: Exchange) -> Generator[Event, None, Exchange]:
        """The exchange, or that of the same request sent again where the connection was lost.

        A server may close a kept connection at the very moment of its use; only a second loss tells anything.
        """
        if not isinstance(exchange.answer, Lost) or exchange.answer.kind not in ("refused", "closed"):
            return exchange
        yield from self._told(exchange, "support")
        (again,) = self._exchanged(ready)
        return again

    def _settled(self, ready: _Ready, exchange: Exchange) -> Told:
        """Judge the outcome of a case, after a second try where the first may say nothing of it."""
        case, phase = ready.planned.case, ready.planned.phase
        exchange = yield from self._second_try(ready, exchange)
        answer = exchange.answer
        if isinstance(answer, Lost) and answer.kind == "unsendable":
            yield Skipped(phase=phase, case=case.id, reason=answer.reason, blocked=False)
            return
        if isinstance(answer, Answer) and answer.status in (404, 410) and ready.is_shared and case.kind == "valid":
            # The server may have lost the shared thing: the case is decided with a new one.
            yield from self._told(exchange, "support")
            self._supply.forget(needs(case))
            renewed = yield from self._prepared(ready.planned)
            if renewed is None:
                return
            (exchange,) = self._exchanged(renewed)
        yield from self._told(exchange, phase)
        self._mind_silence(exchange)

    def _told(self, exchange: Exchange, role: Role) -> Told:
        case = exchange.case
        if isinstance(exchange.answer, Answer):
            self._supply.take(case, exchange.answer)
        judgement = self._judge.judge(exchange)
        operation = self._job.contract.operations[case.operation]
        hits = self._coverage.hits(exchange, operation, judgement.verdict)
        yield Judged(
            role=role,
            exchange=exchange,
            verdict=judgement.verdict,
            cause=judgement.cause,
            hits=hits,
            seconds=self._elapsed(),
        )
        if isinstance(exchange.answer, Answer):
            yield from self._back_again()
        yield from judgement.notes
        yield from self._found(judgement.failures)

    def _back_again(self) -> Told:
        """The server answers: what it kept silent to before was not its end, but a fault of its own."""
        silent, self._silent, self._heard = self._silent, [], True
        dropped = [item for item in silent if isinstance(item.answer, Lost) and item.answer.kind == "closed"]
        yield from self._found(tuple(self._judge.lost_for_good(item) for item in dropped))

    def _found(self, failures: tuple[Failure, ...]) -> Told:
        limit = self._job.settings.max_failures
        for failure in failures:
            key = cause_of(failure, self._failures.values()).key
            is_new = key not in self._failures
            self._failures.setdefault(key, failure)
            yield Found(failure=failure) if is_new else Repeated(key=key)
            if limit is not None and len(self._failures) >= limit:
                raise _EndedError("failures")

    def _mind_silence(self, exchange: Exchange) -> None:
        """Raise where the target no longer answers."""
        if not isinstance(exchange.answer, Lost):
            return
        self._silent.append(exchange)
        if exchange.answer.kind == "refused" or len(self._silent) >= SILENCE:
            case = f" since {self._silent[0].case.id}" if self._heard else ""
            raise _EndedError("lost", f"{exchange.answer.reason}{case}")
