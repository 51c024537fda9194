"""One unit over the wire: its requests one after the other, each with what the answers before it gave."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fencepost.campaign.events import Role, Skipped
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.running.supply import given, identifier_in
from fencepost.campaign.unit import Step, Unit, needs
from fencepost.campaign.wire.encoding import UnsendableError
from fencepost.campaign.wire.exchange import Answer, Exchange, Lost, Request, Transport
from fencepost.campaign.wire.pace import Pace
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.resources import Resource, find_resources
from fencepost.ir.values import Json

TIMEOUTS = 20
"""After so many requests in all that waited for an answer in vain the target counts as lost: waiting has an end."""


GONE = (404, 409, 410)
"""Answers that may be about the thing in the path, which is no longer there or has come to its end."""


class SpentError(Exception):
    """No further request is allowed."""


class Meter:
    """Counts requests, lets no more through than allowed, and keeps to the pace that the server asks for."""

    def __init__(self, transport: Transport, limit: int | None, pace: Pace) -> None:
        self._transport = transport
        self._limit = limit
        self._pace = pace
        self._lock = threading.Lock()
        self.sent = 0
        self.timeouts = 0
        """How many of them waited for an answer in vain."""

    def exchange(self, case: Case, request: Request, values: tuple[tuple[FromAnswer, Json], ...]) -> Exchange:
        """Send a request, and once more after each wait.

        Raises SpentError where the limit is reached.
        """
        while True:
            self._count()
            waits = self._pace.waits
            sent = self._transport.send(request)
            self._mind(sent.answer)
            if isinstance(sent.answer, Lost) or not self._pace.waited(sent.answer, waits):
                return Exchange(case=case, request=request, given=values, answer=sent.answer, seconds=sent.seconds)

    def _mind(self, answer: Answer | Lost) -> None:
        if isinstance(answer, Lost) and answer.kind == "timeout":
            with self._lock:
                self.timeouts += 1

    def _count(self) -> None:
        with self._lock:
            if self._limit is not None and self.sent >= self._limit:
                raise SpentError
            self.sent += 1

    def stop(self) -> None:
        """Let nothing more through; what is under way may still be answered."""
        with self._lock:
            self._limit = 0
        self._pace.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One request of a unit that was sent."""

    role: Role
    exchange: Exchange
    step: int
    """The step of the unit that it was sent for."""


@dataclass(slots=True)
class Outcome:
    """What came of a unit."""

    unit: Unit
    taken: list[Taken] = field(default_factory=list)
    skipped: Skipped | None = None
    """Why it went no further; None where it went to its end."""

    spent: bool = False
    """Whether no further request was allowed."""

    def stories(self) -> Iterator[tuple[Taken, tuple[Exchange, ...]]]:
        """Each request, with the exchanges before it that got an answer."""
        story: tuple[Exchange, ...] = ()
        for taken in self.taken:
            yield taken, story
            if isinstance(taken.exchange.answer, Answer):
                story = (*story, taken.exchange)


class Runner:
    """Runs units against a target; several threads may do so at once."""

    def __init__(self, contract: Contract, target: Target, meter: Meter, makers: Mapping[str, Case]) -> None:
        self._contract = contract
        self._target = target
        self._meter = meter
        self._makers = makers
        self._resources = {resource.create: resource for resource in find_resources(contract.api)}
        self.shared: dict[FromAnswer, Json] = {}
        """The values made for all units, before the first of them is run."""

        self.created: list[tuple[Resource, Json]] = []
        """Every resource created and its identifier."""

    def run(self, unit: Unit) -> Outcome:
        """Send the requests of a unit, as far as they can be made."""
        outcome = Outcome(unit=unit)
        if unit.barred is not None:
            outcome.skipped = Skipped.of(unit.phase, unit.case, unit.barred, blocked=False)
            return outcome
        try:
            _Run(self, unit, outcome).steps()
        except SpentError:
            outcome.spent = True
        except _StuckError as stuck:
            outcome.skipped = stuck.skipped
        return outcome

    def sent(self, case: Case, values: Mapping[FromAnswer, Json]) -> Exchange:
        """The exchange of one request.

        Raises UnsendableError where HTTP cannot carry it, SpentError where no further request is allowed.
        """
        operation = self._contract.operations[case.operation]
        request = build_request(case, operation, self._contract.api, self._target, tuple(values.items()))
        exchange = self._meter.exchange(case, request, tuple(values.items()))
        self._note(exchange)
        return exchange

    def _note(self, exchange: Exchange) -> None:
        resource = self._resources.get(exchange.case.operation)
        if resource is None or not isinstance(exchange.answer, Answer):
            return
        identifier = identifier_in(resource, exchange.answer)
        if identifier is not None:
            self.created.append((resource, identifier))

    def maker(self, source: FromAnswer) -> Case | None:
        """The case whose answer gives a value; None where there is none."""
        return self._makers.get(source.operation)


