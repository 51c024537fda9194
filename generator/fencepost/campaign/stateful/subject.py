"""A resource with what its document says of its life and of its list: what is known before the first request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair, echo_pairs
from fencepost.ir.filters import filter_paths, held_at
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.lifecycle import Lifecycle, lifecycle_of, removed_state
from fencepost.ir.paging import PAGING, Paging, paging_of
from fencepost.ir.pointers import steps_of
from fencepost.ir.resources import Resource, answer_type, find_resources, folded, wrapped_object
from fencepost.ir.shapes import array_items, branches, json_types, object_fields
from fencepost.ir.types import Enum, Field, Number, String, Type
from fencepost.ir.values import Json, equal
from fencepost.rules.evaluate import allows

_NO_FILTERS = frozenset(("cursor", "expand", "fields", "include", "order", "orderby", "q", "query", "search", "sort"))
_ACTIVE = frozenset(("active", "isactive"))
_RANGE = re.compile(
    r"\b(at (least|most)|min(imum)?|max(imum)?|(greater|less|more|fewer|older|newer|higher|lower) than|or (more|less)"
    r"|up to|above|below|since|until|before|after|near)\b",
    re.IGNORECASE,
)
"""Words of filters by a number that find other numbers, too."""

_EVERY = re.compile(r"\b(all|every|each) (of )?(the|these|those)\b|\b(all|every|each) of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A query parameter of a list, and the fields of an item that it is named after."""

    parameter: Parameter
    paths: tuple[tuple[str, ...], ...]
    """Names from the item down to each field; at least one."""

    takes_several: bool
    needs_every: bool
    """Whether, of several values, the document says that an item must hold every one."""

    words: tuple[Json, ...] = ()
    """Values of the parameter's own list that no field may hold, such as `all`: what they find, only the server
    knows."""

    @property
    def name(self) -> str:
        """The name of the parameter."""
        return self.parameter.name

    def passes(self, item: dict[str, Json], wanted: Json) -> bool | None:
        """Whether an item may be what was asked for; None where it does not show the field.

        A text may be part of what the field holds: the document rarely says whether a filter looks for more.
        """
        held = [value for path in self.paths for value in _held(item, path)]
        if not held or any(self._is_a_word(each) for each in _several(wanted)):
            return None
        hits = [any(_is_like(value, each) for value in held) for each in _several(wanted)]
        return all(hits) if self.needs_every else any(hits)

    def surely_passes(self, item: dict[str, Json], wanted: Json) -> bool:
        """Whether an item is what was asked for, however the filter is read."""
        places = [list(_held(item, path)) for path in self.paths]
        return all(
            place and all(any(equal(held, each) for held in place) for each in _several(wanted)) for place in places
        )

    def _is_a_word(self, wanted: Json) -> bool:
        """Whether a value may stand for something else than itself: nothing at all for no filter."""
        blank = isinstance(wanted, str) and not wanted.strip()
        return blank or any(equal(wanted, word) for word in self.words)


def _several(wanted: Json) -> list[Json]:
    return wanted if isinstance(wanted, list) else [wanted]


def _held(item: dict[str, Json], path: tuple[str, ...]) -> Iterator[Json]:
    """What an item holds at a path, each element of a list by itself."""
    for value in held_at(item, path):
        yield from value if isinstance(value, list) and value else [value]


