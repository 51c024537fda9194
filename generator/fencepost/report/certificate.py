"""What a run would have found, in words and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.certificate import REASONS, Certified, Missed, Reason
from fencepost.campaign.summary import Summary
from fencepost.ir.values import Json

SHOWN = 3
"""So many faults of each reason are named; report.json has all."""

WORDS: dict[Reason, str] = {
    "undecided": "the server did not say what it thinks of the request",
    "barred": "settings keep the request from being sent",
    "unsent": "no request for it was sent",
    "sequence": "it takes requests in a row that were not sent",
    "open": "the document leaves the answer open",
    "unshown": "no answer shows it",
    "alike": "no request tells it apart",
}


def certificate_lines(summary: Summary) -> Iterator[str]:
    """What the run is worth, and what it would have missed, by reason; nothing where nobody knows."""
    certified = summary.certified
    if certified is None:
        return
    told = f"would have caught {certified.caught} of {certified.total} one-fault servers ({_percent(certified)} %)"
    yield f"{told}, fewer than --min-power {summary.min_power:g} asks for" if summary.is_weak else told
    for reason in REASONS:
        missed = [each for each in certified.missed if each.reason == reason]
        if missed:
            yield f"  not {len(missed)}, for {WORDS[reason]}: {_named(missed)}"


def _percent(certified: Certified) -> int:
    """Rounded down, so that only all of them are 100."""
    return 100 * certified.caught // certified.total if certified.total else 100


def _named(missed: list[Missed]) -> str:
    named = ", ".join(each.id for each in missed[:SHOWN])
    return f"{named}, and {len(missed) - SHOWN} more" if len(missed) > SHOWN else named


def certificate_json(certified: Certified | None) -> Json:
    """The certificate; None where there is none."""
    if certified is None:
        return None
    return {
        "caught": certified.caught,
        "total": certified.total,
        "missed": [
            {"id": each.id, "description": each.description, "reason": each.reason, "words": WORDS[each.reason]}
            for each in certified.missed
        ],
    }
