"""The ledger: for each keyword of a document, which products enforce it, and which questions it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fencepost.diagnostics import Location
from fencepost.ir.api import Api, Occurrence
from fencepost.ir.types import Field, Number, Object, String, Type
from fencepost.ir.values import Json
from fencepost.ir.walk import walk_with_rules

Standing = Literal["enforced", "approximated", "not"]
PRODUCTS = ("model", "strategy", "mock", "check")
KNOWN_FORMATS = frozenset(("date-time", "date", "time", "uuid", "ipv4", "ipv6", "email", "uri", "hostname"))

_READ_BY: dict[str, tuple[str, ...]] = {
    "default": ("model", "mock", "check"),
    "examples": ("strategy", "mock"),
    "example": ("strategy", "mock"),
    "readOnly": ("mock", "check"),
    "writeOnly": ("mock", "check"),
    "discriminator": ("model",),
    "x-fencepost-open": ("check",),
    "x-fencepost-privileged": ("strategy", "check"),
    "x-fencepost-id": ("mock", "check"),
    "x-fencepost-lifecycle": ("mock",),
}
"""Keywords that assert nothing and yet are obeyed, and by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One keyword at one place, and what each product does with it."""

    occurrence: Occurrence
    standings: tuple[tuple[str, Standing], ...]
    """By product, in the order of PRODUCTS; empty for a keyword that asks nothing of a value."""

    @property
    def words(self) -> str:
        """The standings in words: `enforced by model, mock; approximated by strategy`."""
        if not self.standings:
            return self.occurrence.kind
        told = [(word, [name for name, standing in self.standings if standing == word]) for word in _ORDER]
        parts = [f"{word} by {', '.join(names)}" for word, names in told if names and word != "not"]
        return "; ".join(parts) or "enforced by none"

    def as_json(self) -> dict[str, Json]:
        """The entry as `check --json` prints it."""
        place = self.occurrence.location
        return {
            "keyword": self.occurrence.keyword,
            "kind": self.occurrence.kind,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "pointer": place.pointer,
            **dict(self.standings),
        }


_ORDER: tuple[Standing, ...] = ("enforced", "approximated", "not")


def ledger(api: Api) -> tuple[Entry, ...]:
    """Every keyword occurrence of every schema of the document, by place."""
    unknown = _unknown_formats(api)
    entries = [Entry(occurrence=item, standings=_standings(item, unknown)) for item in api.ledger]
    return tuple(sorted(entries, key=lambda entry: _order(entry.occurrence.location)))


def _order(location: Location) -> tuple[str, int, int]:
    return location.file, location.line, location.column


def _standings(item: Occurrence, unknown_formats: frozenset[str]) -> tuple[tuple[str, Standing], ...]:
    keyword = item.keyword
    if keyword in _READ_BY:
        return tuple((product, "enforced" if product in _READ_BY[keyword] else "not") for product in PRODUCTS)
    if item.kind == "unknown" or (keyword == "format" and item.location.pointer in unknown_formats):
        return tuple((product, "not") for product in PRODUCTS)
    if item.kind != "assertion":
        return ()
    return tuple((product, _standing(item, product)) for product in PRODUCTS)


def _standing(item: Occurrence, product: str) -> Standing:
    """What a product does with an assertion; values that only a validator can tell are drawn and then checked."""
    if item.keyword == "format":
        # A request that breaks a format alone is none that the document refuses (JSON Schema 2020-12, 7.2.1).
        return "enforced" if product in ("strategy", "check") else "approximated"
    if product == "strategy" and (item.residual or item.keyword == "pattern"):
        return "approximated"
    return "enforced"


def _types(api: Api) -> Iterator[Type]:
    """Every type of the document, those inside the rules included."""
    for component in api.components:
        yield from walk_with_rules(component.type)
    for operation in api.operations:
        contents = [*(operation.body.contents if operation.body else ())]
        contents += [content for response in operation.responses for content in response.contents]
        for kind in (*(item.type for item in contents), *(item.type for item in operation.parameters)):
            yield from walk_with_rules(kind)


def _unknown_formats(api: Api) -> frozenset[str]:
    formats = [kind.format for kind in _types(api) if isinstance(kind, String | Number)]
    return frozenset(item.location.pointer for item in formats if item is not None and item.name not in KNOWN_FORMATS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What the document leaves open."""

    question: str
    subject: str
    """The field or the rule it stands on."""

    location: Location


def open_questions(api: Api) -> tuple[Open, ...]:
    """Every open question of the document, by place."""
    told = [item for kind in _types(api) if isinstance(kind, Object) for item in _of_object(kind)]
    told += [
        Open(question=item.annotations.open_question, subject=item.name, location=item.location)
        for operation in api.operations
        for item in operation.parameters
        if item.annotations.open_question
    ]
    lines = {(item.location.file, item.location.pointer): item.location for item in api.ledger}
    found = {item.location: _at_its_line(item, lines) for item in told}
    return tuple(sorted(found.values(), key=lambda item: _order(item.location)))


def _at_its_line(item: Open, lines: Mapping[tuple[str, str], Location]) -> Open:
    """The question where it is asked, not where its subject begins."""
    asked = (item.location.file, f"{item.location.pointer}/x-fencepost-open")
    return replace(item, location=lines.get(asked, item.location))


def _of_object(kind: Object) -> Iterator[Open]:
    for item in kind.fields:
        if item.annotations.open_question:
            yield _of_field(item, item.annotations.open_question)
    for rule in kind.rules:
        if rule.open_question:
            yield Open(question=rule.open_question, subject=rule.name, location=rule.location)


def _of_field(item: Field, question: str) -> Open:
    return Open(question=question, subject=item.wire_name, location=item.location)
