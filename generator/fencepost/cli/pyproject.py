"""`[tool.fencepost]` of a pyproject.toml: its members with the lines that they stand on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fencepost.diagnostics import Diagnostic, FencepostError, Location

Toml: TypeAlias = "bool | int | float | str | list[Toml] | dict[str, Toml] | object"
"""A value of TOML; the objects are dates and times."""

SECTION = ("tool", "fencepost")

_NAME = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.|$)""")
_TABLE = re.compile(r"\s*\[\[?(?P<name>[^\[\]]+)\]\]?\s*(?:#.*)?")
_MEMBER = re.compile(r"(?P<indent>\s*)(?P<name>[^=#\[\]{},]+?)\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The table of fencepost in one file."""

    file: str
    text: str
    members: tuple[tuple[str, Toml], ...]

    def member(self, name: str) -> Toml:
        """The value of a member; None where there is none."""
        return dict(self.members).get(name)

    def place(self, *names: str) -> Location:
        """Where a member stands, or what is nearest around it."""
        line, column = _place(self.text, (*SECTION, *names))
        pointer = "".join(f"/{name}" for name in (*SECTION, *names))
        return Location(file=self.file, line=line, column=column, pointer=pointer)

    def refusal(self, code: str, message: str, *names: str, remedy: str) -> FencepostError:
        """The error of a member that cannot be used, at its line."""
        return _refused(code, message, self.place(*names), remedy)


def read_section(path: Path) -> Section:
    """The table of fencepost; empty where there is no such file, or none in it.

    Raises FencepostError A020 where the file cannot be read as TOML.
    """
    text = _text(path)
    try:
        found: Toml = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, *_told(str(error), text)) from None
    for name in SECTION:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    if not isinstance(found, dict):
        raise _unreadable(path, "[tool.fencepost] is no table", *_place(text, SECTION))
    return Section(file=str(path), text=text, members=tuple(found.items()))


def _text(path: Path) -> str:
    """The text of a file; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _unreadable(path, f"this file cannot be read: {(error.strerror or str(error)).lower()}", 1, 1) from None
    except UnicodeDecodeError:
        raise _unreadable(path, "this is not UTF-8", 1, 1) from None


def _told(message: str, text: str) -> tuple[str, int, int]:
    """What a reader of TOML complains of, and where."""
    said, _, place = message.rpartition(" (at ")
    found = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    lines = text.splitlines() or [""]
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]))
    return f"this is not TOML: {(said or message)[:1].lower()}{(said or message)[1:]}", line, max(column, 1)


def _unreadable(path: Path, message: str, line: int, column: int) -> FencepostError:
    place = Location(file=str(path), line=line, column=column, pointer="")
    return _refused("A020", message, place, "correct the file; settings stand in it as [tool.fencepost]")


def _refused(code: str, message: str, place: Location, remedy: str) -> FencepostError:
    return FencepostError([Diagnostic(code=code, level="error", message=message, location=place, remedy=remedy)])


def _place(text: str, wanted: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of a member, or of the nearest table or member around it.

    Searched for, because the reader of TOML in Python's library tells no lines.
    """
    best, place = 0, (1, 1)
    for line, column, path in _written(text):
        if path == wanted[: len(path)] and len(path) > best:
            best, place = len(path), (line, column)
    return place


def _written(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every line that begins a table or a member, with the names that lead to it."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if (header := _TABLE.fullmatch(line)) is not None:
            table = _names(header["name"])
            yield number, line.index("[") + 1, table
        elif (member := _MEMBER.match(line)) is not None:
            yield number, len(member["indent"]) + 1, (*table, *_names(member["name"]))


def _names(dotted: str) -> tuple[str, ...]:
    found: list[str] = []
    position = 0
    while (part := _NAME.match(dotted, position)) is not None and position < len(dotted):
        found.append(next(name for name in part.groups()[:3] if name is not None))
        position = part.end()
    return tuple(found)
