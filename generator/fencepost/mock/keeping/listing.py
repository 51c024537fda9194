"""The answer to a list: the records of a page, and what is said of the page beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from fencepost.cases.wrong.formats import meets
from fencepost.ir.http import Content
from fencepost.ir.paging import NEXT_LINK, PREVIOUS_LINK, TOKEN
from fencepost.ir.pointers import steps_of
from fencepost.ir.resources import folded, wrapped_object
from fencepost.ir.shapes import branches
from fencepost.ir.types import Field, String
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import UNTOLD, Composer, Untold, ValueOf
from fencepost.mock.answering.exemplar import NoExemplarError, exemplar
from fencepost.mock.keeping.facts import Facts
from fencepost.mock.keeping.pages import Page
from fencepost.mock.keeping.records import Record
from fencepost.rules.evaluate import allows


class Listing:
    """The list of one resource; `known` is what answers may show of a record, by folded names."""

    def __init__(self, facts: Facts, composer: Composer, known: Callable[[Record], dict[str, Json]]) -> None:
        self.facts = facts
        self.composer = composer
        self.known = known
        self.steps = steps_of(facts.resource.listing_pointer or "")

    def answer(self, content: Content, records: list[Record], page: Page, now: datetime) -> Json:
        """The documented answer with the records and the page in it."""
        items: list[Json] = [self._item(record, now) for record in records]
        if not self.steps:
            return items
        wrapped = wrapped_object(content.type, self.composer.api)
        around = () if wrapped is None else steps_of(wrapped[0])
        steps = self.steps[len(around) :] if self.steps[: len(around)] == around else self.steps

        def value_of(item: Field) -> Json | Untold:
            return self._said(item, steps, items, page, now)

        return self.composer.compose(content, value_of, {})

    def _said(self, item: Field, steps: tuple[str, ...], items: list[Json], page: Page, now: datetime) -> Json | Untold:
        """What a member holds: the items, what is said of the page, or an object with either in it."""
        if steps and item.wire_name == steps[0]:
            return items if len(steps) == 1 else self._inside(item, steps[1:], items, page, now)
        said = self._of_page(item, page)
        if not isinstance(said, Untold):
            return said
        if self.composer.shapes.shape(item.type).fields:
            return self._inside(item, (), items, page, now)
        return self.composer.own_value(item, now)

    def _inside(
        self, outer: Field, steps: tuple[str, ...], items: list[Json], page: Page, now: datetime
    ) -> Json | Untold:
        """An object beside or around the items, with what is said of the page in it; untold where nothing is."""
        told: dict[str, Json] = {}
        said = False
        for item in self.composer.shapes.shape(outer.type).fields or ():
            here = bool(steps) and item.wire_name == steps[0]
            value: Json | Untold = items if here else self._of_page(item, page)
            said = said or not isinstance(value, Untold)
            value = self.composer.own_value(item, now) if isinstance(value, Untold) else value
            value = self._simplest(item) if isinstance(value, Untold) and item.required else value
            if not isinstance(value, Untold):
                told[item.wire_name] = value
        return told if said else UNTOLD

    def _simplest(self, item: Field) -> Json | Untold:
        try:
            return exemplar(item.type, self.composer.api)
        except NoExemplarError:
            return UNTOLD

    def _of_page(self, item: Field, page: Page) -> Json | Untold:
        """What a member says of the page by its name: a number, whether more follows, or how to get there."""
        name = folded(item.wire_name)
        told = self.composer.told_of(item, page.numbers)
        if not isinstance(told, Untold):
            return told
        if name in TOKEN:
            return self._or_end(item, page.end if self._counts(item) and page.has_next else page.token)
        if name in NEXT_LINK | PREVIOUS_LINK and self._types(item) & {"string", "number"}:
            return self._or_end(item, self._link(item, page, "next" if name in NEXT_LINK else "prev"))
        if name in ("firstid", "lastid") and page.end > page.start:
            return page.identifiers[page.start if name == "firstid" else page.end - 1]
        return UNTOLD

    def _link(self, item: Field, page: Page, relation: str) -> Json:
        """Another page by its number, its cursor or its address, as the member takes it; null where there is none."""
        step = 1 if relation == "next" else -1
        address = page.links().get(relation)
        if address is None or self._counts(item):
            return None if address is None else page.number + step
        is_address = page.paging.cursor is None or folded(item.wire_name)[-3:] in ("url", "ink", "ref")
        return address if is_address or relation == "prev" else page.token

    def _counts(self, item: Field) -> bool:
        return self._types(item) - {"null"} == {"number"}

    def _types(self, item: Field) -> frozenset[str]:
        return self.composer.shapes.slot(item).shape.types

    def _or_end(self, item: Field, value: Json) -> Json | Untold:
        """The value; at the end null where that is allowed, an empty text where one is required."""
        if value is not None:
            return value
        if "null" in self._types(item):
            return None
        return "" if item.required and allows(item.type, "", self.composer.api) else UNTOLD

    def _item(self, record: Record, now: datetime) -> Json:
        """A record as the list shows it: as its creation did, or in a shape of its own."""
        if self.facts.listed is None:
            return {name: record.values[name] for name in record.values}
        known = self.known(record)
        return shown(self.facts.listed, self.composer, lambda item: self._told(item, known, now), self.facts.seeds)

    def _told(self, item: Field, known: Mapping[str, Json], now: datetime) -> Json | Untold:
        told = self.composer.told_of(item, known)
        return self.composer.own_value(item, now) if isinstance(told, Untold) else told


def shown(fields: tuple[Field, ...], composer: Composer, value_of: ValueOf, seeds: Mapping[str, Json]) -> Json:
    """An object of these fields: what is told and allowed, else what the document shows, else the simplest."""
    found: dict[str, Json] = {}
    for item in fields:
        for value in (value_of(item), seeds.get(item.wire_name, UNTOLD) if item.required else UNTOLD):
            if not isinstance(value, Untold) and _is_allowed(item, value, composer):
                found[item.wire_name] = value
                break
        else:
            with_simplest(found, item, composer)
    return found


def _is_allowed(item: Field, value: Json, composer: Composer) -> bool:
    """Whether an answer may have a value in a field: its format included, which even documented defaults miss."""
    texts = (each for each in branches(item.type, composer.api) if isinstance(each, String))
    formats = [each.format.name for each in texts if each.format is not None]
    is_spelt = not isinstance(value, str) or not formats or any(meets(name, value) for name in formats)
    return is_spelt and allows(item.type, value, composer.api)


def with_simplest(found: dict[str, Json], item: Field, composer: Composer) -> None:
    """Adds the simplest value of a field that is required, if there is one."""
    if item.required:
        try:
            found[item.wire_name] = exemplar(item.type, composer.api)
        except NoExemplarError:
            return
