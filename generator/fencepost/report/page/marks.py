"""Outcomes as they are shown: a symbol, a word and a class for the style, so that colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.campaign.summary import Summary
from fencepost.cases.case import Kind
from fencepost.report.matrix import Cell, Outcome, Row

SYMBOLS: dict[Outcome, str] = {"kept": "✓", "broken": "✗", "undecided": "?", "not tried": "○"}
CLASSES: dict[Outcome, str] = {"kept": "kept", "broken": "broken", "undecided": "open", "not tried": "untried"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One outcome of something."""

    css: str
    symbol: str
    text: str
    """What it is of, in a word or two."""

    told: str
    """The whole of it as a sentence: for who points at it, and for who cannot see it."""

    link: str = ""
    """Where the page says more; empty where it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something, and what it is of."""

    label: str
    text: str


def mark(outcome: Outcome, text: str, told: str, link: str = "") -> Mark:
    """The mark of an outcome."""
    return Mark(css=CLASSES[outcome], symbol=SYMBOLS[outcome], text=text, told=told, link=link)


def cell_mark(cell: Cell, text: str, meant: str) -> Mark:
    """The mark of a point; `meant` says in words what stands there."""
    link = f"#failure-{cell.failures[0]}" if cell.failures else ""
    return mark(cell.outcome, text, f"{meant}: {outcome_words(cell)}", link)


def outcome_words(cell: Cell) -> str:
    """What came of a point: `broken, 1 of 3 requests, see f0d48c82`."""
    words: list[str] = [cell.outcome]
    if cell.outcome == "broken":
        words += [f"{cell.wrong} of {_requests(cell.requests)}" if cell.requests else ""]
        words += [f"see {', '.join(cell.failures)}"]
    elif cell.outcome == "kept":
        words += [_requests(cell.requests) if cell.requests else "by a request that was made for something else"]
    elif cell.reason is not None:
        words += [cell.reason]
    if cell.hidden_by and cell.outcome in ("kept", "undecided"):
        words += [f"beside {', '.join(cell.hidden_by)}"]
    return ", ".join(word for word in words if word)


def _requests(count: int) -> str:
    return f"{count} request" if count == 1 else f"{count} requests"


def passed_by(row: Row, kind: Kind, point: str, side: str, summary: Summary) -> Cell:
    """The cell of a point that no case was made for, because the simplest request of all stands on it."""
    place = row.aim.location
    hit = place is not None and (f"{place.file}#{place.pointer}", side) in (summary.points | summary.rules)
    return Cell(kind=kind, point=point, outcome="kept" if hit else "not tried", requests=0, wrong=0)
