"""A certificate agrees with reality: a fault that it says would be caught is found, and no other is.

All kinds of faults in several runs: `python -m tests.certificate`.
"""

from __future__ import annotations

from fencepost.deviations.catalogue import deviations
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import load

from .agreement import RUNS, SPEC, rows, spread


def test_of_faults_planted_one_by_one_a_short_run_finds_those_that_its_certificate_names() -> None:
    api = load(str(SPEC), Diagnostics())
    planted = spread(deviations(api), 1)[::3]
    told = list(rows(api, RUNS["200"], planted))
    assert [row for row in told if not row.agrees] == []
    assert {row.is_found for row in told} == {True, False}, "a sample in which all are found shows half of it"
