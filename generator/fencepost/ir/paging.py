"""Lists in pages: which parameters choose one, and what an answer says of it beside its items.

One reading for mock and campaign: names are compared as far as two spellings of them agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fencepost.ir.http import Operation, Parameter
from fencepost.ir.resources import folded
from fencepost.ir.types import Number, String

PAGE = frozenset(("currentpage", "page", "pageno", "pagenumber"))
SIZE = frozenset(("limit", "maxresults", "pagelimit", "pagesize", "perpage", "size"))
START = frozenset(("offset", "pageoffset", "skip"))
CURSOR = frozenset(
    """
    after continuation continuationtoken cursor lastid marker nextcursor nextmarker nextpagetoken nexttoken pageafter
    pagecursor pagetoken startafter startingafter
    """.split()
)
PAGING = PAGE | SIZE | START | CURSOR
"""Folded names of parameters that choose a page; every other one may be a filter."""

TOTAL = ("total", "totalcount", "totalelements", "totalentries", "totalitems", "totalrecords", "totalresults", "count")
"""Folded names of members that count the items of all pages; the last may count those of one."""

NEXT = ("hasmore", "hasnext", "hasnextpage")
PREVIOUS = ("hasprev", "hasprevious", "haspreviouspage")
PAGES = ("pagecount", "pages", "totalpages")
TOKEN = frozenset(
    """
    continuation continuationtoken cursor endcursor marker nextcontinuationtoken nextcursor nextmarker nextpagecursor
    nextpagetoken nexttoken
    """.split()
)
"""Folded names of members that hold what a request for the next page sends as its cursor."""

NEXT_LINK = frozenset(("next", "nexthref", "nextlink", "nextpage", "nextpageurl", "nexturl"))
PREVIOUS_LINK = frozenset(
    ("prev", "previous", "previouslink", "previouspage", "previouspageurl", "previousurl", "prevlink", "prevpage")
)
"""Folded names of members that hold the address of another page, its number, or its cursor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The parameters of a list that choose a page; None for those it does not have."""

    page: Parameter | None
    size: Parameter | None
    start: Parameter | None
    cursor: Parameter | None = None

    @property
    def first(self) -> int:
        """The number of the first page."""
        return 1 if self.page is None else first_number(self.page)

    @property
    def origin(self) -> int:
        """What the start of the first page is called: 0, or what the document bounds it by."""
        least = None if self.start is None else _least(self.start)
        return 0 if least is None else max(int(least), 0)


def paging_of(operation: Operation) -> Paging:
    """How a request of the operation chooses a page."""
    asked = {folded(item.name): item for item in operation.parameters if item.place == "query"}
    page, size, start, cursor = (
        next((asked[name] for name in asked if name in known), None) for known in (PAGE, SIZE, START, CURSOR)
    )
    # A time after which something happened is no place in a list.
    is_place = cursor is not None and not (isinstance(cursor.type, String) and cursor.type.format is not None)
    return Paging(page=page, size=size, start=start, cursor=cursor if is_place else None)


def first_number(parameter: Parameter) -> int:
    """0 where the document's default page is 0, or without a default its least one, else 1."""
    default = parameter.annotations.default
    first = _least(parameter) if default is None else default.value
    return 0 if first == 0 else 1


def _least(parameter: Parameter) -> Decimal | int | None:
    least = parameter.type.minimum if isinstance(parameter.type, Number) else None
    return None if least is None else least.value
