"""What of a type a value breaks: every bound and every rule, each with its place in both.

A value breaks nothing just where `evaluate.allows` says so; here it is told what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.rules import Rule
from fencepost.ir.types import (
    Annotations,
    Anything,
    Array,
    Boolean,
    Bound,
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
from fencepost.ir.values import Json, json_type
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows, complaints, has_double, keeps, matches, member_types
from fencepost.rules.wording.demands import Path, complaint_places, complaint_words, demand, enum_demand, type_demand
from fencepost.rules.wording.remedies import own_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One bound or rule that a value breaks."""

    path: Path = ()
    """What is wrong, by names and indices from the value down; empty for the value itself."""

    keyword: str
    """The keyword of JSON Schema that is broken; `rule` where it is a rule."""

    words: str
    """What it must be, as the end of a sentence that begins with its name; of a rule its own words."""

    location: Location
    description: str | None = None
    """What the document says of the field, or of the rule; None where it says nothing."""

    rule: Rule | None = None
    holder: Object | None = None
    """The object whose rule it is."""

    def below(self, step: str | int, annotations: Annotations | None = None) -> Breach:
        """The same breach, seen from the value that holds this one; what the field says of itself is kept."""
        told = None if annotations is None else annotations.description
        return replace(self, path=(step, *self.path), description=self.description or told)


