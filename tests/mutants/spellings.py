"""Six ways to write the same rules: what must follow is the same from each."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
Implication: TypeAlias = tuple[Schema, Schema]
"""What is under `if`, and what is under `then`."""


def at_the_top(rules: list[Implication]) -> Schema:
    """One `if` holds the first rule, and both its branches the others."""
    (condition, consequence), *others = rules
    if not others:
        return {"if": condition, "then": consequence}
    rest = at_the_top(others)
    return {"if": condition, "then": {"allOf": [consequence, rest]}, "else": rest}


def inside_all_of(rules: list[Implication]) -> Schema:
    return {"allOf": [{"if": condition, "then": consequence} for condition, consequence in rules]}


def dependent(rules: list[Implication]) -> Schema:
    """By the presence of a field of the condition."""
    required: Schema = {}
    schemas: Schema = {}
    for condition, consequence in rules:
        name = condition["required"][0]
        if condition == {"required": [name]} and set(consequence) == {"required"}:
            required[name] = consequence["required"]
        else:
            values = {"not": {"properties": condition["properties"]}} if "properties" in condition else False
            schemas.setdefault(name, {"allOf": []})["allOf"].append({"anyOf": [values, consequence]})
    return {"dependentRequired": required, "dependentSchemas": schemas}


def negated(rules: list[Implication]) -> Schema:
    return {"allOf": [{"not": {"allOf": [condition, {"not": consequence}]}} for condition, consequence in rules]}


def chosen(rules: list[Implication]) -> Schema:
    return {"allOf": [{"anyOf": [{"not": condition}, consequence]} for condition, consequence in reversed(rules)]}


def spelt(document: Schema, name: str, spelling: Callable[[list[Implication]], Schema]) -> Schema:
    """The document with the rules of a component in other words; what asks a question stays as it is."""
    whole = deepcopy(document)
    schema = whole["components"]["schemas"][name]
    entries = schema.pop("allOf")
    questions = [entry for entry in entries if not _is_rule(entry)]
    written = spelling([(entry["if"], entry["then"]) for entry in entries if _is_rule(entry)])
    schema.update(written, allOf=[*written.get("allOf", []), *questions])
    return whole


def _is_rule(entry: Schema) -> bool:
    return "then" in entry and "x-fencepost-open" not in entry


def behind_references(document: Schema, name: str) -> Schema:
    """The document with each rule as a component of its own."""
    whole = deepcopy(document)
    schemas = whole["components"]["schemas"]
    for index, entry in enumerate(schemas[name]["allOf"]):
        if _is_rule(entry):
            schemas[f"{name}Rule{index}"] = {"type": "object", "if": entry["if"], "then": entry["then"]}
            schemas[name]["allOf"][index] = {"$ref": f"#/components/schemas/{name}Rule{index}"}
    return whole


SPELLINGS: dict[str, Callable[[Schema, str], Schema]] = {
    "if and then inside allOf": partial(spelt, spelling=inside_all_of),
    "if and then at the top": partial(spelt, spelling=at_the_top),
    "dependentRequired and dependentSchemas": partial(spelt, spelling=dependent),
    "not": partial(spelt, spelling=negated),
    "anyOf": partial(spelt, spelling=chosen),
    "behind references": behind_references,
}
