"""The rules of a document by the place of their schemas, so that a validator's error can be said in a rule's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fencepost.ir.api import Api
from fencepost.ir.pointers import escaped
from fencepost.ir.rules import Rule
from fencepost.ir.types import Object, Type
from fencepost.ir.values import JsonText
from fencepost.ir.walk import walk
from fencepost.mock.answering.schemas import contents_of
from fencepost.rules.domains import Domains
from fencepost.rules.wording.remedies import own_words, remedy


@dataclass(frozen=True, kw_only=True)  # No slots: the words are worked out when they are first needed.
class Known:
    """A rule of the document."""

    rule: Rule
    holder: Object
    domains: Domains

    @cached_property
    def words(self) -> str:
        """What it asks, its name, and what to change."""
        change = remedy(self.rule, self.holder, self.domains)
        said = f"{own_words(self.rule)} (rule {self.rule.name})"
        return f"{said}; {change}" if change else said


class Rulebook:
    """The rules of one document."""

    def __init__(self, api: Api, pointers: dict[JsonText, str]) -> None:
        """`pointers` says where each schema of a request or an answer stands in the validators' schema document."""
        self._domains = Domains(api)
        self._rules: dict[str, Known] = {}
        self._found: dict[str, tuple[Known, str] | None] = {}
        """Of each keyword that a value has failed, what was found; a document has only so many."""

        for component in api.components:
            token = escaped(component.name)
            self._add(component.type, component.location.pointer, f"/components/schemas/{token}")
        for operation in api.operations:
            for content in contents_of(operation):
                self._add(content.type, f"{content.location.pointer}/schema", pointers[content.schema])

    def _add(self, kind: Type, written: str, validated: str) -> None:
        """The rules below a type, which is written at one pointer and validated at another."""
        for holder in (inner for inner in walk(kind) if isinstance(inner, Object)):
            for rule in holder.rules:
                if rule.location.pointer.startswith(written):
                    place = validated + rule.location.pointer.removeprefix(written)
                    known = Known(rule=rule, holder=holder, domains=self._domains)
                    self._rules.update(dict.fromkeys(_keywords(place), known))

    def find(self, keyword: str) -> tuple[Known, str] | None:
        """The rule that a keyword belongs to, by the keyword's pointer, and what of the pointer is below the rule."""
        if keyword not in self._found:
            self._found[keyword] = self._look_up(keyword)
        return self._found[keyword]

    def _look_up(self, keyword: str) -> tuple[Known, str] | None:
        head = keyword
        while head:
            if head in self._rules:
                return self._rules[head], keyword.removeprefix(head)
            head = head.rpartition("/")[0]
        return None


def _keywords(place: str) -> tuple[str, ...]:
    """The pointers under which a rule fails: what stands under `if` never does, its neighbours do."""
    holder, _, last = place.rpartition("/")
    return (f"{holder}/then", f"{holder}/else") if last == "if" else (place,)
