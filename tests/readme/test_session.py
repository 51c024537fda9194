"""The README's commands print what the README says they print."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    command: str
    output: str


def steps(text: str) -> list[Step]:
    """The commands of every `console` block, each with what follows it up to the next one."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Step(command=command, output=output))
    return found


def masked(text: str) -> str:
    """The text without what differs from run to run: durations, ports, ids and dates."""
    text = re.sub(r"\d+\.\d+ s\b", "<duration>", text)
    text = re.sub(r"127\.0\.0\.1:\d+", "<address>", text)
    text = re.sub(r"\b[a-z0-9]{24}\b", "<id>", text)
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)", "<date>", text)


def printed(command: str) -> str:
    """What a command prints to both streams, in a shell at the root of the project, as in CI."""
    environment = {
        "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "CI": "true",
        "NO_COLOR": "1",
        "COLUMNS": "160",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout


STEPS = steps(README.read_text(encoding="utf-8"))


def test_the_readme_has_a_session() -> None:
    assert len(STEPS) >= 5


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.command[:60])
def test_a_command_of_the_readme_prints_what_the_readme_shows(step: Step) -> None:
    assert masked(printed(step.command)) == masked(step.output)


def test_a_changed_output_would_be_noticed() -> None:
    assert masked("599 requests in 2.0 s") == masked("599 requests in 3.1 s")
    assert masked("599 requests in 2.0 s") != masked("598 requests in 2.0 s")
