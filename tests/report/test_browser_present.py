"""Where the project's own CI runs, the tests that want a browser are not skipped."""

from __future__ import annotations

import os

import pytest

from .browser import NAMES, browser_path


@pytest.mark.skipif(
    "GITHUB_ACTIONS" not in os.environ, reason="only the machines of GitHub are known to have a browser"
)
def test_a_workflow_of_github_has_a_browser() -> None:
    assert browser_path() is not None, f"none of {', '.join(NAMES)}"
