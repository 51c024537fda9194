"""Nothing is found on a correct server; cases get what they need; budgets hold; the run ends when it must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from fencepost.campaign.events import Finished, Judged, Skipped
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Lost, Request
from fencepost.cases.case import Case, Expectation
from fencepost.ir.http import Operation

from .things import TOKEN, ThingServer, all_cases, answer, campaign, found, job


def test_nothing_is_found_on_a_correct_server_and_every_point_is_hit() -> None:
    summary, _ = campaign(ThingServer())
    assert list(summary.failures) == []
    assert summary.undecided == 0
    assert summary.exit_code == 0
    assert summary.started is not None
    assert len(summary.points) == summary.started.points_total == 40
    assert len(summary.rules) == summary.started.rules_total == 2


def test_two_runs_send_the_same_requests() -> None:
    first, second = ThingServer(), ThingServer()
    campaign(first)
    campaign(second)
    assert [(item.method, item.content) for item in first.asked] == [
        (item.method, item.content) for item in second.asked
    ]


def test_several_workers_send_the_same_requests_as_one() -> None:
    one, four = ThingServer(), ThingServer()
    campaign(one)
    campaign(four, job(Settings(workers=4)))
    assert sorted(repr((item.method, item.content)) for item in one.asked) == sorted(
        repr((item.method, item.content)) for item in four.asked
    )


def test_a_thing_is_created_once_for_all_cases_that_read_it() -> None:
    server = ThingServer()
    campaign(server, job(phases=("lattice",), cases=tuple(case for case in all_cases()[0] if case.method == "get")))
    assert [item.method for item in server.asked].count("POST") == 1


def test_a_thing_is_created_anew_for_a_case_that_deletes_it() -> None:
    server = ThingServer()
    deletion = next(case for case in all_cases()[0] if case.method == "delete")
    summary, _ = campaign(server, job(Settings(keep=True), cases=(deletion, replace(deletion, id="again"))))
    assert [item.method for item in server.asked] == ["POST", "DELETE", "POST", "DELETE"]
    assert summary.undecided == 0
    assert server.things == {}


class Forgetful(ThingServer):
    """Loses what it was given, once."""

    forgets = True

    def get(self, thing: dict[str, object], query: str) -> Answer:
        if self.forgets:
            self.forgets = False
            self.things.clear()
            return answer(404)
        return super().get(thing, query)


def test_a_thing_that_the_server_lost_is_created_again_and_the_case_decided() -> None:
    summary, _ = campaign(Forgetful())
    assert (summary.undecided, list(summary.failures)) == (0, [])


class Mean(ThingServer):
    """Gives nothing to anybody."""

    def faults(self, body: object) -> list[str]:
        return super().faults(body) or ["money"]

    def refused(self, faults: Iterable[str]) -> Answer:
        return answer(402) if faults == ["money"] else super().refused(faults)


def test_a_thing_that_has_ended_is_created_again_for_a_case_that_must_be_refused_for_another_reason() -> None:
    class Ending(ThingServer):
        """Tells everybody that the first thing has ended, and shows the others to everybody."""

        def answer(self, request: Request) -> Answer:
            if request.url.endswith("/thing-1"):
                return answer(409)
            return super().answer(replace(request, headers=(("authorization", f"Bearer {TOKEN}"), *request.headers)))

    read = next(case for case in all_cases()[0] if case.operation == "get_thing" and case.point == "nominal")
    asked = replace(
        read, kind="protocol", target="/auth", point="auth:none", auth="none", expect=Expectation(status=("401",))
    )
    unit = Unit(phase="protocol", steps=(Step(case=asked),))
    summary, _ = campaign(Ending(), replace(job(), plan=(unit,), explore=None))
    assert [failure.check for failure in summary.failures.values()] == ["auth_ignored"]


def test_cases_whose_thing_cannot_be_created_are_blocked_and_a_run_of_undecided_cases_is_no_green_one() -> None:
    summary, events = campaign(Mean())
    assert {event.reason for event in events if isinstance(event, Skipped)} == {"create_thing gave nothing to use"}
    assert summary.failures == {}
    assert summary.is_doubtful
    assert summary.exit_code == 2


def test_a_wrong_token_cannot_look_green_and_is_no_failure_either() -> None:
    wanted = job()
    summary, _ = campaign(ThingServer(), replace(wanted, target=replace(wanted.target, token="another-token")))
    assert summary.failures == {}
    assert summary.exit_code == 2
    assert summary.points == set()


def test_what_was_created_on_this_machine_is_deleted_at_the_end() -> None:
    server = ThingServer()
    wanted = job()
    local = LocalServer()
    summary, _ = campaign(local, replace(wanted, target=replace(wanted.target, url="http://127.0.0.1:8000")))
    assert local.things == {}
    assert summary.cleaned is not None
    assert summary.cleaned.left == 0
    campaign(server, wanted)
    assert server.things != {}


class LocalServer(ThingServer):
    def outcome(self, request: Request) -> Answer | Lost:
        return super().outcome(replace(request, url=request.url.replace("127.0.0.1:8000", "server")))


def test_keep_leaves_what_was_created() -> None:
    server = LocalServer()
    wanted = job(Settings(keep=True))
    campaign(server, replace(wanted, target=replace(wanted.target, url="http://127.0.0.1:8000")))
    assert server.things != {}


def test_no_more_requests_are_sent_than_allowed_and_a_run_cut_short_says_nothing() -> None:
    server = ThingServer()
    summary, _ = campaign(server, job(Settings(max_requests=7)))
    assert len(server.asked) == summary.requests == 7
    assert (summary.ending, summary.exit_code) == ("requests", 2)


def test_a_budget_of_time_ends_the_run() -> None:
    ticks = iter(range(10_000))
    from fencepost.campaign.engine import run

    *_, last = run(job(Settings(max_seconds=30)), ThingServer(), lambda: float(next(ticks)))
    assert isinstance(last, Finished)
    assert (last.ending, last.complete) == ("seconds", False)


class Sloppy(ThingServer):
    def faults(self, body: object) -> list[str]:
        return [] if isinstance(body, dict) and "name" in body else super().faults(body)


def test_a_run_ends_after_as_many_failures_as_were_asked_for() -> None:
    summary, _ = campaign(Sloppy(), job(Settings(max_failures=2)))
    assert len(summary.failures) == 2
    assert (summary.ending, summary.exit_code) == ("failures", 1)


class Mortal(ThingServer):
    """Answers five times and never again."""

    def outcome(self, request: Request) -> Answer | Lost:
        if len(self.asked) < 5:
            return super().outcome(request)
        self.asked.append(request)
        return Lost(kind="refused", reason="the connection failed")


def test_a_target_that_dies_ends_the_run_with_what_it_has() -> None:
    server = Mortal()
    summary, _ = campaign(server)
    assert (summary.ending, summary.exit_code) == ("lost", 2)
    assert summary.failures == {}
    assert len(server.asked) == 7
    assert summary.detail is not None
    assert summary.detail.startswith("the connection failed since ")


class Fragile(ThingServer):
    """Drops the connection on one odd value, however often it is sent."""

    def outcome(self, request: Request) -> Answer | Lost:
        if request.content is not None and b'"size":9' in request.content:
            self.asked.append(request)
            return Lost(kind="closed", reason="the connection was closed without an answer")
        return super().outcome(request)


def test_a_server_that_drops_the_connection_on_one_value_has_an_error() -> None:
    assert found(Fragile()) == [("server_error", "size maximum")]


class Flaky(ThingServer):
    """Drops every seventh request, as a server may drop a kept connection."""

    def outcome(self, request: Request) -> Answer | Lost:
        if len(self.asked) % 7 == 6:
            self.asked.append(request)
            return Lost(kind="closed", reason="the connection was closed without an answer")
        return super().outcome(request)


def test_a_connection_dropped_once_is_nobodys_fault() -> None:
    summary, _ = campaign(Flaky())
    assert (list(summary.failures), summary.undecided, summary.ending) == ([], 0, "complete")


class Hanging(ThingServer):
    def outcome(self, request: Request) -> Answer | Lost:
        self.asked.append(request)
        return Lost(kind="timeout", reason="no answer within 10 s")


def test_a_server_that_hangs_ends_the_run_in_bounded_time() -> None:
    server = Hanging()
    summary, _ = campaign(server)
    assert (summary.ending, summary.exit_code, len(server.asked)) == ("lost", 2, 3)


def test_cases_drawn_by_the_explorer_are_sent_after_the_others_and_judged_alike() -> None:
    def explore(operation: Operation, seed: int, count: int) -> list[Case]:
        nominal = next(case for case in all_cases()[0] if case.operation == operation.id)
        return [replace(nominal, id=f"{operation.id}/drawn/{seed}/{number}") for number in range(count)]

    wanted = job(Settings(seed=5, explored=2), explore=explore)
    _, events = campaign(ThingServer(), wanted)
    roles = [event.role for event in events if isinstance(event, Judged)]
    assert roles[-4:] == ["explore"] * 4 or roles.count("explore") == 6
    assert roles.index("explore") > max(index for index, role in enumerate(roles) if role == "faults")


def test_an_interrupted_run_cleans_up_all_the_same() -> None:
    from fencepost.campaign.engine import run

    server = LocalServer()
    wanted = job()
    events = run(replace(wanted, target=replace(wanted.target, url="http://127.0.0.1:8000")), server, lambda: 0.0)
    while not server.things:
        next(events)
    with pytest.raises(KeyboardInterrupt):
        events.throw(KeyboardInterrupt())
    assert server.things == {}


def test_the_credential_is_sent_with_every_request() -> None:
    server = ThingServer()
    campaign(server)
    assert {dict(item.headers)["authorization"] for item in server.asked} == {f"Bearer {TOKEN}"}
