"""`make bench`: requests a second of the mock beside Prism, each a process of its own, on spec/sandbox.yaml.

Neither prints a line for a request; where it does, as it is by default, Prism answers two fifths less. Both validate
the request; ours checks the credential, keeps what it creates, names every fault, and judges its own answer besides.
The two take turns, so that what else the machine does is shared between them; where it does much else, asking costs
more of the faster one's time than of the other's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
from rich.console import Console
from rich.table import Table

from ..foreign.prism import is_installed, prism
from .load import CONNECTIONS, Load, load

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
COLLECTION = "/api/v1/sandbox"
ROUNDS = 9
SECONDS = 1.0
"""Of each load; as long is warmed up before."""

NOMINAL = {"name": "demo", "docker_image": "python:3.11-slim"}
TEN_FIELDS = {
    **NOMINAL,
    "start_command": "sleep infinity",
    "cpu_cores": 2,
    "memory_gb": 4,
    "disk_size_gb": 20,
    "timeout_minutes": 30,
    "environment_vars": {"MODE": "test", "LEVEL": "debug"},
    "labels": ["ci", "nightly"],
    "team_id": "team-1",
}
TWO_FAULTS = {**NOMINAL, "cpu_cores": 1000, "timeout_minutes": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request that is asked again and again."""

    name: str
    method: str
    body: Mapping[str, object] | None
    status: int

    def text(self, path: str) -> bytes:
        """The request as it goes out."""
        body = b"" if self.body is None else json.dumps(self.body).encode()
        lines = [f"{self.method} {path} HTTP/1.1", "host: 127.0.0.1", "accept: */*", "authorization: Bearer token"]
        lines += ["content-type: application/json", f"content-length: {len(body)}"] if body else []
        return "\r\n".join((*lines, "", "")).encode() + body


QUESTIONS = (
    Question(name="create, two fields", method="POST", body=NOMINAL, status=201),
    Question(name="create, ten fields", method="POST", body=TEN_FIELDS, status=201),
    Question(name="create, two faults", method="POST", body=TWO_FAULTS, status=422),
    Question(name="get", method="GET", body=None, status=200),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Answers a second of the two, measured one after the other."""

    ours: float
    theirs: float


def main() -> None:
    """Print a table of both, and how many times as fast ours is."""
    console = Console()
    if not is_installed():
        console.print("mock: Prism cannot be installed: no node, or the npm registry is out of reach")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        ours() as url,
        prism(SPEC, "-v", "silent", folder=Path(folder)) as other,
    ):
        table = _table()
        for question in QUESTIONS:
            table.add_row(*_row(question, tuple(_pairs(question, url, other))))
    console.print(table)


@contextmanager
def ours() -> Iterator[str]:
    """The address of a new mock, until the end of the block."""
    command = (str(Path(sys.executable).parent / "fencepost"), "mock", str(SPEC), "--port", "0", "--quiet")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().partition(" at ")[2].partition(";")[0]
        finally:
            running.terminate()


def _pairs(question: Question, ours: str, theirs: str) -> Iterator[Pair]:
    """As many pairs as there are rounds, after one that warms both up; who goes first alternates."""
    asked = {url: question.text(_path(question, url)) for url in (ours, theirs)}
    for number in range(ROUNDS + 1):
        rates = {url: _rate(question, load(url, asked[url], SECONDS)) for url in _in_turn(number, ours, theirs)}
        if number:
            yield Pair(ours=rates[ours], theirs=rates[theirs])


def _in_turn(number: int, first: str, second: str) -> tuple[str, str]:
    return (first, second) if number % 2 else (second, first)


def _rate(question: Question, done: Load) -> float:
    assert set(done.answers) == {question.status}, f"{question.name} was answered {dict(done.answers)}"
    return done.rate


def _path(question: Question, url: str) -> str:
    """The path to ask for; where something is read, of a thing that was created there."""
    if question.method == "POST":
        return COLLECTION
    made = httpx.post(f"{url}{COLLECTION}", json=NOMINAL, headers={"Authorization": "Bearer token"}, trust_env=False)
    identifier = made.json()["id"]
    return f"{COLLECTION}/{identifier if identifier.isalnum() else 'any'}"


def _table() -> Table:
    table = Table(title=f"mock, {CONNECTIONS} connections: median of {ROUNDS} pairs")
    for name in ("request", "ours/s", "Prism/s", "times as fast", "least", "most"):
        table.add_column(name, justify="left" if name == "request" else "right")
    return table


def _row(question: Question, pairs: tuple[Pair, ...]) -> Iterator[str]:
    ratios = [pair.ours / pair.theirs for pair in pairs]
    yield question.name
    yield f"{median(pair.ours for pair in pairs):,.0f}"
    yield f"{median(pair.theirs for pair in pairs):,.0f}"
    yield from (f"{value:.2f}" for value in (median(ratios), min(ratios), max(ratios)))


if __name__ == "__main__":
    main()
