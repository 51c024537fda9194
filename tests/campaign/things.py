"""A small document, and a server for it that knows nothing of the product: the correct one, to be broken once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from threading import Lock
from typing import Any

from fencepost.campaign.engine import run
from fencepost.campaign.events import Event
from fencepost.campaign.job import Explore, Job, Shrink
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.phases import Phase
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.running.executor import executor_of
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer, Lost, Request, Sent
from fencepost.campaign.wire.request import Target
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api

from ..inline import api_of

TOKEN = "a-token-that-is-right"

TEXT = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
security: [{bearer: []}]
paths:
  /things:
    post:
      operationId: create_thing
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewThing"}}}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
        "401": {description: who are you}
        "422": {$ref: "#/components/responses/Refused"}
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get_thing
      parameters: [{name: depth, in: query, schema: {type: integer, minimum: 1, maximum: 4}}]
      responses:
        "200":
          description: found
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
        "401": {description: who are you}
        "404": {description: unknown}
        "422": {$ref: "#/components/responses/Refused"}
    delete:
      operationId: delete_thing
      responses: {"204": {description: gone}, "401": {description: who are you}, "404": {description: unknown}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  responses:
    Refused:
      description: refused
      content: {application/json: {schema: {$ref: "#/components/schemas/Errors"}}}
  schemas:
    NewThing:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1, maxLength: 8}
        size: {type: integer, minimum: 1, maximum: 9, default: 3}
        colour: {enum: [red, green, blue]}
        note: {type: [string, "null"], x-fencepost-open: Is null accepted for note?}
        moving: {type: boolean}
        speed: {type: number, minimum: 0.5}
        pass_phrase: {type: string, minLength: 8, writeOnly: true}
      allOf:
        - title: moving_needs_speed
          description: What moves has a speed.
          if: {required: [moving], properties: {moving: {const: true}}}
          then: {required: [speed]}
    Thing:
      type: object
      required: [id, name, size, moving]
      properties:
        id: {type: string}
        name: {type: string}
        size: {type: integer}
        colour: {type: string}
        note: {type: [string, "null"]}
        moving: {type: boolean, default: false}
        speed: {type: number}
    Errors:
      type: object
      required: [errors]
      properties:
        errors:
          type: array
          items:
            type: object
            required: [param, details]
            properties: {param: {type: string}, details: {type: string}}
"""


@cache
def things() -> Api:
    api, sink = api_of(TEXT)
    assert not sink.items
    return api


def is_integer(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)


class ThingServer:
    """The correct server; a test that wants a wrong one overrides one method."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}
        self.asked: list[Request] = []
        self.made = 0
        self.lock = Lock()

    def send(self, request: Request) -> Sent:
        with self.lock:
            return Sent(answer=self.outcome(request), seconds=0.0)

    def outcome(self, request: Request) -> Answer | Lost:
        self.asked.append(request)
        return self.answer(request)

    def answer(self, request: Request) -> Answer:
        if dict(request.headers).get("authorization") != f"Bearer {TOKEN}":
            return answer(401)
        path, _, query = request.url.removeprefix("http://server").partition("?")
        if path == "/things":
            return self.create(request) if request.method == "POST" else answer(405)
        if request.method not in ("GET", "DELETE"):
            return answer(405)
        thing = self.things.get(path.removeprefix("/things/"))
        if thing is None:
            return answer(404)
        return self.delete(thing) if request.method == "DELETE" else self.get(thing, query)

    def create(self, request: Request) -> Answer:
        if not dict(request.headers).get("content-type", "").startswith("application/json"):
            return answer(415)
        try:
            body = json.loads((request.content or b"").decode(), parse_constant=int)
        except ValueError:
            return self.refused(["body"])
        faults = self.faults(body)
        return self.refused(faults) if faults else self.created(body)

    def created(self, body: dict[str, Any]) -> Answer:
        self.made += 1
        thing = self.made_of(body) | {"id": f"thing-{self.made}"}
        self.things[thing["id"]] = thing
        return answer(201, thing)

    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        shown = {"size": 3, "moving": False} | body
        return {name: value for name, value in shown.items() if name != "pass_phrase"}

    def get(self, thing: dict[str, Any], query: str) -> Answer:
        depth = query.removeprefix("depth=") or "1"
        return self.found(thing) if depth in ("1", "2", "3", "4") else self.refused(["depth"])

    def found(self, thing: dict[str, Any]) -> Answer:
        return answer(200, thing)

    def delete(self, thing: dict[str, Any]) -> Answer:
        del self.things[thing["id"]]
        return answer(204)

    def refused(self, faults: Iterable[str]) -> Answer:
        return answer(422, {"errors": [{"param": name, "details": f"{name} is wrong"} for name in faults]})

    def faults(self, body: Any) -> list[str]:
        if not isinstance(body, dict):
            return ["body"]
        found = [] if "name" in body else ["name"]
        found += [name for name, fine in self.rules().items() if name in body and not fine(body[name])]
        return found + self.broken_rules(body)

    def broken_rules(self, body: dict[str, Any]) -> list[str]:
        return ["speed"] if body.get("moving") is True and "speed" not in body else []

    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return {
            "name": lambda value: isinstance(value, str) and 1 <= len(value) <= 8,
            "size": lambda value: is_integer(value) and 1 <= value <= 9,
            "colour": lambda value: value in ("red", "green", "blue"),
            "note": lambda value: value is None or isinstance(value, str),
            "moving": lambda value: isinstance(value, bool),
            "speed": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= 0.5,
            "pass_phrase": lambda value: isinstance(value, str) and len(value) >= 8,
        }


def answer(status: int, body: Any = None) -> Answer:
    if body is None:
        return Answer(status=status)
    content = json.dumps(body).encode()
    return Answer(status=status, headers=(("content-type", "application/json"),), content=content)


@cache
def all_cases() -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    api = things()
    nominals = Nominals(api)
    valid = tuple(case for each in api.operations for case in valid_cases(api, each, nominals))
    faults = tuple(case for each in api.operations for case in fault_cases(api, each, nominals))
    return valid, faults


def job(
    settings: Settings | None = None,
    *,
    phases: tuple[Phase, ...] = ("lattice", "faults"),
    explore: Explore | None = None,
    shrink: Shrink | None = None,
    cases: tuple[Case, ...] | None = None,
) -> Job:
    valid, faults = all_cases()
    makers = makers_of(valid)
    chosen = Candidates(valid=valid, faults=faults) if cases is None else Candidates(valid=cases)
    return Job(
        contract=Contract(things()),
        operations=things().operations,
        plan=plan(chosen, makers, phases),
        makers=makers,
        explore=explore,
        shrink=shrink,
        target=Target(url="http://server", token=TOKEN, token_name="THINGS_TOKEN"),
        settings=settings or Settings(),
    )


def campaign(server: Any, wanted: Job | None = None) -> tuple[Summary, list[Event]]:
    """The campaign against a server in this process, with a clock that stands still."""
    wanted = wanted or job()
    summary, events = Summary(), []
    for event in run(wanted, server, lambda: 0.0, executor_of(wanted.settings.workers)):
        summary.take(event)
        events.append(event)
    return summary, events


def found(server: Any, wanted: Job | None = None) -> list[tuple[str, str]]:
    """Check and name of each failure, in the order in which they were found."""
    summary, _ = campaign(server, wanted)
    return [(failure.check, failure.named) for failure in summary.failures.values()]
