"""Schemas that a validator must judge in the generated package: how each is printed, and what they lead to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import jsonschema_rs

from fencepost.emit.python.code import Code, code
from fencepost.emit.python.literal import literal
from fencepost.ir.api import Api
from fencepost.ir.ecma import with_spelled_patterns
from fencepost.ir.references import COMPONENTS, component_of
from fencepost.ir.values import Json, JsonText, freeze

_REFERENCE = re.compile(rf'"\$(?:ref|dynamicRef)":"{COMPONENTS}([^"/]+)')
_EXACT = frozenset(
    [
        *("$ref", "$dynamicRef", "additionalProperties", "const", "enum", "maxProperties", "not", "oneOf"),
        *("propertyNames", "unevaluatedProperties"),
    ]
)


class Judge:
    """Prints the schemas of one document that only a validator can tell, and remembers which components they need."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._needed: set[str] = set()

    def meets(self, schema: JsonText) -> Code | None:
        """`Meets('{…}')`, the test of a value; None for a schema that no validator reads."""
        needed = self._reached(schema)
        spelled = _spelled(schema)
        if not _is_readable(spelled, self._schemas(needed)):
            return None
        self._needed |= needed
        text = literal(spelled.text)
        return code("Meets({text}, COMPONENTS)", text=text) if needed else code("Meets({text})", text=text)

    @property
    def components(self) -> Mapping[str, JsonText]:
        """The schemas that those printed so far refer to, by name, in the order of the document."""
        return self._schemas(self._needed)

    def _schemas(self, names: set[str]) -> dict[str, JsonText]:
        found = (item for item in self._api.components if item.name in names)
        return {item.name: _spelled(item.schema) for item in found}

    def _reached(self, schema: JsonText) -> set[str]:
        found: set[str] = set()
        waiting = [schema]
        while waiting:
            for name in _references(waiting.pop()):
                if name not in found:
                    found.add(name)
                    waiting.append(self._api.component(name).schema)
        return found


def _spelled(schema: JsonText) -> JsonText:
    """The schema with its patterns spelled out; without any, digit for digit as it was."""
    spelled = with_spelled_patterns(schema.value)
    return schema if spelled == schema.value else freeze(spelled)


def _references(schema: JsonText) -> Iterator[str]:
    compact = json.dumps(schema.value, separators=(",", ":"), ensure_ascii=False)
    for name in _REFERENCE.findall(compact):
        component = component_of(COMPONENTS + json.loads(f'"{name}"'))
        if component is not None:
            yield component


def _is_readable(schema: JsonText, components: Mapping[str, JsonText]) -> bool:
    schemas = {name: text.value for name, text in components.items()}
    try:
        jsonschema_rs.Draft202012Validator({"components": {"schemas": schemas}, "allOf": [schema.value]})
    except ValueError:
        return False
    return True


def suits_answers(schema: JsonText) -> bool:
    """Whether a schema says the same of an answer that holds new values and members as of one that does not."""
    return not any(keyword in _EXACT for keyword in _keywords(schema.value))


def _keywords(value: Json) -> Iterator[str]:
    """The names of all members at any depth: more than the keywords, never less."""
    match value:
        case dict():
            yield from value
            for member in value.values():
                yield from _keywords(member)
        case list():
            for item in value:
                yield from _keywords(item)
        case _:
            pass
