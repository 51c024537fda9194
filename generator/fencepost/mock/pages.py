"""Lists: which records a request asks for, and which page of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from fencepost.ir.http import Parameter
from fencepost.ir.resources import folded
from fencepost.ir.types import Number
from fencepost.ir.values import Json, equal
from fencepost.mock.calls import Call

_PAGE = frozenset(("currentpage", "page", "pageno", "pagenumber"))
_SIZE = frozenset(("limit", "maxresults", "pagelimit", "pagesize", "perpage", "size"))
_START = frozenset(("offset", "skip"))
PAGING = _PAGE | _SIZE | _START
"""Folded names of parameters that choose a page; every other one may be a filter."""


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
    asked = {folded(item.name): item for item in call.operation.parameters if item.place == "query"}
    first = next((_first_number(item) for name, item in asked.items() if name in _PAGE), 1)
    number = _asked(asked, _PAGE, call, first)
    size = _asked(asked, _SIZE, call, None)
    offset = _asked(asked, _START, call, None)
    start = offset if offset is not None else (max(number or 0, first) - first) * (size or 0)
    return Page(start=max(start, 0), size=size, number=first if number is None else number)


def _asked(asked: Mapping[str, Parameter], names: frozenset[str], call: Call, otherwise: int | None) -> int | None:
    for name, parameter in asked.items():
        if name in names:
            default = parameter.annotations.default
            value = call.parameters.get(("query", parameter.name), None if default is None else default.value)
            return otherwise if isinstance(value, bool) or not isinstance(value, int | Decimal) else int(value)
    return otherwise


def _first_number(parameter: Parameter) -> int:
    """0 where the document's default or least page is 0."""
    default = parameter.annotations.default
    least = parameter.type.minimum if isinstance(parameter.type, Number) else None
    return 0 if (default is not None and default.value == 0) or (least is not None and least.value == 0) else 1


def envelope(page: Page, total: int, shown: int) -> dict[str, Json]:
    """What an answer may say of a page beside its items, by folded names."""
    size = page.size or max(shown, 1)
    more = page.start + shown < total
    said: dict[str, Json] = {
        **dict.fromkeys(("total", "totalcount", "totalitems", "totalresults", "count"), total),
        **dict.fromkeys(_PAGE, page.number),
        **dict.fromkeys(_SIZE, size),
        **dict.fromkeys(_START, page.start),
        **dict.fromkeys(("hasmore", "hasnext", "hasnextpage"), more),
        **dict.fromkeys(("hasprev", "hasprevious", "haspreviouspage"), page.start > 0),
        **dict.fromkeys(("pagecount", "pages", "totalpages"), ceil(total / size)),
    }
    return said


def matches(held: Json, wanted: Json) -> bool:
    """Whether a field is what a filter asks for: the value, or all of several where the field holds an array."""
    values = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(held, list):
        return all(any(equal(item, value) for item in held) for value in values)
    return any(equal(held, value) for value in values) or not values
