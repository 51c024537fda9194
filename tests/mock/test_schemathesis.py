"""A foreign judge: the default run of Schemathesis, every phase and every check, against the mock, finds nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..clients.mocks import mock
from .served import SPEC

DOCUMENTS = Path(__file__).parent / "documents"
TOKEN = "the-one"
PHASES = ("coverage", "fuzzing", "stateful")

SETTINGS = """
[generation]
database = "none"

[cache]
enabled = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document, how its token is shown, and the checks that do not apply to it."""

    document: Path
    header: str
    excluded: str = ""
    has_examples: bool = False


JUDGED = (
    # The document keeps deleted sandboxes readable, which this check holds against every API.
    Judged(document=SPEC, header=f"Authorization: Bearer {TOKEN}", excluded="use_after_free", has_examples=True),
    Judged(document=DOCUMENTS / "library.yaml", header=f"Authorization: Bearer {TOKEN}"),
    Judged(document=DOCUMENTS / "harbour.yaml", header=f"X-Key: {TOKEN}"),
)


def schemathesis_run(judged: Judged, url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The run, whose report is `report.json` in the folder."""
    (folder / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    command = (
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", str(judged.document), "--url", url, "--header", judged.header, "--seed", "1", "--no-color"),
        *("--report", "json", "--report-json-path", str(folder / "report.json")),
        *(("--exclude-checks", judged.excluded) if judged.excluded else ()),
    )
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("judged", JUDGED, ids=lambda judged: judged.document.stem)
def test_schemathesis_finds_nothing(judged: Judged, tmp_path: Path):
    with mock("--token-env", "TOKEN", document=judged.document, variables={**os.environ, "TOKEN": TOKEN}) as url:
        done = schemathesis_run(judged, url, tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["stop_reason"], report["errors"], report["failures"]) == ("completed", [], [])
    assert report["operations"]["tested"] == report["operations"]["total"]
    ran = {phase: told["status"] for phase, told in report["phases"].items()}
    assert ran == {**dict.fromkeys(PHASES, "success"), "examples": "success" if judged.has_examples else "skip"}
