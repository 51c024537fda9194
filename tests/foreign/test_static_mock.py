"""A mock that answers with the examples of the document, whatever it was asked, is told from a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..environments import CACHE, node_packages
from .campaigns import campaign
from .servers import free_port, running

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
PRISM = ("@stoplight/prism-cli@5.14.2",)


def test_prism_does_not_echo_what_it_was_sent(tmp_path: Path):
    packages = CACHE / "prism"
    if not node_packages(packages, PRISM):
        pytest.skip("Prism cannot be installed: no node, or the npm registry is out of reach")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = (str(packages / "node_modules" / ".bin" / "prism"), "mock", "-h", "127.0.0.1", "-p", str(port), str(SPEC))
    with running(command, url, folder=tmp_path):
        found = campaign(SPEC, url, "--phases", "lattice", "--operation", "create_sandbox", folder=tmp_path)
    echoed = {failure.target for failure in found.failures if failure.check == "echo"}
    assert {"/response/body/name", "/response/body/memoryGB", "/response/body/gpuType"} <= echoed
