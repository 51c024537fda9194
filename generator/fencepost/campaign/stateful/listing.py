"""Lists beside their query and beside the things that their unit made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.stateful.marks import marks_in
from fencepost.campaign.stateful.memory import Thing
from fencepost.campaign.stateful.pages import Listing, earlier, listing_of
from fencepost.campaign.stateful.reading import is_unchanged, of_ended, of_shown
from fencepost.campaign.stateful.subject import Filter
from fencepost.campaign.stateful.view import View, text, view_of
from fencepost.ir.http import Parameter
from fencepost.ir.paging import PAGE, SIZE, START
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import folded
from fencepost.ir.types import Number
from fencepost.ir.values import Json

Look: TypeAlias = Callable[[View, Listing], Iterator[Finding]]


def check_list(seen: Observation) -> Iterator[Finding]:
    """A list is the page that was asked for, of the things that were asked for, each once and as it is."""
    for subject in seen.contract.subjects:
        if subject.resource.listing == seen.operation.id and 200 <= seen.answer.status < 300:
            view = view_of(seen, subject)
            listing = listing_of(subject, view.now)
            if listing is not None:
                yield from (finding for look in _LOOKS for finding in look(view, listing))


def _page_is_as_asked(view: View, listing: Listing) -> Iterator[Finding]:
    size = view.subject.paging.size
    if size is not None and listing.size is not None and len(listing.items) > listing.size:
        shown = f"{len(listing.items)} items"
        yield _of_page(view, size, f"with {shown}", f"at most {listing.size}", shown)
        return
    for parameter, names in _reported(view):
        asked, said = listing.asked(parameter), listing.said(names)
        if asked is None or said is None or not isinstance(said[1], int) or said[1] == asked:
            continue
        # `size` alone may be how many items there are.
        is_count = folded(said[0]) == "size" and said[1] == len(listing.items)
        if not is_count and not _is_cut_back(parameter, listing, asked, said[1]):
            yield _of_page(view, parameter, f"with {said[0]} {said[1]}", str(asked), str(said[1]))
            return
    yield from _is_another_page(view, listing)


def _reported(view: View) -> Iterator[tuple[Parameter, frozenset[str]]]:
    paging = view.subject.paging
    for parameter, names in ((paging.size, SIZE), (paging.page, PAGE), (paging.start, START)):
        if parameter is not None:
            yield parameter, names


def _is_cut_back(parameter: Parameter, listing: Listing, asked: int, said: int) -> bool:
    """Whether a server may answer less than was asked for: the last page there is, or the most that it gives at once.

    What it gives at most, the document tells where it bounds the parameter.
    """
    if said >= asked:
        return False
    if parameter is listing.subject.paging.page:
        return said == listing.last_page
    has_bound = not isinstance(parameter.type, Number) or parameter.type.maximum is not None
    return parameter is listing.subject.paging.size and not has_bound and len(listing.items) <= said


def _of_page(view: View, parameter: Parameter, words: str, expected: str, received: str) -> Finding:
    value = view.now.query.get(parameter.name)
    asked = "without" if value is None else "to"
    shown = parameter.name if value is None else f"{parameter.name}={text(value)}"
    return view.finding(
        "page_ignored",
        f"/query{pointer_of([parameter.name])}",
        parameter.name,
        f"{words} {asked} {shown}",
        expected=expected,
        received=received,
        location=parameter.location,
    )


def _is_another_page(view: View, listing: Listing) -> Iterator[Finding]:
    """No page repeats what another shows, nor is empty where items are left.

    While others add and remove things, pages shift: two pages are compared only where the first one, asked for again
    after the other, has not changed.
    """
    mover = view.subject.paging.start or view.subject.paging.page
    if mover is None or listing.start is None:
        return
    if not listing.items and listing.total is not None and listing.start < listing.total[1]:
        words = f"without an item, though {listing.total[0]} is {listing.total[1]}"
        yield _of_page(view, mover, words, "the items that are left", "none")
        return
    alike = [each for each in earlier(view.subject, view.memory.story) if each.is_like(listing)]
    if len(alike) < 2 or listing.start != 0 or alike[-2].start != 0 or not alike[-1].start:
        return
    first, other = alike[-2].identifiers, alike[-1].identifiers
    if first == listing.identifiers and set(first) & set(other):
        yield _of_page(view, mover, "with the same items as another page", "other items", "the same items")


def _nothing_is_repeated(view: View, listing: Listing) -> Iterator[Finding]:
    known = listing.identifiers
    twice = next((item for index, item in enumerate(known) if item in known[:index]), None)
    if twice is not None:
        yield _of_items(view, "list_repeats", f"with {twice} twice", "each thing once", f"{twice} twice")


def _of_items(view: View, check: str, words: str, expected: str, received: str, about: str = "") -> Finding:
    where = view.subject.resource.listing_pointer or ""
    name = where.lstrip("/") or "list"
    return view.finding(
        check, f"/response/body{where}", f"{name} {about}".strip(), words, expected=expected, received=received
    )


def _nothing_is_left_out(view: View, listing: Listing) -> Iterator[Finding]:
    """Everything that the unit made and that matches is shown or counted."""
    own = [thing for thing in view.memory.things if listing.must_show(thing)]
    left_out = next((thing for thing in own if listing.of(thing) is None), None)
    if left_out is not None and (listing.is_complete or _is_complete(view, listing, left_out)):
        asked = " ".join(listing.filters)
        words = f"without {left_out.identifier}, which had just been created"
        yield _of_items(view, "list_omits", words, "everything that matches", "a thing less", asked)
    elif listing.total is not None and listing.total[1] < len(own):
        yield _wrong_total(view, listing, f"{len(own)} of its things had just been created", f"at least {len(own)}")


def _is_complete(view: View, listing: Listing, thing: Thing) -> bool:
    """Whether the pages seen so far hold everything that matches, by their own count, and none of them the thing."""
    pages = [each for each in earlier(view.subject, view.memory.story) if each.is_like(listing)] + [listing]
    totals = {None if each.total is None else each.total[1] for each in pages}
    total = totals.pop()
    distinct = {item for each in pages for item in each.identifiers}
    unseen = all(each.of(thing) is None for each in pages)
    return not totals and total is not None and len(pages) > 1 and unseen and len(distinct) >= total


def _wrong_total(view: View, listing: Listing, because: str, expected: str) -> Finding:
    name, total = ("total", 0) if listing.total is None else listing.total
    mover = view.subject.paging.start or view.subject.paging.page
    # Items of a page that begins where nothing is left may as well be those of another page.
    is_past_the_end = mover is not None and listing.items and listing.start is not None and 0 < total <= listing.start
    return view.finding(
        "wrong_total",
        f"/response/body{pointer_of([name])}",
        f"{name} {mover.name}" if mover is not None and is_past_the_end else name,
        f"with {name} {total}, though {because}",
        expected=expected,
        received=str(total),
    )


def _counts_agree(view: View, listing: Listing) -> Iterator[Finding]:
    """The total counts the items shown, and another page follows exactly where items are left."""
    total, more = listing.total, listing.has_next
    if total is None or listing.start is None or not listing.items:
        return
    seen = listing.start + len(listing.items)
    own = sum(listing.must_show(thing) for thing in view.memory.things)
    if total[1] < seen and _has_settled(view, listing):
        yield _wrong_total(view, listing, f"it shows item {seen}", f"at least {seen}")
    elif more is not None and total[1] >= own and more[1] != (seen < total[1]):
        mover = view.subject.paging.page or view.subject.paging.start
        if mover is not None and _is_the_first_page(view, listing):
            yield _of_page(view, mover, "with the items of the first page", "other items", "the same items")
        else:
            yield _no_such_page(view, listing, more[0], total[0], seen)


def _is_the_first_page(view: View, listing: Listing) -> bool:
    """Whether a later page has the items that the first one had."""
    known = listing.identifiers
    alike = (each for each in earlier(view.subject, view.memory.story) if each.is_like(listing) and each.start == 0)
    return bool(listing.start) and any(each.identifiers == known for each in alike)


def _no_such_page(view: View, listing: Listing, more: str, total: str, seen: int) -> Finding:
    size, mover = view.subject.paging.size, view.subject.paging.page or view.subject.paging.start
    short = size is not None and listing.size is not None and len(listing.items) < listing.size
    said, count = listing.envelope[more], listing.envelope[total]
    page = f" {mover.name}" if short and mover is not None and said is False else ""
    return view.finding(
        "wrong_total",
        f"/response/body{pointer_of([more])}",
        f"{more} {total}{page}",
        f"with {more} {text(said)}, though {total} is {count} and this page ends at {seen}",
        expected=text(not said),
        received=text(said),
    )


def _has_settled(view: View, listing: Listing) -> bool:
    """Whether the list was the same before: else something may have been made after the server counted."""
    alike = (each for each in earlier(view.subject, view.memory.story) if each.is_like(listing))
    return any(each.identifiers == listing.identifiers and each.total == listing.total for each in alike)


def _filters_are_kept(view: View, listing: Listing) -> Iterator[Finding]:
    for name, wanted in listing.filters.items():
        known = view.subject.filter_of(name)
        for item in listing.items:
            if (
                known is not None
                and known.passes(item, wanted) is False
                and not _has_moved_on(view, known, wanted, item)
            ):
                yield _unfiltered(view, known.parameter, wanted, item, ".".join(known.paths[0]))
                break
            if _is_active(view, name) and wanted is True and view.subject.has_ended(item):
                field = "" if view.subject.lifecycle is None else view.subject.lifecycle.field
                parameter = view.subject.active
                if parameter is not None:
                    yield _unfiltered(view, parameter, wanted, item, field)
                break


def _has_moved_on(view: View, known: Filter, wanted: Json, item: dict[str, Json]) -> bool:
    """Whether a thing may have changed its state between being found and being shown."""
    lifecycle = view.subject.lifecycle
    if lifecycle is None or known.paths[0] != (lifecycle.field,):
        return False
    return any(step.origin == wanted and step.target == item.get(lifecycle.field) for step in lifecycle.steps)


def _is_active(view: View, name: str) -> bool:
    return view.subject.active is not None and name == view.subject.active.name


def _unfiltered(view: View, parameter: Parameter, wanted: Json, item: dict[str, Json], field: str) -> Finding:
    value = item.get(field.partition(".")[0])
    return view.finding(
        "filter_ignored",
        f"/query{pointer_of([parameter.name])}",
        f"{parameter.name} {field}" if field != parameter.name else parameter.name,
        f"to {parameter.name}={text(wanted)} with an item whose {field} is {text(value)}",
        expected=f"items of {parameter.name} {text(wanted)}",
        received=f"{field} {text(value)}",
        location=parameter.location,
    )


def _nothing_refused_is_there(view: View, listing: Listing) -> Iterator[Finding]:
    """No item bears what was sent only in creations that were refused."""
    accepted = {found for thing in view.memory.things for found in marks_in(list(thing.sent.values()))}
    refused = {found for each in view.memory.refused for found in marks_in(each.sent)} - accepted
    for item in listing.items:
        shown = next((found for found in marks_in(item) if found in refused), None)
        if shown is not None:
            words = f"with an item {shown}, whose creation had been refused"
            yield _of_items(view, "refused_but_created", words, "nothing of a refused request", shown)
            return


def _shown_in_lists(view: View, listing: Listing) -> frozenset[str]:
    """The fields that some item of some list of the unit shows: a list may show less of things than reading them."""
    lists = (*earlier(view.subject, view.memory.story), listing)
    return frozenset(name for each in lists for item in each.items for name in item)


def _items_are_as_told(view: View, listing: Listing) -> Iterator[Finding]:
    where = view.subject.resource.listing_pointer or ""
    for thing in view.memory.things:
        item = listing.of(thing)
        if item is None:
            continue
        at = f"/response/body{where}/{listing.items.index(item)}"
        if thing.standing == "alive":
            yield from of_shown(view, thing, item, at, _shown_in_lists(view, listing))
        elif thing.standing == "deleted" and view.subject.removed_state is not None:
            yield from of_ended(view, thing, item, at)
        elif thing.standing == "deleted" and is_unchanged(view.subject, thing, item):
            words = f"with {thing.identifier}, which {thing.ended_by} had deleted"
            yield _of_items(view, "use_after_delete", words, "nothing of it", "it, as before", str(thing.ended_by))


_LOOKS: tuple[Look, ...] = (
    _filters_are_kept,
    _page_is_as_asked,
    _nothing_is_repeated,
    _nothing_is_left_out,
    _counts_agree,
    _nothing_refused_is_there,
    _items_are_as_told,
)
