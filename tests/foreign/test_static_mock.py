"""A mock that answers with the examples of the document, whatever it was asked, is told from a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from .campaigns import campaign
from .prism import is_installed, prism

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"


def test_prism_does_not_echo_what_it_was_sent(tmp_path: Path):
    if not is_installed():
        pytest.skip("Prism cannot be installed: no node, or the npm registry is out of reach")
    with prism(SPEC, folder=tmp_path) as url:
        found = campaign(SPEC, url, "--phases", "lattice", "--operation", "create_sandbox", folder=tmp_path)
    echoed = {failure.target for failure in found.failures if failure.check == "echo"}
    assert {"/response/body/name", "/response/body/memoryGB", "/response/body/gpuType"} <= echoed
