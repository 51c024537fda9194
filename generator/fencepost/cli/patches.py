"""A change of a text as `git apply` and `patch` read it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path


def unified(path: Path, before: str, after: str) -> str:
    """The change of a file as a unified diff; empty where there is none."""
    name = _named(path)
    return "".join(_ended(difflib.unified_diff(_lines(before), _lines(after), name, name)))


def _named(path: Path) -> str:
    """The path from the working directory on, where it lies below it.

    With `./` before it, it is the same file for who takes off one folder, as `git apply` does, and for who takes off
    none, as `patch -p0` does.
    """
    here = Path.cwd()
    whole = path if path.is_absolute() else here / path
    return f"./{whole.relative_to(here).as_posix()}" if whole.is_relative_to(here) else whole.as_posix()


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a diff; where the last line of a file has no end, it says so."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
