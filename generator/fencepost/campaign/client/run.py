"""The other half of a campaign: every case goes out through the generated client, every kind of answer comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from fencepost.campaign.client.caller import ADDRESS, IDENTIFIER, TOKEN, Call, Caller, Reply, UncallableError
from fencepost.campaign.client.checks import check_read, check_refused, check_sent
from fencepost.campaign.coverage.points import Coverage
from fencepost.campaign.events import Event, Finished, Judged, Skipped, Started
from fencepost.campaign.judging.failure import failure_of
from fencepost.campaign.judging.observation import Finding
from fencepost.campaign.judging.statuses import Verdict
from fencepost.campaign.phases import Phase
from fencepost.campaign.planning.aims import aims_of
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.running.register import Register
from fencepost.campaign.unit import Unit, needs
from fencepost.campaign.wire.encoding import UnsendableError
from fencepost.campaign.wire.exchange import Answer, Exchange, Lost, Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json

ANSWERS = 60
"""Right answers, and as many with one fault, that each operation is given."""

TARGET = Target(url=ADDRESS, token=TOKEN)

Replies = Callable[[Operation, int, int], Iterable[Reply]]
"""Answers to an operation: from a seed, at most so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientJob:
    """The client half of a campaign before it is run."""

    api: Api
    operations: tuple[Operation, ...]
    plan: tuple[Unit, ...]
    caller: Caller
    right: Replies
    wrong: Replies
    settings: Settings


@dataclass(slots=True)
class _Run:
    job: ClientJob
    clock: Callable[[], float]
    coverage: Coverage
    begun: float
    number: int = 0
    register: Register = field(default_factory=Register)
    replies: dict[str, Reply] = field(default_factory=dict)
    """The answer that each operation's cases get."""


def run_client(job: ClientJob, clock: Callable[[], float]) -> Iterator[Event]:
    """The events of the client half, in the terms of the other one: a request is a call, caught before it leaves."""
    run = _Run(job=job, clock=clock, coverage=Coverage(job.api, job.operations), begun=clock())
    yield _started(run)
    nominal: dict[str, Case] = {}
    for planned in job.plan:
        if planned.case.kind == "valid":
            nominal.setdefault(planned.case.operation, planned.case)
        yield from _case(run, planned)
    for operation in job.operations:
        if operation.id in nominal:
            yield from _answers(run, operation, nominal[operation.id])
    yield Finished(ending="complete", complete=True, detail=None, seconds=clock() - run.begun)


def _started(run: _Run) -> Started:
    job = run.job
    counts: dict[Phase, int] = {}
    for planned in job.plan:
        ways = 1 if planned.case.body is None else 2
        counts[planned.phase] = counts.get(planned.phase, 0) + ways
    counts["explore"] = 2 * ANSWERS * len(job.operations)
    return Started(
        title=job.api.title,
        source=job.api.source,
        digest=job.api.digest,
        address="the generated client",
        seed=job.settings.seed,
        planned=tuple(counts.items()),
        shard=str(job.settings.shard),
        points_total=len(run.coverage.points),
        rules_total=len(run.coverage.rules),
        aims=aims_of(job.plan, job.operations, job.api),
    )


def _operation(run: _Run, case: Case) -> Operation:
    return next(operation for operation in run.job.operations if operation.id == case.operation)


def _case(run: _Run, planned: Unit) -> Iterator[Event]:
    """One case, by its request model and by keywords; what the client has no words for is skipped."""
    case = planned.case
    operation = _operation(run, case)
    try:
        wanted = build_request(case, operation, run.job.api, TARGET, _given(case))
        calls = _calls(run, case, operation)
    except (UncallableError, UnsendableError) as error:
        reason = str(error) or "the client has no argument for it"
        yield Skipped.of(planned.phase, case, reason, blocked=False)
        return
    for call in calls:
        yield from _judged(run, planned, wanted, call, operation)


def _given(case: Case) -> tuple[tuple[FromAnswer, Json], ...]:
    return tuple((source, IDENTIFIER) for source in needs(case))


def _calls(run: _Run, case: Case, operation: Operation) -> list[Call]:
    if operation.id not in run.replies:
        run.replies[operation.id] = next(iter(run.job.right(operation, 0, 1)))
    reply = run.replies[operation.id]
    caller = run.job.caller
    calls = [caller.by_model(case, reply)]
    with suppress(UncallableError):
        calls.append(caller.by_keywords(case, reply))
    return calls


def _judged(run: _Run, planned: Unit, wanted: Request, call: Call, operation: Operation) -> Iterator[Event]:
    case, api = planned.case, run.job.api
    if case.kind == "valid":
        findings = tuple(check_sent(case, wanted, call, operation, api))
    else:
        findings = tuple(check_refused(case, call, run.job.caller, api, operation))
    yield from _events(run, planned.phase, _exchange(run, case, wanted, call), operation, findings)


def _exchange(run: _Run, case: Case, wanted: Request, call: Call) -> Exchange:
    """A call in the terms of a server: what left the client was accepted, what did not was refused."""
    run.number += 1
    answer = Answer(status=200) if call.requests else Answer(status=422)
    request = call.requests[0] if call.requests else wanted
    return Exchange(case=case, request=request, given=_given(case), answer=answer, seconds=0.0)


def _events(
    run: _Run, phase: Phase, exchange: Exchange, operation: Operation, findings: tuple[Finding, ...]
) -> Iterator[Event]:
    verdict: Verdict = "broken" if findings else "kept"
    judged = Judged(
        number=run.number,
        index=run.number,
        role=phase,
        case=exchange.case,
        status=exchange.answer.status if isinstance(exchange.answer, Answer) else None,
        verdict=verdict,
        cause=None,
        hits=run.coverage.hits(exchange, operation, verdict),
        failures=tuple(failure_of(finding, exchange, TARGET) for finding in findings),
        seconds=run.clock() - run.begun,
    )
    yield judged
    yield from run.register.told(judged)


def _answers(run: _Run, operation: Operation, case: Case) -> Iterator[Event]:
    """Answers of every documented kind, right and with one fault, to the nominal call."""
    job = run.job
    replies = (*job.right(operation, job.settings.seed, ANSWERS), *job.wrong(operation, job.settings.seed, ANSWERS))
    for reply in replies:
        call = job.caller.by_model(case, reply)
        run.number += 1
        lost = Lost(kind="closed", reason="the connection was closed")
        answer = Answer(status=reply.status, headers=reply.headers, content=reply.content)
        request = call.requests[0] if call.requests else Request(method=case.method.upper(), url=ADDRESS)
        exchange = Exchange(case=case, request=request, answer=lost if reply.is_lost else answer, seconds=0.0)
        findings = tuple(check_read(reply, call, job.caller, operation))
        yield from _events(run, "explore", exchange, operation, findings)
