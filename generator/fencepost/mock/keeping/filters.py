"""Which records a request asks for by the fields it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fencepost.ir.api import Api
from fencepost.ir.filters import Path, filter_paths, held_at
from fencepost.ir.resources import folded
from fencepost.ir.shapes import array_items, branches, json_types, object_fields
from fencepost.ir.types import Enum, Field, Type
from fencepost.ir.values import Json, equal, json_type
from fencepost.mock.keeping.facts import Facts
from fencepost.rules.evaluate import allows

_ACTIVE = frozenset(("active", "isactive"))


class Filters:
    """The filters of one resource."""

    def __init__(self, facts: Facts, api: Api) -> None:
        self.facts = facts
        self.api = api
        self._paths: dict[str, tuple[Path, ...]] = {}
        self._listed = frozenset(_with_listed_values(facts, api))

    def passes(self, values: Mapping[str, Json], asked: Mapping[str, Json]) -> bool:
        """Whether a thing is what every filter that names one of its fields asks for."""
        for name, wanted in asked.items():
            if not self._holds(values, name, wanted):
                return False
            # `is_active=false` asks for nothing: the parameter is there to leave out what has ended.
            if folded(name) in _ACTIVE and wanted is True and self._is_out(values):
                return False
        return True

    def _is_out(self, values: Mapping[str, Json]) -> bool:
        """Whether a thing is left out of what is active: where deleted things stay, those; else whatever has ended."""
        facts = self.facts
        return facts.is_removed(values) if facts.removed_state is not None else facts.has_ended(values)

    def _holds(self, values: Mapping[str, Json], name: str, wanted: Json) -> bool:
        """Whether a field that a filter names holds what it asks for; so is everything where it names none."""
        if name not in self._paths:
            self._paths[name] = filter_paths(name, self.facts.fields, self.api)
        paths = self._paths[name]
        is_word = name in self._listed and not any(self._can_hold(path, wanted) for path in paths)
        if is_word or not any(self._is_of_a_kind(path, wanted) for path in paths):
            return True
        held = [value for path in paths for value in held_at(values, path) or (None,)]
        return any(matches(value, wanted) for value in held)

    def _is_of_a_kind(self, path: Path, wanted: Json) -> bool:
        """Whether a field has values like what is asked for: of an object, a text may ask for anything."""
        kind = _type_at(path, self.facts.fields, self.api)
        types = frozenset() if kind is None else json_types(array_items(kind, self.api) or kind, self.api)
        several = wanted if isinstance(wanted, list) else [wanted]
        return kind is None or not several or any(json_type(value) in types for value in several)

    def _can_hold(self, path: Path, wanted: Json) -> bool:
        """Whether a field can hold what is asked for; among listed values, a word such as `all` stands for others."""
        kind = _type_at(path, self.facts.fields, self.api)
        kind = None if kind is None else array_items(kind, self.api) or kind
        several = wanted if isinstance(wanted, list) else [wanted]
        return kind is None or any(allows(kind, value, self.api) for value in several) or wanted == []


def _with_listed_values(facts: Facts, api: Api) -> Iterator[str]:
    """The names of parameters whose values the document lists."""
    listing = None if facts.resource.listing is None else api.operation(facts.resource.listing)
    for parameter in () if listing is None else listing.parameters:
        kind = array_items(parameter.type, api) or parameter.type
        if any(isinstance(each, Enum) for each in branches(kind, api)):
            yield parameter.name


def _type_at(path: Path, fields: tuple[Field, ...], api: Api) -> Type | None:
    found = next((item.type for item in fields if item.wire_name == path[0]), None)
    return found if len(path) == 1 or found is None else _type_at(path[1:], object_fields(found, api) or (), api)


def matches(held: Json, wanted: Json) -> bool:
    """Whether a field is what a filter asks for: the value, or all of several where the field holds an array."""
    values = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(held, list):
        return all(any(equal(item, value) for item in held) for value in values)
    return any(equal(held, value) for value in values) or not values
