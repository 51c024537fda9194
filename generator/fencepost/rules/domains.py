"""Sets of JSON values: intersection, complement, emptiness.

A set is a type of the IR whose intersections have been carried out. What the nodes cannot say is kept as a residual
that a validator judges; such a set is never called empty unless its nodes are.
"""

from __future__ import annotations

from dataclasses import replace

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Intersection,
    Limit,
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
from fencepost.ir.values import freeze, json_type
from fencepost.rules.complement import complement
from fencepost.rules.counting import most_members, most_values
from fencepost.rules.evaluate import allows
from fencepost.rules.grid import holds_no_number
from fencepost.rules.merge import merge_arrays, merge_numbers, merge_objects, merge_strings
from fencepost.rules.schema import schema_of

MAX_VARIANTS = 64
"""Unions are multiplied out up to this many variants."""

MAX_EXPANSIONS = 64
"""Inside an intersection with a component, so many components are carried out; a validator judges the rest."""

JSON_TYPES = ("null", "boolean", "number", "string", "array", "object")


class Domains:
    """The operations on sets of values, for the types of one document."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._intersecting: list[tuple[str, str]] = []
        self._level: list[str] = []
        self._expansions = 0

    def resolve(self, kind: Type) -> Type:
        """The type itself, where it is a reference to one; a chain that ends nowhere is Nothing."""
        seen: set[str] = set()
        while isinstance(kind, Ref):
            if kind.name in seen:
                return Nothing(location=kind.location)
            seen.add(kind.name)
            kind = self.api.component(kind.name).type
        return kind

    def json_types(self, kind: Type) -> tuple[str, ...]:
        """The JSON types that values of a set may have, in a fixed order; an upper bound for residuals."""
        found = self._json_types(kind, frozenset())
        return tuple(name for name in JSON_TYPES if name in found)

    def _json_types(self, kind: Type, seen: frozenset[str]) -> frozenset[str]:
        match kind:
            case Anything():
                return frozenset(JSON_TYPES)
            case Nothing():
                return frozenset()
            case Enum(values=values):
                return frozenset(json_type(item.value.value) for item in values)
            case Union(variants=variants):
                return frozenset().union(*(self._json_types(variant, seen) for variant in variants))
            case Ref(name=name):
                target = self.api.component(name).type
                return frozenset() if name in seen else self._json_types(target, seen | {name})
            case Intersection(parts=parts):
                return frozenset(JSON_TYPES).intersection(*(self._json_types(part, seen) for part in parts))
            case Residual(type=inner):
                return self._json_types(inner, seen)
            case _:
                return frozenset((type(kind).__name__.lower(),))

    def intersect(self, left: Type, right: Type) -> Type:
        """The values that both sets hold."""
        if isinstance(left, Anything) or left == right:
            return right if isinstance(left, Anything) else left
        if isinstance(right, Anything):
            return left
        if isinstance(left, Nothing) or isinstance(right, Nothing):
            return Nothing(location=left.location)
        # Whatever is found last is multiplied out most: references before unions.
        for order in (Enum, Ref, Intersection, Residual, Union):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, order):
                    return self._unpacked(one, other)
        return self._merged(left, right)

    def _unpacked(self, one: Type, other: Type) -> Type:
        """The intersection, where one side is no single domain."""
        match one:
            case Enum(values=values):
                kept = tuple(item for item in values if allows(other, item.value.exact, self.api))
                return replace(one, values=kept) if kept else Nothing(location=one.location)
            case Residual(type=inner):
                return self._narrowed(one, self.intersect(inner, other))
            case Ref():
                return self._resolved(one, other)
            case Intersection(parts=parts):
                return self.intersect(self.all_of(parts, one.location), other)
            case Union():
                return self._distributed(one, other)
            case _:
                return self._merged(one, other)

    def _narrowed(self, residual: Residual, inner: Type) -> Type:
        """A residual over another set; over a finite one it is carried out."""
        if isinstance(inner, Nothing):
            return inner
        if isinstance(inner, Union) and not inner.exclusive:
            return self.any_of(tuple(self._narrowed(residual, variant) for variant in inner.variants), inner)
        if residual.excluded is not None:
            taken = self.intersect(inner, residual.excluded)
            if taken == inner:
                return Nothing(location=inner.location)
            if self.is_empty(taken):
                return inner
        narrowed = replace(residual, type=inner)
        if isinstance(inner, Enum):
            kept = tuple(item for item in inner.values if allows(narrowed, item.value.exact, self.api))
            return replace(inner, values=kept) if kept else Nothing(location=inner.location)
        return narrowed

    def _resolved(self, reference: Ref, other: Type) -> Type:
        """The intersection with what a reference leads to; one met again inside itself is left to a validator."""
        if reference.name in self._level:
            # Met again without a property or an item between: what contains only itself asks for nothing more.
            return other
        key = (reference.name, repr(other))
        self._expansions = self._expansions + 1 if self._intersecting else 0
        if key in self._intersecting or self._expansions > MAX_EXPANSIONS:
            keywords = ("allOf",)
            return Residual(
                type=reference, schema=freeze(schema_of(other)), keywords=keywords, location=reference.location
            )
        self._intersecting.append(key)
        self._level.append(reference.name)
        try:
            return self.intersect(self.api.component(reference.name).type, other)
        finally:
            self._intersecting.pop()
            self._level.pop()

    def _distributed(self, union: Union, other: Type) -> Type:
        """The intersection with each variant; where that would multiply out, what a validator must judge."""
        if _width(union) * _width(other) > MAX_VARIANTS:
            keywords = ("oneOf" if union.exclusive else "anyOf",)
            return Residual(type=other, schema=freeze(schema_of(union)), keywords=keywords, location=union.location)
        if union.exclusive:
            keywords = ("oneOf",)
            plain = replace(union, exclusive=False)
            residual = Residual(
                type=self.intersect(plain, other),
                schema=freeze(schema_of(union)),
                keywords=keywords,
                location=union.location,
            )
            return self._narrowed(residual, residual.type)
        kept = tuple(self.intersect(variant, other) for variant in union.variants)
        return self.any_of(kept, union)

    def any_of(self, variants: tuple[Type, ...], union: Union) -> Type:
        """The values of at least one of the variants, in the words of a union."""
        kept = tuple(variant for variant in variants if not isinstance(variant, Nothing))
        match kept:
            case ():
                return Nothing(location=union.location)
            case (only,):
                return only
            case _:
                return replace(union, variants=kept)

    def all_of(self, parts: tuple[Type, ...], location: Location) -> Type:
        """The values that every part allows."""
        whole: Type = Anything(location=location)
        for part in parts:
            whole = self.intersect(whole, part)
        return whole

    def _merged(self, left: Type, right: Type) -> Type:
        """The intersection of two single domains; below an item or a member a component may come again."""
        level, self._level = self._level, []
        try:
            return self._of_one_kind(left, right)
        finally:
            self._level = level

    def _of_one_kind(self, left: Type, right: Type) -> Type:
        match left, right:
            case Number(), Number():
                return self._unless_empty(merge_numbers(left, right))
            case String(), String():
                return merge_strings(left, right)
            case Array(), Array():
                return self._unless_empty(merge_arrays(left, right, self.intersect))
            case Object(), Object():
                return merge_objects(left, right, self.intersect)
            case _:
                same = type(left) is type(right)
                return left if same else Nothing(location=left.location)

    def _unless_empty(self, kind: Type) -> Type:
        return Nothing(location=kind.location) if self.is_empty(kind) else kind

    def complement(self, kind: Type) -> Type:
        """The values that a set does not hold."""
        if isinstance(kind, Residual) and kind.excluded is not None and isinstance(kind.type, Anything):
            return kind.excluded
        return complement(kind, self.resolve, self.intersect)

    def is_empty(self, kind: Type) -> bool:
        """Whether a set certainly holds no finite value."""
        return self._is_empty(kind, frozenset())

    def _is_empty(self, kind: Type, inside: frozenset[str]) -> bool:
        match kind:
            case Nothing():
                return True
            case Number():
                return holds_no_number(kind)
            case String(min_length=low, max_length=high):
                return _crossed(low, high)
            case Array():
                return self._no_array(kind, inside)
            case Object():
                return self._no_object(kind, inside)
            case Enum(values=values):
                return not values
            case Union(variants=variants):
                return all(self._is_empty(variant, inside) for variant in variants)
            case Ref(name=name):
                # A value that needs itself has no finite form: the least fixed point is the empty set.
                return name in inside or self._is_empty(self.api.component(name).type, inside | {name})
            case Intersection(parts=parts):
                return any(self._is_empty(part, inside) for part in parts)
            case Residual(type=inner):
                return self._is_empty(inner, inside)
            case Anything() | Null() | Boolean():
                return False

    def _no_array(self, kind: Array, inside: frozenset[str]) -> bool:
        if _crossed(kind.min_items, kind.max_items):
            return True
        needed = kind.min_items.value if kind.min_items else 0
        if kind.unique and not kind.prefix and _fewer(most_values(kind.items, self.resolve), needed):
            return True
        heads = kind.prefix[:needed]
        return any(self._is_empty(item, inside) for item in heads) or (
            needed > len(kind.prefix) and self._is_empty(kind.items, inside)
        )

    def _no_object(self, kind: Object, inside: frozenset[str]) -> bool:
        required = [item for item in kind.fields if item.required]
        too_many = kind.max_properties is not None and len(required) > kind.max_properties.value
        least = kind.min_properties.value if kind.min_properties else 0
        return (
            too_many
            or (least > 0 and _fewer(most_members(kind, self.resolve), least))
            or _crossed(kind.min_properties, kind.max_properties)
            or any(self._is_empty(item.type, inside) for item in required)
        )


def _width(kind: Type) -> int:
    """How many variants a set has."""
    match kind:
        case Union(variants=variants):
            return sum(_width(variant) for variant in variants)
        case Residual(type=inner):
            return _width(inner)
        case _:
            return 1


def _fewer(count: int | None, needed: int) -> bool:
    return count is not None and count < needed


def _crossed(low: Limit | None, high: Limit | None) -> bool:
    return low is not None and high is not None and low.value > high.value
