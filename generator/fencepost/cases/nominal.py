"""The nominal value of a type: the plainest one the document allows, its own examples first."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.numbers import simplest_number
from fencepost.cases.texts import simplest_text
from fencepost.cases.view import request_view
from fencepost.ir.api import Api
from fencepost.ir.rules import Rule, fields_of
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
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, equal
from fencepost.rules.clauses import ClauseLimitError, is_question
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows, holds
from fencepost.rules.regions import Allowed, Region, RegionLimitError, regions


class UnattainableError(Exception):
    """No value of a type was found: it has none that is finite, or none that we can make."""


class Nominals:
    """Nominal values and regions for what a client may send, each worked out once."""

    def __init__(self, api: Api) -> None:
        self.api = request_view(api)
        self.domains = Domains(self.api)
        self._regions: dict[int, tuple[Object, tuple[Region, ...]]] = {}
        self._inside: list[str] = []

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

    def _checked(self, kind: Type, inner: Type) -> Json:
        """The nominal value of the inner set, or the first of its points that the whole set allows."""
        from fencepost.cases.valid import valid_points

        value = self.value(inner)
        if allows(kind, value, self.api):
            return value
        for point in valid_points(inner, self):
            if allows(kind, point.value, self.api):
                return point.value
        raise UnattainableError

    def _variant(self, kind: Union) -> Json:
        """The value of the first variant that has one; null last, because it says least."""
        from fencepost.cases.valid import valid_points

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
        items = [self.value(item) for item in kind.prefix[:needed]]
        items += self.distinct(kind, needed - len(items)) if kind.unique else []
        return items + [self.value(kind.items) for _ in range(needed - len(items))]

    def distinct(self, kind: Array, count: int) -> list[Json]:
        """So many different items of an array.

        Raises UnattainableError where fewer were found.
        """
        from fencepost.cases.valid import valid_points

        found: list[Json] = []
        if count <= 0:
            return found
        for point in valid_points(kind.items, self):
            if not any(equal(point.value, known) for known in found):
                found.append(point.value)
            if len(found) == count:
                return found
        raise UnattainableError

    def _object(self, kind: Object) -> Json:
        usable = self.regions(kind)
        for region in usable:
            try:
                body = self.in_region(kind, region)
            except UnattainableError:
                continue
            if self.accepts(kind, body):
                return body
        raise UnattainableError

    def accepts(self, kind: Type, value: Json) -> bool:
        """Whether a type allows a value."""
        return allows(kind, value, self.api)

    def regions(self, kind: Object) -> tuple[Region, ...]:
        """The regions of an object; where its rules need too many, the whole object as one box to be checked."""
        # By identity: hashing an object type would walk its whole tree at every call.
        known = self._regions.get(id(kind))
        if known is None:
            try:
                found = regions(kind, self.domains)
            except (RegionLimitError, ClauseLimitError):
                found = (whole_box(kind),)
            known = self._regions[id(kind)] = (kind, found)
        return known[1]

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
        for number in range(least - len(body)):
            body[f"key{number}"] = self.value(kind.additional)
        return self._unquestioned(kind, region, body)

    def _unquestioned(self, kind: Object, region: Region, body: dict[str, Json]) -> dict[str, Json]:
        """The body, with another value for a field where the document leaves open what the body means.

        A server's answer to an open question proves nothing, so nominal bodies raise none where they can.
        """
        for rule in kind.rules:
            if is_question(rule) and holds(rule.condition, body, self.api):
                body = next(self._settled(rule, region, body), body)
        return body

    def _settled(self, rule: Rule, region: Region, body: dict[str, Json]) -> Iterator[dict[str, Json]]:
        from fencepost.cases.valid import valid_points

        named = (region.allowed(name) for name in fields_of(rule.condition) if name in body)
        for allowed in (item for item in named if item is not None):
            for point in valid_points(allowed.type, self, depth=1):
                other = {**body, allowed.field: point.value}
                if not holds(rule.condition, other, self.api):
                    yield other

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
