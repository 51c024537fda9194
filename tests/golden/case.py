"""A golden case: a folder with a command line, the files it is run beside, and what it must print and leave behind.

`command` holds the line as typed, `stdin` what is piped in. Expected are `stdout.txt`, `stderr.txt`, `exit_code` and
`files.txt` (the files there are afterwards and were not before); one that is missing means nothing printed, 0, and no
file. Everything else in the folder lies in the working directory of the command.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from fencepost.cli.program import run

from .circumstances import circumstances_of

HERE = Path(__file__).parent
EXPECTED = ("stdout.txt", "stderr.txt", "exit_code", "files.txt")

VARYING = (
    (re.compile(r"(?<=127\.0\.0\.1:)[3-6][0-9]{4}\b"), "PORT"),
    (re.compile(r"(?<= in )[0-9.]+ s\b"), "SECONDS s"),
)
"""A port that the system chose, and how long something took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    folder: Path

    @property
    def name(self) -> str:
        """`document/missing_file`."""
        return self.folder.relative_to(HERE).as_posix()

    @property
    def expected(self) -> dict[str, str]:
        """Name to text of the expected files there are."""
        return {name: read(self.folder / name) for name in EXPECTED if (self.folder / name).exists()}

    def rewrite(self, found: dict[str, str]) -> None:
        for name in EXPECTED:
            path = self.folder / name
            if name in found:
                path.write_text(found[name], encoding="utf-8", newline="")
            else:
                path.unlink(missing_ok=True)

    def run(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> dict[str, str]:
        """What the command prints and leaves in a folder, in the form of the expected files."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("command", "stdin", *EXPECTED))
        monkeypatch.chdir(folder)
        stdin = self.folder / "stdin"
        piped = io.BytesIO(stdin.read_bytes() if stdin.exists() else b"")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
        with circumstances_of(self.name, folder) as given:
            line = made(read(self.folder / "command"), given)
            before = files_in(folder)
            code = exit_code(shlex.split(line)[1:])
        out, err = capture.readouterr()
        texts = {
            "stdout.txt": unmade(out, given),
            "stderr.txt": unmade(err, given),
            "exit_code": f"{code}\n" if code else "",
            "files.txt": "".join(f"{path}\n" for path in files_in(folder) if path not in before),
        }
        return {name: text for name, text in texts.items() if text}


def golden_cases() -> tuple[Case, ...]:
    """Every case, by name."""
    return tuple(Case(folder=path.parent) for path in sorted(HERE.rglob("command")))


def read(path: Path) -> str:
    return path.read_bytes().decode()


def files_in(folder: Path) -> tuple[str, ...]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return tuple(path.relative_to(folder).as_posix() for path in paths)


def made(text: str, given: dict[str, str]) -> str:
    """The command with the values of this run in place of their names."""
    for name, value in given.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def unmade(text: str, given: dict[str, str]) -> str:
    """The text with what only this run was given written as in the command, and what no run repeats as a word."""
    for name, value in given.items():
        text = text.replace(value, f"{{{name}}}")
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return text


def exit_code(arguments: list[str]) -> int:
    """Runs the command in this process, and gives the signals back as they were."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return run(arguments)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
