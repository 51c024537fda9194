"""`fencepost fuzz` against a server, as a user runs it, and what it reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = str(Path(sys.executable).with_name("fencepost"))
PHASES = "lattice,faults,protocol,stateful"
"""All that is the same in every run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A failure, by what a verdict on it may depend on."""

    check: str
    operation: str
    target: str
    point: str
    message: str
    answer: str
    """The beginning of the answer's body."""

    curl: str

    def __str__(self) -> str:
        return f"{self.check} {self.operation} {self.target} {self.point}: {self.message}\n    {self.curl}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    failures: tuple[Reported, ...]
    requests: int
    complete: bool
    """Whether every planned case was sent."""

    said: str
    """The last words on the terminal."""


def campaign(
    document: Path, url: str, *options: str, folder: Path, variables: Mapping[str, str] | None = None
) -> Outcome:
    """What the command reports of a server that hosts the document; `folder` takes the report."""
    done = subprocess.run(
        (COMMAND, "fuzz", str(document), "--url", url, "--seed", "0", "--report-dir", str(folder), *options),
        cwd=folder,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    path = folder / "report.json"
    if not path.is_file():
        raise AssertionError(f"no report was written: {done.stderr}")
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Outcome(
        failures=tuple(_reported(failure) for failure in report["failures"]),
        requests=report["summary"]["requests"],
        complete=report["run"]["complete"],
        said=done.stdout[-2000:],
    )


def _reported(failure: dict[str, Any]) -> Reported:
    return Reported(**{name: failure[name] or "" for name in Reported.__dataclass_fields__})
