"""The nominal value of a type: the plainest one the document allows, its own examples first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from fencepost.cases.numbers import simplest_number
from fencepost.cases.tally import Tally
from fencepost.cases.texts import different_texts, simplest_text
from fencepost.cases.unquestioned import unquestioned
from fencepost.cases.view import request_view
from fencepost.ir.api import Api
from fencepost.ir.types import (
    Annotations,
    Anything,
    Array,
    Boolean,
    Enum,
    Field,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    PatternField,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json
from fencepost.rules.division import Division, divide
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows, keeps, member_types
from fencepost.rules.regions import Allowed, Region

if TYPE_CHECKING:
    from fencepost.cases.right.crowd import Crowd


class UnattainableError(Exception):
    """No value of a type was found: it has none that is finite, or none that we can make."""


class Nominals:
    """Nominal values and regions for what a client may send, each worked out once."""

    def __init__(self, api: Api) -> None:
        self.api = request_view(api)
        self.domains = Domains(self.api)
        self.tally = Tally.empty()
        self._divisions: dict[int, tuple[Object, Division]] = {}
        self._bodies: dict[int, tuple[tuple[Region, dict[str, Json]], ...]] = {}
        self.crowds: dict[int, tuple[Object, Crowd]] = {}
        """By identity of the object."""

        self.wholes: dict[int, tuple[Object, tuple[dict[str, Json], ...]]] = {}
        """Bodies of an object with nearly every field; by its identity, as they were first needed."""

        self._inside: list[str] = []
        self._around: list[str] = []
        self.choosing = 0
        """How deep different items are being looked for inside different items."""

    @classmethod
    def of_answers(cls, api: Api) -> Nominals:
        """The same for what a server may send, which has the fields that only a server writes."""
        found = cls(api)
        found.api, found.domains = api, Domains(api)
        return found

    def value(self, kind: Type, annotations: Annotations | None = None) -> Json:
        """The first example the type allows, the default, else the simplest value.

        Raises UnattainableError.
        """
        told = () if annotations is None else (*annotations.examples, annotations.default)
        for text in told:
            if text is not None and allows(kind, text.exact, self.api):
                return text.value
        return self._simplest(kind)

    def _simplest(self, kind: Type) -> Json:
        match kind:
            case Null():
                return None
            case Boolean():
                return False
            case Number():
                return simplest_number(kind)
            case Enum(values=values, annotations=annotations):
                return self._told(kind, annotations) or values[0].value.value
            case Anything():
                return {}
            case Nothing():
                raise UnattainableError
            case _:
                return self._compound(kind)

    def _told(self, kind: Type, annotations: Annotations) -> Json:
        usable = (text.value for text in annotations.examples if allows(kind, text.exact, self.api))
        return next(usable, None)

    def _compound(self, kind: Type) -> Json:
        match kind:
            case String():
                text = simplest_text(kind)
                if text is None:
                    raise UnattainableError
                return text
            case Array():
                return self._array(kind)
            case Object():
                return self._object(kind)
            case Ref(name=name):
                return self._component(name)
            case Union():
                return self._variant(kind)
            case Residual(type=inner):
                return self._checked(kind, inner)
            case Intersection(parts=parts):
                return self._checked(kind, self.domains.all_of(parts, kind.location))
            case _:
                raise UnattainableError

    def _component(self, name: str) -> Json:
        if name in self._inside:
            raise UnattainableError
        self._inside.append(name)
        try:
            component = self.api.component(name)
            return self.value(component.type, component.annotations)
        finally:
            self._inside.pop()

    @contextmanager
    def inside(self, name: str) -> Iterator[bool]:
        """Work inside a component, with whether it is not already going on there."""
        is_first = name not in self._around
        self._around.append(name)
        try:
            yield is_first
        finally:
            self._around.pop()

    def _checked(self, kind: Type, inner: Type) -> Json:
        """The nominal value of the inner set, or the first of its points that the whole set allows."""
        from fencepost.cases.right.values import valid_points

        value = self.value(inner)
        if allows(kind, value, self.api):
            return value
        for point in valid_points(inner, self):
            if allows(kind, point.value, self.api):
                return point.value
        raise UnattainableError

    def _variant(self, kind: Union) -> Json:
        """The value of the first variant that has one; null last, because it says least."""
        from fencepost.cases.right.values import valid_points

        ordered = sorted(kind.variants, key=lambda variant: isinstance(variant, Null))
        for variant in ordered:
            try:
                value = self.value(variant)
            except UnattainableError:
                continue
            if not kind.exclusive or allows(kind, value, self.api):
                return value
        for point in (point for variant in ordered if kind.exclusive for point in valid_points(variant, self)):
            if allows(kind, point.value, self.api):
                return point.value
        raise UnattainableError

    def _array(self, kind: Array) -> Json:
        needed = kind.min_items.value if kind.min_items else 0
        if needed > MAX_ITEMS:
            raise UnattainableError
        from fencepost.cases.items import filled

        return list(filled(kind, needed, self))

    def _object(self, kind: Object) -> Json:
        for _, body in self._each_body(kind):
            if self.accepts(kind, body):
                return body
        raise UnattainableError

    def accepts(self, kind: Type, value: Json) -> bool:
        """Whether a type allows a value."""
        return allows(kind, value, self.api)

    def division(self, kind: Object) -> Division:
        """How the rules of an object divide its bodies."""
        # By identity: hashing an object type would walk its whole tree at every call.
        known = self._divisions.get(id(kind))
        if known is None:
            known = self._divisions[id(kind)] = (kind, divide(kind, self.domains))
        return known[1]

    def bodies(self, kind: Object) -> tuple[tuple[Region, dict[str, Json]], ...]:
        """Each region of an object that has a body, with its nominal one; not to be changed."""
        known = self._bodies.get(id(kind))
        if known is None:
            known = tuple(self._each_body(kind))
            if not self._inside:  # Inside a component that leads back here, some bodies cannot be made.
                self._bodies[id(kind)] = known
        return known

    def _each_body(self, kind: Object) -> Iterator[tuple[Region, dict[str, Json]]]:
        division = self.division(kind)
        for region in division.regions:
            with suppress(UnattainableError):
                body = self.in_region(kind, region)
                yield region, body if division.complete else self._kept(kind, region, body)

    def _kept(self, kind: Object, region: Region, body: dict[str, Json]) -> dict[str, Json]:
        """The first body of a region that keeps the rules it was not made for; the nominal one where none was found."""
        from fencepost.cases.right.pairs import rows_within

        tried = chain((body,), rows_within(kind, region, body, self))
        return next((row for row in tried if all(keeps(rule, row, self.api) for rule in kind.rules)), body)

    def in_region(self, kind: Object, region: Region) -> dict[str, Json]:
        """The nominal body of a region: the fields that cannot be absent, and members up to the least number.

        Raises UnattainableError.
        """
        body = {item.field: self.allowed_value(kind, item) for item in region.fields if not item.absent}
        least = kind.min_properties.value if kind.min_properties else 0
        for item in region.fields:
            if len(body) < least and item.field not in body and not isinstance(item.type, Nothing):
                body[item.field] = self.allowed_value(kind, item)
        if least > MAX_ITEMS:
            raise UnattainableError
        missing = least - len(body)
        for name, type_ in self.members(kind, missing) if missing > 0 else ():
            body[name] = self.value(type_)
        return unquestioned(kind, region, body, self)

    def member_names(self, kind: Object, count: int) -> tuple[str, ...]:
        """So many names for members that no field and no pattern declares; fewer where no more were found."""
        from fencepost.cases.right.values import valid_points

        plain = (f"key{number}" for number in range(count + len(kind.fields)))
        others = () if kind.names is None else (str(point.value) for point in valid_points(kind.names, self))
        texts = None if kind.names is None else self.domains.intersect(kind.names, String(location=kind.names.location))
        drawn = different_texts(texts, count) if isinstance(texts, String) else ()
        found: dict[str, None] = {}
        for name in chain(plain, others, drawn):
            if len(found) >= count:
                break
            if self._is_of(kind, name, kind.additional):
                found[name] = None
        return tuple(found)

    def members(self, kind: Object, count: int) -> tuple[tuple[str, Type], ...]:
        """So many members that no field declares, each with its type: first those of the rest, then of each pattern."""
        rest = () if isinstance(kind.additional, Nothing) else self.member_names(kind, count)
        named = ((name, item.type) for item in kind.patterns for name in self.names_matching(kind, item, count))
        return tuple(islice(chain(((name, kind.additional) for name in rest), named), count))

    def names_matching(self, kind: Object, item: PatternField, count: int) -> tuple[str, ...]:
        """So many names that one pattern alone speaks of; fewer where no more were found."""
        texts = different_texts(String(pattern=item.pattern, location=item.pattern.location), count)
        return tuple(name for name in texts if self._is_of(kind, name, item.type))

    def _is_of(self, kind: Object, name: str, member: Type) -> bool:
        """Whether a member may have that name, and must then be of that type alone."""
        return (kind.names is None or self.accepts(kind.names, name)) and member_types(kind, name) == (member,)

    def allowed_value(self, kind: Object, item: Allowed) -> Json:
        """The nominal value of a field inside a region.

        Raises UnattainableError.
        """
        declared: Field | None = kind.field(item.field)
        return self.value(item.type, None if declared is None else declared.annotations)


def whole_box(kind: Object) -> Region:
    """The object without its rules, as one region."""
    return Region(
        fields=tuple(Allowed(field=item.wire_name, type=item.type, absent=not item.required) for item in kind.fields)
    )


MAX_ITEMS = 1_000
"""Longer arrays are not made: they would test memory, not the document."""
