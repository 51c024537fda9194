"""Servers that are wrong in one way, and campaigns of few requests that show it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fencepost.campaign.events import Event, Retold
from fencepost.campaign.job import Job
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.cases.case import Case
from fencepost.ir.values import Json, freeze

from .things import ThingServer, all_cases, job


def retold(events: list[Event]) -> list[Retold]:
    return [event for event in events if isinstance(event, Retold)]


def one(events: list[Event]) -> Retold:
    (found,) = retold(events)
    return found


def body(found: Retold) -> Json:
    assert found.failure.case.body is not None
    return found.failure.case.body.value


def nominal(operation: str = "create_thing") -> Case:
    return next(case for case in all_cases()[0] if case.operation == operation and case.point == "nominal")


def of_many_fields(**fields: Json) -> Job:
    """A campaign of one valid request."""
    case = replace(nominal(), id="many", target="/body", point="pair", body=freeze({"name": "b", **fields}))
    return only(case)


def only(*cases: Case, settings: Settings | None = None) -> Job:
    units = tuple(Unit(phase="lattice", steps=(Step(case=case),)) for case in cases)
    return replace(job(settings), plan=units)


class Counting(ThingServer):
    """Counts how often it was asked to create something."""

    creations = 0

    def create(self, request: Request) -> Answer:
        self.creations += 1
        return super().create(request)


class NoGreen(Counting):
    """Refuses a value that is allowed, and does not say which."""

    def faults(self, body: Any) -> list[str]:
        is_green = isinstance(body, dict) and body.get("colour") == "green"
        return ["something"] if is_green else super().faults(body)


MANY: dict[str, Json] = {"size": 5, "colour": "green", "note": "n", "moving": True, "speed": 2.5}
