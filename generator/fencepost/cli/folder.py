"""The report folder: its files are replaced one by one, each in one step, so that nobody ever reads half of one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from fencepost.diagnostics import refusal

HTML, JSON, JUNIT, EVENTS = "report.html", "report.json", "junit.xml", "events.jsonl"
FILES = (HTML, JSON, JUNIT, EVENTS)
"""All that is ours in it; whatever else is there is left alone."""

ROOM = 1024 * 1024
"""Bytes that must be free where reports go, before anything is sent: on a full disk an empty file can still be made."""

ELSEWHERE = "name another folder with --report-dir"


def prepare_folder(folder: Path | None) -> None:
    """Make the report folder, before anything is sent.

    Raises FencepostError A008 where it cannot be written.
    """
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = next((path for path in (folder / name for name in FILES) if path.is_dir()), None)
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(ROOM))
    except OSError as error:
        reason = "this is a file" if folder.is_file() else (error.strerror or str(error)).lower()
        message = f"the report folder cannot be written: {reason}"
        raise refusal("A008", message, address=str(folder), remedy=ELSEWHERE) from None
    if taken is not None:
        raise refusal("A008", "a report cannot be written: this is a folder", address=str(taken), remedy=ELSEWHERE)


def part_path(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f"{path.name}.part")


def replace_text(path: Path, text: str) -> None:
    """Write a file anew; until all of it is written, the one that was there stays.

    Raises OSError where it cannot be written.
    """
    part = part_path(path)
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
