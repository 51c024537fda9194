"""Lists in pages: which parameters choose one, and what an answer says of it beside its items.

One reading for mock and campaign: names are compared as far as two spellings of them agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.ir.http import Operation, Parameter
from fencepost.ir.resources import folded
from fencepost.ir.types import Number

PAGE = frozenset(("currentpage", "page", "pageno", "pagenumber"))
SIZE = frozenset(("limit", "maxresults", "pagelimit", "pagesize", "perpage", "size"))
START = frozenset(("offset", "skip"))
PAGING = PAGE | SIZE | START
"""Folded names of parameters that choose a page; every other one may be a filter."""

TOTAL = ("total", "totalcount", "totalitems", "totalresults", "count")
"""Folded names of members that count the items of all pages; the last may count those of one."""

NEXT = ("hasmore", "hasnext", "hasnextpage")
PREVIOUS = ("hasprev", "hasprevious", "haspreviouspage")
PAGES = ("pagecount", "pages", "totalpages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The parameters of a list that choose a page; None for those it does not have."""

    page: Parameter | None
    size: Parameter | None
    start: Parameter | None

    @property
    def first(self) -> int:
        """The number of the first page."""
        return 1 if self.page is None else first_number(self.page)


def paging_of(operation: Operation) -> Paging:
    """How a request of the operation chooses a page."""
    asked = {folded(item.name): item for item in operation.parameters if item.place == "query"}
    page, size, start = (next((asked[name] for name in asked if name in known), None) for known in (PAGE, SIZE, START))
    return Paging(page=page, size=size, start=start)


def first_number(parameter: Parameter) -> int:
    """0 where the document's default or least page is 0, else 1."""
    default = parameter.annotations.default
    least = parameter.type.minimum if isinstance(parameter.type, Number) else None
    return 0 if (default is not None and default.value == 0) or (least is not None and least.value == 0) else 1
