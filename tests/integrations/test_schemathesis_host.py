"""fencepost inside Schemathesis: a hooks file of two lines gives its runs our bodies and our checks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..clients.mocks import SPEC, mock

TOKEN = "the-one-token"
HEADER = f"Authorization: Bearer {TOKEN}"
SETTINGS = """
[generation]
database = "none"

[cache]
enabled = false
"""
ONLY_CREATE = ("--include-path", "/api/v1/sandbox", "--include-method", "POST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run of Schemathesis, and what its report says."""

    code: int
    text: str
    titles: tuple[str, ...]
    cases: int


def schemathesis_run(
    folder: Path, *options: str, fault: str | None = None, install: str = "", document: Path = SPEC
) -> Run:
    """A run against a mock of its own; `install` are further arguments of the hooks file."""
    (folder / "hooks.py").write_text(
        f"from fencepost.integrations.schemathesis import install\n\ninstall({str(SPEC)!r}{install})\n"
    )
    (folder / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    faults = () if fault is None else ("--fault", fault)
    variables = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(folder), "TOKEN": TOKEN}
    report = folder / "report.json"
    with mock("--token-env", "TOKEN", *faults, variables=variables) as url:
        command = (
            str(Path(sys.executable).with_name("schemathesis")),
            *("run", str(document), "--url", url, "--header", HEADER, "--seed", "1", "--no-color"),
            *("--exclude-checks", "use_after_free", "--report", "json", "--report-json-path", str(report)),
        )
        done = subprocess.run(
            (*command, *options), cwd=folder, env=variables, capture_output=True, text=True, check=False
        )
    told = json.loads(report.read_text(encoding="utf-8"))
    count = re.search(r"(\d+) generated", done.stdout)
    titles = tuple(each["title"] for each in told["failures"])
    assert not told["errors"], told["errors"]
    return Run(code=done.returncode, text=done.stdout, titles=titles, cases=int(count[1]) if count else 0)


def title(check: str) -> str:
    return f"Custom check failed: `{check}`"


def test_a_correct_server_has_no_failure_in_any_phase(tmp_path: Path):
    done = schemathesis_run(tmp_path, "--max-examples", "25")
    assert (done.code, done.titles) == (0, ()), done.text[-4000:]
    assert done.cases > 1_000


@pytest.mark.parametrize(
    ("fault", "check", "named"),
    [
        ("CreateSandboxRequest/gpu_requires_vm:forgotten", "fault_accepted", "a body that breaks gpu_requires_vm"),
        ("CreateSandboxRequest/gpu_requires_vm/vm:over_applied", "valid_refused", "to a valid body"),
        ("CreateSandboxRequest/properties/cpu_cores/maximum:exclusive", "valid_refused", "(cpu_cores maximum)"),
        ("CreateSandboxRequest/properties/region/default:default_changed", "echo", 'the default of region, "us"'),
        ("create_sandbox/memory_gb:echo_altered", "echo", "for memory_gb"),
    ],
)
def test_a_faulty_server_is_found_under_the_name_of_our_check(tmp_path: Path, fault: str, check: str, named: str):
    done = schemathesis_run(tmp_path, "--phases", "examples", *ONLY_CREATE, fault=fault)
    assert (done.code, done.titles) == (1, (title(check),)), done.text[-4000:]
    assert named in done.text


def test_a_failure_says_its_place_in_the_document_and_a_line_for_bash_without_the_credential(tmp_path: Path):
    fault = "CreateSandboxRequest/gpu_requires_vm:forgotten"
    text = schemathesis_run(tmp_path, "--phases", "examples", *ONLY_CREATE, fault=fault).text
    line = next(
        number for number, line in enumerate(SPEC.read_text().splitlines(), 1) if "A VM sandbox is required" in line
    )
    place = re.search(rf"rule: A VM sandbox is required when requesting GPUs\.  {re.escape(str(SPEC))}:(\d+):", text)
    assert place is not None
    assert abs(int(place[1]) - line) <= 2
    again = next(each for each in text.splitlines() if each.strip().startswith("again: curl "))
    assert "'authorization: Bearer '\"$TOKEN\"" in again
    assert TOKEN not in text.replace(HEADER, "")


def test_what_schemathesis_finds_too_is_told_once_and_under_our_name(tmp_path: Path):
    fault = "CreateSandboxRequest/required/name:not_required"
    done = schemathesis_run(tmp_path, "--phases", "coverage", *ONLY_CREATE, fault=fault)
    assert done.titles == (title("fault_accepted"),), done.text[-4000:]


