"""A sequence is told without the requests that its failure does not need."""

from __future__ import annotations

from fencepost.campaign.repeating.shortening import Steps, shortened
from fencepost.campaign.unit import Step
from fencepost.cases.case import Case, Expectation, FromAnswer


def step(method: str, made_by: int | None = None) -> Step:
    """A request about nothing, or about what an earlier request made."""
    source = () if made_by is None else (("thing", FromAnswer(operation="make", pointer="/id", step=made_by)),)
    case = Case(
        id=f"{method}/{made_by}",
        operation=method,
        kind="valid",
        target="",
        point="nominal",
        method=method,
        path="/things",
        path_params=source,
        expect=Expectation(status=("2XX",)),
    )
    return Step(case=case)


class Trials:
    """Shows the failure where the requests hold a pattern of methods; counts what it was asked."""

    def __init__(self, *methods: str) -> None:
        self.methods = methods
        self.requests = 0

    def shows(self, steps: Steps) -> bool:
        self.requests += len(steps)
        rest = iter(each.case.method for each in steps)
        return all(method in rest for method in self.methods)


LIFE = (
    *(step("post"), step("post"), step("post"), step("post")),
    *(step("get", 1), step("get", 3), step("search"), step("get", 1), step("delete", 1), step("search")),
)
"""Four things are made, read and listed, and the second is deleted."""


def test_what_a_list_shows_of_a_deleted_thing_needs_only_that_thing() -> None:
    trials = Trials("post", "delete", "search")
    left = shortened(LIFE, trials.shows)
    assert [each.case.method for each in left] == ["post", "delete", "search"]
    assert left[1].case.path_params == (("thing", FromAnswer(operation="make", pointer="/id", step=0)),)
    assert trials.requests <= 30


def test_what_shows_by_itself_is_told_alone() -> None:
    assert shortened(LIFE, Trials("search").shows) == (step("search"),)


def test_what_needs_two_things_keeps_both() -> None:
    left = shortened(LIFE, Trials("post", "post", "search").shows)
    assert [each.case.method for each in left] == ["post", "post", "search"]
