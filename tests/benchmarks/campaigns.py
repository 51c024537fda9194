"""`make bench`: cases a second of a whole campaign over a socket, beside Schemathesis at its best, and its memory.

Both are commands of their own, start and end included, against the same server in a process of its own, which is new
for each run. Schemathesis is tried in each way below, on the document as it is and on one without its rules, which it
draws faster: the best of them is what ours is compared with. Tried besides and slower: more workers (`-w 2` and `-w 4`
share one lock, and take up to twice as long), 300 examples in place of 100, all phases together.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml
from rich.console import Console
from rich.table import Table

from ..mutants.sandbox.server import TOKEN
from .memory import measured
from .server import served

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
BIN = Path(sys.executable).parent
ROUNDS = 3

OURS = (("--workers", "1"), ("--workers", "2"), ("--workers", "4"))
THEIRS = (
    ("--phases", "coverage", "--workers", "1"),
    ("--phases", "fuzzing", "--max-examples", "100", "--workers", "1"),
    ("--phases", "fuzzing", "--max-examples", "100", "--workers", "2"),
    ("--phases", "fuzzing", "--max-examples", "300", "--mode", "positive", "--workers", "1"),
)
"""Ways to run each; what is found ends none of them early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command did."""

    cases: int
    seconds: float
    processor: float
    """Seconds of processor time, its own and that of its threads; those of the server are not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A way to run one of the two."""

    name: str
    command: tuple[str, ...]
    told: str
    """A pattern whose group is the number of cases in what the command prints."""

    def run(self) -> Run:
        """Run it once, against a server that nobody has asked anything."""
        with served() as url, tempfile.TemporaryDirectory() as folder:
            command = [part.replace("URL", url) for part in self.command]
            environment = {**os.environ, "BENCH_TOKEN": TOKEN, "CI": "1"}
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
            seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        found = re.search(self.told, done.stdout)
        assert found is not None, done.stdout + done.stderr
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Run(cases=int(found[1]), seconds=seconds, processor=spent)


def ours() -> Iterator[Contender]:
    """This tool, in several ways."""
    for options in OURS:
        named = ("--url", "URL", "--token-env", "BENCH_TOKEN", "--seed", "0", "--json", *options)
        command = (str(BIN / "fencepost"), "fuzz", str(SPEC), *named)
        yield Contender(name=f"fencepost {' '.join(options)}", command=command, told=r'"cases": ([0-9]+)')


def theirs(without_rules: Path) -> Iterator[Contender]:
    """Schemathesis, in several ways."""
    for document in (SPEC, without_rules):
        for options in THEIRS:
            named = ("--url", "URL", "--header", f"Authorization: Bearer {TOKEN}", "--seed", "1")
            command = (str(BIN / "st"), "run", str(document), *named, "--continue-on-failure", "--no-shrink", *options)
            yield Contender(
                name=f"Schemathesis {document.stem} {' '.join(options)}", command=command, told="([0-9]+) generated"
            )


def write_without_rules(path: Path) -> None:
    """The document without the rules between fields, which a tool that draws and rejects stumbles over."""
    document = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    for schema in document["components"]["schemas"].values():
        schema.pop("allOf", None)
    path.write_text(yaml.safe_dump(document), encoding="utf-8")


def main() -> None:
    """Print what each of them does in a second, and how much memory a long campaign takes."""
    with tempfile.TemporaryDirectory() as folder:
        without_rules = Path(folder, "without-rules.yaml")
        write_without_rules(without_rules)
        print_rates((*ours(), *theirs(without_rules)))
    print_memory()


def print_rates(contenders: tuple[Contender, ...]) -> None:
    """A line for each: cases a second of time and of processor time, and the ratio of our best to it."""
    runs = [[contender.run() for _ in range(ROUNDS)] for contender in contenders]
    rates = [median(run.cases / run.seconds for run in each) for each in runs]
    spent = [median(run.cases / run.processor for run in each) for each in runs]
    table = Table("campaign over a socket", "cases", "a second", "ours to it", "a processor second", "ours to it")
    for contender, each, rate, busy in zip(contenders, runs, rates, spent, strict=True):
        ratios = f"{max(rates[: len(OURS)]) / rate:.1f}", f"{max(spent[: len(OURS)]) / busy:.1f}"
        table.add_row(contender.name, str(each[0].cases), f"{rate:.0f}", ratios[0], f"{busy:.0f}", ratios[1])
    Console(width=140).print(table)


def print_memory() -> None:
    """What a campaign holds after some exchanges, and after four times as many."""
    few, many = measured(4_000), measured(16_000)
    told = f"{few.kilobytes:.0f} KB after {few.exchanges:,} exchanges, {many.kilobytes:.0f} KB after {many.exchanges:,}"
    Console().print(f"memory of a campaign: {told}, {many.kilobytes / few.kilobytes:.2f} times as much", soft_wrap=True)


if __name__ == "__main__":
    main()
