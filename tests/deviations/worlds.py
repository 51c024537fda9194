"""What a server answers to everything that a campaign would send, and where one with a fault answers otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit

from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.running.runner import Meter, Runner
from fencepost.campaign.running.supply import given, sources
from fencepost.campaign.wire.exchange import Answer, Request, Sent
from fencepost.campaign.wire.pace import Pace
from fencepost.campaign.wire.request import Target
from fencepost.cli.campaigns import Campaign
from fencepost.cli.faults import contract
from fencepost.deviations.deviation import Deviation
from fencepost.ir.api import Api
from fencepost.mock import Serving, create_app
from fencepost.mock.faults.switches import Switch
from starlette.types import ASGIApp, Message

from ..mock.served import Time, identifiers

TOKEN = "the-token"


class DiffersError(Exception):
    """An answer is not what the true server gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer, as far as it matters; how a refusal is worded does not."""

    status: int
    body: bytes
    """Empty for a refusal."""


class Wire:
    """Calls an application that never waits, and moves the clock on by a little for each request."""

    def __init__(self, app: ASGIApp, time: Time, expected: list[Said] | None) -> None:
        self.app = app
        self.time = time
        self.expected = expected
        self.said: list[Said] = []

    def send(self, request: Request) -> Sent:
        self.time.forward(0.05)
        messages = list(self.called(request))
        status, body = messages[0]["status"], messages[1].get("body", b"")
        said = Said(status=status, body=body if status < 400 else b"")
        if self.expected is not None and self.expected[len(self.said)] != said:
            raise DiffersError
        self.said.append(said)
        headers = tuple((name.decode(), text.decode()) for name, text in messages[0]["headers"])
        return Sent(answer=Answer(status=said.status, headers=headers, content=body), seconds=0.0)

    def called(self, request: Request) -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": request.content or b""}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            self.app(_scope(request), receive, send).__await__().__next__()
        except StopIteration:
            return sent
        raise AssertionError("the application waits")


def _scope(request: Request) -> dict[str, Any]:
    address = urlsplit(request.url)
    headers = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in request.headers]
    return {
        "type": "http",
        "method": request.method,
        "path": address.path,
        "raw_path": address.path.encode(),
        "query_string": address.query.encode(),
        "headers": headers,
    }


class World:
    """A document, everything that a campaign of it sends, and what the true server says to that."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.campaign = Campaign.of(api, api.operations, Settings())
        self.contract = Contract(api)

    @cached_property
    def expected(self) -> list[Said]:
        wire = self._wire(())
        self._run(wire)
        return wire.said

    def differs(self, deviation: Deviation) -> bool:
        """Whether a server with the deviation answers any of it otherwise."""
        expected = self.expected
        wire = self._wire((Switch(fault=deviation),))
        wire.expected = expected
        try:
            self._run(wire)
        except DiffersError:
            return True
        return False

    def _wire(self, faults: tuple[Switch, ...]) -> Wire:
        time = Time()
        serving = Serving(
            clock=time,
            new_identifier=identifiers(),
            token=TOKEN,
            faults=faults,
            contract=partial(contract, self.api),
        )
        return Wire(create_app(self.api, serving), time, None)

    def _run(self, wire: Wire) -> None:
        campaign = self.campaign
        target = Target(url="http://server.test", token=TOKEN)
        runner = Runner(self.contract, target, Meter(wire, None, Pace()), campaign.makers)
        for source in sources((step.case for unit in campaign.plan for step in unit.steps), campaign.makers):
            maker = campaign.makers[source.operation]
            answer = runner.sent(maker, dict(runner.shared)).answer
            value = given(source, maker, answer) if isinstance(answer, Answer) else None
            runner.shared |= {} if value is None else {source: value}
        for unit in campaign.plan:
            runner.run(unit)
