"""How much of a document a campaign has tried: every enforced keyword that requests can reach, times its sides.

The total is computed from the document, not from the cases; a point counts as hit once a request that stood on it was
decided. Keywords inside the conditions of rules are no points of their own: a rule has two sides of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from fencepost.campaign.coverage.fences import Fence, Fences
from fencepost.campaign.coverage.sides import OUTSIDE, Side
from fencepost.campaign.judging.statuses import Verdict
from fencepost.campaign.wire.exchange import Exchange
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.rules import And, Rule
from fencepost.ir.shapes import json_types
from fencepost.ir.types import Array, Intersection, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json, JsonText, json_type
from fencepost.rules.evaluate import allows, holds, keeps, member_types

Point: TypeAlias = tuple[str, str]
"""The place of a keyword and a side of it; of a rule, its place and `kept` or `broken`."""

ALWAYS = And(parts=())
_TEXT_TYPES = frozenset(("string", "array", "object"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What one request stood on."""

    points: frozenset[Point]
    rules: frozenset[Point]


NO_HITS = Hits(points=frozenset(), rules=frozenset())


class _Node(NamedTuple):
    """A type on the way down; a tuple, because of each request a hundred are made."""

    type: Type
    variant: bool = False
    """Whether a union around it already says which JSON types may stand here."""

    text: bool = False
    """Whether values go as text, in a path, a query or a header, where every value is a string."""


class _Stand(NamedTuple):
    """A fence as requests can meet it."""

    place: str
    side: Side
    sides: tuple[str, ...]
    """Those that a request can reach here."""


class Coverage:
    """The points of a document, and those that a request stands on."""

    def __init__(self, api: Api, operations: Iterable[Operation]) -> None:
        self._api = api
        self._fences = Fences(api)
        self._known: dict[tuple[int, bool, bool], tuple[_Stand, ...]] = {}
        nodes = [node for operation in operations for root in _roots(operation) for node in self._within(root, set())]
        stands = (stand for node in nodes for stand in self._stands(node))
        self.points: frozenset[Point] = frozenset((stand.place, side) for stand in stands for side in stand.sides)
        rules = {_place(rule) for node in nodes if isinstance(node.type, Object) for rule in _refusing(node.type)}
        self.rules: frozenset[Point] = frozenset((place, side) for place in rules for side in ("kept", "broken"))

    def hits(self, exchange: Exchange, operation: Operation, verdict: Verdict) -> Hits:
        """What a request stands on: the inner sides where it is valid, the outer ones where it is a fault.

        Nothing where it was left undecided, or where what is wrong lies outside the document's schemas.
        """
        case = exchange.case
        if verdict == "undecided" or case.kind == "protocol":
            return NO_HITS
        points: set[Point] = set()
        rules: set[Point] = set()
        for root, value in _values(exchange, operation):
            self._collect(root, value, 0, points, rules)
        outer = case.kind == "fault"
        return Hits(
            points=frozenset(point for point in points if (point[1] == OUTSIDE) == outer) & self.points,
            rules=frozenset(point for point in rules if (point[1] == "broken") == outer) & self.rules,
        )

    def _stands(self, node: _Node) -> tuple[_Stand, ...]:
        """The fences of a node."""
        # By identity: two equal types at different places have different fences.
        key = (id(node.type), node.variant, node.text)
        if key not in self._known:
            self._known[key] = tuple(
                _Stand(fence.place, fence.side, self._reachable(fence, node)) for fence in self._fences.of(node.type)
            )
        return self._known[key]

    def _reachable(self, fence: Fence, node: _Node) -> tuple[str, ...]:
        if fence.keyword != "type":
            return fence.sides
        sides = tuple(side for side in fence.sides if not (node.text and side == "type:null"))
        texts = node.text and json_types(node.type, self._api) & _TEXT_TYPES
        return tuple(side for side in sides if side != OUTSIDE) if node.variant or texts else sides

    def _rules(self, kind: Object, value: dict[str, Json]) -> Iterator[Point]:
        for rule in _refusing(kind):
            if not keeps(rule, value, self._api):
                yield _place(rule), "broken"
            elif holds(rule.condition, value, self._api):
                yield _place(rule), "kept"

    def _within(self, node: _Node, seen: set[tuple[str, bool]]) -> Iterator[_Node]:
        """The node and every node inside it, each component once."""
        yield node
        for inner in _inner(node):
            if isinstance(inner.type, Ref):
                if (inner.type.name, inner.text) in seen:
                    continue
                seen.add((inner.type.name, inner.text))
            yield from self._within(inner, seen)
        if isinstance(node.type, Ref):
            inner_type = self._api.component(node.type.name).type
            yield from self._within(_Node(type=inner_type, variant=node.variant, text=node.text), seen)

    def _collect(self, node: _Node, value: Json, depth: int, points: set[Point], rules: set[Point]) -> None:
        """Add what the value stands on, and every part of it."""
        for stand in self._stands(node):
            side = stand.side(value)
            if side is not None and side in stand.sides:
                points.add((stand.place, side))
        if isinstance(node.type, Object) and isinstance(value, dict):
            rules.update(self._rules(node.type, value))
        for inner, part in self._below(node, value):
            if depth < 64:
                self._collect(inner, part, depth + 1, points, rules)

    def _below(self, node: _Node, value: Json) -> Iterator[tuple[_Node, Json]]:
        match node.type:
            case Ref(name=name):
                inner = self._api.component(name).type
                yield _Node(type=inner, variant=node.variant, text=node.text), value
            case Union(variants=variants):
                for variant in self._chosen(variants, value):
                    yield _Node(type=variant, variant=True, text=node.text), value
            case Intersection(parts=parts):
                for part in parts:
                    yield _Node(type=part, variant=node.variant, text=node.text), value
            case Residual(type=inner):
                yield _Node(type=inner, variant=node.variant, text=node.text), value
            case Array() if isinstance(value, list):
                for index, item in enumerate(value):
                    prefix = node.type.prefix
                    yield _Node(type=prefix[index] if index < len(prefix) else node.type.items, text=node.text), item
            case Object() if isinstance(value, dict):
                for name, member in value.items():
                    for kind in member_types(node.type, name):
                        yield _Node(type=kind, text=node.text), member
            case _:
                pass

    def _chosen(self, variants: tuple[Type, ...], value: Json) -> list[Type]:
        """The variants a value is meant for: those that allow it, else those of its JSON type."""
        allowing = [variant for variant in variants if allows(variant, value, self._api)]
        return allowing or [item for item in variants if json_type(value) in json_types(item, self._api)]


