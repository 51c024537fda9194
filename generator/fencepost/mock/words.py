"""A validator's errors to faults: what to name and what to say.

The validator alone gives the verdict; here it only gets words. No word repeats a value that was sent: it may be secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, TypeAlias

import jsonschema_rs

from fencepost.ir.rules import Rule, rule_fields
from fencepost.ir.values import Json
from fencepost.mock.rulebook import Rulebook

FaultPlace: TypeAlias = Literal["body", "query", "path", "header", "cookie"]
Path: TypeAlias = tuple[str | int, ...]

MALFORMED = "malformed"
"""The keyword of a fault that no schema was asked about: the text is not JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a request."""

    place: FaultPlace
    path: Path
    """What is wrong, by names and indices below the place; empty for the whole body."""

    keyword: str
    words: str
    """What it must be, as the end of a sentence that begins with its name."""

    @property
    def name(self) -> str:
        """The name as it is sent, dotted below the root; `body` for the whole body."""
        return ".".join(map(str, self.path)) or self.place

    @property
    def sentence(self) -> str:
        """Name and words."""
        begins = self.words.startswith(("has ", "is ", "must "))
        return f"{self.name} {self.words}" if begins else f"{self.name}: {self.words}"


def phrase(status: int) -> str:
    """The reason phrase of a status: `Not Found`."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"


