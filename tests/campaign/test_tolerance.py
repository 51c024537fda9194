"""What is tolerated by name is counted, told, and no failure; everything else of the same check stays one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fencepost.campaign.events import Judged, Started
from fencepost.campaign.planning.plan import Candidates, Settings, plan
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.order import protocol_cases
from fencepost.report.jsonfile import report
from fencepost.report.jsonlines import Lines
from fencepost.report.jsonread import event_from
from fencepost.report.terminal import coverage_line

from .things import ThingServer, campaign, found, job, things

WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Coerces(ThingServer):
    """Reads texts as what they look like, as lax validators do."""

    def faults(self, body: Any) -> list[str]:
        return super().faults(self.read(body) if isinstance(body, dict) else body)

    def created(self, body: dict[str, Any]) -> Any:
        return super().created(self.read(body))

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        readers = {"size": self.number, "speed": self.number, "moving": self.boolean}
        return {name: readers[name](value) if name in readers else value for name, value in body.items()}

    def number(self, value: Any) -> Any:
        try:
            return float(value) if isinstance(value, str | bool) else value
        except ValueError:
            return value

    def boolean(self, value: Any) -> Any:
        return WORDS.get(str(value).lower(), value) if not isinstance(value, bool) else value


class TakesAnyText(Coerces):
    """Takes every text for a number."""

    def number(self, value: Any) -> Any:
        return 3 if isinstance(value, str) else value


def test_coercion_is_a_failure_unless_it_is_tolerated() -> None:
    assert {check for check, _ in found(Coerces())} == {"fault_accepted"}
    assert found(Coerces(), job(Settings(tolerate=("coercion",)))) == []


def test_a_text_that_reads_as_no_number_is_no_coercion() -> None:
    tolerant = job(Settings(tolerate=("coercion",)))
    assert ("fault_accepted", "size type") in found(TakesAnyText(), tolerant)


def test_what_is_tolerated_is_counted_in_every_report() -> None:
    summary, _ = campaign(Coerces(), job(Settings(tolerate=("coercion",))))
    count = summary.tolerated["coercion"]
    assert count > 3
    assert f", tolerated: coercion ({count} answers)" in coverage_line(summary)
    assert report(summary)["tolerated"] == {"coercion": count}
    assert summary.exit_code == 0


def test_a_report_says_what_would_have_been_tolerated() -> None:
    summary, _ = campaign(ThingServer(), job(Settings(tolerate=("coercion",))))
    assert ", tolerated: coercion (0 answers)" in coverage_line(summary)
    untold, _ = campaign(ThingServer())
    assert "tolerated" not in coverage_line(untold)


@pytest.mark.parametrize("kind", [Started, Judged])
def test_tolerance_stands_in_the_events(kind: type[Started | Judged]) -> None:
    lines = Lines()
    _, events = campaign(Coerces(), job(Settings(tolerate=("coercion",))))
    told = [event for event in events if isinstance(event, kind)]
    read = [event_from(line) for event in told for line in lines.of(event)]
    name = "tolerates" if kind is Started else "tolerated"
    assert [getattr(event, name) for event in read] == [getattr(event, name) for event in told]
    assert ("coercion",) in [getattr(event, name) for event in read]


class TakesNan(ThingServer):
    def create(self, request: Request) -> Answer:
        return self.created({"name": "a"}) if b"NaN" in (request.content or b"") else super().create(request)


def test_nan_for_a_number_is_coercion_and_other_bodies_that_are_no_json_are_not() -> None:
    api = things()
    protocol = tuple(case for each in api.operations for case in protocol_cases(api, each, Nominals(api)))
    units = plan(Candidates(protocol=protocol), {}, ("protocol",))
    strict = replace(job(), plan=units)
    assert found(TakesNan(), strict) == [("malformed_accepted", "speed NaN")]
    assert found(TakesNan(), replace(strict, settings=Settings(tolerate=("coercion",)))) == []
