"""Failures as cards: documented and received side by side, the smallest request, and how to see it again."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.summary import Summary
from fencepost.cases.case import Case
from fencepost.report.page.marks import Line
from fencepost.report.wording import another_words, body_text, commands, cut, earlier_requests, groups, seen_words

LONGEST = 4000
"""Characters of a body that are shown; the whole one is in report.json."""

SHORT = 72
"""Characters of a body that is shown in one line."""

MOST = 300
"""So many failures have a card; the others are in report.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Where the document puts a fence, and where the server has its own."""

    document: str
    server: str
    tried: tuple[Line, ...]
    """What was sent to find it, in the order of the requests, and what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One failure."""

    anchor: str
    is_open: bool
    """Whether all of it is shown at once: the first of its kind."""

    key: str
    check: str
    severity: str
    operation: str
    message: str
    says: str
    """What the document says of it, in its words; empty where it says nothing."""

    place: str
    """File, line and column; empty where there is none."""

    documented: str
    received: str
    answer: tuple[str, ...]
    """The lines of the answer's body."""

    fences: tuple[Fence, ...]
    """The server's own fence; none where none was looked for."""

    before: tuple[str, ...]
    """The requests that lead to it."""

    request: str
    """Method and address."""

    body: tuple[str, ...]
    """The lines of the smallest body that shows it; none where none is sent."""

    seen: str
    is_flaky: bool
    also: str
    remedy: str
    commands: tuple[str, ...]


def cards(summary: Summary, again: str) -> tuple[Card, ...]:
    """The failures, those of one kind after one another, in the order in which they were found."""
    found = groups(tuple(summary.failures.values()))
    ordered = [each for first, others in found for each in (first, *others)]
    also = {first.key: ", ".join(another_words(other, first) for other in others) for first, others in found}
    return tuple(card_of(failure, summary, again, also.get(failure.key)) for failure in ordered[:MOST])


def card_of(failure: Failure, summary: Summary, again: str, also: str | None = None) -> Card:
    """The card of a failure; `also` names those of its kind that follow, None where it follows one itself."""
    retold = summary.retold.get(failure.key)
    return Card(
        anchor=f"failure-{failure.key}",
        is_open=also is not None,
        key=failure.key,
        check=failure.check,
        severity=failure.severity,
        operation=failure.operation,
        message=failure.message,
        says=failure.clause or "",
        place="" if failure.location is None else str(failure.location),
        documented=failure.expected,
        received=failure.received,
        answer=_lines(failure.answer),
        fences=_fences(summary.fences.get(failure.key)),
        before=tuple(earlier_requests(failure.before)),
        request=failure.address,
        body=_body(failure.case),
        seen=seen_words(summary.repeated[failure.key], failure.number, retold),
        is_flaky=retold is not None and not retold.is_steady,
        also=also or "",
        remedy=failure.remedy or "",
        commands=tuple(commands(failure, again)),
    )


def _fences(found: ServerFence | None) -> tuple[Fence, ...]:
    if found is None:
        return ()
    words = {True: "taken", False: "refused"}
    shown = dict.fromkeys((cut(each.value.text or "absent", SHORT), words[each.accepted]) for each in found.tried)
    tried = tuple(Line(label=text, text=word) for text, word in shown)
    return (Fence(document=found.document, server=found.server, tried=tried),)


def _body(case: Case) -> tuple[str, ...]:
    text = body_text(case)
    return () if text is None else _lines(text)


def _lines(text: str) -> tuple[str, ...]:
    """A text line by line; JSON is laid out, where it is not short and that loses nothing."""
    if len(text) <= SHORT:
        return tuple(text.split("\n")) if text else ()
    try:
        laid_out = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        laid_out = text
    return tuple(cut(laid_out if _is_same(laid_out, text) else text, LONGEST).split("\n"))


def _is_same(laid_out: str, text: str) -> bool:
    """Whether nothing but white space was changed: a number may lose digits, and a name given twice its first value."""
    return "".join(laid_out.split()) == "".join(text.split())
