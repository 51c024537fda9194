"""What the keywords of requests ask for: which say nothing of their own, and which a case breaks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import RequestParts
from fencepost.diagnostics import Location
from fencepost.ir.api import Api, Occurrence
from fencepost.ir.http import Content, Operation, Parameter
from fencepost.ir.pointers import unescaped
from fencepost.ir.rules import Or, Present, Rule
from fencepost.ir.types import Enum, Number, String, Type
from fencepost.ir.values import Json, json_type
from fencepost.ir.walk import types_of, walk, walk_with_rules
from fencepost.ledger.sides import Sides
from fencepost.rules.constraints.constraint import EVERY, Check
from fencepost.rules.domains import Domains
from fencepost.rules.lint.lint import objects_of

MAX_JUDGED = 20_000
"""So many faults of a document are looked at; what no fault was looked at for counts as broken."""

_INSIDE = re.compile(r"(/(anyOf|oneOf)/[0-9]+|/(not|contains))/")
"""Keywords in here ask together for one thing of the value around them."""

_PART = re.compile(r"/allOf/[0-9]+$")
_FROM_ZERO = ("minLength", "minItems", "minProperties")


class Asked:
    """The constraints of one document's requests, by the keywords that state them."""

    def __init__(self, api: Api, sides: Sides) -> None:
        self._sides = sides
        self._nominals = Nominals(api)
        self._schemas = {component.location.pointer: component.schema for component in api.components}
        self._schemas |= {f"{item.location.pointer}/schema": item.schema for item in _inline(api)}
        self._declared = _declared(api)
        self._formats = _formats(api)
        self._left = MAX_JUDGED
        self._alone: set[str] = set()
        self._is_whole = True
        for operation in self._nominals.api.operations:
            self._look_at(operation)

    def format_at(self, location: Location) -> str:
        """The name of the format that stands at a place; empty where none is known there."""
        return self._formats.get((location.file, location.pointer), "")

    def implied_by(self, item: Occurrence, rule: Rule | None) -> str | None:
        """What says as much as a keyword does already; None where it says something of its own."""
        schema, keyword = item.location.pointer.rpartition("/")[0], item.keyword
        around = self._around(item.location)
        if keyword in _FROM_ZERO and around.get(keyword) == 0:
            return "every value has as much"
        if keyword in ("type", "nullable") and ("enum" in around or "const" in around):
            return "the values listed beside it say as much"
        if keyword == "type" and self._is_said_beside(item.location, around):
            return "another part of the schema says as much"
        if keyword == "type" and rule is not None and self._is_declared(schema, around["type"], rule):
            return "the field is of this type anyway"
        return None

    def is_closed(self, item: Occurrence) -> bool:
        """Whether a keyword allows nothing: `additionalProperties: false`."""
        return self._around(item.location).get(item.keyword) is False

    def is_text(self, item: Occurrence) -> bool:
        """Whether a keyword asks for strings or arrays of what is sent as text whatever it is: in a path or a query."""
        types = ("string", "array")
        return (
            item.keyword == "type"
            and "/parameters/" in self._sides.root(item.location)
            and self._around(item.location).get("type") in types
        )

    def is_broken(self, item: Occurrence, rule: Rule | None) -> bool:
        """Whether a case breaks what a keyword asks for and nothing else."""
        if not self._is_whole:
            return True
        pointer = item.location.pointer if rule is None else rule.location.pointer
        if item.keyword == "$ref":
            return True
        # A part of what is asked of the value around it: without the keyword that is asked less.
        around = [pointer[:end] for part in _INSIDE.finditer(pointer) for end in (part.start(), part.end() - 1)]
        return any(found == pointer or found.startswith(f"{pointer}/") for found in self._alone) or any(
            place in self._alone for place in around
        )

    def _around(self, location: Location) -> dict[str, Json]:
        """The schema that a keyword stands in, as the document wrote it; empty where it is not found."""
        root = self._sides.root(location)
        value: Json = self._schemas[root].value if root in self._schemas else {}
        for token in location.pointer.removeprefix(root).split("/")[1:-1]:
            key = unescaped(token)
            if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                value = value.get(key, {}) if isinstance(value, dict) else {}
        return value if isinstance(value, dict) else {}

    def _is_said_beside(self, location: Location, around: dict[str, Json]) -> bool:
        """Whether a part of the same `allOf`, or the schema that holds it, names the same types."""
        schema = location.pointer.rpartition("/")[0]
        whole = _PART.sub("", schema)
        holder = around if whole == schema else self._around(replace(location, pointer=f"{whole}/allOf"))
        parts = holder.get("allOf")
        others = [holder, *(parts if isinstance(parts, list) else [])]
        told = [each.get("type") for each in others if isinstance(each, dict)]
        return told.count(around.get("type")) > 1

    def _is_declared(self, schema: str, told: Json, rule: Rule) -> bool:
        """Whether a field that a rule speaks of has one of the JSON types anyway."""
        above, _, name = schema.rpartition("/")
        known = self._declared.get((rule.location.pointer, unescaped(name)))
        if known is None or not above.endswith("/properties"):
            return False
        names = {str(each) for each in (told if isinstance(told, list) else [told])}
        return known <= (names | {"integer"} if "number" in names else names)

    def _look_at(self, operation: Operation) -> None:
        """Take note of what the faults of an operation break, each by its certificate."""
        parts = RequestParts(operation, self._nominals)
        known = {check.constraint.pointer: check for check in parts.checks()}
        found = list(islice(fault_cases(self._nominals.api, operation, self._nominals), self._left))
        self._left -= len(found)
        self._is_whole = self._is_whole and self._left > 0
        guarded = [check for check in known.values() if check.guard is not None]
        for case in found:
            check = known.get(case.certificate or "")
            if check is not None and not any(self._refuses(other, case, check) for other in guarded):
                self._alone.update(_keywords(check))

    def _refuses(self, other: Check, case: Case, check: Check) -> bool:
        """Whether a validator refuses the value as well, which is asked only of values that are in order otherwise."""
        path = other.constraint.path
        if other == check or path != check.constraint.path:
            return False
        value: Json = {"body": None if case.body is None else case.body.exact}
        for step in path:
            if step == EVERY:
                return True  # Which item or member is meant is not known, so that nothing is proved.
            if not isinstance(value, dict) or step not in value:
                return False
            value = value[step]
        return not replace(other, guard=None).is_met(value, json_type(value), self._nominals.api)


