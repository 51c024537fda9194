"""Accepted failures on disk: read before a campaign, told of and written after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from fencepost.campaign.keeping.baseline import Accepted, Baseline, LineFormError, accepted_in, renewed
from fencepost.campaign.summary import Summary
from fencepost.cli.casefiles import Refusal, text_of
from fencepost.cli.folder import replace_text
from fencepost.diagnostics import Diagnostic, Diagnostics, FencepostError, refusal
from fencepost.ir.api import Api

_REFUSAL = Refusal(code="A043", remedy="write it with --write-baseline FILE, or correct the line; the others count")

_EMPTY = Refusal(code="A044", remedy="leave --baseline out, or write the file with --write-baseline")


def read_baseline(path: Path | None, written: Path | None, api: Api | None, sink: Diagnostics) -> Baseline | None:
    """The failures that a file accepts; None without a file. Lines that accept nothing are told to the sink.

    `written` is the baseline that this run writes: where it is the same file, it may be empty, or not there yet. Raises
    FencepostError A043 where the file cannot be read.
    """
    if path is None or (path == written and not path.exists()):
        return None
    lines = text_of(path, _REFUSAL).splitlines()
    found = tuple(_accepted(path, lines, api, sink))
    if not found and not sink.errors and path != written:
        sink.add(*_EMPTY.at(path, "this baseline accepts nothing").diagnostics)
    return Baseline(file=str(path), lines=found)


def _accepted(path: Path, lines: list[str], api: Api | None, sink: Diagnostics) -> Iterator[Accepted]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        try:
            accepted = accepted_in(line, number, api)
            if accepted is not None and accepted.key in seen:
                raise LineFormError(f"{accepted.key} stands in line {seen[accepted.key]} already")
        except LineFormError as error:
            sink.add(*_REFUSAL.at(path, str(error), number, error.column).diagnostics)
            continue
        if accepted is not None:
            seen[accepted.key] = number
            yield accepted


def prepare_baseline(path: Path | None) -> None:
    """See, before anything is sent, that a file can be written. Raises FencepostError A045."""
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise _unwritable(path, error) from None
    if path.is_dir():
        raise _unwritable(path, IsADirectoryError())


def write_baseline(path: Path, summary: Summary) -> Iterator[Diagnostic]:
    """Accept every failure of a run in a file, whose other lines stay but for the stale ones.

    Gives what stood in the way.
    """
    try:
        text = text_of(path, _REFUSAL) if path.exists() else ""
        failures = (*summary.failures.values(), *summary.accepted.values())
        replace_text(path, renewed(text, failures, frozenset(line.key for line in summary.stale)))
    except FencepostError as error:
        yield from error.diagnostics
    except OSError as error:
        yield from _unwritable(path, error).diagnostics


def _unwritable(path: Path, error: OSError) -> FencepostError:
    reason = "this is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
    remedy = "name another file with --write-baseline"
    return refusal("A045", f"the baseline cannot be written: {reason}", address=str(path), remedy=remedy)
