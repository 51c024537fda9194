"""The Makefile is a list of verbs: each says what it does, does it in a few lines, and builds what it needs."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERBS = [
    "help",
    "setup",
    "generate",
    "check",
    "test",
    "fuzz",
    "demo",
    "mock",
    "mutants",
    "real",
    "bench",
    "golden",
    "lock",
    "clean",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    name: str
    needs: str
    says: str
    body: tuple[str, ...]


def verbs() -> list[Verb]:
    text = (ROOT / "Makefile").read_text()
    found = re.findall(r"^(\w+):(.*?)(?:## (.*))?\n((?:\t.*\n)*)", text, re.MULTILINE)
    return [
        Verb(name=name, needs=needs.strip(), says=says, body=tuple(body.splitlines()))
        for name, needs, says, body in found
    ]


def test_the_verbs_are_the_promised_ones():
    assert [verb.name for verb in verbs()] == VERBS


def test_every_verb_says_what_it_does():
    assert [verb.name for verb in verbs() if not verb.says] == []


def test_no_body_is_longer_than_three_lines():
    assert [verb.name for verb in verbs() if len(verb.body) > 3] == []


def test_every_verb_that_uses_the_environment_builds_it_first():
    uses = [verb for verb in verbs() if re.search(r"\$\((BIN|GENERATE)\)", "".join(verb.body))]
    assert [verb.name for verb in uses if verb.needs != "setup"] == []


def test_make_alone_prints_every_verb():
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[1] for line in printed.splitlines()] == VERBS