def _keywords(check: Check) -> Iterator[str]:
    """The pointers of the keywords in the document that state a constraint."""
    place = check.constraint.location.pointer
    yield place
    # What a `not` leaves of a type stands where the `not` does.
    yield f"{place.removesuffix('/not')}/{check.constraint.keyword}"
    # The flag of OpenAPI 3.0 stands beside the bound that it speaks of.
    holder, _, bound = place.rpartition("/")
    yield f"{holder}/exclusive{bound.removeprefix('exclusive').capitalize()}"
    meaning = check.meaning
    if check.constraint.keyword == "type" and not isinstance(meaning, Present | Or):
        for kind in walk(meaning):
            yield from (f"{kind.location.pointer}/type", f"{kind.location.pointer}/nullable")
    elif isinstance(meaning, Enum):
        yield from (item.location.pointer for item in meaning.values)


def _inline(api: Api) -> Iterator[Parameter | Content]:
    for operation in api.operations:
        yield from operation.parameters
        yield from (() if operation.body is None else operation.body.contents)
        yield from (content for response in operation.responses for content in response.contents)


def _declared(api: Api) -> dict[tuple[str, str], frozenset[str]]:
    """By rule and field the names of JSON types that the field has anyway; `integer` where it has no fractions."""
    domains = Domains(api)
    found: dict[tuple[str, str], frozenset[str]] = {}
    for kind in objects_of(api):
        for rule in kind.rules:
            for item in kind.fields:
                found[rule.location.pointer, item.wire_name] = _type_names(item.type, domains)
    return found


def _type_names(kind: Type, domains: Domains) -> frozenset[str]:
    whole = all(inner.integer for inner in walk(domains.resolve(kind)) if isinstance(inner, Number))
    return frozenset("integer" if name == "number" and whole else name for name in domains.json_types(kind))


def _formats(api: Api) -> dict[tuple[str, str], str]:
    formats = [
        kind.format for outer in types_of(api) for kind in walk_with_rules(outer) if isinstance(kind, String | Number)
    ]
    return {(each.location.file, each.location.pointer): each.name for each in formats if each is not None}
