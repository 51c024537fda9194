from __future__ import annotations

from pathlib import Path

import pytest

from ..cli.command import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("CI", "1")
    monkeypatch.setenv("TOKEN", "a-token-that-is-right")
    return Shell(tmp_path, capsys)
