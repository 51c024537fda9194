"""A campaign on a terminal: a bar while it runs, lines where nobody watches, and what came of it at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from fencepost.campaign.events import Event, Finished, Found, Judged, Started
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import counted, visible
from fencepost.report.wording import failure_lines, groups, headline

SHOWN = 20
"""So many groups of failures are shown in full; report.json has all."""

_TURNED_AWAY = ("401 ", "403 ")
"""How causes begin that speak of the credential."""

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
        self._cases = _Cases()
        self._failures = 0

    def take(self, event: Event) -> None:
        """Print a line where there is something to say."""
        match event:
            case Started():
                self._planned = sum(count for _, count in event.planned)
                show(self._console, start_line(event))
            case Judged() if self._cases.begins(event):
                done = self._cases.count
                if self._planned and done % max(self._planned // 4, 1) == 0:
                    show(
                        self._console,
                        f"{done} of {counted(self._planned, 'case')}, {counted(self._failures, 'failure')}",
                    )
            case Found(failure=failure):
                self._failures += 1 - len(event.explains)
                show(self._console, f"request {failure.number}: {headline(failure)}")
            case _:
                pass


class Bar:
    """A progress bar, for a person who watches."""

    def __init__(self, console: Console, progress: Progress) -> None:
        self._console = console
        self._progress = progress
        self._task = progress.add_task("", total=None, failures="no failure")
        self._cases = _Cases()
        self._failures = 0

    def take(self, event: Event) -> None:
        """Move the bar."""
        match event:
            case Started():
                show(self._console, start_line(event))
                self._progress.update(self._task, total=sum(count for _, count in event.planned))
            case Judged() if self._cases.begins(event):
                self._progress.advance(self._task)
            case Found():
                self._failures += 1 - len(event.explains)
                self._progress.update(self._task, failures=counted(self._failures, "failure"))
            case Finished():
                self._progress.stop_task(self._task)
            case _:
                pass


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
    console.print(Text(visible(text), style=style), soft_wrap=True, highlight=False)


def start_line(event: Started) -> str:
    """What is tested, where, and how to do the same again."""
    counts = ", ".join(f"{phase} {count}" for phase, count in event.planned)
    return f"{event.title} ({event.source}) at {event.address}, seed {event.seed}; cases: {counts or 'none'}"


def show_result(console: Console, summary: Summary, again: str) -> None:
    """The failures by kind, the notes, and the numbers; first of all whether they can be trusted.

    `again` holds the options that name the target on the command line.
    """
    if summary.is_doubtful:
        show(console, _doubt(summary), "bold yellow")
    grouped = groups(tuple(summary.failures.values()))
    for first, others in grouped[:SHOWN]:
        _show_failure(console, first, others, summary, again)
    if len(grouped) > SHOWN:
        show(console, f"and {counted(len(grouped) - SHOWN, 'more kind')} of failure, in report.json")
    for line in _notes(summary):
        show(console, line)
    show(console, verdict_line(summary), "bold red" if summary.failures else "")
    show(console, coverage_line(summary))


def _show_failure(
    console: Console, failure: Failure, others: tuple[Failure, ...], summary: Summary, again: str
) -> None:
    key = failure.key
    retold = summary.retold.get(key)
    lines = failure_lines(failure, times=summary.repeated[key], again=again, others=others, retold=retold)
    show(console, lines[0], _STYLES[failure.severity])
    for line in lines[1:]:
        show(console, line)
    show(console, "")


def _doubt(summary: Summary) -> str:
    share = f"{summary.undecided} of {summary.valid} valid cases"
    worth = "nothing beyond its failures" if summary.failures else "nothing"
    told = f"undecided: the server did not say what it thinks of {share}, so this run says {worth} ({_causes(summary)})"
    turned_away = sum(count for cause, count in summary.causes.items() if cause.startswith(_TURNED_AWAY))
    return f"{told}; see to the credential: --token-env or --auth" if turned_away > summary.undecided / 2 else told


def _causes(summary: Summary) -> str:
    return ", ".join(f"{count} x {cause}" for cause, count in summary.causes.most_common(5))


def _reasons(summary: Summary) -> str:
    reasons = Counter(skipped.reason for skipped in summary.not_tried)
    return ", ".join(f"{count} x {reason}" for reason, count in reasons.most_common(5))


def _tolerated(summary: Summary, started: Started) -> str:
    return ", ".join(f"{family} ({counted(summary.tolerated[family], 'answer')})" for family in started.tolerates)


def _notes(summary: Summary) -> Iterator[str]:
    for question, notes in summary.notes.items():
        place = notes[0].question.location
        yield f"note: {question}  {place}"
        yield f"  {counted(len(notes), 'answer')} differed, as in: {notes[0].message}"


def verdict_line(summary: Summary) -> str:
    """How much was done, what was found, and why it ended where it did not end by itself."""
    found = "no failure" if not summary.failures else counted(len(summary.failures), "failure")
    line = f"{counted(summary.requests, 'request')} in {summary.seconds:.1f} s: {found}"
    reasons = {
        None: "interrupted",
        "requests": "--max-requests was reached",
        "seconds": "--max-seconds was reached",
        "failures": "--max-failures was reached",
        "lost": f"the target was lost: {summary.detail}",
    }
    return f"{line}; {reasons[summary.ending]}" if summary.ending != "complete" else line


def coverage_line(summary: Summary) -> str:
    """How much of the document was tried, and what was left out."""
    started = summary.started
    totals = (0, 0) if started is None else (started.points_total, started.rules_total)
    line = f"points {len(summary.points)} of {totals[0]}, sides of rules {len(summary.rules)} of {totals[1]}"
    if summary.causes:
        line += f", undecided {sum(summary.causes.values())} ({_causes(summary)})"
    if summary.not_tried:
        line += f", not tried {len(summary.not_tried)} ({_reasons(summary)})"
    if started is not None and started.tolerates:
        line += f", tolerated: {_tolerated(summary, started)}"
    if summary.cleaned is not None:
        created = summary.cleaned.deleted + summary.cleaned.left
        line += f", created {created} and deleted {'all' if not summary.cleaned.left else summary.cleaned.deleted}"
    return line
