"""A table of verdicts settles a campaign where it speaks of every failure, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from .campaigns import Reported
from .verdicts import Comparison, Verdict, compared, read_table

TABLE = """
[[verdict]]
check = "echo"
target = "/response/body/*"
verdict = true
says = "it answers something else"

[[verdict]]
check = "valid_refused"
operation = "make"
answer = "too long"
verdict = false
says = "we sent too much"
"""


def reported(check: str, target: str = "/body/name", answer: str = "") -> Reported:
    return Reported(check=check, operation="make", target=target, point="maxLength", message="", answer=answer, curl="")


ECHO = reported("echo", "/response/body/name")
LONG = reported("valid_refused", answer="name is too long")


@pytest.fixture
def comparison(tmp_path: Path, request: pytest.FixtureRequest) -> Comparison:
    (tmp_path / "table.toml").write_text(TABLE, encoding="utf-8")
    failures: tuple[Reported, ...] = request.param
    return compared(failures, read_table(tmp_path / "table.toml"))


@pytest.mark.parametrize("comparison", [(ECHO, LONG)], indirect=True)
def test_each_failure_falls_under_the_verdict_on_it(comparison: Comparison):
    assert (comparison.true, comparison.false) == ((ECHO,), (LONG,))
    assert not comparison.is_settled


@pytest.mark.parametrize("comparison", [(ECHO, LONG, reported("echo"))], indirect=True)
def test_a_failure_without_a_verdict_is_told(comparison: Comparison):
    assert comparison.unknown == (reported("echo"),)
    assert "not in the table: echo make /body/name maxLength" in str(comparison)


def test_a_verdict_may_be_on_what_a_message_says():
    said = Verdict(check="echo", is_true=True, says="so", message="no JSON number")
    assert said.is_on(replace(ECHO, message="NaN is no JSON number"))
    assert not said.is_on(ECHO)


@pytest.mark.parametrize("comparison", [(ECHO,)], indirect=True)
def test_a_verdict_on_nothing_is_told(comparison: Comparison):
    assert [verdict.check for verdict in comparison.stale] == ["valid_refused"]
    assert "reported no longer: valid_refused make * * 'too long'" in str(comparison)
