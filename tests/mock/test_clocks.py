"""A clock of one's own: it runs faster, stands still, or goes forward when somebody waits."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from fencepost.mock.clocks import ForwardClock, sped

from .served import START, Time


@pytest.mark.parametrize(("speed", "seconds"), [(1, 10), (60, 600), (0.5, 5), (0, 0)])
def test_a_clock_runs_as_fast_as_it_is_told_from_where_it_was(speed: float, seconds: float):
    time = Time()
    clock = sped(time, speed)
    time.forward(10)
    assert clock() == START + timedelta(seconds=seconds)


@pytest.mark.parametrize("speed", [1e9, 1e300])
def test_a_clock_never_runs_beyond_what_dates_can_say(speed: float):
    time = Time()
    clock = sped(time, speed)
    time.forward(1e9)
    assert clock() + timedelta(seconds=1e9) < datetime.max.replace(tzinfo=UTC)


def test_whoever_waits_puts_the_clock_forward_and_loses_no_time():
    clock = ForwardClock(Time())
    asyncio.run(clock.wait(3600))
    assert clock() == START + timedelta(hours=1)


def test_a_clock_that_is_put_forward_goes_on_like_the_one_below():
    time = Time()
    clock = ForwardClock(time)
    clock.forward(5)
    time.forward(2)
    assert clock() == START + timedelta(seconds=7)


def test_threads_lose_no_wait_of_each_other():
    clock = ForwardClock(Time())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(clock.forward, [0.001] * 10_000))
    assert clock() == START + timedelta(seconds=10)
