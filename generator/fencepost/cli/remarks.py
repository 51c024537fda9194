"""Diagnostics as they are printed: each with the line of the document that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from fencepost.diagnostics import Diagnostic, FencepostError, render


def show_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Print remarks to standard error, by place."""
    for text in rendered(diagnostics):
        typer.echo(text, err=True)


def rendered(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The remarks, each with the line it speaks of where the document is a file; every file is read once."""
    files: dict[str, tuple[str, ...]] = {}
    for diagnostic in diagnostics:
        place = diagnostic.location
        if place is None:
            yield render(diagnostic)
            continue
        if place.file not in files:
            files[place.file] = _lines(place.file)
        lines = files[place.file]
        yield render(diagnostic, lines[place.line - 1] if place.line <= len(lines) else None)


def _lines(file: str) -> tuple[str, ...]:
    """The lines of a document; none where it cannot be read twice, as from a pipe."""
    from fencepost.read.document import read_text

    try:
        return tuple(read_text(file).split("\n")) if Path(file).is_file() else ()
    except (FencepostError, OSError):
        return ()
