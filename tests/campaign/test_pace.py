"""A server that asks for patience is waited for as long as it says, and not for ever."""

from __future__ import annotations

import pytest
from fencepost.campaign.engine import run
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer, Lost, Request
from fencepost.campaign.wire.pace import Pace, retry_after

from .things import ThingServer, answer, job

DATE = ("date", "Mon, 23 Nov 2026 12:00:00 GMT")


def slow_down(*headers: tuple[str, str]) -> Answer:
    return Answer(status=429, headers=headers)


class Limited(ThingServer):
    """Says 429 to some requests, by their ordinal."""

    def __init__(self, limited: range, *headers: tuple[str, str]) -> None:
        super().__init__()
        self.limited = limited
        self.headers = headers

    def outcome(self, request: Request) -> Answer | Lost:
        said = super().outcome(request)
        return slow_down(*self.headers) if len(self.asked) in self.limited else said


def waiting_for(server: ThingServer, pace: Pace | None) -> Summary:
    summary = Summary()
    for event in run(job(phases=("faults",)), server, lambda: 0.0, pace=pace):
        summary.take(event)
    return summary


def test_requests_are_sent_again_after_a_wait_and_decided() -> None:
    server = Limited(range(10, 13))
    summary = waiting_for(server, Pace(patience=1, least=0.001))
    assert (list(summary.failures), summary.undecided, summary.causes) == ([], 0, {})
    assert len(server.asked) == summary.requests + 3


def test_a_server_that_never_relents_is_not_waited_for_for_ever() -> None:
    server = Limited(range(1, 1_000_000))
    summary = waiting_for(server, Pace(patience=0.007, least=0.001))
    assert len(server.asked) == summary.requests + 3
    assert summary.failures == {}


@pytest.mark.parametrize("pace", [None, Pace(patience=60)], ids=["none", "an hour is too long"])
def test_without_patience_429_is_the_answer(pace: Pace | None) -> None:
    server = Limited(range(10, 11), ("retry-after", "3600"))
    summary = waiting_for(server, pace)
    assert len(server.asked) == summary.requests
    assert sum(summary.causes.values()) == 1


def test_a_campaign_that_is_stopped_waits_no_more() -> None:
    pace = Pace()
    pace.stop()
    assert not pace.waited(slow_down(), 0)


def test_the_wait_of_another_thread_counts() -> None:
    pace = Pace(patience=0.001, least=0.001)
    assert pace.waited(slow_down(), 0)
    assert pace.waited(slow_down(), 0)
    assert not pace.waited(slow_down(), 1)
    pace.waited(answer(200), 1)
    assert pace.waited(slow_down(), 1)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ((), None),
        ((("retry-after", "7"),), 7),
        ((("retry-after", "soon"),), None),
        ((("retry-after", "\u0667"),), None),
        ((("retry-after", "Mon, 23 Nov 2026 12:00:30 GMT"), DATE), 30),
        ((("retry-after", "Mon, 23 Nov 2026 12:00:30 GMT"),), None),
        ((("retry-after", "Mon, 99 Nov 2026 12:00:30 GMT"), DATE), None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: tuple[tuple[str, str], ...], seconds: float | None) -> None:
    assert retry_after(slow_down(*headers)) == seconds


def test_no_time_is_lost_where_the_server_lives_by_a_clock_that_can_be_put_forward() -> None:
    waits: list[float] = []
    server = Limited(range(10, 13), ("retry-after", "30"))
    summary = waiting_for(server, Pace(patience=100, forward=waits.append))
    assert (waits, summary.undecided) == ([30.0, 30.0, 30.0], 0)
