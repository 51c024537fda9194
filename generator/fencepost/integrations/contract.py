"""Contract tests: the campaign for one operation or one rule at a time, as the tests of a generated package run it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fencepost.campaign.engine import Clock, run
from fencepost.campaign.job import Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Unit
from fencepost.campaign.wire.credentials import MADE_UP_TOKEN
from fencepost.campaign.wire.request import Target
from fencepost.campaign.wire.transport import http_transport
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.diagnostics import Diagnostics
from fencepost.emit.explore import Explorer
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.mock.app import create_app
from fencepost.mock.server import random_token, serving, system_serving
from fencepost.pipeline import load
from fencepost.report.wording import failure_lines

SECONDS = 10.0
"""The longest wait for an answer."""

SETTINGS = Settings(explored=50)
"""The same draws in every run: a test that fails today failed yesterday, too."""


class ContractTests:
    """A document and the server that is held to it."""

    def __init__(self, api: Api, target: Target, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._target = target
        self._nominals = Nominals(api)
        self._explorer = Explorer(api)
        self._makers = makers_of(case for each in api.operations for case in self._valid(each))

    def check_operation(self, name: str) -> None:
        """Send an operation everything that the document says of it, but for the rules between fields.

        Raises AssertionError with a report of each failure.
        """
        operation = self._operation(name)
        planned = tuple(item for item in self._plan(operation) if item.case.rule is None)
        self._check(self._job(operation, planned, SETTINGS))

    def check_rule(self, name: str, rule: str) -> None:
        """Send an operation bodies that keep a rule and such that break it.

        Raises AssertionError with a report of each failure.
        """
        operation = self._operation(name)
        planned = tuple(item for item in self._plan(operation) if item.case.rule == rule)
        self._check(self._job(operation, planned, Settings(phases=("lattice", "faults"))))

    def _operation(self, name: str) -> Operation:
        found = self._api.operation(name)
        if found is None:
            raise LookupError(f"the document has no operation {name}")
        return found

    def _plan(self, operation: Operation) -> tuple[Unit, ...]:
        faults = fault_cases(self._api, operation, self._nominals)
        return plan(Candidates(valid=self._valid(operation), faults=faults), self._makers, SETTINGS.phases)

    def _valid(self, operation: Operation) -> tuple[Case, ...]:
        return valid_cases(self._api, operation, self._nominals)

    def _job(self, operation: Operation, planned: tuple[Unit, ...], settings: Settings) -> Job:
        return Job(
            contract=Contract(self._api),
            operations=(operation,),
            plan=planned,
            makers=self._makers,
            explore=self._explorer.cases,
            shrink=self._explorer.shrunk,
            target=self._target,
            settings=settings,
        )

    def _check(self, job: Job) -> None:
        summary = Summary()
        with http_transport(seconds=SECONDS) as transport:
            for event in run(job, transport, self._clock):
                summary.take(event)
        assert summary.ending != "lost", f"{job.target.url} does not answer: {summary.detail}"
        assert not summary.failures, "\n" + "\n\n".join(_reports(summary, job.target))


def _reports(summary: Summary, target: Target) -> Iterator[str]:
    again = f"--url {target.url}"
    for key, failure in summary.failures.items():
        retold = summary.retold.get(key)
        yield "\n".join(failure_lines(failure, times=summary.repeated[key], again=again, retold=retold))


@contextmanager
def contract_tests(document: str, url: str | None, token: str | None, clock: Clock) -> Iterator[ContractTests]:
    """The tests of a document against a server; where the address is None, against the mock of the document itself.

    Raises FencepostError where the document cannot be read.
    """
    api = load(document, Diagnostics())
    if url is not None:
        yield ContractTests(api, Target(url=url.rstrip("/"), token=token or MADE_UP_TOKEN), clock)
        return
    secret = random_token()
    app = create_app(api, system_serving(secret))
    with serving(app) as address:
        yield ContractTests(api, Target(url=address, token=secret), clock)
