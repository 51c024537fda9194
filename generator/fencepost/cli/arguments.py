"""Arguments that are more than a word: checked, and refused with a remedy."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from fencepost.campaign.planning.plan import WHOLE, Shard
from fencepost.diagnostics import refusal

TargetKind: TypeAlias = Literal["url", "mock", "client", "app"]
TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
_WRITTEN = {"url": "--url URL", "app": "--app MODULE:ATTRIBUTE", "mock": "--mock", "client": "--client"}


def only_one(given: Iterable[str], command: str, known: Iterable[str] = tuple(_WRITTEN)) -> TargetKind:
    """Which of the kinds of target that a command knows is to be tested.

    Raises FencepostError A004 where it is none or several of them.
    """
    named = frozenset(given)
    kinds = tuple(kind for kind in TARGET_KINDS if kind in named)
    if len(kinds) != 1:
        *most, last = (_WRITTEN[kind] for kind in known)
        remedy = f"give one of {', '.join(most)} and {last}"
        raise refusal("A004", "what is to be tested is not clear", address=command, remedy=remedy)
    return kinds[0]


def shard_of(text: str | None) -> Shard:
    """The part of a campaign that `K/N` names; the whole where none is given.

    Raises FencepostError A027 for what names no part.
    """
    if text is None:
        return WHOLE
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        remedy = "write it as K/N with K from 1 to N: 3/16 is the third of sixteen"
        raise refusal("A027", f"{text} is no part of a campaign", address="--shard", remedy=remedy)
    return Shard(number=int(found[1]), count=int(found[2]))


def seed_or_new(seed: int | None) -> int:
    """The seed; without one 0 in CI, where runs are compared, and a new one elsewhere."""
    if seed is not None:
        return seed
    return 0 if os.environ.get("CI") else secrets.randbelow(2**32)


def headers(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Headers written `Name: value`; names in lower case.

    Raises FencepostError A007 for one that HTTP cannot carry.
    """
    return tuple(_header(text) for text in given)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    token = name.strip().lower()
    sound = token.isascii() and token.replace("-", "").replace("_", "").isalnum()
    if not colon or not sound or not value.isascii() or not value.strip().isprintable():
        raise refusal("A007", "this is not a header", address=f"--header {text}", remedy="write it like 'X-Team: blue'")
    return token, value.strip()
