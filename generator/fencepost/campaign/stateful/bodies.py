"""Bodies to create things with: plain ones, and rich ones in which every field says something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.stateful.marks import mark
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.numbers import number_points
from fencepost.cases.right.values import valid_points
from fencepost.ir.http import Content, Operation
from fencepost.ir.shapes import branches
from fencepost.ir.types import (
    NO_ANNOTATIONS,
    Annotations,
    Anything,
    Array,
    Boolean,
    Enum,
    Nothing,
    Null,
    Number,
    Object,
    String,
    Type,
)
from fencepost.ir.values import Json, equal, key_of
from fencepost.rules.clauses import is_question
from fencepost.rules.evaluate import holds
from fencepost.rules.regions import Allowed, Region

MAX_FORMS = 4
"""So many forms of a body are used; a document may have many more."""

MAX_DEPTH = 3
"""Objects nested deeper keep their nominal values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to keep the rules of a body: a region, and its nominal body."""

    kind: Object
    region: Region
    nominal: tuple[tuple[str, Json], ...]


class Bodies:
    """Makes bodies for one operation; `about` are the names that marks are made from.

    `identifier` is the field with which a client chooses a thing's identifier: it is sent only where it must be.
    """

    def __init__(self, operation: Operation, nominals: Nominals, identifier: str | None = None) -> None:
        sent = nominals.api.operation(operation.id)
        content: Content | None = None if sent is None or sent.body is None else sent.body.json
        self._nominals = nominals
        self.identifier = identifier
        self._type = None if content is None else content.type
        self.forms = () if content is None else tuple(_forms(content.type, nominals))[:MAX_FORMS]

    def accepts(self, body: Json) -> bool:
        """Whether the document allows a body."""
        return self._type is not None and self._nominals.accepts(self._type, body)

    def is_settled(self, body: dict[str, Json]) -> bool:
        """Whether the document allows a body, and leaves nothing open about it."""
        return self.accepts(body) and not any(self._is_open(form, body) for form in self.forms)

    def plain(self, form: Form, *about: object) -> dict[str, Json]:
        """The nominal body of a form, marked where a text may be anything."""
        return self._marked(form, dict(form.nominal), about)

    def _marked(self, form: Form, body: dict[str, Json], about: tuple[object, ...]) -> dict[str, Json]:
        for name, value in tuple(body.items()):
            field = form.kind.field(name)
            text = None if field is None else self._mark(field.type, field.annotations, *about, name)
            if text is not None and isinstance(value, str):
                changed = {**body, name: text}
                body = changed if self.accepts(changed) else body
        return self._numbered(body, about)

    def _numbered(self, body: dict[str, Json], about: tuple[object, ...]) -> dict[str, Json]:
        """The body with a number of its own, where that is what its identifier must be."""
        value = body.get(self.identifier or "")
        if self.identifier is None or not isinstance(value, int | float) or isinstance(value, bool):
            return body
        changed: dict[str, Json] = {**body, self.identifier: int(mark(*about)[2:], 32) % 1_000_000_000}
        return changed if self.accepts(changed) else body

    def _mark(self, kind: Type, annotations: Annotations, *about: object) -> str | None:
        """A mark that the type allows; None where it does not, or where the document tells which values there are."""
        if annotations.examples or annotations.default is not None:
            return None
        known = mark(*about)
        # What only a validator can tell is left alone: a value of a format means something to somebody.
        texts = [
            item for item in branches(kind, self._nominals.api) if isinstance(item, String) and item.format is None
        ]
        usable = (text for text in (known, known.upper()) if self._nominals.accepts(kind, text))
        return next(usable, None) if texts else None

    def rich(self, form: Form, level: int, *about: object) -> dict[str, Json]:
        """A body with every field that can be given, none at its default; `level` from 0 picks other values each."""
        body = self.plain(form, *about)
        for allowed in form.region.fields:
            field = form.kind.field(allowed.field)
            annotations = NO_ANNOTATIONS if field is None else field.annotations
            is_kept = annotations.privileged is not None or allowed.field == self.identifier
            if is_kept or isinstance(allowed.type, Nothing):
                continue
            for value in self._telling(allowed, annotations, level, (*about, allowed.field)):
                changed = {**body, allowed.field: value}
                if self.accepts(changed) and not self._is_open(form, changed):
                    body = changed
                    break
        return body

    def _is_open(self, form: Form, body: dict[str, Json]) -> bool:
        rules = (rule for rule in form.kind.rules if is_question(rule))
        return any(holds(rule.condition, body, self._nominals.api) for rule in rules)

    def _telling(
        self, allowed: Allowed, annotations: Annotations, level: int, about: tuple[object, ...]
    ) -> Iterator[Json]:
        """Values of a field that differ from its default and from nothing, the most telling first."""
        default = None if annotations.default is None else annotations.default.value
        known = [text.value for text in annotations.examples]
        marked = self._mark(allowed.type, annotations, *about)
        values = [*known, *([] if marked is None else [marked]), *self._values(allowed.type, level, about, 0)]
        yield from (value for value in values if value not in (None, "", [], {}) and not equal(value, default))

    def _values(self, kind: Type, level: int, about: tuple[object, ...], depth: int) -> Iterator[Json]:
        for branch in branches(self._nominals.domains.resolve(kind), self._nominals.api):
            match branch:
                case Null() | Nothing():
                    continue
                case Boolean():
                    yield from (True, False)
                case Number():
                    yield from _numbers(branch, level)
                case Enum(values=values):
                    yield from _turned([item.value.value for item in values if item.value.value is not None], level)
                case Anything():
                    yield {"key": mark(*about)}
                case Array():
                    yield from self._lists(branch, level, about, depth)
                case Object():
                    yield from self._objects(branch, level, about, depth)
                case _:
                    yield from (point.value for point in valid_points(branch, self._nominals))

    def _lists(self, kind: Array, level: int, about: tuple[object, ...], depth: int) -> Iterator[Json]:
        texts = [text for key in ("one", "two") if (text := self._mark(kind.items, NO_ANNOTATIONS, *about, key))]
        found: dict[str, Json] = {key_of(text): text for text in texts}
        if not texts and depth < MAX_DEPTH:
            for value in self._values(kind.items, level, about, depth + 1):
                found.setdefault(key_of(value), value)
        yield from ([*found.values()][:count] for count in (2, 1, 3) if len(found) >= count)

    def _objects(self, kind: Object, level: int, about: tuple[object, ...], depth: int) -> Iterator[Json]:
        if depth >= MAX_DEPTH:
            return
        if not kind.fields and not kind.patterns:
            text = self._mark(kind.additional, NO_ANNOTATIONS, *about)
            yield {"key": mark(*about) if isinstance(kind.additional, Anything) else text}
        for form in _forms(kind, self._nominals):
            yield self._inner(form, level, about, depth)

    def _inner(self, form: Form, level: int, about: tuple[object, ...], depth: int) -> dict[str, Json]:
        """A rich object inside a body."""
        body = dict(form.nominal)
        for item in form.region.fields:
            if isinstance(item.type, Nothing):
                continue
            marked = self._mark(item.type, NO_ANNOTATIONS, *about, item.field)
            values = self._values(item.type, level, (*about, item.field), depth + 1)
            for value in values if marked is None else (marked,):
                changed = {**body, item.field: value}
                if value is not None and self._nominals.accepts(form.kind, changed):
                    body = changed
                    break
        return body


_NUMBERS = ("maximum", "minimum", "inside", "whole", "zero")
"""Points of numbers; slivers beside them are left to the cases of one field."""


def _numbers(kind: Number, level: int) -> list[Json]:
    points = {point.name: point.value for point in number_points(kind)}
    known = [points[name] for name in _NUMBERS if name in points]
    return _turned([*known[1:], *known[:1]] or list(points.values()), level)


def _turned(values: list[Json], level: int) -> list[Json]:
    """The values, beginning with another one at each level: the last, the first, then the others."""
    ordered = values[-1:] + values[:-1]
    return ordered[level % len(ordered) :] + ordered[: level % len(ordered)] if ordered else []


def _forms(kind: Type, nominals: Nominals) -> Iterator[Form]:
    for branch in branches(kind, nominals.api):
        if isinstance(branch, Object):
            try:
                found = nominals.bodies(branch)
            except UnattainableError:
                continue
            for region, body in found:
                yield Form(kind=branch, region=region, nominal=tuple(body.items()))
