"""Single constraints of single domains, each with its keyword, its meaning and its place in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.diagnostics import Location
from fencepost.ir.pointers import pointer_of
from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule
from fencepost.ir.shapes import JSON_TYPES
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    EnumValue,
    Field,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    PatternField,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, freeze
from fencepost.rules.constraints.constraint import Check, Constraint, Meaning
from fencepost.rules.schema import rule_schema, schema_of

OBJECT = frozenset(("object",))


def whole_check(kind: Type) -> Check:
    """A type as one constraint: `enum`, `anyOf`, `oneOf`, `$ref`, and `not` for the type of no value."""
    schema = {"not": True} if isinstance(kind, Nothing) else schema_of(kind)
    assert isinstance(schema, dict)
    ((keyword, value),) = schema.items()
    return keyword_check(keyword, value, kind)


def keyword_check(keyword: str, value: Json, kind: Type, about: frozenset[str] = frozenset()) -> Check:
    """A keyword with its value, which asks that values be of a type."""
    constraint = Constraint(pointer=pointer_of((keyword,)), keyword=keyword, location=kind.location)
    return Check(constraint=constraint, keyword=keyword, value=freeze(value), meaning=kind, about=about)


def entry_check(entry: int, keyword: str, schemas: list[Json], meaning: Meaning, place: Location) -> Check:
    """Schemas under a keyword of their own in an entry of `allOf`."""
    pointer = pointer_of(("allOf", str(entry), keyword))
    constraint = Constraint(pointer=pointer, keyword=keyword, location=place)
    return Check(constraint=constraint, keyword=keyword, entry=entry, value=freeze(schemas), meaning=meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A literal, told by what it refuses: values that a field has elsewhere, or its absence."""

    field: str
    values: Type
    absent: bool

    @property
    def kept(self) -> Predicate:
        """The literal as a predicate."""
        held = Holds(wire_name=self.field, type=self.values, location=self.values.location)
        present = Present(wire_name=self.field, location=self.values.location)
        return And(parts=(present, Not(part=held))) if self.absent else Not(part=And(parts=(present, held)))

    @property
    def schema(self) -> Json:
        """The literal as a schema, which asks nothing of what is no object."""
        required: dict[str, Json] = {"required": [self.field]} if self.absent else {}
        if isinstance(self.values, Nothing):
            return required
        return {**required, "properties": {self.field: {"not": schema_of(self.values)}}}


_NO_OBJECT: Json = {"not": {"type": "object"}}


def clause_check(entry: int, rule: Rule, literals: tuple[Refused, ...]) -> Check:
    """A clause of a rule: at least one of the literals holds."""
    printed = [literal.schema for literal in literals] or [_NO_OBJECT]
    meaning = Or(parts=tuple(literal.kept for literal in literals))
    return _of_rule(entry_check(entry, "anyOf", printed, meaning, rule.location), rule)


def rule_check(entry: int, rule: Rule) -> Check:
    """A whole rule as one constraint."""
    meaning = Or(parts=(Not(part=rule.condition), rule.consequence))
    return _of_rule(entry_check(entry, "anyOf", [_NO_OBJECT, rule_schema(rule)], meaning, rule.location), rule)


def _of_rule(check: Check, rule: Rule) -> Check:
    constraint = replace(check.constraint, keyword="rule", rule=rule.name)
    return replace(check, constraint=constraint, about=OBJECT)


def types_checks(domains: tuple[Type, ...], kind: Type) -> Iterator[Check]:
    """The JSON types of a type, one a domain; nothing where they are all there are."""
    bare = tuple(bare_domain(domain) for domain in domains)
    names = [schema["type"] for domain in bare if isinstance(schema := schema_of(domain), dict)]
    if {*names} == {*JSON_TYPES}:
        return
    value: Json = names[0] if len(names) == 1 else names
    yield keyword_check("type", value, bare[0] if len(bare) == 1 else Union(variants=bare, location=kind.location))


def bare_domain(domain: Type) -> Type:
    """A single domain without anything but its JSON type; integers stay integers."""
    place = domain.location
    match domain:
        case Number(integer=integer):
            return Number(integer=integer, location=place)
        case String():
            return String(location=place)
        case Array():
            return Array(items=Anything(location=place), location=place)
        case Object():
            return Object(additional=Anything(location=place), location=place)
        case _:
            return domain


