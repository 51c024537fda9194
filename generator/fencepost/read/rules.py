"""Conditions between the fields of an object to rules.

What can be said as a predicate over fields becomes a rule; every other condition is left to its caller by key.
Source: JSON Schema 2020-12, 10.2 (applying subschemas), 6.5.4 (dependentRequired).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TypeAlias

from fencepost.ir.rules import And, Holds, Not, Or, Predicate, Present, Rule, fields_of
from fencepost.read.annotations import read_annotations
from fencepost.read.context import Context
from fencepost.read.domains import ReadSchema
from fencepost.read.keywords import ANNOTATIONS, COMBINATORS
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence

ReadPredicate: TypeAlias = Callable[[Node | None], Predicate | None]
ALWAYS = And(parts=())
_OF_A_RULE = (COMBINATORS - {"allOf"}) | {"then", "else"}
_OF_A_PREDICATE = frozenset(["type", "properties", "required", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"])


def read_rules(node: Mapped, context: Context, read: ReadSchema) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules of a schema, and the keys of the combinators that are none, such as `anyOf` and `allOf/3`.

    Rules speak of objects; whether they leave other values alone, `spares_others` tells.
    """
    reader = _Reader(context, read)
    properties = node.get("properties")
    declared = frozenset(properties.entries) if isinstance(properties, Mapped) else frozenset()
    rules, unread = reader.own(node, declared, named=False)
    for index, item in enumerate(_items(node.get("allOf"))):
        found = reader.item(item, declared)
        if found is None:
            unread.append(f"allOf/{index}")
        else:
            rules += found
    return tuple(rules), tuple(unread)


def spares_others(node: Mapped, unread: tuple[str, ...]) -> bool:
    """Whether what was read as rules accepts values that are no objects: `not: {required: [a]}` refuses them all."""
    stated = {key: entry for key, entry in node.entries.items() if key in _OF_A_RULE and key not in unread}
    ruled = [item for index, item in enumerate(_items(node.get("allOf"))) if f"allOf/{index}" not in unread]
    return _spares(Mapped(entries=stated, location=node.location)) and all(map(_spares, ruled))


def _spares(node: Node | None) -> bool:
    """Whether a schema that can be read as a predicate accepts what is no object: most keywords say nothing of it."""
    if not isinstance(node, Mapped):
        return not (isinstance(node, Scalar) and node.value is False)
    whole = all(map(_spares, _items(node.get("allOf")))) and "type" not in node.entries
    if "if" in node.entries:
        whole = whole and _spares(node.get("then" if _spares(node.get("if")) else "else"))
    if "anyOf" in node.entries:
        whole = whole and any(map(_spares, _items(node.get("anyOf"))))
    if "oneOf" in node.entries:
        whole = whole and sum(map(_spares, _items(node.get("oneOf")))) == 1
    return whole and not ("not" in node.entries and _spares(node.get("not")))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


