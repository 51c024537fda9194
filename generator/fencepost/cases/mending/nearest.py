"""The valid values nearest to one that is not: the smallest set of fields to change.

An object's rules are met by its regions: in each, the fields whose value lies outside it are the ones to change, and
the region that asks for fewest is the nearest. What regions cannot say is tried, and then called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from fencepost.cases.mending.arrays import nearest_arrays
from fencepost.cases.mending.change import Change, Way, changes_between, least, replaced
from fencepost.cases.mending.closest import closest
from fencepost.cases.mending.objects import is_single, nearest_objects
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.right.values import valid_points
from fencepost.ir.types import Array, Intersection, Null, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json, json_type
from fencepost.rules.clauses import ClauseLimitError, rule_clauses
from fencepost.rules.evaluate import complaints, keeps
from fencepost.rules.wording.demands import complaint_places
from fencepost.rules.wording.remedies import Alternative, alternatives

MAX_TRIALS = 200
"""So many values of a type are compared with the one that was sent, where nothing better is known."""

MAX_ROUNDS = 32
"""So many rules are mended one after the other, where they need too many regions."""


class Nearest:
    """Finds the nearest valid values, for the types of one document."""

    def __init__(self, nominals: Nominals) -> None:
        self.nominals = nominals
        self.is_least = True
        """Whether every way found so far is known to be a smallest one; False once something had to be tried."""

        self._known: dict[tuple[int, int], tuple[Type, Json, tuple[Way, ...]]] = {}

    def ways(self, kind: Type, value: Json) -> tuple[Way, ...]:
        """The smallest changes that make a value valid, at most MAX_WAYS; none where no valid value was found."""
        # By identity: both live as long as this does, and the same member is asked for in every region.
        known = self._known.get((id(kind), id(value)))
        if known is None:
            known = self._known[id(kind), id(value)] = (kind, value, self._ways(kind, value))
        return known[2]

    def _ways(self, kind: Type, value: Json) -> tuple[Way, ...]:
        if self.nominals.accepts(kind, value):
            return (Way(value=value),)
        match kind, value:
            case Ref(name=name), _:
                return self.ways(self.nominals.api.component(name).type, value)
            case Union(), _:
                return self._of_choice(kind, value)
            case Intersection(parts=parts), _:
                return self.ways(self.nominals.domains.all_of(parts, kind.location), value)
            case Residual(), _:
                return self._of_residual(kind, value)
            case Object(), dict():
                return self._of_object(kind, value) or self._tried(kind, value)
            case Array(), list():
                return nearest_arrays(kind, value, self) or self._tried(kind, value)
            case _:
                return self._replaced(kind, value)

    def _replaced(self, kind: Type, value: Json) -> tuple[Way, ...]:
        """Another value in the place: one that may be meant, else the nominal one."""
        wrapped: tuple[Json, ...] = ([value],) if isinstance(kind, Array) else ()
        for near in (*closest(kind, value), *wrapped):
            if self.nominals.accepts(kind, near):
                return (replaced(value, near, is_example=False),)
        try:
            return (replaced(value, self.nominals.value(kind), is_example=not is_single(kind)),)
        except UnattainableError:
            return ()

    def _of_choice(self, kind: Union, value: Json) -> tuple[Way, ...]:
        """The nearest among the variants of the value's JSON type, else among the others; null last."""
        name = json_type(value)
        fitting = [each for each in kind.variants if name in self.nominals.domains.json_types(each)]
        others = [each for each in kind.variants if each not in fitting and not isinstance(each, Null)]
        for variants in (fitting, others, kind.variants):
            found = [way for each in variants for way in self.ways(each, value) if self._fits(kind, way)]
            if found:
                return least(found)
        return self._tried(kind, value)

    def _fits(self, kind: Type, way: Way) -> bool:
        return self.nominals.accepts(kind, way.value)

    def _of_object(self, kind: Object, body: dict[str, Json]) -> tuple[Way, ...]:
        found = nearest_objects(kind, body, self)
        if not kind.rules or self.nominals.division(kind).complete:
            return found
        self.is_least = False
        return least((*found, *self._by_rules(kind, body)))

    def _of_residual(self, kind: Residual, value: Json) -> tuple[Way, ...]:
        """As if the residual were not there; where that is not enough, without what the engine complains of."""
        found = [way for way in self.ways(kind.type, value) if self._fits(kind, way)]
        if found:
            return least(found)
        places = [
            place
            for error in complaints(kind.schema, value, self.nominals.api)
            for place in complaint_places(error, value)
        ]
        names = dict.fromkeys(place[0] for place in places if len(place) == 1)
        if isinstance(value, dict) and names:
            rest = {name: member for name, member in value.items() if name not in names}
            dropped = tuple(Change(verb="drop", path=(name,)) for name in names)
            found = [Way(value=way.value, changes=(*dropped, *way.changes)) for way in self.ways(kind.type, rest)]
        return least(way for way in found if self._fits(kind, way)) or self._tried(kind, value)

    def _tried(self, kind: Type, value: Json) -> tuple[Way, ...]:
        """The nearest of the values that are made of a type anyway."""
        self.is_least = False
        found = [Way(value=each, changes=tuple(changes_between(value, each))) for each in self._made(kind, value)]
        return least(way for way in found if self._fits(kind, way))

    def _made(self, kind: Type, value: Json) -> Iterator[Json]:
        with suppress(UnattainableError):
            yield self.nominals.value(kind)
        members = value if isinstance(value, dict) else {}
        for gone in islice(members, MAX_TRIALS):
            yield {name: member for name, member in members.items() if name != gone}
        yield from (point.value for point in islice(valid_points(kind, self.nominals), MAX_TRIALS))

    def _by_rules(self, kind: Object, body: dict[str, Json]) -> tuple[Way, ...]:
        """One broken rule mended after the other, where regions do not say what keeps them all."""
        free = replace(kind, rules=())
        value = next((way.value for way in self.ways(free, body)), None)
        for _ in range(MAX_ROUNDS):
            if not isinstance(value, dict):
                return ()
            if self.nominals.accepts(kind, value):
                return (Way(value=value, changes=tuple(changes_between(body, value))),)
            value = self._mended(kind, value)
        return ()

    def _mended(self, kind: Object, body: dict[str, Json]) -> Json:
        """The body with its first broken rule kept, in the way that leaves fewest others broken; None where none is."""
        rule = next((rule for rule in kind.rules if not keeps(rule, body, self.nominals.api)), None)
        if rule is None:
            return None
        try:
            ways = alternatives(rule_clauses(rule, kind, self.nominals.domains), self.nominals.domains)
        except ClauseLimitError:
            return None
        found = [each for way in ways if (each := self._with(way, body)) is not None]
        return min(found, key=lambda each: self._faults(kind, body, each), default=None)

    def _faults(self, kind: Object, body: dict[str, Json], other: dict[str, Json]) -> tuple[int, int]:
        broken = sum(not keeps(rule, other, self.nominals.api) for rule in kind.rules)
        return broken, len(tuple(changes_between(body, other)))

    def _with(self, way: Alternative, body: dict[str, Json]) -> dict[str, Json] | None:
        """The body with what a way asks for; None where that cannot be made."""
        found = dict(body)
        for literal in way:
            if literal.absent:
                found.pop(literal.field, None)
                continue
            ways = self.ways(literal.type, found[literal.field]) if literal.field in found else ()
            ways = ways or self._replaced(literal.type, None)
            if not ways:
                return None
            found[literal.field] = ways[0].value
        return found
