"""Lists: which records a request asks for, and which page of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from fencepost.ir.http import Parameter
from fencepost.ir.paging import NEXT, PAGE, PAGES, PREVIOUS, SIZE, START, TOTAL, paging_of
from fencepost.ir.values import Json, equal
from fencepost.mock.calls import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list."""

    start: int
    """How many items come before it."""

    size: int | None
    """The most it holds; None for all."""

    number: int

    @property
    def cut(self) -> slice:
        """The items of the page among all."""
        return slice(self.start, None if self.size is None else self.start + self.size)


def page_of(call: Call) -> Page:
    """The page a request asks for, with the documented defaults for what was not sent."""
    paging = paging_of(call.operation)
    first = paging.first
    number = _asked(paging.page, call, first)
    size = _asked(paging.size, call, None)
    offset = _asked(paging.start, call, None)
    start = offset if offset is not None else (max(number or 0, first) - first) * (size or 0)
    return Page(start=max(start, 0), size=size, number=first if number is None else number)


def _asked(parameter: Parameter | None, call: Call, otherwise: int | None) -> int | None:
    if parameter is None:
        return otherwise
    default = parameter.annotations.default
    value = call.parameters.get(("query", parameter.name), None if default is None else default.value)
    return otherwise if isinstance(value, bool) or not isinstance(value, int | Decimal) else int(value)


def envelope(page: Page, total: int, shown: int) -> dict[str, Json]:
    """What an answer may say of a page beside its items, by folded names."""
    size = page.size or max(shown, 1)
    more = page.start + shown < total
    said: dict[str, Json] = {
        **dict.fromkeys(TOTAL, total),
        **dict.fromkeys(PAGE, page.number),
        **dict.fromkeys(SIZE, size),
        **dict.fromkeys(START, page.start),
        **dict.fromkeys(NEXT, more),
        **dict.fromkeys(PREVIOUS, page.start > 0),
        **dict.fromkeys(PAGES, ceil(total / size)),
    }
    return said


def matches(held: Json, wanted: Json) -> bool:
    """Whether a field is what a filter asks for: the value, or all of several where the field holds an array."""
    values = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(held, list):
        return all(any(equal(item, value) for item in held) for value in values)
    return any(equal(held, value) for value in values) or not values
