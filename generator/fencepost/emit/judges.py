"""What only a validator can tell: printed as a call that asks one, with the components it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.emit.python.code import Code, code
from fencepost.emit.python.literal import literal
from fencepost.ir.api import Api
from fencepost.ir.references import COMPONENTS, component_of
from fencepost.ir.types import Object
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.rules.schema import rule_schema

_REFERENCE = re.compile(r'"#/components/schemas/([^"/]+)')


def judge(schema: JsonText, api: Api) -> Code:
    """The test whether a JSON Schema accepts a value."""
    needed = dict(_needed(schema.text, api))
    schemas: Json = {name: text.value for name, text in needed.items()}
    return code("judged({schema}, {schemas})", schema=literal(schema), schemas=literal(schemas))


def rules_judge(kind: Object, api: Api) -> Code:
    """The test whether an object keeps all its rules."""
    parts: list[Json] = [rule_schema(rule) for rule in kind.rules]
    return judge(freeze({"allOf": parts}), api)


def _needed(text: str, api: Api) -> Iterator[tuple[str, JsonText]]:
    """The components that a schema leads to, by name."""
    known = {component.name: component.schema for component in api.components}
    waiting, seen = [text], set[str]()
    while waiting:
        for pointer in _REFERENCE.findall(waiting.pop()):
            name = component_of(COMPONENTS + pointer)
            if name is not None and name in known and name not in seen:
                seen.add(name)
                waiting.append(known[name].text)
                yield name, known[name]
