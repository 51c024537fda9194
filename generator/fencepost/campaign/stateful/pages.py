"""A list as it was asked for and answered: its filters, its page, its items, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.stateful.memory import Thing, Told, is_same
from fencepost.campaign.stateful.subject import Subject
from fencepost.ir.http import Parameter
from fencepost.ir.paging import NEXT, PAGE, TOTAL
from fencepost.ir.pointers import steps_of
from fencepost.ir.resources import folded
from fencepost.ir.values import Json, equal

_TOTAL = frozenset(TOTAL) - {"count"}
"""`count` may be of the page."""

_ROUND = (5, 8)
"""Lists without pages may end at some multiple of these that nobody documents."""

_GOES_ON = frozenset("after continuation continuationtoken cursor endcursor lastevaluatedkey marker".split())
"""Folded names of members, beside those that begin with `next`, that hold from where the list goes on."""

_HIDDEN = frozenset("archived deleted disabled draft hidden inactive private removed trashed unlisted".split())
_SHOWN = frozenset("active enabled listed public published visible".split())
"""What things say of themselves that lists may leave out unless they are asked for it, or may leave out else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One answered request for a list."""

    subject: Subject
    told: Told
    items: tuple[dict[str, Json], ...]
    envelope: dict[str, Json]
    """The members beside the items; empty where the answer is the array itself."""

    @property
    def identifiers(self) -> list[str]:
        """Of its items, as texts."""
        name = self.subject.resource.identifier
        return [str(item[name]) for item in self.items if name in item]

    @property
    def filters(self) -> dict[str, Json]:
        """The members of the query that choose no page."""
        paging = self.subject.paging
        names = {item.name for item in (paging.page, paging.size, paging.start) if item is not None}
        return {name: value for name, value in self.told.query.items() if name not in names}

    def asked(self, parameter: Parameter | None) -> int | None:
        """What was asked for by a parameter, or its documented default; None where neither is there."""
        if parameter is None:
            return None
        default = parameter.annotations.default
        value = self.told.query.get(parameter.name, None if default is None else default.value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def size(self) -> int | None:
        """How many items were asked for; None where the document does not say."""
        return self.asked(self.subject.paging.size)

    @property
    def start(self) -> int | None:
        """How many items come before the page; None where that cannot be told."""
        paging = self.subject.paging
        if paging.start is not None and paging.start.name in self.told.query:
            return self.asked(paging.start)
        if paging.page is None or paging.page.name not in self.told.query:
            return 0
        number = self._page_shown(paging.page)
        if number == paging.first:
            return 0
        return None if number is None or self.size is None else (number - paging.first) * self.size

    def _page_shown(self, page: Parameter) -> int | None:
        """The number of the page; who asks for one behind the last may be given that, where the answer says so."""
        asked, said, last = self.asked(page), self.said(PAGE), self.last_page
        is_cut_back = asked is not None and last is not None and asked > last and said is not None and said[1] == last
        return last if is_cut_back else asked

    @property
    def last_page(self) -> int | None:
        """The number of the last page there is; None where the answer does not count what it lists."""
        page, total, size = self.subject.paging, self.total, self.size
        if page.page is None or total is None or not size:
            return None
        return page.first + max(0, -(-total[1] // size) - 1)

    def said(self, names: frozenset[str] | tuple[str, ...]) -> tuple[str, Json] | None:
        """The first member beside the items with one of the folded names."""
        return next(((name, value) for name, value in self.envelope.items() if folded(name) in names), None)

    @property
    def total(self) -> tuple[str, int] | None:
        """What the answer says that all pages hold, and under which name."""
        found = self.said(_TOTAL)
        return (found[0], found[1]) if found and isinstance(found[1], int) and not isinstance(found[1], bool) else None

    @property
    def has_next(self) -> tuple[str, bool] | None:
        """Whether the answer says that another page follows, and under which name."""
        found = self.said(NEXT)
        return (found[0], found[1]) if found and isinstance(found[1], bool) else None

    @property
    def is_complete(self) -> bool:
        """Whether it holds everything that matches, by what it says of itself."""
        if self.start != 0:
            return False
        shown, more = len(self.items), None if self.has_next is None else self.has_next[1]
        if self.told.goes_on or _goes_on(self.envelope):
            return False
        if self.total is not None:
            return shown >= self.total[1] and more is not True
        if more is not None:
            return not more
        return shown < self.size if self.size is not None else all(shown % count for count in _ROUND)

    def must_show(self, thing: Thing) -> bool:
        """Whether a thing is among what was asked for, however the filters are read."""
        if thing.standing != "alive" or self.subject.defaulted or _may_be_hidden(thing.latest):
            return False
        return all(self._surely_passes(thing, name, wanted) for name, wanted in self.filters.items())

    def _surely_passes(self, thing: Thing, name: str, wanted: Json) -> bool:
        known = self.subject.filter_of(name)
        lifecycle = self.subject.lifecycle
        if self.subject.active is not None and name == self.subject.active.name:
            # What runs may end by itself: only a state that nothing has left yet is sure.
            return wanted is True and lifecycle is not None and not self.subject.has_ended(thing.latest)
        if known is None or (lifecycle is not None and (lifecycle.field,) in known.paths):
            return False
        return known.surely_passes(thing.latest, wanted)

    def of(self, thing: Thing) -> dict[str, Json] | None:
        """The item of a thing; None where it is not shown."""
        name = self.subject.resource.identifier
        return next((item for item in self.items if is_same(item.get(name), thing.identifier)), None)

    def is_like(self, other: Listing) -> bool:
        """Whether the other asked for the same things in pages of the same size."""
        return self.size == other.size and equal(dict(self.filters), dict(other.filters))


def _goes_on(envelope: dict[str, Json], depth: int = 1) -> bool:
    """Whether an answer names the place from where its list goes on, itself or in an object beside the items."""
    for name, value in envelope.items():
        if isinstance(value, dict) and depth > 0 and _goes_on(value, depth - 1):
            return True
        names_it = folded(name).startswith("next") or folded(name) in _GOES_ON
        if names_it and not isinstance(value, bool) and value not in (None, "", 0, [], {}):
            return True
    return False


def _may_be_hidden(shown: dict[str, Json]) -> bool:
    """Whether a thing says of itself that not everybody who asks for a list may mean it."""
    return any(_hides(folded(name).removeprefix("is"), value) for name, value in shown.items())


def _hides(name: str, value: Json) -> bool:
    if isinstance(value, str):
        return value.casefold() in _HIDDEN
    return (value is True and name in _HIDDEN) or (value is False and name in _SHOWN)


def listing_of(subject: Subject, told: Told) -> Listing | None:
    """The list that an answer is; None where it is none."""
    items = subject.listed(told.body) if told.is_success else None
    if items is None or told.case.kind == "fault":
        return None
    holder = told.body if isinstance(told.body, dict) else {}
    name = next(iter(steps_of(subject.resource.listing_pointer or "")), None)
    envelope = {key: value for key, value in holder.items() if key != name}
    return Listing(subject=subject, told=told, items=tuple(items), envelope=envelope)


def earlier(subject: Subject, story: tuple[Told, ...]) -> Iterator[Listing]:
    """The lists among earlier exchanges."""
    for each in story:
        if each.case.operation == subject.resource.listing and (found := listing_of(subject, each)) is not None:
            yield found
