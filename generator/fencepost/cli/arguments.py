"""Arguments that are more than a word: checked, and refused with a remedy."""

from __future__ import annotations

import difflib
import os
import re
import secrets
from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args
from urllib.parse import urlsplit

from fencepost.campaign.phases import ALL_PHASES, Phase
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


def phases_named(text: str) -> tuple[Phase, ...]:
    """The phases of a list with commas, in the order in which reports name them.

    Raises FencepostError A005 for a word that names none.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in ALL_PHASES:
            close = difflib.get_close_matches(word, ALL_PHASES, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"they are {', '.join(ALL_PHASES)}"
            raise refusal("A005", f"there is no phase {word}", address="--phases", remedy=remedy)
    return tuple(phase for phase in ALL_PHASES if phase in words)


def seed_or_new(seed: int | None) -> int:
    """The seed; without one 0 in CI, where runs are compared, and a new one elsewhere."""
    if seed is not None:
        return seed
    return 0 if os.environ.get("CI") else secrets.randbelow(2**32)


def address(url: str | None) -> str:
    """A base address without a slash at its end; empty where none is given.

    Raises FencepostError A006 for what is no http address.
    """
    if url is None:
        return ""
    if not _is_base(url):
        remedy = "write it like http://127.0.0.1:8000 or https://host/base"
        raise refusal("A006", "this is not the address of a server", address=url, remedy=remedy)
    return url.rstrip("/")


def proxy_address(url: str | None) -> str | None:
    """The address of a proxy; None where none is given.

    Raises FencepostError A006 for what is no http address.
    """
    if url is not None and not _is_base(url):
        remedy = "write it like http://127.0.0.1:3128; proxies of other protocols are not spoken to"
        raise refusal("A006", "this is not the address of a proxy", address=f"--proxy {url}", remedy=remedy)
    return url


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        return False
    return named and not parts.query and not parts.fragment


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
