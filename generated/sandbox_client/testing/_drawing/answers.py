"""Answers of a server: those the document allows, and those with one fault, as they go over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json
from .tables import strategy
from .tape import made
from .values import ABSENT, NarrowingError, Values, Wrong, wrongs_of

BROKEN = (
    *("truncated", "empty", "content_type", "no_content", "unknown_status"),
    *("retry_after", "no_retry_after", "server_error", "disconnect"),
)
"""What can be wrong with an answer besides its body, whose faults are called as those of requests are."""

EXTRA = "extra"
"""A member more than the document tells of, which is no fault where the document allows any."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer, ready to be given."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    fault: str | None = None
    """One of BROKEN, EXTRA, or the point that a value inside the body breaks; None for a right answer."""

    place: str = ""
    """Where in the body the fault is, as a JSON Pointer; empty for the whole answer."""

    is_lost: bool = False
    """Whether the connection ends instead of an answer."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Documented:
    """An answer that the document tells of."""

    status: str
    media_type: str | None = None
    content: Values | None = None
    """The JSON body; None where there is none, or none in JSON."""

    headers: tuple[tuple[str, Values], ...] = ()

    @property
    def code(self) -> int:
        """The status, or the first of its class."""
        first = {"default": "5XX"}.get(self.status, self.status)
        return int(first.upper().replace("X", "0"))

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 2xx."""
        return self.code // 100 == 2


def documented(
    status: str,
    media_type: str | None = None,
    content: Values | None = None,
    *,
    headers: Mapping[str, Values] | None = None,
) -> Documented:
    """An answer with a status, a class such as `4XX`, or `default`; its body in JSON, and the headers it must have."""
    return Documented(status=status, media_type=media_type, content=content, headers=tuple((headers or {}).items()))


def answers(known: Iterable[Documented]) -> SearchStrategy[Answer]:
    """Right answers, of every documented status as often; the first one is the simplest.

    Raises NarrowingError where no answer can be what the document says.
    """
    possible = [found for found in known if found.content is None or not found.content.is_empty]
    if not possible:
        raise NarrowingError("no answer meets the document")
    return st.one_of(*map(_right, possible))


def _right(known: Documented) -> SearchStrategy[Answer]:
    body = st.none() if known.content is None else strategy(known.content)
    headers = st.fixed_dictionaries({name: strategy(found) for name, found in known.headers if not found.is_empty})
    return made(partial(_answer, known), st.tuples(body, headers))


def _answer(known: Documented, drawn: tuple[Json, dict[str, Any]]) -> Answer:
    body, headers = drawn
    content = b"" if known.content is None else _encoded(body)
    told = tuple((name, _header_text(value)) for name, value in headers.items())
    return Answer(status=known.code, headers=(*_content_type(known), *told), content=content)


def _content_type(known: Documented) -> tuple[tuple[str, str], ...]:
    return () if known.media_type is None else (("content-type", known.media_type),)


def _header_text(value: Json) -> str:
    return value if isinstance(value, str) and value.isascii() and value.isprintable() else json.dumps(value)


def _encoded(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")


def faulty_answers(known: Iterable[Documented]) -> SearchStrategy[Answer]:
    """Answers with one fault: in the body of a success, around it, in a refusal, or on the way."""
    usable = [found for found in known if found.content is None or not found.content.is_empty]
    wrong = [Answer(status=found.code, **_body_of(found, fault)) for found in usable for fault in _wrong_bodies(found)]
    refusals = [answer for found in usable if not found.is_success for answer in _spoilt(found)]
    successes = [answer for found in usable if found.is_success for answer in _spoilt(found)]
    cut = [_truncated(found) for found in usable if found.is_success and found.content is not None]
    kinds = [_any_of(found) for found in (wrong, successes, refusals, _OF_THE_WIRE) if found]
    return st.one_of(*kinds, *cut)


def _any_of(known: Sequence[Answer]) -> SearchStrategy[Answer]:
    """One of the answers; what is shown of the strategy is not all of them."""
    return made(partial(_numbered, known), st.integers(0, len(known) - 1))


def _numbered(known: Sequence[Answer], number: int) -> Answer:
    return known[number]


def _wrong_bodies(known: Documented) -> Iterator[Wrong]:
    """Every fault of a body that says something: refusals are read for their status alone."""
    if known.content is None or not known.is_success:
        return
    yield from (wrong for wrong in wrongs_of(known.content) if wrong.value is not ABSENT)
    simplest = known.content.simplest
    if isinstance(simplest, dict) and known.content.holds({**simplest, "x-extra": "a"}):
        yield Wrong(point=EXTRA, path=("x-extra",), value={**simplest, "x-extra": "a"})


def _body_of(known: Documented, wrong: Wrong) -> dict[str, Any]:
    steps = (step.replace("~", "~0").replace("/", "~1") for step in wrong.path)
    place = "".join(f"/{step}" for step in steps)
    return {
        "headers": _content_type(known),
        "content": _encoded(wrong.value),
        "fault": wrong.point,
        "place": place,
    }


def _spoilt(known: Documented) -> Iterator[Answer]:
    """An answer that came with another body, or with none, or with one that it must not have."""
    head = _content_type(known)
    if known.content is not None:
        yield Answer(status=known.code, headers=head, fault="empty")
        yield Answer(status=known.code, headers=_HTML, content=_PAGE, fault="content_type")
        yield Answer(status=known.code, headers=head, content=b'{"a": ', fault="truncated")
    elif known.code == 204:
        yield Answer(status=204, headers=_JSON, content=b'{"a": 1}', fault="no_content")


def _truncated(known: Documented) -> SearchStrategy[Answer]:
    """A right body of which the end is missing, so that it is no JSON any more."""
    assert known.content is not None
    return made(partial(_cut, known), strategy(known.content))


def _cut(known: Documented, body: Json) -> Answer:
    text = _encoded(body)
    whole = text if isinstance(body, dict | list | str) else b"[" + text
    content = whole[: max(len(whole) // 2, 1)]
    return Answer(status=known.code, headers=_content_type(known), content=content, fault="truncated")


_JSON = (("content-type", "application/json"),)
_HTML = (("content-type", "text/html; charset=utf-8"),)
_PAGE = b"<!doctype html><title>Error</title>"

_OF_THE_WIRE = (
    Answer(status=429, headers=(("retry-after", "1"),), fault="retry_after"),
    Answer(status=429, fault="no_retry_after"),
    Answer(status=429, headers=(("retry-after", "soon"),), fault="no_retry_after"),
    Answer(status=500, headers=_JSON, content=b'{"detail": "a"}', fault="server_error"),
    Answer(status=502, headers=_HTML, content=_PAGE, fault="server_error"),
    Answer(status=503, headers=(("retry-after", "1"),), fault="server_error"),
    Answer(status=504, fault="server_error"),
    Answer(status=418, headers=_JSON, content=b"{}", fault="unknown_status"),
    Answer(status=200, fault="disconnect", is_lost=True),
)
