"""Diagnostics as they are printed: each with the line of the document that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from fencepost.diagnostics import Diagnostic, Location, render


def show_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Print remarks to standard error, by place."""
    for diagnostic in diagnostics:
        typer.echo(rendered(diagnostic), err=True)


def rendered(diagnostic: Diagnostic) -> str:
    """The remark with the line it speaks of, where the document is a file."""
    return render(diagnostic, None if diagnostic.location is None else _line(diagnostic.location))


def _line(location: Location) -> str | None:
    if location.file == "-" or "://" in location.file:
        return None
    try:
        lines = Path(location.file).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return None
    return lines[location.line - 1] if 0 < location.line <= len(lines) else None
