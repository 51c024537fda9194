"""The search on one line, without a server."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fencepost.campaign.fencing.bisection import MOST_ASKED, Line, UntoldError, roundest


class Counted:
    """Accepts what lies below a fence, and on it where it is inclusive; remembers what it was asked."""

    def __init__(self, fence: str, *, inclusive: bool = True) -> None:
        self.fence, self.inclusive = Decimal(fence), inclusive
        self.asked: list[Decimal] = []

    def __call__(self, place: Decimal) -> bool:
        self.asked.append(place)
        return place < self.fence or (self.inclusive and place == self.fence)


def line(server: Counted, step: str | None = None) -> Line:
    grid = None if step is None else Decimal(step)
    return Line(server, step=grid, resolution=Decimal("0.1"), end=Decimal(2**53))


@pytest.mark.parametrize("fence", ["15", "15.5", "1000", "89.9", "0.25", "-3", "1e-3", "16"])
def test_an_inclusive_fence_among_doubles_is_found_exactly(fence: str) -> None:
    server = Counted(fence)
    edge = line(server).edge(Decimal(-10), Decimal(1016))
    assert (edge.low, edge.is_exact, edge.fence) == (Decimal(fence), True, Decimal(fence))
    assert len(server.asked) <= 25


@pytest.mark.parametrize("fence", ["15", "15.5", "1000", "89.9"])
def test_an_exclusive_fence_among_doubles_is_found_exactly(fence: str) -> None:
    server = Counted(fence, inclusive=False)
    edge = line(server).edge(Decimal(0), Decimal(1016))
    assert (edge.high, edge.is_exact, edge.fence) == (Decimal(fence), True, Decimal(fence))
    assert len(server.asked) <= 25


@pytest.mark.parametrize("fence", [1, 7, 63, 255, 999, 1000])
def test_a_fence_on_a_grid_is_found_within_as_many_requests_as_halving_takes(fence: int) -> None:
    server = Counted(str(fence))
    edge = line(server, "1").edge(Decimal(0), Decimal(1024))
    assert (edge.low, edge.high, edge.is_exact) == (fence, fence + 1, True)
    assert len(server.asked) <= 16


def test_steps_of_a_grid_are_asked_alone() -> None:
    server = Counted("7.5")
    assert line(server, "0.5").edge(Decimal(0), Decimal(20)).low == Decimal("7.5")
    assert all(place % Decimal("0.5") == 0 for place in server.asked)


def test_a_fence_on_no_round_number_is_told_as_far_as_it_was_found() -> None:
    server = Counted("3.14159265358979")
    edge = line(server).edge(Decimal(0), Decimal(1000))
    assert edge.high is not None
    assert edge.low <= server.fence < edge.high
    assert len(server.asked) <= MOST_ASKED


def test_looking_inwards_asks_next_to_what_is_refused_first() -> None:
    server = Counted("15", inclusive=True)
    assert line(server, "1").inwards(Decimal(16), [Decimal(1)]) == (15, 16)
    assert server.asked == [15]


def test_where_all_is_refused_nothing_is_claimed() -> None:
    with pytest.raises(UntoldError):
        line(Counted("-100"), "1").inwards(Decimal(16), [Decimal(1), Decimal(0)])


def test_where_nothing_is_refused_the_furthest_place_is_told() -> None:
    rungs = [Decimal(17), Decimal(1000), Decimal(10**6)]
    assert line(Counted("1e9"), "1").outwards(Decimal(16), rungs) == (10**6, None)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("12.3", "18.9", "16"), ("15.2", "15.8", "15.5"), ("0.021", "0.029", "0.025"), ("8", "23", "20"), ("7", "7", "7")],
)
def test_the_roundest_number_between_two_has_the_fewest_decimals(low: str, high: str, expected: str) -> None:
    assert roundest(Decimal(low), Decimal(high)) == Decimal(expected)
