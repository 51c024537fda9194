"""What a campaign comes to, in the sentences that every report uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fencepost.campaign.events import Started
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import counted

_TURNED_AWAY = ("401 ", "403 ")
"""How causes begin that speak of the credential."""


def doubt_line(summary: Summary, options: str = "--token-env or --auth") -> str:
    """Why a run says nothing, where too much was left undecided; `options` are those that name a credential."""
    share = f"{summary.undecided} of {summary.valid} valid cases"
    worth = "nothing beyond its failures" if summary.failures else "nothing"
    told = f"undecided: the server did not say what it thinks of {share}, so this run says {worth} ({_causes(summary)})"
    turned_away = sum(count for cause, count in summary.causes.items() if cause.startswith(_TURNED_AWAY))
    return f"{told}; see to the credential: {options}" if turned_away > summary.undecided / 2 else told


def _causes(summary: Summary) -> str:
    return ", ".join(f"{count} x {cause}" for cause, count in summary.causes.most_common(5))


def _reasons(summary: Summary) -> str:
    reasons = Counter(skipped.reason for skipped in summary.not_tried)
    return ", ".join(f"{count} x {reason}" for reason, count in reasons.most_common(5))


def _tolerated(summary: Summary, started: Started) -> str:
    return ", ".join(f"{family} ({counted(summary.tolerated[family], 'answer')})" for family in started.tolerates)


def note_lines(summary: Summary) -> Iterator[str]:
    """What the document leaves open, and how the server answered."""
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
