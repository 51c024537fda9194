"""A campaign on a terminal: a bar while it runs, lines where nobody watches, and what came of it at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from fencepost.campaign.events import Event, Finished, Found, Judged, Started
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import counted, visible_line
from fencepost.report.certificate import certificate_lines
from fencepost.report.keeping import keeping_lines
from fencepost.report.sentences import coverage_line, doubt_line, note_lines, verdict_line
from fencepost.report.wording import failure_lines, groups, headline

SHOWN = 20
"""So many groups of failures are shown in full; report.json has all."""

_STYLES = {"high": "bold red", "medium": "bold yellow", "low": "bold"}


class Watcher(Protocol):
    """Follows a campaign while it runs."""

    def take(self, event: Event) -> None:
        """Show what has happened."""
        ...


class _Cases:
    """Counts as the plan does: a sequence of requests is one case."""

    def __init__(self) -> None:
        self.count = 0
        self._last: int | None = None

    def begins(self, event: Judged) -> bool:
        """Whether the event belongs to a case of the plan that was not counted yet; it is counted then."""
        if event.role == "support" or event.index == self._last:
            return False
        self.count, self._last = self.count + 1, event.index
        return True


class Lines:
    """Plain lines, for logs: the start, each quarter of the plan, and each failure in one line."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._planned = 0
        self._accepted: tuple[str, ...] = ()
        self._cases = _Cases()
        self._failures = 0

    def take(self, event: Event) -> None:
        """Print a line where there is something to say."""
        match event:
            case Started():
                self._planned, self._accepted = sum(count for _, count in event.planned), event.accepted
                show(self._console, start_line(event))
            case Judged() if self._cases.begins(event):
                done = self._cases.count
                if self._planned and done % max(self._planned // 4, 1) == 0:
                    show(
                        self._console,
                        f"{done} of {counted(self._planned, 'case')}, {counted(self._failures, 'failure')}",
                    )
            case Found(failure=failure):
                self._failures += _added(event, self._accepted)
                if failure.key not in self._accepted:
                    show(self._console, f"request {failure.number}: {headline(failure)}")
            case _:
                pass


class Bar:
    """A progress bar, for a person who watches."""

    def __init__(self, console: Console, progress: Progress) -> None:
        self._console = console
        self._progress = progress
        self._task = progress.add_task("", total=None, failures="no failure")
        self._accepted: tuple[str, ...] = ()
        self._cases = _Cases()
        self._failures = 0

    def take(self, event: Event) -> None:
        """Move the bar."""
        match event:
            case Started():
                self._accepted = event.accepted
                show(self._console, start_line(event))
                self._progress.update(self._task, total=sum(count for _, count in event.planned))
            case Judged() if self._cases.begins(event):
                self._progress.advance(self._task)
            case Found():
                self._failures += _added(event, self._accepted)
                self._progress.update(self._task, failures=counted(self._failures, "failure"))
            case Finished():
                self._progress.stop_task(self._task)
            case _:
                pass


def _added(event: Found, accepted: tuple[str, ...]) -> int:
    """How many failures more, or less, there are that nobody accepts."""
    return (event.failure.key not in accepted) - sum(key not in accepted for key in event.explains)


@contextmanager
def watching(console: Console) -> Iterator[Watcher]:
    """A bar on a terminal, else plain lines."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cases"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[failures]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bar(console, progress)


def show(console: Console, text: str, style: str = "") -> None:
    """Print a line as it is: nothing in it is markup, and nothing can act."""
    console.print(Text(visible_line(text), style=style), soft_wrap=True, highlight=False)


def start_line(event: Started) -> str:
    """What is tested, where, and how to do the same again."""
    counts = ", ".join(f"{phase} {count}" for phase, count in event.planned)
    return f"{event.title} ({event.source}) at {event.address}, seed {event.seed}; cases: {counts or 'none'}"


def show_result(console: Console, summary: Summary, again: str) -> None:
    """The failures by kind, the notes, and the numbers; first of all whether they can be trusted.

    `again` holds the options that name the target on the command line.
    """
    if summary.is_doubtful:
        show(console, doubt_line(summary), "bold yellow")
    grouped = groups(tuple(summary.failures.values()))
    for first, others in grouped[:SHOWN]:
        _show_failure(console, first, others, summary, again)
    if len(grouped) > SHOWN:
        show(console, f"and {counted(len(grouped) - SHOWN, 'more kind')} of failure, in report.json")
    for line in (*keeping_lines(summary), *note_lines(summary)):
        show(console, line)
    show(console, verdict_line(summary), "bold red" if summary.failures else "")
    show(console, coverage_line(summary))
    for number, line in enumerate(certificate_lines(summary)):
        show(console, line, "bold red" if summary.is_weak and number == 0 else "")


def _show_failure(
    console: Console, failure: Failure, others: tuple[Failure, ...], summary: Summary, again: str
) -> None:
    key = failure.key
    retold = summary.retold.get(key)
    found = (summary.fences.get(each.key) for each in (failure, *others))
    fences = tuple(dict.fromkeys(fence for fence in found if fence is not None))
    lines = failure_lines(
        failure, times=summary.repeated[key], again=again, others=others, retold=retold, fences=fences
    )
    show(console, lines[0], _STYLES[failure.severity])
    for line in lines[1:]:
        show(console, line)
    show(console, "")
