"""The rules of a document by the place of their schemas, so that a validator's error can be said in a rule's words."""

from __future__ import annotations

from fencepost.ir.api import Api
from fencepost.ir.rules import Rule
from fencepost.ir.types import Object, Type
from fencepost.ir.values import JsonText
from fencepost.ir.walk import walk
from fencepost.mock.schemas import contents_of


class Rulebook:
    """The rules of one document."""

    def __init__(self, api: Api, pointers: dict[JsonText, str]) -> None:
        """`pointers` says where each schema of a request or an answer stands in the validators' schema document."""
        self._rules: dict[str, Rule] = {}
        for component in api.components:
            token = component.name.replace("~", "~0").replace("/", "~1")
            self._add(component.type, component.location.pointer, f"/components/schemas/{token}")
        for operation in api.operations:
            for content in contents_of(operation):
                self._add(content.type, f"{content.location.pointer}/schema", pointers[content.schema])

    def _add(self, kind: Type, written: str, validated: str) -> None:
        """The rules below a type, which is written at one pointer and validated at another."""
        for rule in (rule for inner in walk(kind) if isinstance(inner, Object) for rule in inner.rules):
            if rule.location.pointer.startswith(written):
                place = validated + rule.location.pointer.removeprefix(written)
                self._rules.update(dict.fromkeys(_keywords(place), rule))

    def find(self, keyword: str) -> tuple[Rule, str] | None:
        """The rule that a keyword belongs to, by the keyword's pointer, and what of the pointer is below the rule."""
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
