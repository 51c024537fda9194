"""Units sent to a server in this process, and what the checks of state hold against its answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol

from fencepost.campaign.judging.checks import documented_json
from fencepost.campaign.judging.observation import Contract, Finding, Observation
from fencepost.campaign.judging.statuses import judge_status
from fencepost.campaign.judging.validation import read_json
from fencepost.campaign.running.supply import given
from fencepost.campaign.stateful.checks import STATE_CHECKS
from fencepost.campaign.stateful.scenarios import sequences
from fencepost.campaign.unit import Unit
from fencepost.campaign.wire.exchange import Answer, Exchange, Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.faults import fault_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.values import Json

TARGET = Target(url="http://server", token="a-token-that-is-right")


class Server(Protocol):
    def answer(self, request: Request) -> Answer: ...


@cache
def units_of(api: Api, seed: int = 0) -> tuple[Unit, ...]:
    nominals = Nominals(api)
    faults = [case for each in api.operations for case in fault_cases(api, each, nominals)]
    return sequences(api, api.operations, faults, nominals, seed)


def held(server: Server, api: Api, units: tuple[Unit, ...] | None = None) -> Iterator[Finding]:
    """Everything that is held against a server, in the order in which it is found."""
    contract = Contract(api)
    for unit in units_of(api) if units is None else units:
        yield from _of_unit(unit, server, contract)


def first(server: Server, api: Api) -> tuple[str, str] | None:
    """Check and name of the first thing that is held against a server; None where there is nothing."""
    return next(((finding.check, finding.named) for finding in held(server, api)), None)


def _of_unit(unit: Unit, server: Server, contract: Contract) -> Iterator[Finding]:
    taken: list[Exchange] = []
    for step in unit.steps:
        values = _values(step.case, taken)
        if any(value is None for _, value in values):
            return
        exchange = _sent(step.case, values, server, contract)
        seen = _observed(exchange, tuple(taken), contract)
        yield from (finding for check in STATE_CHECKS for finding in check(seen))
        taken.append(exchange)


def _values(case: Case, taken: list[Exchange]) -> tuple[tuple[FromAnswer, Json], ...]:
    return tuple((source, _value(source, taken)) for source in case.sources)


def _value(source: FromAnswer, taken: list[Exchange]) -> Json:
    assert source.step is not None
    exchange = taken[source.step]
    assert isinstance(exchange.answer, Answer)
    return given(source, exchange.case, exchange.answer)


def _sent(case: Case, values: tuple[tuple[FromAnswer, Json], ...], server: Server, contract: Contract) -> Exchange:
    request = build_request(case, contract.operations[case.operation], contract.api, TARGET, values)
    return Exchange(case=case, request=request, given=values, answer=server.answer(request), seconds=0.0)


def _observed(exchange: Exchange, story: tuple[Exchange, ...], contract: Contract) -> Observation:
    answer, operation = exchange.answer, contract.operations[exchange.case.operation]
    assert isinstance(answer, Answer)
    documented = operation.response(answer.status)
    return Observation(
        contract=contract,
        operation=operation,
        case=exchange.case,
        request=exchange.request,
        answer=answer,
        judgement=judge_status(exchange.case, operation, answer.status, trusted=True),
        documented=documented,
        content=documented_json(documented, answer.header("content-type")),
        body=read_json(answer.content),
        token=TARGET.token,
        given=exchange.given,
        story=story,
    )
