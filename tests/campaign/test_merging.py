"""The parts of a campaign come to the same report as the campaign in one piece."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fencepost.campaign.events import Event, Retold, Started
from fencepost.campaign.planning.plan import Settings, Shard
from fencepost.campaign.running.merging import MergeError, Part, merged
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer
from fencepost.cli.exploring import explorer
from fencepost.report.jsonfile import report
from fencepost.report.jsonlines import Lines
from fencepost.report.jsonread import event_from

from .things import ThingServer, answer, campaign, job, things


class Wrong(ThingServer):
    """Wrong in several ways: a bound, a default, a field of another type, an error, and in what it echoes."""

    def rules(self) -> dict[str, Any]:
        return super().rules() | {"size": lambda value: isinstance(value, int)}

    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().made_of(body) | {"moving": body.get("moving", True), "name": body["name"].strip()}

    def found(self, thing: dict[str, Any]) -> Answer:
        return super().found(thing | {"size": str(thing["size"])})


def events(server: ThingServer, count: int = 1, number: int = 1, seed: int = 3) -> list[Event]:
    settings = Settings(seed=seed, explored=20, shard=Shard(number=number, count=count), reduce=False)
    wanted = job(settings, explore=explorer(things()))
    return campaign(server, wanted)[1]


def reduced(count: int, number: int) -> list[Event]:
    """The events of a part that sends again what it finds."""
    wanted = job(Settings(shard=Shard(number=number, count=count)))
    return campaign(Denying(), wanted)[1]


def parts(server: type[ThingServer], count: int) -> tuple[Part, ...]:
    """The shards of a campaign, each against a server of its own, as they come back from their files."""
    return tuple(part(events(server(), count, number), str(number)) for number in range(1, count + 1))


def part(told: list[Event], name: str) -> Part:
    lines = Lines()
    first, *rest = [event_from(line) for event in told for line in lines.of(event)]
    assert isinstance(first, Started)
    return Part(name=name, started=first, events=tuple(rest))


def told(events: Iterator[Event] | list[Event]) -> dict[str, Any]:
    summary = Summary()
    for event in events:
        summary.take(event)
    # Each shard has a server of its own here, which counts its things for itself.
    found: dict[str, Any] = json.loads(re.sub(r"thing-\d+", "thing", json.dumps(report(summary), default=float)))
    return found


@pytest.mark.parametrize("count", [1, 2, 3, 16])
@pytest.mark.parametrize("server", [ThingServer, Wrong])
def test_the_parts_make_the_report_of_the_whole(server: type[ThingServer], count: int) -> None:
    whole = told(events(server()))
    assert told(merged(parts(server, count))) == whole
    assert bool(whole["failures"]) == (server is Wrong)


def test_the_order_in_which_parts_are_given_makes_no_difference() -> None:
    found = parts(Wrong, 3)
    assert told(merged(found[::-1])) == told(merged(found))


def test_every_unit_belongs_to_one_part() -> None:
    whole = [event.case for event in events(ThingServer()) if hasattr(event, "role") and event.index >= 0]
    shared = [
        event.case
        for each in parts(ThingServer, 3)
        for event in each.events
        if hasattr(event, "role") and event.index >= 0
    ]
    assert sorted(case.id for case in shared) == sorted(case.id for case in whole)


def test_a_missing_part_is_named() -> None:
    first, _, third = parts(ThingServer, 3)
    with pytest.raises(MergeError, match="there is no part 2/3"):
        list(merged((first, third)))


def test_a_part_that_is_there_twice_is_named() -> None:
    first, second = parts(ThingServer, 2)
    with pytest.raises(MergeError, match="1 is part 1/2, which is there twice"):
        list(merged((first, second, first)))


def test_parts_of_two_campaigns_make_no_whole() -> None:
    first, _ = parts(ThingServer, 2)
    other = part(events(ThingServer(), 2, 2, seed=4), "other")
    with pytest.raises(MergeError, match="other is of another campaign than 1: seed 4, 3"):
        list(merged((first, other)))


def test_an_interrupted_part_makes_an_interrupted_whole() -> None:
    first, second = parts(ThingServer, 2)
    cut = Part(name=second.name, started=second.started, events=second.events[:10])
    found = told(merged((first, cut)))
    assert (found["run"]["ended"], found["run"]["complete"]) == ("interrupted", False)


class Denying(ThingServer):
    """Refuses one value with 401, which speaks of the request once the credential is known to be right."""

    def refused(self, faults: Any) -> Answer:
        return answer(401) if "colour" in faults else super().refused(faults)


def test_whether_the_credential_is_right_is_known_from_all_parts() -> None:
    whole = told(events(Denying()))
    assert [each["check"] for each in whole["failures"]] == ["refused_with_wrong_status"] * len(whole["failures"])
    assert whole["failures"]
    assert told(merged(parts(Denying, 16))) == whole


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_is_told_of_a_failure_sent_again_is_that_of_the_part_that_showed_it_first(count: int) -> None:
    whole = told(reduced(1, 1))
    found = tuple(part(reduced(count, number), str(number)) for number in range(1, count + 1))
    assert any(isinstance(event, Retold) for each in found for event in each.events)
    assert told(merged(found)) == whole
