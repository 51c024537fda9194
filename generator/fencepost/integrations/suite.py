"""The cases of a document as a suite of tests, and the server that is held to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shlex import join
from typing import Any

from fencepost.campaign.engine import Clock
from fencepost.campaign.job import Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.phases import Phase
from fencepost.campaign.piecemeal import Piecemeal
from fencepost.campaign.planning.choice import choose, phases_named
from fencepost.campaign.planning.permitted import shared_makers
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.planning.programme import Programme, Scope, programme_of
from fencepost.campaign.planning.restraint import Permission
from fencepost.campaign.running.cleanup import is_loopback
from fencepost.campaign.unit import Unit
from fencepost.campaign.wire.addresses import address
from fencepost.campaign.wire.credentials import MADE_UP_TOKEN, secret_in
from fencepost.campaign.wire.pace import Pace
from fencepost.campaign.wire.request import Target
from fencepost.campaign.wire.transport import http_transport
from fencepost.diagnostics import Diagnostics, refusal
from fencepost.integrations.application import imported, serving_app
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.mock.app import create_app
from fencepost.mock.server import random_token, serving, system_serving
from fencepost.pipeline import load

SECONDS = 10.0
"""The longest wait for an answer."""

STEADY: tuple[Phase, ...] = ("lattice", "faults", "protocol", "stateful", "hostile")
"""The phases that have the same cases in every run, so that each can be a test with a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A suite as a user names it."""

    document: Path
    """Without links on the way."""

    name: str
    """The same as reports name it: from the working directory, where it is below it."""

    url: str = ""
    app: str = ""
    """`module:attribute`."""

    is_mock: bool = False
    token_env: str = ""
    phases: str
    """With commas between."""

    operations: tuple[str, ...] = ()
    """Empty for all of them."""

    @property
    def targets(self) -> tuple[str, ...]:
        """The options that name what is tested; none where a fixture gives it."""
        named = (("--fencepost-url", self.url), ("--fencepost-app", self.app))
        given = [f"{option}={value}" for option, value in named if value]
        return (*given, *(["--fencepost-mock"] if self.is_mock else []))

    def again(self, test: str) -> str:
        """The line that runs one test of the document again."""
        token = [f"--fencepost-token-env={self.token_env}"] if self.token_env else []
        return join(["pytest", f"--fencepost={self.name}", *self.targets, *token, f"{self.name}::{test}"])


class Suite:
    """A document, and what of it is to be tried."""

    def __init__(self, wanted: Wanted, environment: Mapping[str, str]) -> None:
        """Raises FencepostError for what cannot be used: the document, or anything else that is wanted."""
        self.wanted = wanted
        if len(wanted.targets) > 1:
            remedy = "give one of --fencepost-url, --fencepost-app and --fencepost-mock"
            raise refusal("A004", "what is to be tested is not clear", address=" ".join(wanted.targets), remedy=remedy)
        self._phases = _steady(wanted.phases)
        self.url = address(wanted.url) if wanted.url else ""
        name = wanted.token_env
        self._token = secret_in(environment, name, "--fencepost-token-env") if name else MADE_UP_TOKEN
        self.api: Api = load(wanted.name, Diagnostics())
        self.operations = choose(self.api, wanted.operations, prefix="--fencepost-")

    @cached_property
    def programme(self) -> Programme:
        """Every unit, those that settings bar first."""
        permission = Permission(unknown=not self.wanted.is_mock)
        return programme_of(self.api, self.operations, self._settings, Scope(permission=permission))

    @property
    def _settings(self) -> Settings:
        return Settings(phases=self._phases, reduce=False, keep=self.wanted.is_mock)

    def operation(self, unit: Unit) -> Operation:
        """The operation that a unit is about."""
        return next(each for each in self.operations if each.id == unit.case.operation)

    @contextmanager
    def piecemeal(self, units: Iterable[Unit], given: Any, clock: Clock) -> Iterator[Piecemeal]:
        """Some units against the server; `given` is its address or an application where nothing else names it.

        Raises FencepostError for an address or an application that cannot be used.
        """
        with self._target(given) as target, http_transport(seconds=SECONDS) as transport:
            pace = None if is_loopback(target.url) else Pace()
            piecemeal = Piecemeal(self._job(tuple(units), target), transport, clock, pace)
            try:
                yield piecemeal
            finally:
                piecemeal.end()

    @contextmanager
    def _target(self, given: Any) -> Iterator[Target]:
        if self.wanted.is_mock:
            secret = random_token()
            with serving(create_app(self.api, system_serving(secret))) as url:
                yield Target(url=url, token=secret)
            return
        place = self.url or (imported(self.wanted.app, "--fencepost-app") if self.wanted.app else given)
        if isinstance(place, str):
            yield self._target_at(address(place))
            return
        with serving_app(place, f"--fencepost-app {self.wanted.app}" if self.wanted.app else "fencepost_url") as url:
            yield self._target_at(url)

    def _target_at(self, url: str) -> Target:
        return Target(url=url, token=self._token, token_name=self.wanted.token_env or None)

    def _job(self, units: tuple[Unit, ...], target: Target) -> Job:
        programme, contract = self.programme, Contract(self.api)
        planting = Planting(contract, self._settings.seed)
        return Job(
            contract=contract,
            operations=self.operations,
            plan=units,
            makers=programme.makers,
            shared=shared_makers(programme.makers, planting, programme.restraint),
            target=target,
            settings=self._settings,
        )


def _steady(text: str) -> tuple[Phase, ...]:
    option = "--fencepost-phases"
    phases = phases_named(text, option)
    other = next((phase for phase in phases if phase not in STEADY), None)
    if other is not None:
        remedy = f"`fencepost fuzz` sends them; here there are {', '.join(STEADY)}"
        raise refusal("A005", f"the cases of {other} are no tests with a name", address=option, remedy=remedy)
    return phases