class _Reader:
    """Reads the conditions of one schema."""

    def __init__(self, context: Context, read: ReadSchema) -> None:
        self.context = context
        self.read = read

    def item(self, node: Node, declared: frozenset[str]) -> list[Rule] | None:
        """The rules of an entry of `allOf` that holds nothing else; None for any other entry."""
        if not isinstance(node, Mapped) or not any(key in _OF_A_RULE for key in node.entries):
            return None
        if not all(key in _OF_A_RULE or key in ANNOTATIONS or key.startswith("x-") for key in node.entries):
            return None
        rules, unread = self.own(node, declared, named=True)
        if unread:
            return None
        for entry in node.entries.values():
            self.context.record(entry)
        return rules

    def own(self, node: Mapped, declared: frozenset[str], *, named: bool) -> tuple[list[Rule], list[str]]:
        """The rules that a schema's own keywords state, and those keywords that state none."""
        rules: list[Rule] = []
        unread: list[str] = []
        for key in ("if", "anyOf", "oneOf", "not", "dependentRequired", "dependentSchemas"):
            entry = node.entries.get(key)
            if entry is None:
                continue
            stated = list(self._stated(node, entry, declared))
            if not stated or any(clause is None for clause in stated):
                unread.append(key)
                continue
            several = len(stated) > 1
            rules += [
                self._rule(node, entry, clause, named=named and not several) for clause in stated if clause is not None
            ]
        return rules, unread

    def _stated(
        self, node: Mapped, entry: Entry, declared: frozenset[str]
    ) -> Iterator[tuple[str, Predicate, Predicate] | None]:
        """Each rule of a keyword as (suffix of its name, condition, consequence); None where it is no rule."""
        match entry.key:
            case "if":
                yield self._conditional(node)
            case "anyOf" | "oneOf":
                yield self._choice(entry, declared)
            case "not":
                part = self.predicate(entry.node)
                yield ("", ALWAYS, Not(part=part)) if part is not None and fields_of(part) else None
            case "dependentRequired":
                yield from self._dependent(entry, self._names)
            case _:
                yield from self._dependent(entry, self.predicate)

    def _conditional(self, node: Mapped) -> tuple[str, Predicate, Predicate] | None:
        condition = self.predicate(node.get("if"))
        then = self.predicate(node.get("then")) if "then" in node.entries else ALWAYS
        otherwise = self.predicate(node.get("else")) if "else" in node.entries else ALWAYS
        if condition is None or then is None or otherwise is None or not fields_of(condition):
            return None
        if otherwise == ALWAYS:
            return "", condition, then
        whole = And(parts=(Or(parts=(Not(part=condition), then)), Or(parts=(condition, otherwise))))
        return "", ALWAYS, whole

    def _choice(self, entry: Entry, declared: frozenset[str]) -> tuple[str, Predicate, Predicate] | None:
        """A choice of branches that speak only of declared fields, or of presence; else it is a union of variants."""
        branches = [self.predicate(item) for item in _items(entry.node)]
        read = [branch for branch in branches if branch is not None]
        if len(read) < len(branches) or not any(fields_of(branch) for branch in read):
            return None
        if not all(set(_valued(branch)) <= declared for branch in read):
            return None
        return "", ALWAYS, _exactly_one(read) if entry.key == "oneOf" else Or(parts=tuple(read))

    def _dependent(self, entry: Entry, consequence: ReadPredicate) -> Iterator[tuple[str, Predicate, Predicate] | None]:
        if not isinstance(entry.node, Mapped):
            yield None
            return
        for name, dependent in entry.node.entries.items():
            then = consequence(dependent.node)
            present = Present(wire_name=name, location=dependent.location)
            yield None if then is None else (name, present, then)

    def _names(self, node: Node | None) -> Predicate | None:
        """Every field of a list of names is present."""
        names = _items(node)
        if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in names):
            return None
        return And(
            parts=tuple(
                Present(wire_name=str(item.value), location=item.location) for item in names if isinstance(item, Scalar)
            )
        )

    def predicate(self, node: Node | None) -> Predicate | None:
        """The schema as a predicate over the fields of the object it is asked of; None where it says more."""
        match node:
            case Scalar(value=True):
                return ALWAYS
            case Scalar(value=False):
                return Or(parts=())
            case Mapped() if all(_in_predicate(entry) for entry in node.entries.values()):
                return self._all(node)
        return None

    def _all(self, node: Mapped) -> Predicate | None:
        parts: list[Predicate | None] = []
        for entry in node.entries.values():
            self.context.record(entry)
            parts += self._parts(node, entry)
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else And(parts=tuple(known))

    def _parts(self, node: Mapped, entry: Entry) -> list[Predicate | None]:
        match entry.key:
            case "required":
                return [self._names(entry.node)]
            case "properties" if isinstance(entry.node, Mapped):
                return [self._holds(name, member) for name, member in entry.node.entries.items()]
            case "allOf":
                return [self.predicate(item) for item in _items(entry.node)]
            case "anyOf" | "oneOf":
                return [self._one_of(entry)]
            case "not":
                part = self.predicate(entry.node)
                return [None if part is None else Not(part=part)]
            case "if":
                stated = self._conditional(node)
                return [None if stated is None else Or(parts=(Not(part=stated[1]), stated[2]))]
            case "properties":
                return [None]
            case _:
                return []

    def _holds(self, name: str, entry: Entry) -> Predicate:
        return Holds(wire_name=name, type=self.read(entry.node, self.context), location=entry.location)

    def _one_of(self, entry: Entry) -> Predicate | None:
        branches = [self.predicate(item) for item in _items(entry.node)]
        read = [branch for branch in branches if branch is not None]
        if len(read) < len(branches):
            return None
        return _exactly_one(read) if entry.key == "oneOf" else Or(parts=tuple(read))

    def _rule(self, node: Mapped, entry: Entry, clause: tuple[str, Predicate, Predicate], *, named: bool) -> Rule:
        suffix, condition, consequence = clause
        annotations = read_annotations(node, self.context)
        title = annotations.title if named else None
        return Rule(
            name=_snake(title) if title else _pointer_name(entry, suffix),
            description=annotations.description if named else None,
            condition=condition,
            consequence=consequence,
            open_question=annotations.open_question if named else None,
            location=node.location if named else entry.location,
        )


def _in_predicate(entry: Entry) -> bool:
    if entry.key == "type":
        return isinstance(entry.node, Scalar) and entry.node.value == "object"
    return entry.key in _OF_A_PREDICATE or entry.key in ANNOTATIONS or entry.key.startswith("x-")


def _valued(predicate: Predicate) -> tuple[str, ...]:
    """The fields of whose value, not only presence, a predicate speaks."""
    match predicate:
        case Holds(wire_name=name):
            return (name,)
        case Present():
            return ()
        case Not(part=part):
            return _valued(part)
        case And(parts=parts) | Or(parts=parts):
            return tuple(name for part in parts for name in _valued(part))


def _exactly_one(branches: list[Predicate]) -> Predicate:
    pairs = (Not(part=And(parts=pair)) for pair in combinations(branches, 2))
    return And(parts=(Or(parts=tuple(branches)), *pairs))


def _snake(text: str) -> str:
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    return re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").lower() or "rule"


def _pointer_name(entry: Entry, suffix: str) -> str:
    """A name from the place of a rule without a title: what stands below its schema."""
    tokens = entry.location.pointer.split("/")
    below = tokens.index("schema") + 1 if "schema" in tokens else 1
    start = tokens.index("schemas") + 2 if "schemas" in tokens else max(len(tokens) - 3, below)
    return _snake("_".join([*tokens[start:], suffix]))
