"""Where the reports of a campaign go: the terminal, the folder a user named, and the one that `replay` looks into."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from fencepost.campaign.summary import Summary
from fencepost.cli.actions import tell_github
from fencepost.cli.campaigns import Outcome
from fencepost.cli.folder import ELSEWHERE, HTML, JSON, JUNIT, replace_text
from fencepost.cli.remarks import show_errors
from fencepost.diagnostics import Diagnostic, refusal
from fencepost.report.jsonfile import report_text
from fencepost.report.junit import junit_text
from fencepost.report.page.html import html_text
from fencepost.report.terminal import show_result

LAST = Path(".fencepost") / "last"
"""Where the last run with failures is kept, below the working directory; git ignores it."""

_UNREACHED = "start the server, or correct --url"


def finish(outcome: Outcome, folder: Path | None, *, again: str, as_json: bool) -> int:
    """Show and write what came of a campaign; returns the exit code of the command.

    Raises FencepostError T001 where the target never answered.
    """
    summary = outcome.summary
    if as_json:
        typer.echo(report_text(summary), nl=False)
    elif not summary.is_unreached:
        show_result(Console(), summary, again)
    if not summary.is_unreached:
        tell_github(summary, again)
    if outcome.unwritten is not None:
        _show_unwritten(str(folder), outcome.unwritten)
    written = (folder is None or _written(folder, outcome, again)) and outcome.unwritten is None
    if summary.is_unreached and summary.started is not None:
        message = f"the target cannot be reached: {summary.detail}"
        remedy = "name who issued the certificate with --ca-file" if "certificate" in message else _UNREACHED
        raise refusal("T001", message, address=summary.started.address, remedy=remedy)
    return outcome.stopped or _code(summary, written=written)


def _code(summary: Summary, *, written: bool) -> int:
    """A report that could not be written makes a green run say nothing."""
    return summary.exit_code if written else summary.exit_code or 2


def _written(folder: Path, outcome: Outcome, again: str) -> bool:
    """Whether every report was written; one that cannot be keeps none of the others from it."""
    summary, matrix = outcome.summary, outcome.matrix
    texts = (
        (HTML, html_text(summary, matrix, again)),
        (JSON, report_text(summary)),
        (JUNIT, junit_text(summary, matrix, again)),
    )
    written = [_is_written(folder / name, text) for name, text in texts]
    return all(written)


def _is_written(path: Path, text: str) -> bool:
    try:
        replace_text(path, text)
    except OSError as error:
        _show_unwritten(str(path), error)
        return False
    return True


def _show_unwritten(address: str, error: OSError) -> None:
    message = f"the report cannot be written: {(error.strerror or str(error)).lower()}"
    show_errors([Diagnostic(code="A008", level="error", message=message, address=address, remedy=ELSEWHERE)])


def keep_last(summary: Summary) -> None:
    """Keep a report with failures where `replay` finds them by key; a folder that cannot be written keeps none."""
    if not summary.failures and not summary.accepted:
        return
    text = report_text(summary)
    try:
        LAST.mkdir(parents=True, exist_ok=True)
        (LAST.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        replace_text(LAST / JSON, text)
    except OSError:
        message = "this run cannot be kept there for `fencepost replay`"
        remedy = "give --report-dir DIR, and replay with DIR/report.json#KEY"
        show_errors([Diagnostic(code="A014", level="warning", message=message, address=str(LAST), remedy=remedy)])
