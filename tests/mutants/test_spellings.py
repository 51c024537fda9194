"""What a campaign sends does not depend on how the document writes its rules; so its score does not, either."""

from __future__ import annotations

import random
import re
from pathlib import Path

from .campaigns import Subject, requests
from .sandbox.subject import SANDBOX
from .spelt import SEED, subjects

MADE_UP = re.compile(rb"qzvjxkwp[0-9a-f]*|\bfp[a-v0-9]{6}\b")
"""Canaries and marks: each is made from the id of its case, in which the rule's own name stands."""


def sent(subject: Subject) -> list[tuple[str, str, bytes]]:
    return [(each.method, each.url, MADE_UP.sub(b"*", each.content or b"")) for each in requests(subject)]


def test_the_same_requests_are_planned_in_the_same_order_however_the_rules_are_written(tmp_path: Path) -> None:
    _, spelt = random.Random(SEED).choice(list(subjects(tmp_path)))
    usual = sent(SANDBOX)
    assert any(content for _, _, content in usual)
    assert sent(spelt) == usual
