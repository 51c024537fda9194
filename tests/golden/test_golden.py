"""What users see, word for word: every command line of the cases prints and leaves behind what it did before."""

from __future__ import annotations

from pathlib import Path

import pytest

from .case import Case, golden_cases
from .circumstances import CIRCUMSTANCES


@pytest.mark.parametrize("case", golden_cases(), ids=lambda case: case.name)
def test_a_command_prints_and_leaves_what_it_did(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    for name, value in {"CI": "1", "COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    found = case.run(tmp_path / "here", monkeypatch, capsys)
    if request.config.getoption("rewrite_golden"):
        case.rewrite(found)
    assert found == case.expected


def test_no_case_is_run_under_circumstances_that_it_does_not_have() -> None:
    assert CIRCUMSTANCES.keys() - {case.name for case in golden_cases()} == set()
