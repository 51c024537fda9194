"""Spots: each keyword of a document's requests at its place, with its value and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fencepost.deviations.reach import Reach, Root, used_without_null
from fencepost.diagnostics import Location
from fencepost.ir.api import Api, Occurrence
from fencepost.ir.pointers import steps_of
from fencepost.ir.rules import And, Present, Rule
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.ir.walk import walk

_OF_NAMES = frozenset(("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"))
_OF_LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_ONE_QUESTION = frozenset(("not", "if", "contains", "propertyNames"))
"""Keywords that ask one thing of the value around them by all that stands in them."""

_BELOW = frozenset(("properties", "patternProperties", "additionalProperties", "items", "prefixItems"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A keyword at its place."""

    keyword: str
    pointer: str
    around: Mapping[str, Json]
    """The schema that it stands in, in the words of 2020-12."""

    above: tuple[str, ...]
    """The keywords that lead to that schema from its root, without names and numbers."""

    operations: tuple[str, ...]
    is_text: bool
    """Whether it is asked of what is sent as text."""

    is_old: bool
    """Whether it stands beside a flag of OpenAPI 3.0 that is said otherwise in 2020-12."""

    is_beside_null: bool
    """Whether it is of a component that is asked of nothing but texts, and of what may be null anyway."""

    rule: Rule | None
    """The rule that it is part of."""

    @property
    def schema(self) -> str:
        """The pointer of the schema that it stands in."""
        return self.pointer.rpartition("/")[0]

    @property
    def value(self) -> Json:
        """What it says; None where that is null, or said otherwise in 2020-12."""
        return self.around.get(self.keyword)

    @property
    def is_question(self) -> bool:
        """Whether it is part of what some keyword asks in one."""
        return not _ONE_QUESTION.isdisjoint(self.above)

    @property
    def is_inside(self) -> bool:
        """Whether it is asked of something inside a body, or of a parameter."""
        return self.is_text or not _BELOW.isdisjoint(self.above)

    @property
    def is_variant(self) -> bool:
        """Whether its schema is one of several that a value has to be of, or must all be of."""
        return bool(self.above) and self.above[-1] in ("allOf", "anyOf", "oneOf")


class Spots:
    """The spots of one document's requests."""

    def __init__(self, api: Api, sent: Reach) -> None:
        self._api = api
        self._sent = sent
        self._plain = used_without_null(sent, api)
        self._schemas: dict[str, Json] = {}
        self._written = {(item.location.file, item.location.pointer) for item in api.ledger}
        self._rules = {place: rule for rule in _rules(sent) for place in _parts(rule)}

    def all(self) -> Iterator[Spot]:
        """Every assertion and every choice that is asked of requests."""
        for item in self._api.ledger:
            if item.kind == "assertion" or item.keyword in ("anyOf", "oneOf"):
                root = self._sent.root(item.location)
                if root is not None:
                    yield self._spot(item, root)

    def _spot(self, item: Occurrence, root: Root) -> Spot:
        steps = steps_of(item.location.pointer.removeprefix(root.pointer))
        around = self._around(root, steps[:-1])
        return Spot(
            keyword=item.keyword,
            pointer=item.location.pointer,
            around=around,
            above=tuple(_keywords(steps[:-1])),
            operations=root.operations,
            is_text=root.is_text,
            is_old=self._is_old(item.location, around),
            is_beside_null=len(steps) == 1 and root.pointer not in self._plain,
            rule=self._rule(item.location),
        )

    def holds(self, pointer: str) -> bool:
        """Whether a keyword is written at a pointer of the document itself."""
        return (self._api.source, pointer) in self._written

    def _is_old(self, location: Location, around: Mapping[str, Json]) -> bool:
        schema, _, keyword = location.pointer.rpartition("/")
        if keyword == "type":
            return self.holds(f"{schema}/nullable")
        bound = keyword.removeprefix("exclusive").lower()
        return (
            bound in ("minimum", "maximum")
            and bound not in around
            and self.holds(f"{schema}/{bound}")
            and self.holds(f"{schema}/exclusive{bound.capitalize()}")
        )

    def _around(self, root: Root, steps: tuple[str, ...]) -> Mapping[str, Json]:
        if root.pointer not in self._schemas:
            self._schemas[root.pointer] = root.schema.exact
        value = self._schemas[root.pointer]
        for step in steps:
            if isinstance(value, list):
                value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def _rule(self, location: Location) -> Rule | None:
        head = location.pointer
        while head:
            if head in self._rules:
                return self._rules[head]
            head = head.rpartition("/")[0]
        return None


def _keywords(steps: tuple[str, ...]) -> Iterator[str]:
    """The keywords among the steps of a way through a schema."""
    rest = iter(steps)
    for step in rest:
        yield step
        if step in _OF_NAMES or step in _OF_LISTS:
            next(rest, None)


def _rules(sent: Reach) -> Iterator[Rule]:
    for root in sent.roots.values():
        for kind in walk(root.type):
            yield from kind.rules if isinstance(kind, Object) else ()


def _parts(rule: Rule) -> tuple[str, ...]:
    """Where a rule is written: one that stands beside other keywords has its three parts there."""
    whole, _, last = rule.location.pointer.rpartition("/")
    return tuple(f"{whole}/{part}" for part in ("if", "then", "else")) if last == "if" else (rule.location.pointer,)


def asks_nothing(rule: Rule) -> bool:
    """Whether a rule refuses nothing and only marks an open question."""
    return rule.consequence == And(parts=())


def place_of(rule: Rule) -> str:
    """Where a rule is written; one of several dependencies is the member named like the field it depends on."""
    pointer = rule.location.pointer
    match rule.condition:
        case Present(location=location) if pointer.endswith(("/dependentRequired", "/dependentSchemas")):
            return location.pointer
        case _:
            return pointer
