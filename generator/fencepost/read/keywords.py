"""The ledger: what each keyword of JSON Schema and OpenAPI is to us.

A keyword that no table names is unknown: kept in the ledger and listed, never dropped in silence.
Source: JSON Schema 2020-12 core, validation; OpenAPI 3.1, 4.8.24.
"""

from __future__ import annotations

from fencepost.ir.api import KeywordKind

ASSERTIONS = frozenset(
    """
    type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format
    minItems maxItems uniqueItems contains minContains maxContains required minProperties maxProperties
    dependentRequired additionalProperties propertyNames unevaluatedProperties unevaluatedItems not if then else
    nullable additionalItems $ref $dynamicRef
    """.split()
)
STRUCTURE = frozenset(
    """
    properties patternProperties items prefixItems allOf anyOf oneOf dependentSchemas $defs definitions
    $anchor $dynamicAnchor $id $schema $vocabulary discriminator $recursiveRef $recursiveAnchor
    """.split()
)
ANNOTATIONS = frozenset(
    """
    title description default examples example deprecated readOnly writeOnly $comment externalDocs xml
    contentEncoding contentMediaType contentSchema
    """.split()
)
RESIDUAL = (
    "contains",
    "minContains",
    "maxContains",
)
"""Keywords without a node of their own; a validator enforces them."""

COMBINATORS = frozenset("allOf anyOf oneOf not if dependentRequired dependentSchemas".split())

NUMBER_KEYWORDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
STRING_KEYWORDS = ("minLength", "maxLength", "pattern")
ARRAY_KEYWORDS = ("items", "prefixItems", "minItems", "maxItems", "uniqueItems")
OBJECT_KEYWORDS = (
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "required",
    "minProperties",
    "maxProperties",
)

SUBSCHEMA_MAPS = frozenset("properties patternProperties dependentSchemas $defs definitions".split())
"""Keywords that hold schemas by name."""

SUBSCHEMA_LISTS = frozenset("allOf anyOf oneOf prefixItems".split())
SUBSCHEMAS = frozenset(
    """
    items additionalProperties propertyNames contains unevaluatedItems unevaluatedProperties not if then else
    contentSchema
    """.split()
)
"""Keywords that hold one schema."""

JSON_TYPES = ("null", "boolean", "number", "string", "array", "object")
TYPE_NAMES = (*JSON_TYPES, "integer")


def keyword_kind(keyword: str) -> KeywordKind:
    """What a keyword is: an assertion, structure, an annotation, an extension (`x-…`), or unknown."""
    if keyword in ASSERTIONS:
        return "assertion"
    if keyword in STRUCTURE:
        return "structure"
    if keyword in ANNOTATIONS:
        return "annotation"
    return "extension" if keyword.startswith("x-") else "unknown"
