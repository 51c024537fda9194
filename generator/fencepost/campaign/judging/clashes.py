"""Refusals that say that something exists already: of what must be unique in a service its document says nothing."""

from __future__ import annotations

import re

from fencepost.campaign.wire.exchange import Answer

REFUSALS = (400, 422)
"""Other statuses say so themselves, or speak of something else."""

_EXISTS = re.compile(
    r"\balready\b.{0,20}\b(exist|taken|used?|registered|present|in use|been)|\b(exists|is in use|is taken) already\b"
    r"|\b(is|been|already) taken\b|\bduplicate (key|entry|record|value|name|email)|\bin use\b|\bmust be unique\b",
    re.IGNORECASE,
)
_OF_LISTS = re.compile(r"\b(items?|elements?|entries|lists?|arrays?)\b", re.IGNORECASE)

_LONGEST = 4_000


def is_clash(answer: Answer) -> bool:
    """Whether a refusal says that what was sent is there already, and not that a list repeats something."""
    if answer.status not in REFUSALS:
        return False
    text = answer.content[:_LONGEST].decode("utf-8", "replace")
    return _EXISTS.search(text) is not None and _OF_LISTS.search(text) is None