def faults_of(
    errors: Iterable[jsonschema_rs.ValidationError],
    value: Json,
    rulebook: Rulebook,
    place: FaultPlace,
    prefix: Path = (),
) -> tuple[Fault, ...]:
    """Every fault of a value, each once, by place in the value; `prefix` is the path of the value itself."""
    teller = _Teller(value=value, rulebook=rulebook, place=place, prefix=prefix)
    found = [fault for error in errors for fault in teller.faults(error)]
    wrong_types = {fault.path for fault in found if fault.keyword == "type"}
    told = dict.fromkeys(fault for fault in found if fault.keyword == "type" or fault.path not in wrong_types)
    return tuple(sorted(told, key=lambda fault: (tuple(map(str, fault.path)), fault.words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells what is wrong with one value."""

    value: Json
    rulebook: Rulebook
    place: FaultPlace
    prefix: Path

    def faults(self, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
        """The faults that an error stands for."""
        found = self.rulebook.find((error.absolute_keyword_location or "").partition("#")[2])
        if found is not None:
            yield from self._of_rule(error, *found)
        elif error.kind.name in ("anyOf", "oneOf"):
            yield from self._of_choice(error)
        else:
            words = _words(error.kind)
            yield from (self._fault(path, error.kind.name, words) for path in self._blamed(error))

    def _fault(self, path: Path, keyword: str, words: str) -> Fault:
        return Fault(place=self.place, path=(*self.prefix, *path), keyword=keyword, words=words)

    def _of_rule(self, error: jsonschema_rs.ValidationError, rule: Rule, below: str) -> Iterator[Fault]:
        """A fault for each field that the rule asks something of; all its fields, where it asks it of the object."""
        words = f"{(rule.description or 'the rule is broken').strip().rstrip('.')} (rule {rule.name})"
        on_the_object = "/properties/" not in below and error.kind.name != "required"
        all_fields: list[Path] = [(*error.instance_path, name) for name in rule_fields(rule)]
        paths = all_fields if on_the_object else self._blamed(error)
        yield from (self._fault(path, rule.name, words) for path in paths)

    def _blamed(self, error: jsonschema_rs.ValidationError) -> list[Path]:
        """What is wrong: a missing or unknown member is named itself, not the object it is missing from."""
        path = tuple(error.instance_path)
        told = error.kind.as_dict()
        if isinstance(told.get("property"), str):
            return [(*path, told["property"])]
        unexpected = told.get("unexpected", [])
        if not unexpected and error.kind.name == "falseSchema" and error.schema_path[-1:] == ["additionalProperties"]:
            # The engine tells no names where every member is forbidden.
            unexpected = _members_at(self.value, path)
        return [(*path, name) for name in unexpected if isinstance(name, str)] or [path]

    def _of_choice(self, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
        """What is wrong with the one branch whose JSON type fits; where none or several fit, what the choice is."""
        branches: list[list[jsonschema_rs.ValidationError]] = error.kind.as_dict().get("context", [])
        fitting = [branch for branch in branches if not any(_is_type_of(inner, error) for inner in branch)]
        if len(fitting) == 1 and fitting[0]:
            yield from (fault for inner in fitting[0] for fault in self.faults(inner))
            return
        types = dict.fromkeys(name for branch in branches for inner in branch for name in _type_names(inner.kind))
        words = _type_words(tuple(types)) if types and not fitting else _WORDS[error.kind.name]
        yield self._fault(tuple(error.instance_path), "anyOf" if fitting else "type", words)


def _members_at(value: Json, path: Path) -> list[str]:
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list):
            value = value[int(step)]
    return list(value) if isinstance(value, dict) else []


def _is_type_of(inner: jsonschema_rs.ValidationError, whole: jsonschema_rs.ValidationError) -> bool:
    return inner.kind.name == "type" and inner.instance_path == whole.instance_path


def _type_names(kind: jsonschema_rs.ValidationErrorKind) -> list[str]:
    return [str(name) for name in kind.as_dict().get("types", [])]


_ARTICLES = {"array": "an array", "integer": "an integer", "object": "an object", "null": "null"}


def _type_words(names: tuple[str, ...]) -> str:
    ordered = sorted(names, key=lambda name: (name == "null", name))
    return "must be " + " or ".join(_ARTICLES.get(name, f"a {name}") for name in ordered)


_WORDS = {
    "additionalProperties": "is not allowed",
    "anyOf": "must have one of the documented forms",
    "contains": "must hold an item of the documented form",
    "exclusiveMaximum": "must be less than {limit}",
    "exclusiveMinimum": "must be greater than {limit}",
    "falseSchema": "is not allowed",
    "format": "must be a valid {format}",
    "maxItems": "must have at most {limit} item{s}",
    "maxLength": "must have at most {limit} character{s}",
    "maxProperties": "must have at most {limit} member{s}",
    "maximum": "must be at most {limit}",
    "minItems": "must have at least {limit} item{s}",
    "minLength": "must have at least {limit} character{s}",
    "minProperties": "must have at least {limit} member{s}",
    "minimum": "must be at least {limit}",
    "multipleOf": "must be a multiple of {multiple_of}",
    "not": "is one of the values that are not allowed",
    "oneOf": "must have exactly one of the documented forms",
    "pattern": "must match the pattern {pattern}",
    "propertyNames": "has a member whose name is not allowed",
    "required": "is required",
    "unevaluatedItems": "has more items than are allowed",
    "unevaluatedProperties": "is not allowed",
    "uniqueItems": "must not hold an item twice",
}
_MOST_VALUES = 12


def _words(kind: jsonschema_rs.ValidationErrorKind) -> str:
    told: dict[str, Any] = kind.as_dict()
    match kind.name:
        case "type":
            return _type_words(tuple(_type_names(kind)))
        case "enum":
            return _enum_words(told["options"])
        case "const":
            return f"must be {_shown(told['expected_value'])}"
        case "not" if told.get("schema") == {"type": "null"}:
            return "must not be null"
        case name:
            plural = "" if told.get("limit") == 1 else "s"
            return _WORDS.get(name, "is not as documented").format(**told, s=plural)


def _enum_words(options: list[Any]) -> str:
    shown = ", ".join(_shown(option) for option in options[:_MOST_VALUES])
    more = len(options) - _MOST_VALUES
    return f"must be one of {shown}" + (f" and {more} more" if more > 0 else "")


def _shown(value: object) -> str:
    words = {True: "true", False: "false", None: "null"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
