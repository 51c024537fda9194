"""Two servers that judge every request by the document itself, with validators that we did not write.

What the campaign reports of them is a mistake of the validator, with the sentence of the standard in a table, or ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ..environments import CACHE, node_packages, python_packages
from .campaigns import PHASES, Outcome, campaign
from .servers import free_port, running
from .verdicts import compared, read_table

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec" / "sandbox.yaml"
TOKEN = "the-right-one"

EXPRESS = ("express-openapi-validator@5.6.2", "express@5.3.0")
CONNEXION = ("connexion[uvicorn]==3.3.0",)


def outcome(host: tuple[str, ...], folder: Path) -> Outcome:
    """What is reported of a host that is started with the document, a port and the right token."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with running((*host, str(SPEC), str(port), TOKEN), url, folder=folder):
        return campaign(
            SPEC, url, "--phases", PHASES, "--token-env", "TOKEN", folder=folder, variables={"TOKEN": TOKEN}
        )


def test_express_openapi_validator_is_found_right(tmp_path: Path):
    packages = CACHE / "express"
    if not node_packages(packages, EXPRESS):
        pytest.skip("express-openapi-validator cannot be installed: no node, or the npm registry is out of reach")
    found = outcome(("node", str(HERE / "hosts" / "on_express.js"), str(packages)), tmp_path)
    assert found.complete, found.said
    comparison = compared(found.failures, read_table(HERE / "express.toml"))
    assert comparison.is_settled, str(comparison)


def test_connexion_is_found_right_but_for_what_the_standard_says_of_integers(tmp_path: Path):
    environment = CACHE / "connexion"
    if not python_packages(environment, CONNEXION):
        pytest.skip("connexion cannot be installed: the Python package index is out of reach")
    found = outcome((str(environment / "bin" / "python"), str(HERE / "hosts" / "on_connexion.py")), tmp_path)
    assert found.complete, found.said
    comparison = compared(found.failures, read_table(HERE / "connexion.toml"))
    assert comparison.is_settled, str(comparison)
