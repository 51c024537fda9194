"""Lists in pages: which page a request asks for, and what its answer says of it beside the items."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from urllib.parse import quote, urlencode

from fencepost.ir.http import Parameter
from fencepost.ir.paging import NEXT, PAGE, PAGES, PREVIOUS, SIZE, START, TOTAL, Paging, paging_of
from fencepost.ir.values import Json
from fencepost.mock.calls import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list, as a request asks for it."""

    call: Call
    paging: Paging
    start: int
    """How many items come before it."""

    size: int | None
    """The most it holds; None for all."""

    number: int
    identifiers: tuple[str, ...]
    """Of all that the request asks for, in the order of the list, on every page."""

    @property
    def cut(self) -> slice:
        """The items of the page among all."""
        return slice(self.start, self.end)

    @property
    def end(self) -> int:
        """How many items there are up to its last one."""
        total = len(self.identifiers)
        return total if self.size is None else min(self.start + self.size, total)

    @property
    def has_next(self) -> bool:
        """Whether items come after it."""
        return self.end < len(self.identifiers) and self.end > self.start

    @property
    def token(self) -> str | None:
        """What asks for the next page; None on the last one."""
        return _token(self.end, self.identifiers[self.end - 1]) if self.has_next else None

    @property
    def numbers(self) -> dict[str, Json]:
        """What an answer may say of it in numbers and truths, by folded names."""
        total, shown = len(self.identifiers), max(self.end - self.start, 0)
        size = self.size or max(shown, 1)
        return {
            **dict.fromkeys(TOTAL, total),
            **dict.fromkeys(PAGE, self.number),
            **dict.fromkeys(SIZE, size),
            **dict.fromkeys(START, self.start + self.paging.origin),
            **dict.fromkeys(NEXT, self.start + shown < total),
            **dict.fromkeys(PREVIOUS, self.start > 0),
            **dict.fromkeys(PAGES, ceil(total / size)),
        }

    def links(self) -> dict[str, str]:
        """The addresses of other pages, by their relation to this one (RFC 8288)."""
        return {relation: self._address(asked) for relation, asked in self._others() if asked}

    def _others(self) -> Iterator[tuple[str, dict[str, Json]]]:
        size, total = self.size, len(self.identifiers)
        if size is None or size < 1:
            return
        last = max(total - 1, 0) // size * size
        yield "first", self._at(0)
        if self.start > 0:
            yield "prev", self._at(max(self.start - size, 0))
        if self.has_next:
            yield "next", self._at(self.end)
        if self.paging.page is not None or self.paging.start is not None:
            yield "last", self._at(last)

    def _at(self, start: int) -> dict[str, Json]:
        """The parameters that ask for a page which begins after so many items; none where no parameter can."""
        if self.paging.page is not None and self.size:
            return {self.paging.page.name: self.paging.first + start // self.size}
        if self.paging.start is not None:
            return {self.paging.start.name: start + self.paging.origin}
        if self.paging.cursor is not None and 0 < start <= len(self.identifiers):
            return {self.paging.cursor.name: _token(start, self.identifiers[start - 1])}
        return {}

    def _address(self, asked: Mapping[str, Json]) -> str:
        """The path and query of the request with other parameters."""
        sent = {name: value for (place, name), value in self.call.parameters.items() if place == "query"}
        path = self.call.operation.path
        for name, text in self.call.path.items():
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        return f"{path}?{urlencode(sorted({**sent, **asked}.items()), doseq=True)}"


def page_of(call: Call, identifiers: tuple[str, ...]) -> Page:
    """The page a request asks for, with the documented defaults for what was not sent."""
    paging = paging_of(call.operation)
    size, offset = _asked(paging.size, call, None), _asked(paging.start, call, None)
    number = _asked(paging.page, call, paging.first)
    start = max(number or 0, paging.first) - paging.first
    start = offset - paging.origin if offset is not None else start * (size or 0)
    cursor = None if paging.cursor is None else call.parameters.get(("query", paging.cursor.name))
    if cursor not in (None, ""):
        start = _after(cursor, identifiers)
    shown = paging.first if number is None else number
    return Page(
        call=call,
        paging=paging,
        start=max(start, 0),
        size=None if size is None else max(size, 0),
        number=shown,
        identifiers=identifiers,
    )


def _asked(parameter: Parameter | None, call: Call, otherwise: int | None) -> int | None:
    if parameter is None:
        return otherwise
    default = parameter.annotations.default
    value = call.parameters.get(("query", parameter.name), None if default is None else default.value)
    return otherwise if isinstance(value, bool) or not isinstance(value, int | Decimal) else int(value)


def _token(count: int, identifier: str) -> str:
    """A place behind so many items, the last of which has the identifier; others cannot tell what it says."""
    return urlsafe_b64encode(f"{count}:{identifier}".encode()).decode("ascii").rstrip("=")


def _after(cursor: Json, identifiers: tuple[str, ...]) -> int:
    """How many items come up to a place: a token, the identifier of an item, or their number; all for a strange one."""
    text = str(cursor)
    if text in identifiers:
        return identifiers.index(text) + 1
    try:
        count, _, identifier = urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}").decode().partition(":")
        place = int(count)
    except (NoBase64Error, ValueError):
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else len(identifiers)
    # What was there before may be gone: then the item that followed has moved up.
    return identifiers.index(identifier) + 1 if identifier in identifiers else max(place - 1, 0)