def test_without_our_check_schemathesis_tells_it_itself(tmp_path: Path):
    fault = "CreateSandboxRequest/required/name:not_required"
    options = ("--phases", "coverage", *ONLY_CREATE, "--exclude-checks", "fault_accepted,use_after_free")
    done = schemathesis_run(tmp_path, *options, fault=fault)
    assert len(done.titles) == 1
    assert title("fault_accepted") not in done.titles


def test_checks_and_bodies_can_be_chosen(tmp_path: Path):
    fault = "CreateSandboxRequest/gpu_requires_vm:forgotten"
    options = ("--phases", "examples", *ONLY_CREATE)
    other = schemathesis_run(tmp_path, *options, fault=fault, install=', checks=("echo",)')
    fewer = schemathesis_run(tmp_path, *options, fault=fault, install=', bodies=("drawn", "valid")')
    none = schemathesis_run(tmp_path, *options, fault=fault, install=", bodies=()")
    assert (other.titles, fewer.titles, none.titles) == ((), (), ())
    assert other.cases > fewer.cases > none.cases


COUNTED = """
import json, sys
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

if sys.argv[2] == "ours":
    from fencepost.integrations.schemathesis import install
    install(sys.argv[3])

schema = schemathesis.openapi.from_dict(json.load(open(sys.argv[1])))
bodies = []

@seed(1)
@settings(
    max_examples=300, database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(schema["/api/v1/sandbox"]["POST"].as_strategy())
def draw(case):
    bodies.append(case.body)

draw()
print(json.dumps(bodies))
"""


def drawn(folder: Path, document: dict[str, Any], whose: str) -> list[Any]:
    """Bodies of the create operation that Schemathesis draws as valid, alone or with our hooks."""
    (folder / "document.json").write_text(json.dumps(document), encoding="utf-8")
    command = (sys.executable, "-c", COUNTED, str(folder / "document.json"), whose, str(SPEC))
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    bodies = json.loads(done.stdout)
    assert isinstance(bodies, list)
    return bodies


def test_bodies_that_schemathesis_takes_for_valid_break_rules_its_document_lacks_and_ours_break_none(tmp_path: Path):
    """As of a framework that exports fields and their bounds, and no rules: about one body in six broke one."""
    import yaml
    from fencepost.diagnostics import Diagnostics
    from fencepost.pipeline import load
    from fencepost.rules.breaches import Breaches

    document = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    del document["components"]["schemas"]["CreateSandboxRequest"]["allOf"]
    api = load(str(SPEC), Diagnostics())
    create = api.operation("create_sandbox")
    assert create is not None
    assert create.body is not None
    assert create.body.json is not None
    kind, breaches = create.body.json.type, Breaches(api)
    broken = {
        whose: sum(bool(breaches.of(kind, body)) for body in drawn(tmp_path, document, whose))
        for whose in ("theirs", "ours")
    }
    assert broken["theirs"] > 20
    assert broken["ours"] == 0


CONFTEST = """
from fencepost.integrations.schemathesis import install

install({document!r})
"""

SUITE = """
import schemathesis

schema = schemathesis.openapi.from_path({document!r})


@schema.include(path="/api/v1/sandbox", method="POST").parametrize()
def test_create(case):
    case.call_and_validate(base_url={url!r}, headers={{"Authorization": "Bearer {token}"}})
"""


@pytest.mark.parametrize("fault", [None, "CreateSandboxRequest/gpu_requires_vm:forgotten"])
def test_a_parametrised_test_of_pytest_has_our_bodies_and_checks(tmp_path: Path, fault: str | None):
    faults = () if fault is None else ("--fault", fault)
    (tmp_path / "conftest.py").write_text(CONFTEST.format(document=str(SPEC)))
    with mock("--token-env", "TOKEN", *faults, variables={**os.environ, "TOKEN": TOKEN}) as url:
        (tmp_path / "test_create.py").write_text(SUITE.format(document=str(SPEC), url=url, token=TOKEN))
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_create.py")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if fault is None else 1), done.stdout[-3000:]
    told = "answered 201 to a body that breaks gpu_requires_vm" in done.stdout
    assert told == (fault is not None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("bodies=('drawn', 'wrong')", "bodies: 'wrong' is none of drawn, valid, faults"),
        ("checks=['echoes']", "checks: 'echoes' is none of valid_refused, fault_accepted"),
        ("tolerate=['much']", "tolerate: 'much' is none of coercion"),
    ],
)
def test_a_word_that_is_no_choice_is_refused(arguments: str, words: str):
    code = f"from fencepost.integrations.schemathesis import install; install({str(SPEC)!r}, {arguments})"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert words in done.stderr


def test_where_schemathesis_is_not_installed_the_message_says_what_to_install():
    code = "import sys; sys.modules['schemathesis'] = None; import fencepost.integrations.schemathesis"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Schemathesis: pip install 'fencepost[schemathesis]'" in done.stderr.splitlines()[-1]
