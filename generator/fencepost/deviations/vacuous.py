"""Schemas as far as they speak of every value: whether a value passes that none of their keywords is about."""

from __future__ import annotations

from collections.abc import Mapping

from fencepost.ir.values import Json

_OF_ALL_VALUES = ("type", "enum", "const")


def spares_others(schema: Json) -> bool:
    """Whether a schema accepts a value of a JSON type that no keyword in it speaks of.

    `required` says nothing of texts, so `anyOf` of two such accepts them all, and `oneOf` refuses them: both hold.
    """
    if not isinstance(schema, Mapping):
        return schema is not False
    if any(keyword in schema for keyword in (*_OF_ALL_VALUES, "$ref")):
        return False
    whole = all(map(spares_others, _items(schema.get("allOf"))))
    if "anyOf" in schema:
        whole = whole and any(map(spares_others, _items(schema["anyOf"])))
    if "oneOf" in schema:
        whole = whole and sum(map(spares_others, _items(schema["oneOf"]))) == 1
    if "not" in schema:
        whole = whole and not spares_others(schema["not"])
    return whole and _spares_under_condition(schema)


def _spares_under_condition(schema: Mapping[str, Json]) -> bool:
    if "if" not in schema:
        return True
    return spares_others(schema.get("then" if spares_others(schema["if"]) else "else"))


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
