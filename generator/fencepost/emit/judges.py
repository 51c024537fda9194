"""What only a validator can tell: printed as a call that asks one, with the components it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.ecma import with_spelled_patterns
from fencepost.ir.pointers import unescaped
from fencepost.ir.types import Object, Residual
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.ir.walk import types_of, walk_with_rules
from fencepost.rules.schema import rule_schema

_REFERENCE = re.compile(r'"#/components/schemas/([^"/]+)')


def judged_components(api: Api, schema: JsonText) -> dict[str, Json]:
    """The components that a schema leads to, and those that any other leads to which only a validator can tell."""
    texts = [schema.text]
    for kind in types_of(api):
        texts += [part.schema.text for part in walk_with_rules(kind) if isinstance(part, Residual)]
    return {name: with_spelled_patterns(text.value) for name, text in _reached(texts, api)}


def _reached(texts: list[str], api: Api) -> Iterator[tuple[str, JsonText]]:
    known = {component.name: component.schema for component in api.components}
    waiting, seen = list(texts), set[str]()
    while waiting:
        for pointer in _REFERENCE.findall(waiting.pop()):
            name = unescaped(pointer)
            if name in known and name not in seen:
                seen.add(name)
                waiting.append(known[name].text)
                yield name, known[name]


def names_in(schema: JsonText, api: Api) -> frozenset[str]:
    """The components that a schema leads to."""
    return frozenset(name for name, _ in _reached([schema.text], api))


def rules_of(kind: Object) -> JsonText:
    """All rules of an object as one schema."""
    parts: list[Json] = [rule_schema(rule) for rule in kind.rules]
    return freeze({"allOf": parts})
