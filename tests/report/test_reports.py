"""What a person and a program read of a campaign."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

from fencepost.campaign.events import Event
from fencepost.campaign.job import Job
from fencepost.campaign.planning.caseload import Caseload
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Step
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.ir.values import freeze
from fencepost.report.jsonfile import report, report_text
from fencepost.report.terminal import show_result, watching
from fencepost.report.wording import failure_lines
from rich.console import Console

from ..campaign.test_one_fault import ForgetsTheRule, NoBlue, OtherDefault, RefusesNullNote, TellsTheToken
from ..campaign.things import TOKEN, ThingServer, all_cases, answer, campaign, job, things


def printed(summary: Summary) -> str:
    stream = io.StringIO()
    show_result(Console(file=stream, width=60), summary, "--url http://server")
    return stream.getvalue()


def watched(events: list[Event]) -> str:
    stream = io.StringIO()
    with watching(Console(file=stream, width=60)) as watcher:
        for event in events:
            watcher.take(event)
    return stream.getvalue()


def test_a_failure_says_what_where_sent_received_and_how_to_see_it_again() -> None:
    summary, _ = campaign(ForgetsTheRule())
    (failure,) = summary.failures.values()
    lines = printed(summary).splitlines()
    again = "curl -X POST http://server/things -H 'content-type: application/json'"
    assert lines == [
        "failure fault_accepted (high): POST /things answered 201 to a body that breaks moving_needs_speed",
        "  rule      What moves has a speed.  things.yaml:51:11",
        "  expected  422 (documented)          received  201 Created",
        '  body      {"name":"a","moving":true}',
        f"  fence     {summary.fences[failure.key].text}",
        f"  seen      {summary.repeated[failure.key]} times, first in request {failure.number}",
        f"""  again     {again} -H 'authorization: Bearer '"$THINGS_TOKEN" --data-raw '{{"name":"a","moving":true}}'""",
        f"  again     fencepost replay {failure.key} --url http://server",
        "",
        f"{summary.requests} requests in 0.0 s: 1 failure",
        "points 40 of 40, sides of rules 2 of 2",
    ]


class BreaksDown(ThingServer):
    """Breaks down in some of the requests that create something, whatever they are."""

    def __init__(self, *broken: int) -> None:
        super().__init__()
        self.creations = 0
        self.broken = broken

    def create(self, request: Request) -> Answer:
        self.creations += 1
        return answer(500) if self.creations in self.broken else super().create(request)


def test_a_failure_that_comes_and_goes_is_shown_with_its_rate() -> None:
    nominal = next(case for case in all_cases()[0] if case.operation == "create_thing")
    summary, _ = campaign(BreaksDown(1, 2, 7), job(cases=(nominal,)))
    assert "\n  seen      once, in request 1; flaky: 2 of 10 when sent again\n" in printed(summary)
    summary, _ = campaign(BreaksDown(1), job(cases=(nominal,)))
    assert "\n  seen      once, in request 1; 0 of 10 since\n" in printed(summary)


def test_a_field_is_quoted_with_the_line_that_bounds_it() -> None:
    summary, _ = campaign(NoBlue())
    assert "  document  colour enum of 3 values  things.yaml:45:18\n" in printed(summary)


def test_failures_of_one_kind_are_shown_once_with_the_list_of_fields() -> None:
    class Strict(ThingServer):
        def created(self, body: dict[str, Any]) -> Answer:
            return self.refused(["size"]) if body.get("size") in (1, 9) else super().created(body)

    summary, _ = campaign(Strict())
    assert len(summary.failures) == 2
    assert printed(summary).count("failure valid_refused") == 2


def test_nothing_that_a_server_says_acts_on_a_terminal() -> None:
    class Hostile(ThingServer):
        def found(self, thing: dict[str, Any]) -> Answer:
            return answer(200, thing | {"name": 5, "x": "\x1b[2J\u202e\n::error::forged"})

    summary, _ = campaign(Hostile())
    text = printed(summary)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("::") for line in text.splitlines())


def test_nothing_that_is_sent_acts_on_a_terminal() -> None:
    class Refusing(ThingServer):
        def created(self, body: dict[str, Any]) -> Answer:
            return self.refused(["name"]) if "\u202e" in str(body.get("name")) else super().created(body)

    nominal = next(case for case in all_cases()[0] if case.operation == "create_thing")
    odd = replace(nominal, body=freeze({"name": "a\u202e[red]b"}))
    summary, _ = campaign(Refusing(), job(cases=(odd,)))
    assert len(summary.failures) == 1
    assert all(line.isprintable() for line in printed(summary).splitlines())
    assert "[red]" in printed(summary)


def test_the_credential_is_in_no_report_even_where_the_server_tells_it() -> None:
    summary, events = campaign(TellsTheToken())
    assert summary.failures
    assert TOKEN not in printed(summary) + report_text(summary) + watched(events)


def test_a_note_is_told_and_is_no_failure() -> None:
    summary, _ = campaign(RefusesNullNote())
    assert "note: Is null accepted for note?  things.yaml:46:9" in printed(summary)
    assert "no failure" in printed(summary)


def test_an_empty_green_run_says_so_in_its_first_line() -> None:
    wanted = job()
    summary, _ = campaign(ThingServer(), replace(wanted, target=replace(wanted.target, token="wrong-token")))
    first = printed(summary).splitlines()[0]
    assert first.startswith("undecided: the server did not say what it thinks of ")
    assert "401 from create_thing" in first
    assert first.endswith("; see to the credential: --token-env or --auth")


def test_a_run_cut_short_says_why() -> None:
    summary, _ = campaign(ThingServer(), job(Settings(max_requests=3)))
    assert "3 requests in 0.0 s: no failure; --max-requests was reached\n" in printed(summary)


def test_lines_for_logs_tell_the_start_the_progress_and_each_failure() -> None:
    _, events = campaign(OtherDefault())
    lines = watched(events).splitlines()
    assert lines[0].startswith("Things (things.yaml) at http://server, seed 0; cases: lattice ")
    assert "answered size 4 for the default of size, 3" in lines[1]
    assert sum(" cases, 1 failure" in line for line in lines) >= 4


def of_sequences() -> Job:
    """A campaign of the scripted sequences alone."""
    wanted = job()
    units = Caseload(things()).sequences(things().operations, 0)[0]
    return replace(wanted, plan=units)


class KeepsTheDeleted(ThingServer):
    """Answers a deletion, and shows the thing as before."""

    def delete(self, thing: dict[str, Any]) -> Answer:
        return Answer(status=204 if thing else 404)


def test_a_sequence_is_told_with_the_requests_before_its_last_one() -> None:
    wanted = of_sequences()
    lines = printed(campaign(KeepsTheDeleted(), wanted)[0]).splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("  after  "))
    assert lines[first].startswith("  after     1. POST /things {")
    assert lines[first + 1] == "            2. DELETE /things/{thing_id from 1}"
    assert lines[first + 2].startswith("  request   GET http://server/things/")


def test_a_long_sequence_is_told_by_its_start_and_its_end() -> None:
    summary, _ = campaign(ForgetsTheRule())
    (failure,) = summary.failures.values()
    before = tuple(Step(case=replace(failure.case, path=f"/things/{number}")) for number in range(20))
    lines = failure_lines(replace(failure, before=before), times=1, again="--url http://server")
    told = [line[12:].partition(" {")[0] for line in lines if "POST /things/" in line or "more" in line]
    assert told[:4] == ["1. POST /things/0", "2. POST /things/1", "3. POST /things/2", "… 13 more, in report.json"]
    assert told[4:] == [f"{number + 1}. POST /things/{number}" for number in (16, 17, 18, 19)]


def test_progress_counts_a_sequence_as_the_one_case_that_it_was_planned_as() -> None:
    _, events = campaign(ThingServer(), of_sequences())
    told = [line for line in watched(events).splitlines() if "failure" in line]
    planned = len(of_sequences().plan)
    assert told
    assert told[-1].partition(" of ")[2].startswith(f"{planned} cases, ")
    assert max(int(line.partition(" of ")[0]) for line in told) <= planned


def test_report_json_holds_the_numbers_and_every_failure() -> None:
    summary, _ = campaign(ForgetsTheRule())
    value: Any = json.loads(report_text(summary))
    assert value["schema"] == 1
    assert value["summary"] == {
        "cases": summary.cases,
        "requests": summary.requests,
        "failures": 1,
        "accepted": 0,
        "seconds": 0.0,
        "points_hit": 40,
        "points_total": 40,
        "rules_hit": 2,
        "rules_total": 2,
    }
    (failure,) = value["failures"]
    assert failure["check"] == "fault_accepted"
    assert failure["operation"] == "create_thing"
    assert failure["case"].startswith("create_thing/fault/body/breaks/moving_needs_speed")
    assert failure["target"] == "/body"
    assert failure["rule"] == "moving_needs_speed"
    assert failure["status"] == 201
    assert failure["body"] == {"name": "a", "moving": True}
    assert failure["request"] == next(iter(summary.failures.values())).number
    assert {"key", "message", "curl"} <= failure.keys()


def test_two_reports_of_the_same_run_are_the_same() -> None:
    first, second = campaign(ForgetsTheRule())[0], campaign(ForgetsTheRule())[0]
    assert report(first) == report(second)
