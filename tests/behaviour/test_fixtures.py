"""The fixtures that a package brings, in a run of pytest that has nothing but the package, its extra and fencepost."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import Choice, generate

from ..environments import CACHE, python_packages
from ..inline import document

ROOT = Path(__file__).parents[2]

CONFTEST = """
pytest_plugins = ["sandbox_client.testing.fixtures"]
"""

TESTS = """
import asyncio
import httpx
import pytest
from sandbox_client import AsyncClient, Client, NotFoundError, UnauthorizedError


def test_a_client_is_answered(mock_client):
    made = mock_client.sandboxes.create(name="a", docker_image="b")
    assert mock_client.sandboxes.get(made.id).name == "a"
    with pytest.raises(NotFoundError):
        mock_client.sandboxes.get("nobody")


def test_the_next_test_begins_with_nothing(mock_client):
    assert mock_client.sandboxes.list().total == 0


def test_any_client_is_answered_at_an_address(mock_server):
    with Client(base_url=mock_server, token="any") as client:
        client.sandboxes.create(name="a", docker_image="b")
    answer = httpx.get(f"{mock_server}/api/v1/sandbox", headers={"Authorization": "Bearer any"})
    assert answer.json()["total"] == 1


def test_an_asynchronous_client_is_answered_at_an_address(mock_server):
    async def total():
        async with AsyncClient(base_url=mock_server, token="any") as client:
            return (await client.sandboxes.list()).total

    assert asyncio.run(total()) == 0


class TestWithAToken:
    @pytest.fixture
    def mock_token(self):
        return "the-right-one"

    def test_the_client_has_it(self, mock_client):
        assert mock_client.sandboxes.list().total == 0

    def test_another_is_refused(self, mock_server):
        with Client(base_url=mock_server, token="another") as client, pytest.raises(UnauthorizedError):
            client.sandboxes.list()
"""


def needed() -> tuple[str, ...]:
    """What the generated package, its extra `testing` and fencepost itself name as dependencies."""
    own, client = (
        tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        for path in (ROOT / "pyproject.toml", ROOT / "generated" / "pyproject.toml")
    )
    testing = client["optional-dependencies"]["testing"]
    return tuple(sorted({*own["dependencies"], *client["dependencies"], *testing} - {"fencepost"}))


def pytest_run(python: Path | str, folder: Path, packages: Path) -> subprocess.CompletedProcess[str]:
    """A run of the tests in a folder, with fencepost and the packages of another folder importable."""
    paths = os.pathsep.join((str(ROOT / "generator"), str(packages)))
    command = (str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", str(folder))
    variables = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def test_tests_of_a_user_get_a_mock_of_their_own(tmp_path: Path):
    environment = CACHE / "testing"
    if not python_packages(environment, needed()):
        pytest.skip("the extra testing cannot be installed: the Python package index is out of reach")
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_mine.py").write_text(TESTS, encoding="utf-8")
    done = pytest_run(environment / "bin" / "python", tmp_path, ROOT / "generated")
    assert "6 passed" in done.stdout, done.stdout + done.stderr


SECURITY = {
    "none": "",
    "key": "security: [{s: []}]\ncomponents: {securitySchemes: {s: {type: apiKey, in: query, name: key}}}",
    "login": "security: [{s: []}]\ncomponents: {securitySchemes: {s: {type: http, scheme: basic}}}",
}

PATHS = """
servers: [{url: /v1}]
paths:
  /things:
    post:
      operationId: create_thing
      tags: [things]
      responses: {"204": {description: made}, "401": {description: who}}
"""

EITHER = """
import pytest

pytest_plugins = ["things.testing.fixtures"]


@pytest.mark.parametrize("mock_token", [None, "the-right-one"])
def test_it(mock_client):
    assert mock_client.things.create() is None
"""


@pytest.mark.parametrize("security", SECURITY)
def test_a_client_shows_the_credential_that_its_mock_asks_for(tmp_path: Path, security: str):
    source = tmp_path / "things.yaml"
    source.write_text(document(textwrap.dedent(PATHS) + SECURITY[security]), encoding="utf-8")
    generate(str(source), tmp_path / "out", Choice(package="things"), "refuse", Diagnostics())
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_mine.py").write_text(EITHER, encoding="utf-8")
    done = pytest_run(sys.executable, tests, tmp_path / "out")
    assert "2 passed" in done.stdout, done.stdout + done.stderr