def keyword_checks(kind: Type) -> Iterator[Check]:
    """The bounds of a single domain, and what else it asks for in one keyword."""
    about = frozenset((type(kind).__name__.lower(),))
    for single in _singles(kind):
        schema, bare = schema_of(single), schema_of(bare_domain(single))
        assert isinstance(schema, dict)
        assert isinstance(bare, dict)
        ((keyword, value),) = ((name, value) for name, value in schema.items() if name not in bare)
        yield keyword_check(keyword, value, single, about)


def _singles(kind: Type) -> Iterator[Type]:
    """The domain with one of its bounds alone, for each; each stands where the document gives that bound."""
    match kind:
        case Number():
            yield from _number_singles(kind)
        case String():
            yield from _string_singles(kind)
        case Array(min_items=low, max_items=high):
            free = bare_domain(kind)
            assert isinstance(free, Array)
            yield from (replace(free, min_items=low, location=low.location) for low in _given(low))
            yield from (replace(free, max_items=high, location=high.location) for high in _given(high))
            if kind.unique:
                yield replace(free, unique=True, location=kind.unique_location or kind.location)
        case Object(min_properties=low, max_properties=high):
            loose = bare_domain(kind)
            assert isinstance(loose, Object)
            yield from (replace(loose, min_properties=low, location=low.location) for low in _given(low))
            yield from (replace(loose, max_properties=high, location=high.location) for high in _given(high))
        case _:
            return


def _number_singles(kind: Number) -> Iterator[Number]:
    for low in _bound(kind.minimum):
        yield Number(minimum=low, location=low.location)
    for high in _bound(kind.maximum):
        yield Number(maximum=high, location=high.location)
    for step in _bound(kind.multiple_of):
        yield Number(multiple_of=step, location=step.location)


def _string_singles(kind: String) -> Iterator[String]:
    for low in _given(kind.min_length):
        yield String(min_length=low, location=low.location)
    for high in _given(kind.max_length):
        yield String(max_length=high, location=high.location)
    if kind.pattern is not None:
        yield String(pattern=kind.pattern, location=kind.pattern.location)


def _bound(bound: Bound | None) -> tuple[Bound, ...]:
    return () if bound is None else (bound,)


def _given(limit: Limit | None) -> tuple[Limit, ...]:
    return () if limit is None else (limit,)


def required_checks(fields: tuple[Field, ...]) -> Iterator[Check]:
    """For each required field that it is there: an entry of `required`."""
    for index, item in enumerate(item for item in fields if item.required):
        place = item.required_location or item.location
        name = item.wire_name
        pointer = pointer_of(("required", str(index)))
        constraint = Constraint(pointer=pointer, path=(name,), keyword="required", location=place)
        meaning = Present(wire_name=name, location=place)
        yield Check(constraint=constraint, keyword="required", value=freeze(name), meaning=meaning, about=OBJECT)


def closed_members(kind: Object) -> Check:
    """That an object has no members but its fields and those that a pattern names."""
    place = kind.additional.location
    anything = Anything(location=place)
    fields = tuple(
        Field(wire_name=item.wire_name, type=anything, required=False, location=place) for item in kind.fields
    )
    patterns = tuple(PatternField(pattern=item.pattern, type=anything) for item in kind.patterns)
    meaning = Object(fields=fields, patterns=patterns, additional=kind.additional, location=place)
    return keyword_check("additionalProperties", False, meaning, OBJECT)


def closed_items(kind: Array) -> Check:
    """That an array has no items but those of its prefix."""
    place = kind.items.location
    prefix = tuple(Anything(location=place) for _ in kind.prefix)
    meaning = Array(items=kind.items, prefix=prefix, location=place)
    return keyword_check("items", False, meaning, frozenset(("array",)))


def joined_values(kinds: tuple[Type, ...], union: Union) -> Enum | None:
    """The members of a union that has finitely many, as one enumeration; None for any other."""
    if not any(isinstance(kind, Enum) for kind in kinds) or union.exclusive:
        return None
    if not all(isinstance(kind, Enum | Null | Boolean) for kind in kinds):
        return None
    values = tuple(value for kind in kinds for value in _members(kind))
    return Enum(values=tuple({item.value.text: item for item in values}.values()), location=union.location)


def _members(kind: Type) -> tuple[EnumValue, ...]:
    match kind:
        case Enum(values=values):
            return values
        case Null(location=place):
            return (EnumValue(value=freeze(None), location=place),)
        case _:
            return tuple(EnumValue(value=freeze(flag), location=kind.location) for flag in (True, False))