def _place(rule: Rule) -> str:
    return f"{rule.location.file}#{rule.location.pointer}"


def _refusing(kind: Object) -> list[Rule]:
    """The rules that refuse anything: one without a consequence only marks bodies for an open question."""
    return [rule for rule in kind.rules if rule.consequence != ALWAYS]


def _inner(node: _Node) -> Iterator[_Node]:
    match node.type:
        case Union(variants=variants):
            yield from (_Node(type=variant, variant=True, text=node.text) for variant in variants)
        case Intersection(parts=parts):
            yield from (_Node(type=part, variant=node.variant, text=node.text) for part in parts)
        case Residual(type=inner):
            yield _Node(type=inner, variant=node.variant, text=node.text)
        case Array(items=items, prefix=prefix):
            yield from (_Node(type=item, text=node.text) for item in (*prefix, items))
        case Object():
            fields = (item.type for item in node.type.fields)
            patterns = (item.type for item in node.type.patterns)
            yield from (_Node(type=kind, text=node.text) for kind in (*fields, *patterns, node.type.additional))
        case _:
            pass


def _roots(operation: Operation) -> Iterator[_Node]:
    for parameter in operation.parameters:
        if parameter.place != "cookie":
            yield _Node(type=parameter.type, text=parameter.style != "content")
    if operation.body is not None and operation.body.json is not None:
        yield _Node(type=operation.body.json.type)


def _values(exchange: Exchange, operation: Operation) -> Iterator[tuple[_Node, Json]]:
    """Every value that a request carries, with the type that the document gives it."""
    case = exchange.case
    pairs = {"path": case.path_params, "query": case.query, "header": case.headers}
    sent = {(place, name): value for place, values in pairs.items() for name, value in values}
    for parameter in operation.parameters:
        value = sent.get((parameter.place, parameter.name))
        if value is not None:
            exact = value.exact if isinstance(value, JsonText) else dict(exchange.given).get(value)
            yield _Node(type=parameter.type, text=parameter.style != "content"), exact
    if case.body is not None and operation.body is not None and operation.body.json is not None:
        yield _Node(type=operation.body.json.type), case.body.exact
