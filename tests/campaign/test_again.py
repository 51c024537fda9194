"""Failures are sent again: those that come and go are told with how often they came back; budgets hold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.repeating.again import MOST_IN_ALL, TRIES
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer, Lost, Request
from fencepost.report.jsonfile import report

from .failing import MANY, Counting, NoGreen, body, nominal, of_many_fields, one, only, retold
from .things import ThingServer, all_cases, answer, campaign, job


def test_what_is_sent_again_counts_as_no_request_of_the_campaign() -> None:
    server = NoGreen()
    summary, events = campaign(server, of_many_fields(**MANY))
    assert summary.requests == 1
    assert len(server.asked) == 1 + one(events).requests
    assert one(events).requests <= 12


class Sometimes(Counting):
    """Breaks down every third time that something is created."""

    def created(self, body: dict[str, Any]) -> Answer:
        return answer(500) if self.creations % 3 == 0 else super().created(body)


def test_a_failure_that_comes_and_goes_is_told_with_its_rate_and_stays_as_it_was_found() -> None:
    wanted = only(*(replace(nominal(), id=f"case-{number}") for number in range(3)))
    summary, events = campaign(Sometimes(), wanted)
    found = one(events)
    assert (found.shown, found.tried, found.requests) == (3, 10, TRIES)
    assert found.failure.case.id == "case-2"
    (told,) = told_failures(summary)
    assert told["flaky"] == {"shown": 3, "tried": 10}


def told_failures(summary: Summary) -> list[dict[str, Any]]:
    told = json.loads(json.dumps(report(summary)["failures"], default=float))
    assert isinstance(told, list)
    return told


def test_a_failure_that_never_came_back_says_so() -> None:
    class Once(Counting):
        def created(self, body: dict[str, Any]) -> Answer:
            return answer(500) if self.creations == 1 else super().created(body)

    summary, events = campaign(Once(), only(nominal()))
    assert (one(events).shown, one(events).tried) == (0, 10)
    assert told_failures(summary)[0]["flaky"] == {"shown": 0, "tried": 10}


def test_a_failure_that_stays_away_only_when_it_is_small_is_flaky_after_all() -> None:
    class Fading(NoGreen):
        """Refuses the value at first, and then every second time."""

        def faults(self, body: Any) -> list[str]:
            return [] if self.creations > 9 and self.creations % 2 == 0 else super().faults(body)

    _, events = campaign(Fading(), of_many_fields(**MANY))
    found = one(events)
    assert (found.shown, found.tried) == (6, TRIES)
    assert body(found) == {"name": "b", **MANY}


def test_a_steady_failure_is_not_called_flaky() -> None:
    summary, _ = campaign(NoGreen(), of_many_fields(**MANY))
    assert told_failures(summary)[0]["flaky"] is None


def test_nothing_is_sent_again_where_that_is_not_wanted() -> None:
    server = NoGreen()
    summary, events = campaign(server, only(*all_cases()[0], settings=Settings(reduce=False)))
    assert summary.failures
    assert retold(events) == []
    assert len(server.asked) == summary.requests


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_no_more_requests_are_sent_than_allowed_for_the_whole_campaign(limit: int) -> None:
    server = NoGreen()
    wanted = of_many_fields(**MANY)
    campaign(server, replace(wanted, settings=Settings(max_requests=limit)))
    assert len(server.asked) == limit


def test_failures_are_sent_again_where_the_run_ended_with_enough_of_them() -> None:
    wanted = replace(job(Settings(max_failures=1)), plan=of_many_fields(**MANY).plan * 2)
    summary, events = campaign(NoGreen(), wanted)
    assert summary.ending == "failures"
    assert body(one(events)) == {"name": "a", "colour": "green"}


def test_a_target_that_is_gone_is_not_asked_again() -> None:
    class Leaving(NoGreen):
        def outcome(self, request: Request) -> Answer | Lost:
            if self.creations < 4:
                return super().outcome(request)
            self.asked.append(request)
            return Lost(kind="refused", reason="the connection failed")

    server = Leaving()
    _, events = campaign(server, of_many_fields(**MANY))
    # Twice the last one: a connection lost for the first time is tried once more.
    assert len(server.asked) == 6
    assert one(events).shown == 2


def test_a_thousand_failures_do_not_take_a_thousand_requests_more() -> None:
    class Careless(ThingServer):
        def faults(self, body: Any) -> list[str]:
            return [] if isinstance(body, dict) and isinstance(body.get("name"), str) else super().faults(body)

    summary, events = campaign(Careless())
    assert len(summary.failures) > 20
    assert len(retold(events)) == 20
    assert sum(each.requests for each in retold(events)) <= MOST_IN_ALL + 20 * TRIES


def test_what_is_created_on_the_way_is_deleted_at_the_end() -> None:
    class Local(NoGreen):
        def outcome(self, request: Request) -> Answer | Lost:
            return super().outcome(replace(request, url=request.url.replace("127.0.0.1:8000", "server")))

    server = Local()
    wanted = of_many_fields(**MANY)
    campaign(server, replace(wanted, target=replace(wanted.target, url="http://127.0.0.1:8000")))
    assert server.made > 0
    assert server.things == {}
