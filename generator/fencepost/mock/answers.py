"""Answers that the document holds valid: what is known of a resource, put into the documented shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeAlias

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.ir.api import Api
from fencepost.ir.http import Content
from fencepost.ir.pointers import unescaped
from fencepost.ir.resources import folded, wrapped_object
from fencepost.ir.secrecy import is_write_only
from fencepost.ir.shapes import array_items, branches, is_nullable, json_types, object_fields
from fencepost.ir.types import Field, String, Type
from fencepost.ir.values import Json, JsonText, freeze, json_type
from fencepost.mock.exemplar import NoExemplarError, exemplar, whole_exemplar
from fencepost.mock.records import time_text
from fencepost.mock.schemas import Schemas

_PLACEHOLDER = re.compile(r"<[^<>]*>|string")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;[ -~]*)?")
_LATER = timedelta(hours=1)


class Untold(Enum):
    """A field of which nothing is known; a value of its own, since null is something."""

    UNTOLD = "untold"


UNTOLD = Untold.UNTOLD
ValueOf: TypeAlias = Callable[[Field], Json | Untold]


def media_type_of(content: Content) -> str:
    """What to send as content type: the documented one, JSON where that is a range or no media type at all."""
    return content.media_type if _MEDIA_TYPE.fullmatch(content.media_type) else "application/json"


def documented_answer(content: Content, schemas: Schemas, api: Api) -> Json:
    """The first example that the document gives and holds valid, else the simplest valid value.

    Raises NoExemplarError where none can be found.
    """
    validator = schemas.answer(content.schema)
    for example in content.examples:
        if validator.is_valid(example.value.exact):
            return example.value.value
    for value in (exemplar(content.type, api), whole_exemplar(content.type, api)):
        if validator.is_valid(value):
            return value
    raise NoExemplarError("simple values break a rule or a pattern")


def _searched(content: Content, schemas: Schemas, api: Api) -> JsonText | None:
    """A value that keeps all rules of an answer; None where none is found."""
    try:
        found = freeze(Nominals.of_answers(api).value(content.type))
    except UnattainableError:
        return None
    return found if schemas.answer(content.schema).is_valid(found.exact) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Composes the answers of one document."""

    api: Api
    schemas: Schemas
    searched: dict[JsonText, JsonText | None] = field(default_factory=dict)
    """By its schema, an answer that had to be searched for; None where none was found."""

    def compose(self, content: Content, value_of: ValueOf, seeds: Mapping[str, Json]) -> Json:
        """The documented shape with every value that is told; what is required besides is seeded or simplest.

        A told value that the document does not allow in an answer gives way. Raises NoExemplarError where no valid
        answer can be found.
        """
        wrapped = wrapped_object(content.type, self.api)
        if wrapped is None:
            return self._simplest(content)
        pointer, fields = wrapped
        told = {item.wire_name: value for item in fields if not isinstance(value := value_of(item), Untold)}
        asked = (item for item in fields if item.required and not is_write_only(item, self.api))
        rest = {item.wire_name: self._seed(item, seeds) for item in asked}
        whole = self._corrected(content, pointer, told, rest)
        return self._documented(content, pointer, told) if isinstance(whole, Untold) else whole

    def _corrected(
        self, content: Content, pointer: str, told: dict[str, Json], rest: Mapping[str, Json | Untold]
    ) -> Json | Untold:
        """The object, with told values that are not allowed replaced; untold where that does not make it valid."""
        known: dict[str, Json] = {name: value for name, value in rest.items() if not isinstance(value, Untold)}
        whole = {**known, **told}
        validator = self.schemas.answer(content.schema)
        errors = list(validator.iter_errors(_wrapped(pointer, whole)))
        depth = 1 if pointer else 0
        for name in {str(error.instance_path[depth]) for error in errors if len(error.instance_path) > depth}:
            whole.pop(name, None)
            if name in known:
                whole[name] = known[name]
        corrected = _wrapped(pointer, whole)
        return corrected if not errors or validator.is_valid(corrected) else UNTOLD

    def _documented(self, content: Content, pointer: str, told: Mapping[str, Json]) -> Json:
        """The documented answer with as many of the told values as it stays valid with."""
        answer = self._simplest(content)
        validator = self.schemas.answer(content.schema)
        inner = _inner(pointer, answer)
        if not isinstance(inner, dict):
            return answer
        # All at once first: a rule may ask for one of them where another is there.
        if validator.is_valid(whole := _wrapped(pointer, {**inner, **told})):
            return whole
        for name, value in told.items():
            tried = _wrapped(pointer, {**inner, name: value})
            if validator.is_valid(tried):
                inner = {**inner, name: value}
        return _wrapped(pointer, inner)

    def _simplest(self, content: Content) -> Json:
        """The documented answer; where none is simple, one that takes a search."""
        try:
            return documented_answer(content, self.schemas, self.api)
        except NoExemplarError:
            if content.schema not in self.searched:
                self.searched[content.schema] = _searched(content, self.schemas, self.api)
            found = self.searched[content.schema]
            if found is None:
                raise
            return found.value

    def overlay(self, content: Content, value_of: ValueOf) -> Json:
        """The documented answer with what is told put over it, where it stays valid; raises as `compose`."""
        wrapped = wrapped_object(content.type, self.api)
        if wrapped is None:
            return self._simplest(content)
        pointer, fields = wrapped
        told = {item.wire_name: value for item in fields if not isinstance(value := value_of(item), Untold)}
        return self._documented(content, pointer, told)

    def inner(self, content: Content, answer: Json) -> dict[str, Json]:
        """The object that an answer is about; empty where it is about none."""
        wrapped = wrapped_object(content.type, self.api)
        held = None if wrapped is None else _inner(wrapped[0], answer)
        return held if isinstance(held, dict) else {}

    def _seed(self, item: Field, seeds: Mapping[str, Json]) -> Json | Untold:
        if item.wire_name in seeds:
            return seeds[item.wire_name]
        try:
            return exemplar(item.type, self.api)
        except NoExemplarError:
            return UNTOLD

    def own_value(self, item: Field, now: datetime) -> Json | Untold:
        """What a server makes of a field by itself: its default, the time, null; untold where it is optional."""
        if is_write_only(item, self.api):
            return UNTOLD
        if item.annotations.default is not None:
            return item.annotations.default.value
        if is_nullable(item.type, self.api):
            return None
        return self.time_value(item, now) if item.required else UNTOLD

    def time_value(self, item: Field, now: datetime) -> Json | Untold:
        """The time, in a field of the format date-time; an hour later where the name speaks of an end."""
        if not is_time(item.type, self.api):
            return UNTOLD
        ends = "expir" in item.wire_name.lower() or "until" in item.wire_name.lower()
        return time_text(now + _LATER if ends else now)

    def told_of(self, item: Field, known: Mapping[str, Json]) -> Json | Untold:
        """The value known under the field's name, by folded names, where it is of a JSON type the field allows."""
        if is_write_only(item, self.api) or folded(item.wire_name) not in known:
            return UNTOLD
        value = readable(known[folded(item.wire_name)], item.type, self.api)
        return value if json_type(value) in json_types(item.type, self.api) else UNTOLD


