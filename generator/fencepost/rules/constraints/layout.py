"""Types laid out as constraints: each keyword of each place by itself.

A union of single domains, one a JSON type, is laid out flat: `type` lists them, and every other keyword speaks of one
of them alone. Objects told apart by a field's values are laid out under conditions on that field. Of any other union
only "one of the variants" can be asked, and of what leads back into itself only that it be the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from fencepost.ir.rules import Rule
from fencepost.ir.types import (
    Anything,
    Array,
    Enum,
    Field,
    Intersection,
    Nothing,
    Object,
    PatternField,
    Ref,
    Residual,
    Type,
    Union,
)
from fencepost.rules.clauses import ClauseLimitError, Literal, is_question, rule_clauses
from fencepost.rules.constraints.checks import (
    Refused,
    clause_check,
    closed_items,
    closed_members,
    entry_check,
    joined_values,
    keyword_checks,
    required_checks,
    rule_check,
    types_checks,
    whole_check,
)
from fencepost.rules.constraints.constraint import Check, Layout, Variant
from fencepost.rules.constraints.tags import Tag, tag_of, untagged
from fencepost.rules.division import Division, divide
from fencepost.rules.domains import Domains
from fencepost.rules.schema import schema_of

MAX_PLACES = 4_096
"""Components are written out at each place that uses them while a layout has no more places than these."""

_REACHES = (8, 4, 2, 1, 0)
"""How many components inside each other are written out; the first with few enough places is taken."""


Divided: TypeAlias = Callable[[Object], Division]


class _TooManyPlacesError(Exception):
    """The layout has more than MAX_PLACES places."""


def layout_of(kind: Type, domains: Domains, division: Divided | None = None) -> Layout:
    """The constraints of a type, place by place.

    A component that leads back into itself, or too deep, is one constraint there: `$ref`. `division` says how rules
    divide an object, where that is known already.
    """
    divided = division or partial(divide, domains=domains)
    for reach in _REACHES:
        try:
            return _Builder(domains, divided, reach).layout(kind, ())
        except _TooManyPlacesError:
            continue
    return _Builder(domains, divided, 0, places=None).layout(kind, ())


@dataclass(frozen=True, slots=True)
class _Domain:
    """A single domain, and the components that led to it."""

    type: Type
    inside: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its JSON type."""
        return type(self.type).__name__.lower()


