"""Where the package index cannot be reached, the tests of the clients are skipped and say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import OLD
from .vendors import interpreter


def test_without_the_index_a_test_is_skipped_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    why = f"prime-sandboxes {OLD} cannot be installed: the Python package index is out of reach"
    with pytest.raises(pytest.skip.Exception, match=why):
        interpreter(OLD, tmp_path)