def _is_like(held: Json, wanted: Json) -> bool:
    if isinstance(held, str):
        return str(wanted).strip().casefold() in held.casefold()
    return equal(held, wanted) or (isinstance(wanted, str) and str(held).casefold() == wanted.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A resource, and how it can be asked about."""

    resource: Resource
    fields: tuple[Field, ...]
    """As the answer to its creation shows it."""

    pairs: tuple[EchoPair, ...]
    """Which fields repeat the body it was created with."""

    lifecycle: Lifecycle | None
    paging: Paging
    filters: tuple[Filter, ...]
    active: Parameter | None
    """The parameter of the list that leaves out what has ended; None where there is none."""

    defaulted: bool
    """Whether the list leaves something out by a documented default."""

    is_numbered: bool
    """Whether identifiers are numbers: many stores give that of what was deleted to the next thing."""

    sub_operations: tuple[str, ...]
    """Operations below the path of one thing that take nothing else: no body and no further required parameter."""

    @property
    def removed_state(self) -> str | None:
        """The state of a deleted thing whose record stays; None where the record goes."""
        return removed_state(self.lifecycle)

    @property
    def chosen_identifier(self) -> str | None:
        """The field of a body with which a client chooses the identifier; None where only the server gives it."""
        pairs = (pair for pair in self.pairs if pair.response.wire_name == self.resource.identifier)
        return next((pair.request.wire_name for pair in pairs), None)

    def has_ended(self, item: dict[str, Json]) -> bool:
        """Whether a thing is in a state that it does not leave."""
        if self.lifecycle is None:
            return False
        state = item.get(self.lifecycle.field)
        return state is not None and state in (*self.lifecycle.final, self.removed_state)

    def filter_of(self, name: str) -> Filter | None:
        """The filter of that parameter, or None."""
        return next((item for item in self.filters if item.name == name), None)

    def shown(self, body: object) -> dict[str, Json] | None:
        """The thing that an answer is about; None where it is about none."""
        value = body
        for step in steps_of(self.resource.pointer):
            value = value.get(step) if isinstance(value, dict) else None
        return value if isinstance(value, dict) and self.resource.identifier in value else None

    def listed(self, body: object) -> list[dict[str, Json]] | None:
        """The items of an answer that lists; None where it is no list of things."""
        value = body
        for step in steps_of(self.resource.listing_pointer or ""):
            value = value.get(step) if isinstance(value, dict) else None
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else None


def subjects_of(api: Api) -> tuple[Subject, ...]:
    """The resources of a document, in the order in which they are created there."""
    return tuple(_subject(resource, api) for resource in find_resources(api))


def _subject(resource: Resource, api: Api) -> Subject:
    operations = {item.id: item for item in api.operations}
    create = operations[resource.create]
    kind = answer_type(create)
    wrapped = None if kind is None else wrapped_object(kind, api)
    fields = () if wrapped is None else wrapped[1]
    listing = None if resource.listing is None else operations[resource.listing]
    asked = () if listing is None else tuple(item for item in listing.parameters if item.place == "query")
    others = tuple(item for item in asked if folded(item.name) not in PAGING)
    return Subject(
        resource=resource,
        fields=fields,
        pairs=echo_pairs(create, api),
        lifecycle=None if resource.component is None else lifecycle_of(api.component(resource.component)),
        paging=Paging(page=None, size=None, start=None) if listing is None else _counted(paging_of(listing), api),
        filters=tuple(found for item in others if (found := _filter(item, fields, api)) is not None),
        active=next((item for item in others if folded(item.name) in _ACTIVE), None),
        defaulted=any(item.annotations.default is not None or item.required for item in others),
        is_numbered=any(
            item.wire_name == resource.identifier and json_types(item.type, api) == {"number"} for item in fields
        ),
        sub_operations=tuple(item.id for item in api.operations if _is_below(item, resource)),
    )


def _counted(paging: Paging, api: Api) -> Paging:
    """The parameters that count; an offset that is a text is a token to go on from, and one without 0 counts oddly."""

    def counts(item: Parameter | None) -> Parameter | None:
        return item if item is not None and json_types(item.type, api) - {"null"} == {"number"} else None

    start = counts(paging.start)
    from_zero = start is not None and allows(start.type, 0, api)
    return Paging(page=counts(paging.page), size=counts(paging.size), start=start if from_zero else None)


def _is_below(operation: Operation, resource: Resource) -> bool:
    needed = [item for item in operation.parameters if item.required and item.name != resource.parameter]
    has_body = operation.body is not None and operation.body.required
    below = operation.path.startswith(f"{resource.item.rstrip('/')}/")
    return below and operation.method in ("get", "post") and not has_body and not needed


def _filter(parameter: Parameter, fields: tuple[Field, ...], api: Api) -> Filter | None:
    name = folded(parameter.name)
    paths = filter_paths(parameter.name, fields, api)
    kinds = json_types(parameter.type, api) - {"null"}
    said = parameter.annotations.description or ""
    if not paths or name in _NO_FILTERS or not _can_be_judged(parameter.type, paths, fields, api):
        return None
    if "number" in kinds and _RANGE.search(said):
        return None
    several = "array" in kinds
    return Filter(
        parameter=parameter,
        paths=paths,
        takes_several=several,
        needs_every=several and bool(_EVERY.search(said)),
        words=tuple(_words(parameter.type, [_type_at(path, fields, api) for path in paths], api)),
    )


def _words(kind: Type, held: list[Type | None], api: Api) -> Iterator[Json]:
    """The values that a parameter lists, and none of the fields it is named after may hold."""
    items = array_items(kind, api)
    listed = (each for each in branches(kind if items is None else items, api) if isinstance(each, Enum))
    for value in (item.value.exact for each in listed for item in each.values):
        if not any(each is not None and _may_hold(each, value, api) for each in held):
            yield value


def _may_hold(kind: Type, value: Json, api: Api) -> bool:
    items = array_items(kind, api)
    return allows(kind if items is None else items, value, api)


def _can_be_judged(kind: Type, paths: tuple[tuple[str, ...], ...], fields: tuple[Field, ...], api: Api) -> bool:
    """Whether both the parameter and its fields are texts, whole values of a few, or lists of texts.

    Numbers with fractions are seldom asked for as they are: they are where something is, or how far a list goes.
    """
    items = array_items(kind, api)
    asked = (json_types(kind, api) | (frozenset() if items is None else json_types(items, api))) - {"null", "array"}
    held = [_type_at(path, fields, api) for path in paths]
    if any(isinstance(each, Number) and not each.integer for each in branches(kind, api)):
        return False
    return len(asked) == 1 and asked <= {"string", "boolean", "number"} and all(_is_plain(item, api) for item in held)


def _type_at(path: tuple[str, ...], fields: tuple[Field, ...], api: Api) -> Type | None:
    found = next((item.type for item in fields if item.wire_name == path[0]), None)
    return found if len(path) == 1 or found is None else _type_at(path[1:], object_fields(found, api) or (), api)


def _is_plain(kind: Type | None, api: Api) -> bool:
    if kind is None:
        return False
    items = array_items(kind, api)
    whole = items if items is not None else kind
    timed = any(isinstance(item, String) and item.format is not None for item in branches(whole, api))
    return not timed and json_types(whole, api) - {"null"} <= {"string", "boolean", "number"}
