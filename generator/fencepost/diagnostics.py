"""What fencepost says about a document or a call: where, what, and the remedy.

Stages report to a `Diagnostics` sink and go on; a boundary turns what was collected into one `FencepostError`.
A user so sees every mistake of a stage at once, sorted by place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import combining, east_asian_width

_COMMAND = "##["
"""How a command to a runner of GitHub may begin, wherever in a line."""

_WIDEST = 100
"""So many characters of a line are shown around the place that is meant."""

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a document that a person can open."""

    file: str
    """The name the document was given by: a path as typed, a URL, or `-`."""

    line: int
    """1 for the first line."""

    column: int
    """1 for the first character of the line, counted in code points."""

    pointer: str
    """JSON Pointer (RFC 6901) of the node inside its file; empty for the root."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that a diagnostic speaks of."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One remark with a stable code."""

    code: str
    level: Level
    message: str
    location: Location | None = None
    """None where no document is concerned: an argument, a folder, a port."""

    related: tuple[Related, ...] = ()
    remedy: str | None = None
    address: str | None = None
    """What stands in place of a location: a path, a URL or an option; None where a location is given."""


class FencepostError(Exception):
    """The input cannot be used; the command line answers with exit code 2."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(diagnostic.message for diagnostic in self.diagnostics))


def refusal(code: str, message: str, *, address: str | None = None, remedy: str | None = None) -> FencepostError:
    """The error of a call that cannot be carried out, where no place in a document is to blame."""
    return FencepostError([Diagnostic(code=code, level="error", message=message, address=address, remedy=remedy)])


@dataclass(slots=True)
class Diagnostics:
    """Collects remarks while a stage goes on; the one mutable value that stages share."""

    items: list[Diagnostic] = field(default_factory=list)
    _seen: set[Diagnostic] = field(default_factory=set, repr=False)

    def error(
        self,
        code: str,
        message: str,
        location: Location,
        *,
        related: tuple[Related, ...] = (),
        remedy: str | None = None,
    ) -> None:
        """Note what makes the document unusable."""
        self._report("error", code, message, location, related, remedy)

    def warning(
        self,
        code: str,
        message: str,
        location: Location,
        *,
        related: tuple[Related, ...] = (),
        remedy: str | None = None,
    ) -> None:
        """Note what is readable but cannot be met, or was read with care."""
        self._report("warning", code, message, location, related, remedy)

    def _report(
        self,
        level: Level,
        code: str,
        message: str,
        location: Location,
        related: tuple[Related, ...],
        remedy: str | None,
    ) -> None:
        self.add(Diagnostic(code=code, level=level, message=message, location=location, related=related, remedy=remedy))

    def add(self, *diagnostics: Diagnostic) -> None:
        """Take over remarks made elsewhere; one that is known already is not repeated."""
        for diagnostic in diagnostics:
            if diagnostic not in self._seen:
                self._seen.add(diagnostic)
                self.items.append(diagnostic)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The remarks that stop the pipeline, by place."""
        return tuple(item for item in self.sorted() if item.level == "error")

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All remarks by file, line and column; those without a place first."""
        return tuple(sorted(self.items, key=_place))

    def raise_errors(self) -> None:
        """Raise `FencepostError` with every error collected so far, if there is one."""
        if self.errors:
            raise FencepostError(self.errors)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    location = diagnostic.location
    if location is None:
        return ("", 0, 0, diagnostic.code)
    return (location.file, location.line, location.column, diagnostic.code)


def visible(text: str) -> str:
    """The text with control, bidirectional and unpaired characters written as escapes, so that it cannot act.

    A newline and a tab inside a message would forge lines of their own, so they are escaped too, and so is what a
    runner of GitHub takes for a command wherever in a line it stands.
    """
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )
    return shown.replace(_COMMAND, f"\\x23{_COMMAND[1:]}")


def visible_line(text: str) -> str:
    """The same of what begins a line, where a runner of GitHub looks for two colons, be there blanks before them."""
    shown = visible(text)
    return shown.replace(":", "\\x3a", 1) if shown.lstrip().startswith("::") else shown


def visible_json(text: str) -> str:
    """JSON of ASCII with the same value, in which no runner of GitHub finds a command."""
    return text.replace(_COMMAND, f"\\u0023{_COMMAND[1:]}")


def counted(number: int, noun: str) -> str:
    """A number of things in words: `1 request`, `2 requests`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def render(diagnostic: Diagnostic, source_line: str | None = None) -> str:
    """The remark as a user reads it: place, level, code and message, the line with a caret, the remedy.

    `source_line` is the line of the document that the location names; None prints no excerpt.
    """
    place = visible_line(str(diagnostic.location or diagnostic.address or "fencepost"))
    lines = [f"{place}: {diagnostic.level} {diagnostic.code}: {visible(diagnostic.message)}"]
    if diagnostic.location is not None and source_line is not None:
        lines += _excerpt(diagnostic.location, source_line)
    lines += [f"  {visible(related.text)}: {visible(str(related.location))}" for related in diagnostic.related]
    if diagnostic.remedy is not None:
        lines.append(f"  {visible(diagnostic.remedy)}")
    return "\n".join(lines)


def _excerpt(location: Location, source_line: str) -> list[str]:
    if not source_line.strip():
        return []
    number = str(location.line)
    before, after = _window(source_line.rstrip(), location.column - 1)
    return [
        f"  {number} | {before}{after}".rstrip(),
        f"  {' ' * len(number)} | {' ' * _width(before)}^",
    ]


def _window(line: str, column: int) -> tuple[str, str]:
    """What is shown of a line before and from a column on, 0 for the first; a long line is cut on both sides."""
    start = 0 if len(line) <= _WIDEST else max(0, column - _WIDEST // 2)
    before, after = line[start:column], line[column : start + _WIDEST]
    cut = "…" if start + _WIDEST < len(line) else ""
    return ("…" if start else "") + _flat(before), _flat(after) + cut


def _flat(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _width(text: str) -> int:
    """The columns of a terminal that a text takes. Source: Unicode Standard Annex 11."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
