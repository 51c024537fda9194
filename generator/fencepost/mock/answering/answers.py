"""Answers that the document holds valid: what is known of a resource, put into the documented shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeAlias

import jsonschema_rs

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.ir.api import Api
from fencepost.ir.http import Content
from fencepost.ir.pointers import unescaped
from fencepost.ir.resources import wrapped_object
from fencepost.ir.secrecy import is_write_only
from fencepost.ir.shapes import object_fields
from fencepost.ir.types import Field, Type
from fencepost.ir.values import Json, JsonText, freeze, json_type
from fencepost.mock.answering.exemplar import NoExemplarError, exemplar, whole_exemplar
from fencepost.mock.answering.prepared import Prepared
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.answering.shapes import Shapes
from fencepost.mock.keeping.records import time_text

_PLACEHOLDER = re.compile(r"<[^<>]*>|string")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;[ -~]*)?")
LATER = timedelta(hours=1)
"""How far ahead an end lies that a server makes up."""


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
class Form:
    """An answer that is an object, or wraps one, with what the document says of it."""

    validator: jsonschema_rs.Validator
    pointer: str
    """Where the object stands in the answer: empty for the answer itself, else `/NAME`."""

    around: Mapping[str, Json]
    """What must stand beside the object where it is wrapped."""

    fields: tuple[Field, ...]
    """Those of the object: first what every answer must have."""

    required: Mapping[str, Field]
    """What every answer must have, by wire name."""

    names: frozenset[str]
    """The wire names of all fields."""


class Composer:
    """Composes the answers of one document."""

    def __init__(self, api: Api, schemas: Schemas, given: Mapping[str, Json] | None = None) -> None:
        """`given` is what fields hold that only the server knows, by wire name."""
        self.api = api
        self.schemas = schemas
        self.given = {} if given is None else given
        self.shapes = Shapes(api)
        self._forms = Prepared(self._form)
        self._simple = Prepared(self._simple_value)
        self._documented_answers = Prepared(self._found)

    def compose(self, content: Content, value_of: ValueOf, seeds: Mapping[str, Json]) -> Json:
        """The documented shape with every value that is told; what is required besides is seeded or simplest.

        A told value that the document does not allow in an answer gives way. Raises NoExemplarError where no valid
        answer can be found.
        """
        form = self._forms.of(content)
        return self._simplest(content) if form is None else self.filled(content, _told(form, value_of), seeds)

    def filled(self, content: Content, told: Mapping[str, Json], seeds: Mapping[str, Json]) -> Json:
        """As `compose`, with what is told by name; other names than those of the answer do not matter."""
        form = self._forms.of(content)
        if form is None:
            return self._simplest(content)
        if not told.keys() <= form.names:
            told = {name: value for name, value in told.items() if name in form.names}
        answer = _wrapped(form, self._completed(form, told, seeds))
        if form.validator.is_valid(answer):
            return answer
        corrected = self._corrected(form, told, self._rest(form, seeds))
        return self._documented(content, form, told) if isinstance(corrected, Untold) else corrected

    def _form(self, content: Content) -> Form | None:
        """None for an answer that neither is nor wraps an object."""
        wrapped = wrapped_object(content.type, self.api)
        if wrapped is None:
            return None
        pointer, fields = wrapped
        required = tuple(item for item in fields if item.required and not is_write_only(item, self.api))
        return Form(
            validator=self.schemas.answer(content.schema),
            pointer=pointer,
            around=self._around(content, pointer),
            fields=(*required, *(item for item in fields if item not in required)),
            required={item.wire_name: item for item in required},
            names=frozenset(item.wire_name for item in fields),
        )

    def _around(self, content: Content, pointer: str) -> dict[str, Json]:
        """What the documented answer shows of the members that must stand beside a wrapped object."""
        fields = object_fields(content.type, self.api) or () if pointer else ()
        asked = [item.wire_name for item in fields if item.required and item.wire_name != _name(pointer)]
        shown = self._simplest(content) if asked else None
        return {name: shown[name] for name in asked if isinstance(shown, dict) and name in shown}

    def _completed(self, form: Form, told: Mapping[str, Json], seeds: Mapping[str, Json]) -> Mapping[str, Json]:
        """What is told, with what is required besides; what is required goes first."""
        return told if form.required.keys() <= told.keys() else {**self._rest(form, seeds), **told}

    def _rest(self, form: Form, seeds: Mapping[str, Json]) -> dict[str, Json]:
        """What the required fields hold of which nothing is told."""
        values = ((name, self.seed(item, seeds)) for name, item in form.required.items())
        return {name: value for name, value in values if not isinstance(value, Untold)}

    def _corrected(self, form: Form, told: Mapping[str, Json], known: Mapping[str, Json]) -> Json | Untold:
        """The object, with told values that are not allowed replaced; untold where that does not make it valid."""
        whole = {**known, **told}
        errors = list(form.validator.iter_errors(_wrapped(form, whole)))
        depth = 1 if form.pointer else 0
        for name in {str(error.instance_path[depth]) for error in errors if len(error.instance_path) > depth}:
            whole.pop(name, None)
            if name in known:
                whole[name] = known[name]
        corrected = _wrapped(form, whole)
        return corrected if form.validator.is_valid(corrected) else UNTOLD

    def _documented(self, content: Content, form: Form, told: Mapping[str, Json]) -> Json:
        """The documented answer with as many of the told values as it stays valid with."""
        answer = self._simplest(content)
        inner = _inner(form.pointer, answer)
        if not isinstance(inner, dict):
            return answer
        # All at once first: a rule may ask for one of them where another is there.
        if form.validator.is_valid(whole := _wrapped(form, {**inner, **told})):
            return whole
        for name, value in told.items():
            tried = _wrapped(form, {**inner, name: value})
            if form.validator.is_valid(tried):
                inner = {**inner, name: value}
        return _wrapped(form, inner)

    def _simplest(self, content: Content) -> Json:
        """The documented answer; where none is simple, one that takes a search."""
        found = self._documented_answers.of(content)
        if isinstance(found, NoExemplarError):
            raise NoExemplarError(*found.args)
        return found

    def _found(self, content: Content) -> Json | NoExemplarError:
        try:
            return documented_answer(content, self.schemas, self.api)
        except NoExemplarError as error:
            found = _searched(content, self.schemas, self.api)
            return error if found is None else found.value

    def overlay(self, content: Content, value_of: ValueOf) -> Json:
        """The documented answer with what is told put over it, where it stays valid; raises as `compose`."""
        form = self._forms.of(content)
        return self._simplest(content) if form is None else self._documented(content, form, _told(form, value_of))

    def inner(self, content: Content, answer: Json) -> dict[str, Json]:
        """The object that an answer is about; empty where it is about none."""
        form = self._forms.of(content)
        held = None if form is None else _inner(form.pointer, answer)
        return held if isinstance(held, dict) else {}

    def seed(self, item: Field, seeds: Mapping[str, Json]) -> Json | Untold:
        """What a field holds of which nothing is told: what the document shows, else its simplest value."""
        return seeds[item.wire_name] if item.wire_name in seeds else self._simple.of(item)

    def _simple_value(self, item: Field) -> Json | Untold:
        try:
            return exemplar(item.type, self.api)
        except NoExemplarError:
            return UNTOLD

    def own_value(self, item: Field, now: datetime) -> Json | Untold:
        """What a server makes of a field by itself: its default, null, the time; untold where it is optional."""
        constant = self.constant(item)
        is_open = isinstance(constant, Untold) and item.required and not self.shapes.slot(item).is_hidden
        return self.time_value(item, now) if is_open else constant

    def constant(self, item: Field) -> Json | Untold:
        """What a server makes of a field at any time: what it was given, the default, null; else untold."""
        slot = self.shapes.slot(item)
        if slot.is_hidden:
            return UNTOLD
        given = self._given(item)
        if not isinstance(given, Untold):
            return given
        if slot.default is not None:
            return slot.default.value
        return None if slot.is_nullable else UNTOLD

    def time_value(self, item: Field, now: datetime) -> Json | Untold:
        """The time, in a field of the format date-time; an hour later where the name speaks of an end."""
        given, slot = self._given(item), self.shapes.slot(item)
        if not isinstance(given, Untold) or not slot.is_time:
            return given
        return time_text(now + LATER if slot.is_later else now)

    def _given(self, item: Field) -> Json | Untold:
        value = self.given.get(item.wire_name, UNTOLD)
        return value if isinstance(value, Untold) or json_type(value) in self.shapes.shape(item.type).types else UNTOLD

    def told_of(self, item: Field, known: Mapping[str, Json]) -> Json | Untold:
        """The value known under the field's name, by folded names, where it is of a JSON type the field allows."""
        slot = self.shapes.slot(item)
        if slot.is_hidden or slot.name not in known:
            return UNTOLD
        value = self.shapes.readable(known[slot.name], item.type)
        return value if json_type(value) in slot.shape.types else UNTOLD


def _told(form: Form, value_of: ValueOf) -> dict[str, Json]:
    return {item.wire_name: value for item in form.fields if not isinstance(value := value_of(item), Untold)}


def _wrapped(form: Form, inner: Mapping[str, Json]) -> Json:
    return {**form.around, _name(form.pointer): dict(inner)} if form.pointer else dict(inner)


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


def readable(value: Json, kind: Type, api: Api) -> Json:
    """The value of a type without the members inside it that are only ever written."""
    return Shapes(api).readable(value, kind)