class _Builder:
    """Lays out the types of one document."""

    def __init__(self, domains: Domains, divided: Divided, reach: int, places: int | None = MAX_PLACES) -> None:
        self.domains = domains
        self.divided = divided
        self.reach = reach
        self.places = places

    def layout(self, kind: Type, inside: tuple[str, ...]) -> Layout:
        """A type below the components `inside`."""
        if self.places is not None:
            self.places -= 1
            if self.places < 0:
                raise _TooManyPlacesError
        match kind:
            case Anything():
                return Layout()
            case Nothing() | Enum():
                return _whole(kind)
            case Ref(name=name):
                if not self._is_open(name, inside):
                    return _whole(kind)
                return self.layout(self.domains.api.component(name).type, (*inside, name))
            case Intersection(parts=parts):
                return self.layout(self.domains.all_of(parts, kind.location), inside)
            case Residual():
                return self._residual(kind, inside)
            case Union():
                return self._union(kind, inside)
            case _:
                return self._flat((_Domain(kind, inside),), kind)

    def _is_open(self, name: str, inside: tuple[str, ...]) -> bool:
        """Whether a component is written out."""
        return name not in inside and len(inside) <= self.reach

    def _residual(self, kind: Residual, inside: tuple[str, ...]) -> Layout:
        """The type, and in an entry of its own what only a validator can tell of the values of the type."""
        inner = self.layout(kind.type, inside)
        schema = kind.schema.exact
        if inner != Layout():
            schema = {"if": schema_of(kind.type), "then": schema}
        meaning = replace(kind, type=Anything(location=kind.location))
        check = entry_check(inner.entries, "allOf", [schema], meaning, kind.location)
        named = replace(check.constraint, keyword=kind.keywords[0])
        return replace(inner, checks=(*inner.checks, replace(check, constraint=named, guard=kind.type)))

    def _union(self, kind: Union, inside: tuple[str, ...]) -> Layout:
        domains = tuple(self._opened(kind, inside))
        singles = tuple(domain.type for domain in domains)
        values = joined_values(singles, kind)
        if values is not None:
            return _whole(values)
        if _are_single(singles):
            return self._flat(domains, kind)
        objects = tuple(domain for domain in domains if isinstance(domain.type, Object))
        others = tuple(domain for domain in domains if not isinstance(domain.type, Object))
        tag = tag_of(tuple(item.type for item in objects if isinstance(item.type, Object)), kind, self.domains)
        if tag is None or not _are_single(tuple(domain.type for domain in others)):
            return _whole(kind)
        return self._tagged(tag, objects, others, kind)

    def _opened(self, kind: Type, inside: tuple[str, ...]) -> Iterator[_Domain]:
        """What a union is a choice of, its references and the unions in it opened where they may be."""
        match kind:
            case Union(variants=variants):
                for variant in variants:
                    if isinstance(variant, Union) and variant.exclusive:
                        yield _Domain(variant, inside)
                    else:
                        yield from self._opened(variant, inside)
            case Ref(name=name) if self._is_open(name, inside):
                yield from self._opened(self.domains.api.component(name).type, (*inside, name))
            case _:
                yield _Domain(kind, inside)

    def _flat(self, domains: tuple[_Domain, ...], kind: Type) -> Layout:
        """Single domains, one a JSON type."""
        whole = Layout(checks=tuple(types_checks(tuple(domain.type for domain in domains), kind)))
        for domain in domains:
            whole = _joined(whole, self._domain(domain.type, domain.inside))
        return whole

    def _domain(self, kind: Type, inside: tuple[str, ...]) -> Layout:
        """A single domain but for its JSON type."""
        match kind:
            case Array():
                return self._array(kind, inside)
            case Object():
                return self._object(kind, inside)
            case _:
                return Layout(checks=tuple(keyword_checks(kind)))

    def _array(self, kind: Array, inside: tuple[str, ...]) -> Layout:
        checks = tuple(keyword_checks(kind))
        prefix = tuple(self.layout(item, inside) for item in kind.prefix)
        if isinstance(kind.items, Nothing):
            return Layout(checks=(*checks, closed_items(kind)), prefix=prefix)
        items = None if isinstance(kind.items, Anything) else self.layout(kind.items, inside)
        return Layout(checks=checks, prefix=prefix, items=items)

    def _object(self, kind: Object, inside: tuple[str, ...], tag: Tag | None = None) -> Layout:
        """An object; of a variant that a tag tells apart, the tag left out."""
        loose = kind if tag is None else untagged(kind, tag)
        closed = isinstance(kind.additional, Nothing)
        rest = None if closed or isinstance(kind.additional, Anything) else self.layout(kind.additional, inside)
        checks = (*required_checks(loose.fields), *keyword_checks(kind), *((closed_members(kind),) if closed else ()))
        return Layout(
            checks=(*checks, *self._rule_checks(kind)),
            fields=tuple((item.wire_name, self.layout(item.type, inside)) for item in loose.fields),
            patterns=tuple((item.pattern, self.layout(item.type, inside)) for item in self._patterns(kind)),
            rest=rest,
            names=None if kind.names is None else _names(self.layout(kind.names, inside)),
        )

    def _patterns(self, kind: Object) -> tuple[PatternField, ...]:
        """The patterns of an object, each once."""
        found: dict[str, PatternField] = {}
        for item in kind.patterns:
            known = found.get(item.pattern.source)
            merged = item.type if known is None else self.domains.intersect(known.type, item.type)
            found[item.pattern.source] = replace(item, type=merged)
        return tuple(found.values())

    def _tagged(self, tag: Tag, objects: tuple[_Domain, ...], others: tuple[_Domain, ...], kind: Union) -> Layout:
        """Objects told apart by the values of one field, besides domains of other JSON types."""
        known = Enum(values=tuple(item for values in tag.values for item in values.values), location=kind.location)
        shared = Field(wire_name=tag.field, type=known, required=True, location=kind.location)
        common = Object(fields=(shared,), additional=Anything(location=kind.location), location=kind.location)
        domains = (*others, _Domain(common, ()))
        variants = tuple(
            Variant(tag=tag.field, values=values, entry=index, layout=self._object(item.type, item.inside, tag))
            for index, (values, item) in enumerate(zip(tag.values, objects, strict=True))
            if isinstance(item.type, Object)
        )
        return replace(self._flat(domains, kind), variants=variants)

    def _rule_checks(self, kind: Object) -> Iterator[Check]:
        """The clauses of the rules; a rule of too many clauses stands as a whole."""
        if not kind.rules:
            return
        division = self.divided(kind)
        for index, clause in enumerate(division.clauses):
            literals = tuple(self._refused(literal, kind) for literal in clause.literals)
            yield replace(clause_check(index, clause.rule, literals), clause=clause, holder=kind)
        if not division.complete:
            whole = (rule for rule in kind.rules if self._is_unread(rule, kind))
            yield from (rule_check(index, rule) for index, rule in enumerate(whole, len(division.clauses)))

    def _is_unread(self, rule: Rule, kind: Object) -> bool:
        """Whether a rule is not among the clauses of its object."""
        try:
            rule_clauses(rule, kind, self.domains)
        except ClauseLimitError:
            return not is_question(rule)
        return False

    def _refused(self, literal: Literal, kind: Object) -> Refused:
        """What a literal refuses of what its field may be at all: what the field refuses anyway breaks no rule."""
        declared = kind.field(literal.field)
        own = kind.additional if declared is None else declared.type
        required = declared is not None and declared.required
        outside = self._difference(own, literal.type)
        return Refused(field=literal.field, values=outside, absent=not literal.absent and not required)

    def _difference(self, own: Type, taken: Type) -> Type:
        """The values of one set that another does not hold."""
        if isinstance(taken, Nothing):
            return own
        whole = self.domains.resolve(own)
        if isinstance(whole, Enum) and isinstance(taken, Enum):
            kept = tuple(item for item in whole.values if not taken.holds(item.value.exact))
            return replace(whole, values=kept) if kept else Nothing(location=own.location)
        return self.domains.intersect(own, self.domains.complement(taken))


def _whole(kind: Type) -> Layout:
    return Layout(checks=(whole_check(kind),))


def _are_single(kinds: tuple[Type, ...]) -> bool:
    """Whether the types are single domains, each of another JSON type."""
    names = {type(kind) for kind in kinds}
    return len(names) == len(kinds) and not names & {Anything, Nothing, Enum, Ref, Union, Residual, Intersection}


def _joined(left: Layout, right: Layout) -> Layout:
    """What two domains of different JSON types ask for together; the entries of `allOf` are those of objects alone."""
    return Layout(
        checks=(*left.checks, *right.checks),
        fields=left.fields or right.fields,
        patterns=left.patterns or right.patterns,
        rest=left.rest or right.rest,
        names=left.names or right.names,
        prefix=left.prefix or right.prefix,
        items=left.items or right.items,
    )


def _names(layout: Layout) -> Layout:
    """What the names of members must be; that they are texts goes without saying."""
    return replace(layout, checks=tuple(check for check in layout.checks if check.keyword != "type"))