def readable(value: Json, kind: Type, api: Api) -> Json:
    """The value of a type without the members inside it that are only ever written."""
    match value:
        case list():
            items = array_items(kind, api)
            return value if items is None else [readable(item, items, api) for item in value]
        case dict():
            fields = {item.wire_name: item for each in branches(kind, api) for item in object_fields(each, api) or ()}
            shown = {name: member for name, member in value.items() if not _is_hidden(fields.get(name), api)}
            return {
                name: readable(member, fields[name].type, api) if name in fields else member
                for name, member in shown.items()
            }
        case _:
            return value


def _is_hidden(item: Field | None, api: Api) -> bool:
    return item is not None and is_write_only(item, api)


def _wrapped(pointer: str, inner: Mapping[str, Json]) -> Json:
    return {_name(pointer): dict(inner)} if pointer else dict(inner)


def _inner(pointer: str, whole: Json) -> Json:
    return whole.get(_name(pointer)) if pointer and isinstance(whole, dict) else whole


def _name(pointer: str) -> str:
    return unescaped(pointer[1:])


def seeds_of(contents: list[Content], api: Api) -> dict[str, Json]:
    """Values of fields that the document's own examples show; those that only hold a place go last."""
    found: list[tuple[str, Json]] = []
    for content in contents:
        wrapped = wrapped_object(content.type, api)
        pointer = "" if wrapped is None else wrapped[0]
        for example in content.examples:
            inner = _inner(pointer, example.value.value)
            found += list(inner.items()) if isinstance(inner, dict) else []
    ranked = sorted(found, key=lambda item: isinstance(item[1], str) and bool(_PLACEHOLDER.fullmatch(item[1])))
    return {name: value for name, value in reversed(ranked) if value is not None}


def is_time(kind: Type, api: Api) -> bool:
    """Whether the values of a type are date-times."""
    formats = (branch.format for branch in branches(kind, api) if isinstance(branch, String))
    return any(found is not None and found.name == "date-time" for found in formats)
