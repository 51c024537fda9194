"""A validator's errors to faults: what to name and what to say.

The validator alone gives the verdict; here it only gets words. No word repeats a value that was sent: it may be secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeAlias
from urllib.parse import unquote

import jsonschema_rs

from fencepost.ir.ecma import as_written
from fencepost.ir.rules import rule_fields
from fencepost.ir.values import Json
from fencepost.mock.reading.rulebook import Known, Rulebook
from fencepost.rules.wording.demands import Path, complaint_places, complaint_words, demand, type_demand, type_names

FaultPlace: TypeAlias = Literal["body", "query", "path", "header", "cookie"]

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
        place = unquote((error.absolute_keyword_location or "").partition("#")[2])
        found = self.rulebook.find(as_written(place))
        if found is not None:
            yield from self._of_rule(error, *found)
        elif error.kind.name in ("anyOf", "oneOf"):
            yield from self._of_choice(error)
        else:
            words = complaint_words(error.kind)
            yield from (self._fault(path, error.kind.name, words) for path in complaint_places(error, self.value))

    def _fault(self, path: Path, keyword: str, words: str) -> Fault:
        return Fault(place=self.place, path=(*self.prefix, *path), keyword=keyword, words=words)

    def _of_rule(self, error: jsonschema_rs.ValidationError, known: Known, below: str) -> Iterator[Fault]:
        """A fault for each field that the rule asks something of; all its fields, where it asks it of the object."""
        rule, words = known.rule, known.words
        on_the_object = "/properties/" not in below and error.kind.name != "required"
        all_fields: list[Path] = [(*error.instance_path, name) for name in rule_fields(rule)]
        paths = all_fields if on_the_object else complaint_places(error, self.value)
        yield from (self._fault(path, rule.name, words) for path in paths)

    def _of_choice(self, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
        """What is wrong with the one branch whose JSON type fits; where none or several fit, what the choice is."""
        branches: list[list[jsonschema_rs.ValidationError]] = error.kind.as_dict().get("context", [])
        fitting = [branch for branch in branches if not any(_is_type_of(inner, error) for inner in branch)]
        if len(fitting) == 1 and fitting[0]:
            yield from (fault for inner in fitting[0] for fault in self.faults(inner))
            return
        types = dict.fromkeys(name for branch in branches for inner in branch for name in type_names(inner.kind))
        words = type_demand(types) if types and not fitting else demand(error.kind.name, {})
        yield self._fault(tuple(error.instance_path), "anyOf" if fitting else "type", words)


def _is_type_of(inner: jsonschema_rs.ValidationError, whole: jsonschema_rs.ValidationError) -> bool:
    return inner.kind.name == "type" and inner.instance_path == whole.instance_path
