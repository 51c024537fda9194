"""`pytest --fencepost`: the cases of a document as tests, run by a pytest of their own against a mock on a socket."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fencepost.cli.targets import Served, mock_of
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import load

TEXT = """\
openapi: 3.1.0
info: {title: Parcels, version: "1"}
security: [{key: []}]
paths:
  /parcels:
    post:
      operationId: send_parcel
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewParcel"}}}
      responses:
        "201": {description: sent, content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}}
        "401": {description: who are you}
        "422": {description: refused}
  /parcels/{parcel_id}:
    parameters: [{name: parcel_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: track_parcel
      responses:
        "200": {description: found, content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}}
        "401": {description: who are you}
        "404": {description: unknown}
        "422": {description: refused}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas:
    NewParcel:
      type: object
      required: [weight]
      additionalProperties: false
      properties:
        weight: {type: integer, minimum: 1, maximum: 30}
        fragile: {type: boolean}
        insurance: {type: integer, minimum: 1, maximum: 9}
      allOf:
        - title: fragile_needs_insurance
          if: {properties: {fragile: {const: true}}, required: [fragile]}
          then: {required: [insurance]}
    Parcel:
      type: object
      required: [id, weight]
      properties: {id: {type: string}, weight: {type: integer}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    code: int
    out: str
    """Both streams."""

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Folder:
    """A checkout of a user, with the document `api/parcels.yaml` in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("api/parcels.yaml", TEXT)
        self.write("pytest.ini", "[pytest]\ntestpaths = tests\n")
        self.write("tests/test_own.py", "def test_own(): pass\n")

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def pytest(self, *arguments: str) -> Done:
        """A pytest that finds the plug-in by its entry point; that of Schemathesis only costs time."""
        command = [sys.executable, "-m", "pytest", "-p", "no:schemathesis"]
        done = subprocess.run([*command, *arguments], cwd=self.path, capture_output=True, text=True, check=False)
        return Done(code=done.returncode, out=done.stdout + done.stderr)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return Folder(tmp_path)


@contextmanager
def parcels(folder: Folder, monkeypatch: pytest.MonkeyPatch, *faults: str) -> Iterator[tuple[str, ...]]:
    """The options that name a mock of the document, which goes wrong in these ways."""
    api = load(str(folder.path / "api/parcels.yaml"), Diagnostics())
    with mock_of(Served(api=api, faults=faults)) as reached:
        monkeypatch.setenv("PARCELS_TOKEN", reached.target.token)
        address = f"--fencepost-url={reached.target.url}"
        yield "--fencepost=api/parcels.yaml", address, "--fencepost-token-env=PARCELS_TOKEN"


def test_a_server_that_keeps_its_document_passes_every_test(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch) as options:
        done = folder.pytest(*options, "-q")
    assert done.code == 0, done.out
    assert " passed" in done.lines[-1]
    assert "failed" not in done.out


def test_a_broken_bound_fails_its_own_tests_and_says_what_the_terminal_says(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
):
    with parcels(folder, monkeypatch, "NewParcel/properties/weight/maximum:dropped") as options:
        done = folder.pytest(*options, "-q")
    failed = [line for line in done.lines if line.startswith("FAILED")]
    assert done.code == 1
    assert failed
    assert all("send_parcel/fault/body/weight/maximum" in line for line in failed)
    assert (
        "failure fault_accepted (high): POST /parcels answered 201 to a body that breaks weight maximum" in done.lines
    )
    assert "  document  weight maximum: 30  api/parcels.yaml:32:45" in done.lines
    assert any(line.startswith("  again     curl -X POST http://127.0.0.1:") for line in done.lines)
    assert "Traceback" not in done.out
    assert "piecemeal" not in done.out


def test_the_line_that_a_failure_ends_with_runs_that_test_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch, "NewParcel/properties/weight/maximum:moved_out") as options:
        found = folder.pytest(*options, "-q", "-x")
        again = next(line for line in found.lines if line.startswith("  again     pytest"))
        done = folder.pytest(*again.split()[2:])
    assert "\n1 failed" in done.out.replace("=", "").replace("\n ", "\n"), done.out


def test_a_rule_is_selected_by_its_name(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch, "NewParcel/fragile_needs_insurance:forgotten") as options:
        done = folder.pytest(*options, "-q", "-k", "fragile_needs_insurance")
        others = folder.pytest(*options, "-q", "-k", "send_parcel and weight and not fragile_needs_insurance")
    assert done.code == 1
    assert "to a body that breaks fragile_needs_insurance" in done.out
    assert others.code == 0, others.out


def test_workers_share_the_tests_and_find_the_same(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch, "NewParcel/properties/weight/maximum:dropped") as options:
        alone, shared = folder.pytest(*options, "-q"), folder.pytest(*options, "-q", "-n", "2")
    told = [sorted(line for line in done.lines if line.startswith("FAILED")) for done in (alone, shared)]
    assert told[0] == told[1] != []
    assert shared.code == 1


def test_what_failed_last_is_run_again(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch, "NewParcel/properties/weight/maximum:dropped") as options:
        folder.pytest(*options, "-q")
    with parcels(folder, monkeypatch) as options:
        done = folder.pytest(*options, "-q", "--lf")
    assert done.code == 0
    assert "deselected" in done.lines[-1]


def test_what_decides_nothing_is_skipped_and_a_run_of_nothing_else_fails(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
):
    with parcels(folder, monkeypatch) as options:
        monkeypatch.setenv("PARCELS_TOKEN", "not-the-right-one")
        done = folder.pytest(*options, "-q", "-rs", "-k", "send_parcel and valid")
    assert done.code == 1
    assert any("undecided: 401 from send_parcel" in line for line in done.lines if line.startswith("SKIPPED"))
    assert any(line.startswith("undecided: the server did not say") for line in done.lines)
    assert "see to the credential: --fencepost-token-env" in done.out


def test_junit_xml_has_a_case_for_each_test(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    with parcels(folder, monkeypatch, "NewParcel/properties/weight/maximum:dropped") as options:
        folder.pytest(*options, "-q", "-k", "weight", "--junitxml=junit.xml")
    cases = list(ET.parse(folder.path / "junit.xml").iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(cases) > len(failed) > 0
    assert "api/parcels.yaml:32:45" in str(failed[0].findtext("failure"))


def test_nothing_is_collected_and_nothing_is_loaded_where_nobody_asks(folder: Folder):
    folder.write(
        "tests/test_own.py",
        "import sys\n\ndef test_own():\n"
        "    known = {name for name in sys.modules if name.split('.')[0] == 'fencepost'}\n"
        "    assert known == {'fencepost', 'fencepost.integrations', 'fencepost.integrations.plugin'}\n"
        "    assert not {'hypothesis', 'httpx', 'pydantic', 'yaml', 'starlette'} & sys.modules.keys()\n",
    )
    done = folder.pytest("-q", "-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:respx")
    assert done.code == 0, done.out
    assert done.lines[-1].startswith("1 passed")


def test_the_document_alone_is_run_unless_other_paths_are_named(folder: Folder):
    alone = folder.pytest("--fencepost=api/parcels.yaml", "--fencepost-mock", "--collect-only", "-q")
    both = folder.pytest("--fencepost=api/parcels.yaml", "--fencepost-mock", "--collect-only", "-q", "tests")
    assert "test_own" not in alone.out
    assert "api/parcels.yaml::send_parcel/fault/body/weight/maximum-" in alone.lines
    assert "tests/test_own.py::test_own" in both.lines
    assert "api/parcels.yaml::send_parcel/fault/body/weight/maximum-" in both.lines


def test_collecting_asks_nobody(folder: Folder):
    done = folder.pytest("--fencepost=api/parcels.yaml", "--fencepost-url=http://127.0.0.1:9", "--collect-only", "-q")
    assert done.code == 0, done.out


def test_the_configuration_of_pytest_may_name_everything(folder: Folder):
    folder.write(
        "pytest.ini", "[pytest]\ntestpaths = tests\nfencepost = api/parcels.yaml\nfencepost_app = parcels:app\n"
    )
    folder.write("parcels.py", "from fencepost import mock_app\napp = mock_app('api/parcels.yaml')\n")
    whole, part = folder.pytest("-q"), folder.pytest("-q", "tests")
    assert whole.code == 0, whole.out
    assert part.lines[-1].startswith("1 passed")
    assert int(whole.lines[-1].split()[0]) > 100


@pytest.mark.parametrize("given", ["app", "address"])
def test_a_fixture_of_the_user_gives_what_is_tested(folder: Folder, given: str):
    folder.write(
        "conftest.py",
        "import pytest\nfrom fencepost import mock_app\nfrom fencepost.mock.server import serving\n\n"
        "@pytest.fixture(scope='session')\ndef fencepost_url():\n    app = mock_app('api/parcels.yaml')\n"
        + ("    return app\n" if given == "app" else "    with serving(app) as address:\n        yield address\n"),
    )
    done = folder.pytest("--fencepost=api/parcels.yaml", "-q", "-k", "weight")
    assert done.code == 0, done.out


def test_the_mock_of_the_document_passes_its_own_suite(folder: Folder):
    assert folder.pytest("--fencepost=api/parcels.yaml", "--fencepost-mock", "-q").code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fencepost=nothing.yaml", "--fencepost-mock"], "nothing.yaml: error D001: no such file"),
        (["--fencepost=nothing.yaml", "--fencepost-mock", "-n", "2"], "nothing.yaml: error D001: no such file"),
        (["--fencepost=pytest.ini", "--fencepost-mock"], "pytest.ini:"),
        (["--fencepost=api/parcels.yaml", "--fencepost-url=ftp://here"], "ftp://here: error A006: "),
        (["--fencepost=api/parcels.yaml", "--fencepost-mock", "--fencepost-operation=send_parcl"], "send_parcel?"),
        (["--fencepost=api/parcels.yaml", "--fencepost-mock", "--fencepost-phases=explore"], "error A005: "),
        (["--fencepost=api/parcels.yaml", "--fencepost-mock", "--fencepost-token-env=NO_SUCH"], "error A013: "),
        (["--fencepost=api/parcels.yaml", "--fencepost-mock", "--fencepost-app=a:b"], "error A004: "),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(folder: Folder, options: list[str], told: str):
    done = folder.pytest(*options)
    assert done.code == 4
    assert told in done.out
    assert "Traceback" not in done.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fencepost-url=http://127.0.0.1:9"], "http://127.0.0.1:9: error T001: the target cannot be reached: "),
        (["--fencepost-app=nothing:app"], "--fencepost-app nothing:app: error A025: there is no module nothing"),
        ([], "fencepost_url: error A004: what is to be tested is not clear"),
        (["-n", "2"], "fencepost_url: error A004: what is to be tested is not clear"),
    ],
)
def test_a_target_that_is_not_there_stops_the_run_at_once(folder: Folder, options: list[str], told: str):
    done = folder.pytest("--fencepost=api/parcels.yaml", "-q", *options)
    assert done.code == 2
    assert told in done.out
    assert "Traceback" not in done.out
    assert "INTERNALERROR" not in done.out
    assert len([line for line in done.lines if line.startswith("FAILED")]) <= 2
