"""A request goes out again only where that cannot do the work twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fencepost.runtime.errors import (
    APIError,
    CallError,
    CallTimeoutError,
    ConnectionLostError,
    ProtocolError,
    Response,
    UnreachableError,
)
from fencepost.runtime.retries import Retries, asked_pause, may_repeat, pause_before_retry

from .kitchen import Time

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def refusal(status: int, **headers: str) -> APIError:
    answer = Response(status_code=status, headers={k.replace("_", "-"): v for k, v in headers.items()}, content=b"")
    return APIError("", response=answer, body=None, parsed=None)


@pytest.mark.parametrize(
    ("failure", "repeated"),
    [
        (UnreachableError(), {"GET", "DELETE", "POST"}),
        (refusal(429), {"GET", "DELETE", "POST"}),
        (refusal(502), {"GET", "DELETE"}),
        (refusal(503), {"GET", "DELETE"}),
        (refusal(504), {"GET", "DELETE"}),
        (ConnectionLostError(), {"GET", "DELETE"}),
        (refusal(500), set()),
        (refusal(409), set()),
        (CallTimeoutError(), set()),
        (ProtocolError(), set()),
    ],
)
def test_what_may_have_been_done_is_not_asked_for_again(failure: CallError, repeated: set[str]) -> None:
    assert {method for method in ("GET", "DELETE", "POST", "PATCH") if may_repeat(method, failure)} - {
        "PATCH"
    } == repeated
    assert may_repeat("PATCH", failure) is may_repeat("POST", failure)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("Sun, 01 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("1.5", None),
        ("³", None),
        ("", None),
    ],
)
def test_a_wish_for_a_pause_is_read_in_seconds_and_as_a_date(text: str, seconds: float | None) -> None:
    assert asked_pause(refusal(429, retry_after=text), NOW) == seconds


def test_a_long_wish_is_cut(time: Time) -> None:
    failure = refusal(429, retry_after="86400")
    assert pause_before_retry(Retries(), time.clock(), "POST", 0, failure) == 60.0


def test_pauses_grow_and_are_drawn_from_nothing_to_the_whole(time: Time) -> None:
    pauses = [pause_before_retry(Retries(most=9), time.clock(), "GET", n, UnreachableError()) for n in range(7)]
    assert pauses == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0]


def test_the_last_failure_is_final(time: Time) -> None:
    assert pause_before_retry(Retries(most=2), time.clock(), "GET", 2, UnreachableError()) is None
    assert pause_before_retry(Retries(most=0), time.clock(), "GET", 0, UnreachableError()) is None
