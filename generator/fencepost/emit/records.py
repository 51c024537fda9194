"""Objects to records: their fields, and regions that say only what they have other than those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeGuard

from fencepost.cases.nominal import Nominals, UnattainableError, whole_box
from fencepost.emit.expressions import NOTHING, UNTOLD, Expressions, Untold
from fencepost.emit.judges import rules_of
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.literal import literal
from fencepost.ir.types import Annotations, Anything, Nothing, Object, Type
from fencepost.ir.values import Json, JsonText
from fencepost.rules.clauses import Clause, ClauseLimitError, clauses_of
from fencepost.rules.evaluate import allows, member_types
from fencepost.rules.regions import Allowed, Region, RegionLimitError, regions, regions_beside, regions_breaking

MOST_MORE = 32
"""So many members at most are looked for to fill a body up with."""


def is_record(kind: Type) -> TypeGuard[Object]:
    """Whether a type is an object with fields of its own, else it is drawn as a whole."""
    return isinstance(kind, Object) and bool(kind.fields or kind.rules)


class Records:
    """Prints the records of one document."""

    def __init__(self, nominals: Nominals, expressions: Expressions, judge: Callable[[JsonText], Code]) -> None:
        self._nominals = nominals
        self._domains = nominals.domains
        self._expressions = expressions
        self._judge = judge

    def record(self, kind: Object) -> Code:
        """The record of an object."""
        arguments = (self._fields(kind), *self._ruled(kind), *self._others(kind), *_sizes(kind))
        whole = code("record({arguments})", arguments=joined(", ", arguments))
        is_free = not kind.patterns and kind.names is None
        if is_free or (kind.min_properties is None and kind.max_properties is None):
            return whole
        return code("{whole}.filled_with({more})", whole=whole, more=literal(dict(self._more(kind))))

    def _fields(self, kind: Object) -> Code:
        return _braced(
            code("{name}: {values}", name=literal(allowed.field), values=self._allowed(kind, allowed))
            for allowed in self._plain(kind).fields
        )

    def _plain(self, kind: Object) -> Region:
        """What each field may be before any rule."""
        return Region(fields=tuple(self._declared(kind, item) for item in whole_box(kind).fields))

    def _declared(self, kind: Object, item: Allowed) -> Allowed:
        """The field with what patterns and the names of members say of it besides."""
        if not kind.patterns and kind.names is None:
            return item
        named = kind.names is None or allows(kind.names, item.field, self._nominals.api)
        types = tuple(dict.fromkeys((item.type, *member_types(kind, item.field))))
        whole = self._domains.all_of(types, item.type.location)
        return Allowed(
            field=item.field, type=whole if named else Nothing(location=item.type.location), absent=item.absent
        )

    def _allowed(self, kind: Object, item: Allowed) -> Code:
        """What a field may be, missing included."""
        if isinstance(item.type, Nothing):
            return Code("absent") if item.absent else NOTHING
        declared = kind.field(item.field)
        told = UNTOLD if declared is None else self.told(declared.annotations, item.type)
        found = self._expressions.expression(item.type, told)
        return code("optional({found})", found=found) if item.absent else found

    def told(self, annotations: Annotations, kind: Type) -> Json | Untold:
        """The first example the type allows, else the default, else nothing."""
        told = (*annotations.examples, annotations.default)
        usable = (text.value for text in told if text is not None and self._allows(kind, text.exact))
        return next(usable, UNTOLD)

    def _allows(self, kind: Type, value: Json) -> bool:
        return allows(kind, value, self._nominals.api)

    def _ruled(self, kind: Object) -> Iterator[Code]:
        """The regions that keep all rules, those that break one, and those in which a field does not matter."""
        try:
            clauses = clauses_of(kind, self._domains)
            found = regions(kind, self._domains)
            beside = tuple(self._beside(kind, clauses))
        except (ClauseLimitError, RegionLimitError):
            yield code("rules={judge}", judge=self._judge(rules_of(kind)))
            return
        if not clauses:
            return
        yield code("keeping={regions}", regions=self._regions(kind, found))
        breaking = self._breaking(kind)
        if breaking:
            broken = (
                code("{name}: {found}", name=literal(name), found=self._regions(kind, each))
                for name, each in breaking.items()
            )
            yield code("breaking={broken}", broken=_braced(broken))
        yield code("beside={fields}", fields=_braced(iter(beside)))

    def breakable(self, kind: Object) -> tuple[str, ...]:
        """The rules that a body can break alone."""
        return tuple(self._breaking(kind))

    def _breaking(self, kind: Object) -> dict[str, tuple[Region, ...]]:
        """By rule the regions that break it and keep all others; none where the rules need too many."""
        try:
            clauses = clauses_of(kind, self._domains)
        except ClauseLimitError:
            return {}
        found: dict[str, tuple[Region, ...]] = {}
        for clause in clauses:
            own = self._regions_breaking(clause, kind)
            if own:
                found[clause.rule.name] = (*found.get(clause.rule.name, ()), *own)
        return found

    def _regions_breaking(self, clause: Clause, kind: Object) -> tuple[Region, ...]:
        try:
            return regions_breaking(clause, kind, self._domains)
        except RegionLimitError:
            return ()

    def _beside(self, kind: Object, clauses: tuple[Clause, ...]) -> Iterator[Code]:
        for name in dict.fromkeys(name for clause in clauses for name in clause.fields):
            found = regions_beside(name, kind, self._domains)[:1]
            # A field that always matters is broken by no value alone.
            region = self._difference(kind, found[0]) if found else code("{{{name}: nothing}}", name=literal(name))
            yield code("{name}: {region}", name=literal(name), region=region)

    def _regions(self, kind: Object, found: tuple[Region, ...]) -> Code:
        return code("[{regions}]", regions=joined(", ", tuple(self._difference(kind, region) for region in found)))

    def _difference(self, kind: Object, region: Region) -> Code:
        plain = self._plain(kind)
        changed = (item for item in region.fields if item != plain.allowed(item.field))
        return _braced(
            code("{name}: {values}", name=literal(item.field), values=self._allowed(kind, self._declared(kind, item)))
            for item in changed
        )

    def _others(self, kind: Object) -> Iterator[Code]:
        """What members without a declared name may be; of those that patterns name nothing is said."""
        if kind.patterns or isinstance(kind.additional, Anything):
            yield Code("others=anything()")
        elif not isinstance(kind.additional, Nothing):
            yield code("others={values}", values=self._expressions.expression(kind.additional))

    def _more(self, kind: Object) -> Iterator[tuple[str, Json]]:
        """Members to fill bodies up with, one more than there may be, where not every name will do."""
        limits = (kind.min_properties, kind.max_properties)
        most = min(max(limit.value for limit in limits if limit is not None) + 1, MOST_MORE)
        for name, member in self._nominals.members(kind, most):
            with suppress(UnattainableError):
                yield name, self._nominals.value(member)


def _braced(members: Iterator[Code]) -> Code:
    return code("{{{members}}}", members=joined(", ", tuple(members)))


def _sizes(kind: Object) -> Iterator[Code]:
    if kind.min_properties is not None:
        yield code("low={value}", value=kind.min_properties.value)
    if kind.max_properties is not None:
        yield code("high={value}", value=kind.max_properties.value)