class _StuckError(Exception):
    """The unit cannot go on."""

    def __init__(self, skipped: Skipped) -> None:
        super().__init__(skipped)
        self.skipped = skipped


class _Run:
    """One unit under way."""

    def __init__(self, runner: Runner, unit: Unit, outcome: Outcome) -> None:
        self._runner = runner
        self._unit = unit
        self._outcome = outcome
        self._answers: list[Exchange] = []
        self._own: dict[FromAnswer, Json] = {}

    def steps(self) -> None:
        for step in self._unit.steps:
            self._answers.append(self._step(step))

    def _step(self, step: Step) -> Exchange:
        exchange = self._tried(step.case)
        if self._lost_a_shared_one(exchange):
            # The server may have lost the shared thing: the case is decided with a new one.
            self._take("support", exchange)
            self._renew(step.case)
            exchange = self._tried(step.case)
        self._take("support" if step.supports else self._unit.phase, exchange)
        return exchange

    def _take(self, role: Role, exchange: Exchange) -> None:
        self._outcome.taken.append(Taken(role=role, exchange=exchange, step=len(self._answers)))

    def _lost_a_shared_one(self, exchange: Exchange) -> bool:
        answer, case = exchange.answer, exchange.case
        if not isinstance(answer, Answer) or answer.status not in GONE:
            return False
        right = {str(answer.status), "4XX"}.intersection(case.expect.status)
        return not right and any(source.step is None for source in needs(case))

    def _renew(self, case: Case) -> None:
        for source in needs(case):
            maker = self._runner.maker(source)
            if source.step is None and maker is not None:
                self._renew(maker)
                exchange = self._tried(maker)
                self._take("support", exchange)
                self._own[source] = _given(source, exchange)

    def _tried(self, case: Case) -> Exchange:
        """The exchange, or that of the same request sent again where the connection was lost.

        A server may close a kept connection at the very moment of its use; only a second loss tells anything.
        """
        values = dict(self._values(case))
        try:
            exchange = self._runner.sent(case, values)
            if isinstance(exchange.answer, Lost) and exchange.answer.kind in ("refused", "closed"):
                self._take("support", exchange)
                exchange = self._runner.sent(case, values)
        except UnsendableError as error:
            raise self._stuck(case, str(error), blocked=False) from None
        if isinstance(exchange.answer, Lost) and exchange.answer.kind == "unsendable":
            raise self._stuck(case, exchange.answer.reason, blocked=False)
        return exchange

    def _values(self, case: Case) -> Iterator[tuple[FromAnswer, Json]]:
        asked_by = {source for _, source in case.query_from}
        for source in needs(case):
            value = self._value(source)
            if value is None:
                # A thing that has no value to filter by is no refusal of the server.
                blocked = source not in asked_by
                raise self._stuck(case, f"{source.operation} gave nothing to use", blocked=blocked)
            yield source, value

    def _value(self, source: FromAnswer) -> Json:
        if source.step is None:
            return self._own.get(source) or self._runner.shared.get(source)
        return _given(source, self._answers[source.step])

    def _stuck(self, case: Case, reason: str, *, blocked: bool) -> _StuckError:
        return _StuckError(Skipped.of(self._unit.phase, case, reason, blocked=blocked))


def _given(source: FromAnswer, exchange: Exchange) -> Json:
    return given(source, exchange.case, exchange.answer) if isinstance(exchange.answer, Answer) else None
