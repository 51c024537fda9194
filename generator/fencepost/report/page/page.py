"""The whole page as one value: what stands where, in words that are ready to be laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fencepost.campaign.events import Started
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import counted
from fencepost.report.keeping import keeping_lines
from fencepost.report.matrix import Matrix, Outcome
from fencepost.report.page.failures import Card, card_of, cards
from fencepost.report.page.marks import Line, Mark, mark
from fencepost.report.page.operations import Grid, RuleSides, grids, rule_sides
from fencepost.report.sentences import doubt_line, verdict_line

_LEGEND: dict[Outcome, str] = {
    "kept": "answered as documented",
    "broken": "answered otherwise",
    "undecided": "the answer says nothing of it",
    "not tried": "no request stood there",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of the campaign."""

    label: str
    value: int
    total: int
    """0 where it is a part of nothing."""

    of: str
    """`of 185`; empty where it is a part of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """An open question of the document, and how the server answers it."""

    question: str
    place: str
    answers: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on the page."""

    title: str
    source: str
    address: str
    css: str
    symbol: str
    verdict: str
    doubt: str
    numbers: tuple[Number, ...]
    failures: tuple[Card, ...]
    more: str
    """How many failures have no card; empty where all have."""

    accepted: tuple[Card, ...]
    """Failures that the user accepts."""

    earlier: tuple[str, ...]
    """What became of earlier failures, and of lines that accept some."""

    legend: tuple[Mark, ...]
    grids: tuple[Grid, ...]
    rules: tuple[RuleSides, ...]
    undecided: tuple[Line, ...]
    untried: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    settings: tuple[Line, ...]


def page_of(summary: Summary, matrix: Matrix, again: str) -> Page:
    """The page of a campaign; `again` holds the options that name the target on the command line."""
    started, rows = summary.started, matrix.rows()
    outcome: Outcome = "broken" if summary.failures else "kept" if summary.exit_code == 0 else "undecided"
    shown, shown_cards = mark(outcome, "", ""), cards(summary, again)
    left = len(summary.failures) - len(shown_cards)
    return Page(
        title=started.title if started else "",
        source=started.source if started else "",
        address=started.address if started else "",
        css=shown.css,
        symbol=shown.symbol,
        verdict=verdict_line(summary),
        doubt=doubt_line(summary) if summary.is_doubtful else "",
        numbers=_numbers(summary),
        failures=shown_cards,
        more=f"and {counted(left, 'more failure')}, in report.json" if left else "",
        accepted=tuple(card_of(failure, summary, again) for failure in summary.accepted.values()),
        earlier=tuple(keeping_lines(summary)),
        legend=tuple(mark(each, each, words) for each, words in _LEGEND.items()),
        grids=grids(rows, summary),
        rules=rule_sides(rows, summary),
        undecided=_counted(summary.causes),
        untried=_counted(Counter(each.reason for each in summary.not_tried)),
        remarks=_remarks(summary),
        settings=_settings(summary, started) if started else (),
    )


def _numbers(summary: Summary) -> tuple[Number, ...]:
    started = summary.started
    points, rules = (started.points_total, started.rules_total) if started else (0, 0)
    return (
        Number(label="failures", value=len(summary.failures), total=0, of=""),
        Number(label="requests", value=summary.requests, total=0, of=""),
        Number(label="points decided", value=len(summary.points), total=points, of=f"of {points}"),
        Number(label="rule sides decided", value=len(summary.rules), total=rules, of=f"of {rules}"),
        Number(label="undecided", value=sum(summary.causes.values()), total=0, of=""),
        Number(label="not tried", value=len(summary.not_tried), total=0, of=""),
    )


def _counted(found: Counter[str]) -> tuple[Line, ...]:
    return tuple(Line(label=str(count), text=reason) for reason, count in found.most_common())


def _remarks(summary: Summary) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            question=question,
            place=str(notes[0].question.location),
            answers=f"{counted(len(notes), 'answer')} differed",
            message=notes[0].message,
        )
        for question, notes in summary.notes.items()
    )


def _settings(summary: Summary, started: Started) -> tuple[Line, ...]:
    phases = ", ".join(f"{phase} {count}" for phase, count in started.planned) or "none"
    tolerated = ", ".join(f"{name} ({counted(summary.tolerated[name], 'answer')})" for name in started.tolerates)
    cleaned = summary.cleaned
    lines = (
        ("document", started.source),
        ("its SHA-256", started.digest),
        ("target", started.address),
        ("seed", str(started.seed)),
        ("cases planned", phases),
        ("part", started.shard),
        ("tolerated", tolerated or "nothing"),
        ("ended", summary.ending or "interrupted"),
        ("left on the server", "" if cleaned is None or not cleaned.left else counted(cleaned.left, "thing")),
    )
    return tuple(Line(label=label, text=text) for label, text in lines if text)
