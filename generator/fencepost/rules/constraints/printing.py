"""Layouts printed as JSON Schema 2020-12: each constraint at its own pointer."""

from __future__ import annotations

import re

from fencepost.ir.api import Api
from fencepost.ir.references import component_of
from fencepost.ir.values import Json, freeze
from fencepost.rules.constraints.constraint import Layout, Variant
from fencepost.rules.schema import schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def printed(layout: Layout, api: Api) -> Json:
    """The layout as JSON Schema 2020-12, with the components that it refers to under `#/components/schemas`.

    Formats are left out: they forbid nothing. Fractions are `float`, as they go over the wire.
    """
    schema: dict[str, Json] = {"$schema": DIALECT, **_printed(layout)}
    components: dict[str, Json] = {}
    waiting = sorted(_references(schema))
    while waiting:
        name = waiting.pop()
        if name not in components:
            components[name] = schema_of(api.component(name).type)
            waiting += sorted(_references(components[name]))
    if components:
        schema["components"] = {"schemas": dict(sorted(components.items()))}
    return freeze(schema).value


_REFERENCE = re.compile(r'"\$ref":"((?:[^"\\]|\\.)*)"')


def _references(schema: Json) -> frozenset[str]:
    """The components that a schema refers to."""
    found = (component_of(reference) for reference in _REFERENCE.findall(freeze(schema).text))
    return frozenset(name for name in found if name is not None)


def _printed(layout: Layout) -> dict[str, Json]:
    schema: dict[str, Json] = {}
    entries: dict[int, Json] = {variant.entry: _conditional(variant) for variant in layout.variants}
    required: list[Json] = []
    for check in layout.checks:
        if check.entry is not None:
            title: dict[str, Json] = {} if check.constraint.rule is None else {"title": check.constraint.rule}
            entries[check.entry] = {**title, check.keyword: check.value.exact}
        elif check.keyword == "required":
            required.append(check.value.exact)
        else:
            schema[check.keyword] = check.value.exact
    if required:
        schema["required"] = required
    schema.update(_inner_schemas(layout))
    if entries:
        schema["allOf"] = [entries[index] for index in sorted(entries)]
    return schema


def _inner_schemas(layout: Layout) -> dict[str, Json]:
    schemas: dict[str, Json] = {}
    if layout.fields:
        schemas["properties"] = {name: _printed(inner) for name, inner in layout.fields}
    if layout.patterns:
        schemas["patternProperties"] = {pattern.source: _printed(inner) for pattern, inner in layout.patterns}
    if layout.rest is not None:
        schemas["additionalProperties"] = _printed(layout.rest)
    if layout.names is not None:
        schemas["propertyNames"] = _printed(layout.names)
    if layout.prefix:
        schemas["prefixItems"] = [_printed(inner) for inner in layout.prefix]
    if layout.items is not None:
        schemas["items"] = _printed(layout.items)
    return schemas


def _conditional(variant: Variant) -> Json:
    condition: dict[str, Json] = {"required": [variant.tag], "properties": {variant.tag: schema_of(variant.values)}}
    return {"if": condition, "then": _printed(variant.layout)}