class Breaches:
    """Finds what values break, for the types of one document."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._domains = Domains(api)

    def of(self, kind: Type, value: Json) -> tuple[Breach, ...]:
        """Every breach, each once, in the order of the document: fields, then other members, then rules."""
        return tuple(dict.fromkeys(self._of(kind, value)))

    def _of(self, kind: Type, value: Json) -> Iterator[Breach]:
        match kind:
            case Anything():
                return
            case Nothing(location=place):
                yield Breach(keyword="falseSchema", words=demand("falseSchema", {}), location=place)
            case Enum(values=values):
                if not kind.holds(value):
                    words = enum_demand([item.value.value for item in values])
                    yield Breach(keyword="enum", words=words, location=kind.location)
            case Ref(name=name):
                yield from self._of(self._api.component(name).type, value)
            case Intersection(parts=parts):
                for part in parts:
                    yield from self._of(part, value)
            case Union():
                yield from self._of_choice(kind, value)
            case Residual():
                yield from self._of_residual(kind, value)
            case _:
                yield from self._of_domain(kind, value)

    def _of_domain(self, kind: Null | Boolean | Number | String | Array | Object, value: Json) -> Iterator[Breach]:
        match kind, value:
            case Number(), _ if json_type(value) == "number":
                yield from _of_number(kind, value, self._api)
            case String(), str():
                yield from _of_string(kind, value)
            case Array(), list():
                yield from self._of_array(kind, value)
            case Object(), dict():
                yield from self._of_object(kind, value)
            case _:
                if not allows(kind, value, self._api):
                    yield _wrong_type((kind,), self._domains, kind.location)

    def _of_array(self, kind: Array, value: list[Json]) -> Iterator[Breach]:
        yield from _of_count("Items", kind.min_items, kind.max_items, len(value))
        if kind.unique and has_double(value):
            place = kind.unique_location or kind.location
            yield Breach(keyword="uniqueItems", words=demand("uniqueItems", {}), location=place)
        for index, item in enumerate(value):
            expected = kind.prefix[index] if index < len(kind.prefix) else kind.items
            yield from (breach.below(index) for breach in self._of(expected, item))

    def _of_object(self, kind: Object, value: dict[str, Json]) -> Iterator[Breach]:
        for item in kind.fields:
            if item.required and item.wire_name not in value:
                place = item.required_location or item.location
                missing = Breach(keyword="required", words=demand("required", {}), location=place)
                yield missing.below(item.wire_name, item.annotations)
            elif item.wire_name in value:
                found = self._of_member(kind, item.wire_name, value[item.wire_name])
                yield from (breach.below(item.wire_name, item.annotations) for breach in found)
        for name, member in value.items():
            if kind.field(name) is None:
                yield from (breach.below(name) for breach in self._of_member(kind, name, member))
        yield from self._of_names(kind, value)
        yield from _of_count("Properties", kind.min_properties, kind.max_properties, len(value))
        yield from (_of_rule(rule, kind) for rule in kind.rules if not keeps(rule, value, self._api))

    def _of_member(self, kind: Object, name: str, value: Json) -> Iterator[Breach]:
        for expected in member_types(kind, name):
            if isinstance(expected, Nothing) and expected is kind.additional:
                words = demand("additionalProperties", {})
                yield Breach(keyword="additionalProperties", words=words, location=expected.location)
            else:
                yield from self._of(expected, value)

    def _of_names(self, kind: Object, value: dict[str, Json]) -> Iterator[Breach]:
        if kind.names is not None and not all(allows(kind.names, name, self._api) for name in value):
            words = demand("propertyNames", {})
            yield Breach(keyword="propertyNames", words=words, location=kind.names.location)

    def _of_choice(self, kind: Union, value: Json) -> Iterator[Breach]:
        """What is wrong by the one variant that is meant; where none or several may be, what the choice is."""
        held = sum(allows(variant, value, self._api) for variant in kind.variants)
        if held == 1 or (held and not kind.exclusive):
            return
        meant = () if held else self._meant(kind, value)
        if len(meant) == 1:
            yield from self._of(meant[0], value)
        elif not held and not meant and (names := _type_names(kind.variants, self._domains)):
            yield Breach(keyword="type", words=type_demand(names), location=kind.location)
        else:
            keyword = "oneOf" if kind.exclusive else "anyOf"
            yield Breach(keyword=keyword, words=demand(keyword, {}), location=kind.location)

    def _meant(self, kind: Union, value: Json) -> tuple[Type, ...]:
        """The variants that a value may be meant for: of its JSON type, then those whose mark it bears."""
        enums = [variant for variant in kind.variants if isinstance(self._domains.resolve(variant), Enum)]
        others = [variant for variant in kind.variants if not isinstance(variant, Null)]
        if len(others) == 1 and enums == others:
            return (enums[0],)
        fitting = [each for each in others if json_type(value) in self._domains.json_types(each)]
        marked = [each for each in fitting if self._bears_mark(each, value)] if isinstance(value, dict) else []
        return tuple(marked if len(marked) == 1 else fitting)

    def _bears_mark(self, kind: Type, value: dict[str, Json]) -> bool:
        """Whether an object has the single values by which a variant is told from others."""
        whole = self._domains.resolve(kind)
        if not isinstance(whole, Object):
            return False
        marks = [item for item in whole.fields if item.required and isinstance(self._domains.resolve(item.type), Enum)]
        return bool(marks) and all(
            item.wire_name in value and allows(item.type, value[item.wire_name], self._api) for item in marks
        )

    def _of_residual(self, kind: Residual, value: Json) -> Iterator[Breach]:
        inner = list(self._of(kind.type, value))
        yield from inner
        # What only an engine can judge often takes the same fault for another one, so it has its say after the rest.
        if inner and not set(kind.keywords) <= _APART:
            return
        for error in complaints(kind.schema, value, self._api):
            words, name = complaint_words(error.kind), error.kind.name
            for path in complaint_places(error, value):
                yield Breach(path=path, keyword=name, words=words, location=kind.location)


_APART = frozenset(("contains", "minContains", "maxContains", "not"))
"""Keywords that ask for something else than their neighbours do."""


def _of_rule(rule: Rule, holder: Object) -> Breach:
    words = own_words(rule)
    return Breach(
        keyword="rule", words=words, location=rule.location, description=rule.description, rule=rule, holder=holder
    )


def _wrong_type(kinds: tuple[Type, ...], domains: Domains, place: Location) -> Breach:
    return Breach(keyword="type", words=type_demand(_type_names(kinds, domains)), location=place)


def _type_names(kinds: tuple[Type, ...], domains: Domains) -> tuple[str, ...]:
    """The JSON types of a choice, `integer` in place of `number` where no fraction is allowed."""
    found: list[str] = []
    for kind in map(domains.resolve, kinds):
        whole = isinstance(kind, Number) and kind.integer
        found += ["integer"] if whole else domains.json_types(kind)
    return tuple(dict.fromkeys(found))


def _of_number(kind: Number, value: Json, api: Api) -> Iterator[Breach]:
    place = kind.location
    if kind.integer and not allows(Number(integer=True, location=place), value, api):
        yield Breach(keyword="type", words=type_demand(("integer",)), location=place)
    low, high, step = kind.minimum, kind.maximum, kind.multiple_of
    if low is not None and not allows(Number(minimum=low, location=place), value, api):
        yield _of_bound("minimum", low)
    if high is not None and not allows(Number(maximum=high, location=place), value, api):
        yield _of_bound("maximum", high)
    if step is not None and not allows(Number(multiple_of=step, location=place), value, api):
        words = demand("multipleOf", {"multiple_of": step.value})
        yield Breach(keyword="multipleOf", words=words, location=step.location)


def _of_bound(side: str, bound: Bound) -> Breach:
    keyword = f"exclusive{side.capitalize()}" if bound.exclusive else side
    return Breach(keyword=keyword, words=demand(keyword, {"limit": bound.value}), location=bound.location)


def _of_string(kind: String, value: str) -> Iterator[Breach]:
    yield from _of_count("Length", kind.min_length, kind.max_length, len(value))
    if kind.pattern is not None and not matches(kind.pattern, value):
        words = demand("pattern", {"pattern": kind.pattern.source})
        yield Breach(keyword="pattern", words=words, location=kind.pattern.location)


def _of_count(what: str, low: Limit | None, high: Limit | None, size: int) -> Iterator[Breach]:
    if low is not None and size < low.value:
        yield _of_limit(f"min{what}", low)
    if high is not None and size > high.value:
        yield _of_limit(f"max{what}", high)


def _of_limit(keyword: str, limit: Limit) -> Breach:
    return Breach(keyword=keyword, words=demand(keyword, {"limit": limit.value}), location=limit.location)
