"""The smallest request that shows a failure: fields, steps and drawn values that do not matter are left out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from fencepost.campaign.events import Event, Retold
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.repeating.again import MOST_DRAWN
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.cases.case import Case, FromAnswer
from fencepost.cli.exploring import exploration
from fencepost.ir.values import freeze
from fencepost.report.jsonfile import report

from .failing import MANY, Counting, NoGreen, body, nominal, of_many_fields, one, only, retold
from .things import ThingServer, all_cases, answer, campaign, job, things


def test_the_smallest_body_holds_what_is_required_and_the_field_that_matters() -> None:
    server = NoGreen()
    summary, events = campaign(server, of_many_fields(**MANY))
    found = one(events)
    assert body(found) == {"name": "a", "colour": "green"}
    assert (found.shown, found.tried) == (2, 2)
    (failure,) = summary.failures.values()
    assert failure == found.failure
    assert '--data-raw \'{"name":"a","colour":"green"}\'' in failure.curl
    assert (failure.number, failure.check) == (1, "valid_refused")


def test_no_smaller_body_is_sent_than_may_be_sent() -> None:
    def permits(case: Case) -> bool:
        return case.body is not None and '"note"' in case.body.text

    server = NoGreen()
    _, events = campaign(server, replace(of_many_fields(**MANY), permits=permits))
    assert body(one(events)) == {"name": "a", "colour": "green", "note": "a"}
    assert all(b'"note"' in (request.content or b"") for request in server.asked)


def test_two_fields_that_fail_only_together_both_stay() -> None:
    class NoSlowGreen(ThingServer):
        def faults(self, body: Any) -> list[str]:
            return ["x"] if body.get("colour") == "green" and body.get("size", 0) > 4 else super().faults(body)

    _, events = campaign(NoSlowGreen(), of_many_fields(**MANY))
    assert body(one(events)) == {"name": "a", "size": 5, "colour": "green"}


def test_a_smaller_body_is_still_valid_though_one_that_is_not_would_be_refused_as_well() -> None:
    class NoMotion(Counting):
        def faults(self, body: Any) -> list[str]:
            return ["x"] if body.get("moving") is True else super().faults(body)

    _, events = campaign(NoMotion(), of_many_fields(**MANY))
    assert body(one(events)) == {"name": "a", "moving": True, "speed": 1}


def test_a_fault_among_many_fields_stays_the_same_single_fault() -> None:
    class TakesGrey(ThingServer):
        def rules(self) -> dict[str, Any]:
            return super().rules() | {"colour": bool}

        def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in super().made_of(body).items() if name != "colour"}

    fault = next(case for case in all_cases()[1] if case.target == "/body/colour" and case.point == "enum-")
    assert fault.body is not None
    sent = fault.body.value
    assert isinstance(sent, dict)
    crowded = replace(fault, body=freeze({**MANY, "name": "b", "colour": sent["colour"]}))
    _, events = campaign(TakesGrey(), only(crowded))
    assert body(one(events)) == {"name": "a", "colour": sent["colour"]}


def test_what_a_case_is_about_stays_though_the_failure_has_nothing_to_do_with_it() -> None:
    class NeverRight(ThingServer):
        def create(self, request: Request) -> Answer:
            return answer(500 if request.content else 400)

    case = next(case for case in all_cases()[0] if case.target == "/body/size" and case.point == "maximum")
    _, events = campaign(NeverRight(), only(case))
    assert body(one(events)) == {"name": "a", "size": 9}


def explored(server: ThingServer) -> tuple[Summary, list[Event]]:
    drawn = exploration(things())
    wanted = job(Settings(seed=5), phases=("explore",), explore=drawn.cases, shrink=drawn.shrunk)
    return campaign(server, replace(wanted, plan=()))


class NoTwoTogether(ThingServer):
    """Refuses what is fast, if it is also large."""

    def faults(self, body: Any) -> list[str]:
        return ["x"] if body.get("size", 0) > 3 and body.get("speed", 0) > 2 else super().faults(body)


def test_a_drawn_body_is_shrunk_to_the_simplest_that_fails() -> None:
    _, events = explored(NoTwoTogether())
    found = next(each for each in retold(events) if each.failure.operation == "create_thing")
    sent = body(found)
    assert isinstance(sent, dict)
    assert set(sent) == {"name", "size", "speed"}
    assert sent["name"] == "a"
    assert found.failure.case.point == "explored"
    assert found.requests <= MOST_DRAWN + 30


def test_two_runs_come_to_the_same_report() -> None:
    first, second = (json.dumps(report(explored(NoTwoTogether())[0]), default=float) for _ in range(2))
    assert first == second


def sequence(server: ThingServer, *steps: Case) -> Retold:
    unit = Unit(phase="stateful", steps=tuple(Step(case=case) for case in steps))
    return one(campaign(server, replace(job(), plan=(unit,)))[1])


def of_step(case: Case, step: int) -> Case:
    source = FromAnswer(operation="create_thing", pointer="/id", step=step)
    return replace(case, path_params=(("thing_id", source),))


class Undying(ThingServer):
    """Breaks down where a thing is read that was deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.deleted: set[str] = set()

    def delete(self, thing: dict[str, Any]) -> Answer:
        self.deleted.add(thing["id"])
        return answer(204)

    def get(self, thing: dict[str, Any], query: str) -> Answer:
        return answer(500) if thing["id"] in self.deleted else super().get(thing, query)


def test_a_sequence_keeps_only_the_steps_that_it_needs() -> None:
    create, get, delete = nominal(), nominal("get_thing"), nominal("delete_thing")
    steps = (create, create, of_step(get, 0), of_step(get, 1), of_step(delete, 1), of_step(get, 0), of_step(get, 1))
    found = sequence(Undying(), *steps)
    told = [(step.case.method, [value for _, value in step.case.path_params]) for step in found.failure.before]
    first = FromAnswer(operation="create_thing", pointer="/id", step=0)
    assert told == [("post", []), ("delete", [first])]
    assert found.failure.case == of_step(get, 0)


def test_a_body_sent_with_a_method_that_nobody_declares_stays_though_the_operation_takes_no_body() -> None:
    class Patching(ThingServer):
        def answer(self, request: Request) -> Answer:
            return answer(200, {}) if request.method == "PATCH" else super().answer(request)

    read = nominal("get_thing")
    patch = replace(
        read, kind="protocol", method="patch", target="/method", point="method:PATCH", body=freeze({"a": 1})
    )
    _, events = campaign(Patching(), only(replace(patch, expect=replace(patch.expect, status=("405",)))))
    assert body(one(events)) == {"a": 1}
