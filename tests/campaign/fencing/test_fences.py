"""What a campaign says of the fences of a server that is wrong in one way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fencepost.campaign.events import Fenced, Started
from fencepost.campaign.planning.plan import Settings, Shard
from fencepost.campaign.running.merging import Part, merged
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.ir.values import Json
from fencepost.report.jsonfile import report
from fencepost.report.jsonlines import Lines
from fencepost.report.jsonread import event_from

from ..things import ThingServer, campaign, is_integer, job


def of_field(name: str, fine: Any) -> ThingServer:
    """The server with another check of one field."""

    class Other(ThingServer):
        def rules(self) -> dict[str, Any]:
            return {**super().rules(), name: fine}

    return Other()


def whole(low: int, high: int) -> Any:
    return lambda value: is_integer(value) and low <= value <= high


def number(fine: Any) -> Any:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and fine(value)


def text(low: int, high: int) -> Any:
    return lambda value: isinstance(value, str) and low <= len(value) <= high


def fences(server: Any) -> list[str]:
    """What is said, without places and each once."""
    summary, _ = campaign(server)
    return said(summary)


def told_failures(summary: Summary) -> list[Any]:
    failures = report(summary)["failures"]
    assert isinstance(failures, list)
    return failures


def said(summary: Summary) -> list[str]:
    told = dict.fromkeys(summary.fences.values())
    return [f"{fence.document}; {fence.server}" for fence in told]


@pytest.mark.parametrize(
    ("field", "fine", "expected"),
    [
        ("size", whole(1, 7), "size <= 9; <= 7"),
        ("size", whole(1, 40), "size <= 9; <= 40"),
        ("size", whole(1, 10**20), "size <= 9; none up to 9007199254740992"),
        ("size", whole(2, 9), "size >= 1; >= 2"),
        ("size", whole(-5, 9), "size >= 1; >= -5"),
        ("speed", number(lambda value: value >= 0.25), "speed >= 0.5; >= 0.25, inclusive"),
        ("speed", number(lambda value: value > 0.5), "speed >= 0.5; > 0.5, exclusive"),
        ("speed", number(lambda value: 0.5 <= value <= 300), "speed has no maximum; <= 300, inclusive"),
        ("name", text(1, 6), "name <= 8 characters; <= 6 characters"),
        ("name", text(1, 30), "name <= 8 characters; <= 30 characters"),
        ("name", text(3, 8), "name >= 1 character; >= 3 characters"),
        ("name", text(0, 8), "name >= 1 character; none"),
        ("pass_phrase", text(8, 72), "pass_phrase has no maxLength; <= 72 characters"),
        ("colour", lambda value: value in ("red", "blue"), 'colour is one of 3 values; without "green"'),
        ("colour", lambda value: isinstance(value, str), "colour is one of 3 values; any value that was tried besides"),
        (
            "colour",
            lambda value: isinstance(value, str) and value.lower() in ("red", "green", "blue"),
            'colour is one of 3 values; also "BLUE"',
        ),
    ],
)
def test_the_servers_own_fence_is_told_exactly(field: str, fine: Any, expected: str) -> None:
    assert expected in fences(of_field(field, fine))


@pytest.mark.parametrize(
    ("fine", "expected"),
    [
        (lambda value: 1 <= len(value.encode()) <= 8, "name <= 8 characters; <= 8 bytes of UTF-8"),
        (lambda value: 1 <= len(value.encode("utf-16-le")) <= 16, "name <= 8 characters; <= 8 UTF-16 code units"),
    ],
)
def test_what_is_counted_in_place_of_characters_is_told(fine: Any, expected: str) -> None:
    assert fences(of_field("name", lambda value: isinstance(value, str) and fine(value))) == [expected]


def test_a_field_that_may_be_absent_is_told() -> None:
    class Nameless(ThingServer):
        def faults(self, body: Any) -> list[str]:
            return [name for name in super().faults(body) if name != "name" or "name" in body]

        def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
            return super().made_of({"name": "n"} | body)

    assert fences(Nameless()) == ["name is required; may be absent"]


def test_a_field_that_must_be_there_is_told() -> None:
    class Wanting(ThingServer):
        def faults(self, body: Any) -> list[str]:
            missing = ["moving"] if isinstance(body, dict) and "moving" not in body else []
            return missing + super().faults(body)

    assert "moving may be absent; is required" in fences(Wanting())


def test_another_default_is_told() -> None:
    class Large(ThingServer):
        def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
            return super().made_of({"size": 5} | body)

    assert fences(Large()) == ["size default 3; default 5"]


def test_a_default_that_changes_is_no_claim() -> None:
    class Drifting(ThingServer):
        def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
            return super().made_of({"size": 4 + self.made % 5} | body)

    assert all(fence.startswith("size default 3; not found: ") for fence in fences(Drifting()))


def ruled(broken: Any) -> ThingServer:
    """The server with another reading of its one rule."""

    class Other(ThingServer):
        def broken_rules(self, body: dict[str, Any]) -> list[str]:
            return ["speed"] if broken(body) else []

    return Other()


def test_a_forgotten_rule_is_told() -> None:
    (fence,) = fences(ruled(lambda _: False))
    assert fence.startswith("rule moving_needs_speed; none: it takes all ")


def test_the_side_that_a_rule_is_over_applied_on_is_told() -> None:
    found = fences(ruled(lambda body: "moving" in body and "speed" not in body))
    assert found == ["rule moving_needs_speed; also refuses (moving false, speed absent)"]


def test_a_correct_server_has_no_fence_of_its_own() -> None:
    summary, events = campaign(ThingServer())
    assert summary.fences == {}
    assert not any(isinstance(event, Fenced) for event in events)


def test_a_flaky_server_makes_no_claim() -> None:
    class Flaky(ThingServer):
        asked_for_nine = 0

        def faults(self, body: Any) -> list[str]:
            if isinstance(body, dict) and body.get("size") == 9:
                self.asked_for_nine += 1
                return ["size"] if self.asked_for_nine % 3 == 1 else super().faults(body)
            return super().faults(body)

    assert all("; not found: " in fence for fence in fences(Flaky()))


def test_a_server_that_refuses_one_value_in_the_middle_makes_no_claim_of_a_limit() -> None:
    """9 is refused, and what lies outside is taken."""
    found = fences(of_field("size", lambda value: whole(1, 50)(value) and value != 9))
    assert found
    assert all("; not found: " in fence for fence in found)


def test_every_failure_of_one_fence_leads_to_it() -> None:
    summary, events = campaign(of_field("name", text(1, 6)))
    assert len([event for event in events if isinstance(event, Fenced)]) == 1
    assert set(summary.fences) == set(summary.failures)
    assert len(summary.failures) > 3


def test_the_requests_of_the_search_are_told_and_few() -> None:
    server = of_field("size", whole(1, 40))
    summary, _ = campaign(server)
    (fence,) = set(summary.fences.values())
    assert 5 <= fence.requests <= 20
    assert summary.requests < len(server.asked)
    assert summary.cases == campaign(of_field("size", whole(1, 40)), job(Settings(reduce=False)))[0].cases


def test_nothing_is_looked_for_where_failures_are_not_sent_again() -> None:
    summary, _ = campaign(of_field("size", whole(1, 40)), job(Settings(reduce=False)))
    assert summary.failures
    assert summary.fences == {}


@pytest.mark.parametrize("more", [0, 1, 4])
def test_the_search_keeps_to_the_greatest_number_of_requests(more: int) -> None:
    plain = of_field("size", whole(1, 40))
    campaign(plain, job(Settings(reduce=False)))
    limit = len(plain.asked) + more
    server = of_field("size", whole(1, 40))
    summary, _ = campaign(server, job(Settings(max_requests=limit)))
    assert len(server.asked) <= limit
    assert all("not found: " in fence.server for fence in summary.fences.values())


def test_two_fences_of_one_server_are_told_apart() -> None:
    server = of_field("size", whole(2, 7))
    assert set(fences(server)) == {"size >= 1; >= 2", "size <= 9; <= 7"}


def test_a_parameter_of_the_query_has_a_fence_too() -> None:
    class Deeper(ThingServer):
        def get(self, thing: dict[str, Any], query: str) -> Answer:
            depth = query.removeprefix("depth=") or "1"
            fine = depth.isdecimal() and 1 <= int(depth) <= 6
            return self.found(thing) if fine else self.refused(["depth"])

    assert fences(Deeper()) == ["depth <= 4; <= 6"]


def test_a_server_that_breaks_at_a_value_makes_no_claim() -> None:
    class Breaking(ThingServer):
        def create(self, request: Request) -> Answer:
            answered = super().create(request)
            body: Json = self.things[f"thing-{self.made}"].get("size") if answered.status == 201 else None
            return Answer(status=500) if isinstance(body, int) and body > 40 else answered

        def rules(self) -> dict[str, Any]:
            return {**super().rules(), "size": whole(1, 10**20)}

    found = fences(Breaking())
    assert found
    assert all("; not found: server_error" in fence for fence in found)


def test_a_fence_is_told_in_the_files_of_a_run_and_in_the_report_of_its_parts() -> None:
    def part(number: int) -> Part:
        wanted = job(Settings(shard=Shard(number=number, count=2)))
        lines = Lines()
        _, events = campaign(of_field("size", whole(1, 7)), wanted)
        first, *rest = [event_from(line) for event in events for line in lines.of(event)]
        assert isinstance(first, Started)
        return Part(name=str(number), started=first, events=tuple(rest))

    summary = Summary()
    for event in merged((part(1), part(2))):
        summary.take(event)
    assert said(summary) == ["size <= 9; <= 7"]
    assert set(summary.fences) == set(summary.failures)
    (told,) = {json.dumps(failure["fence"]) for failure in told_failures(summary)}
    assert json.loads(told)["server"] == "<= 7"
    assert {"accepted": False, "value": 8} in json.loads(told)["tried"]
