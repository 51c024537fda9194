"""Shapes of bodies that readers of JSON Schema are known to read differently, each a component of one document."""

from __future__ import annotations

import textwrap

SHAPES = {
    "Rules": """
        type: object
        properties: {a: {type: integer}, b: {type: string}, c: {type: boolean}}
        if: {required: [a], properties: {a: {minimum: 1}}}
        then: {required: [b], properties: {b: {minLength: 1}}}
        else: {required: [c]}
    """,
    "NotTogether": "{type: object, properties: {a: {}, b: {}}, not: {required: [a, b]}}",
    "OneOfTwo": "{type: object, properties: {a: {}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}",
    "AnyOfTwo": "{type: object, properties: {a: {}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
    "Dependent": """
        type: object
        properties: {a: {}, b: {enum: [a, b, c]}}
        dependentRequired: {a: [b]}
        dependentSchemas: {a: {properties: {b: {enum: [a, b]}}}}
    """,
    "Kinds": """
        type: object
        required: [kind]
        properties: {kind: {enum: [a, b, c]}, size: {type: integer}, b: {type: [string, "null"]}}
        allOf:
          - if: {properties: {kind: {const: b}}}
            then: {required: [size], properties: {size: {minimum: 1, maximum: 4}}}
          - {if: {properties: {kind: {enum: [a, c]}}}, then: {properties: {b: {type: string}}}}
    """,
    "Flags": """
        type: object
        properties: {a: {type: boolean}, b: {type: [boolean, "null"]}, c: {type: boolean, default: true}}
        if: {required: [a], properties: {a: {const: true}}}
        then: {required: [b], properties: {b: {const: false}, c: {const: false}}}
    """,
    "Counts": """
        type: object
        properties: {a: {type: boolean}, b: {type: object, additionalProperties: {}}, c: {type: array, items: {}}}
        if: {required: [a], properties: {a: {const: true}}}
        then: {properties: {b: {maxProperties: 0}, c: {minItems: 2}}}
    """,
    "Undeclared": "{type: object, properties: {a: {}}, dependentRequired: {a: [zz]}}",
    "UndeclaredType": """
        type: object
        properties: {a: {}}
        if: {required: [a]}
        then: {properties: {zz: {const: 1}}}
    """,
    "Inner": """
        type: object
        properties: {a: {type: boolean}, b: {type: object, properties: {c: {}}}}
        if: {required: [a], properties: {a: {const: true}}}
        then: {properties: {b: {required: [c]}}}
    """,
    "Items": """
        type: object
        properties: {a: {type: array}, b: {}}
        if: {required: [a], properties: {a: {minItems: 1, items: {type: string}}}}
        then: {required: [b]}
    """,
    "Never": "{type: object, properties: {a: {}}, if: {required: [a]}, then: false}",
    "Overlapping": """
        type: object
        properties: {a: {oneOf: [{type: integer, minimum: 0}, {type: number, maximum: 2}]}}
    """,
    "OverlappingObjects": """
        oneOf:
          - {type: object, properties: {a: {type: integer}}}
          - {type: object, properties: {b: {type: string}}, required: [b]}
    """,
    "Variants": """
        oneOf:
          - {type: object, required: [t, x], properties: {t: {const: a}, x: {type: string, minLength: 1}}}
          - {type: object, required: [t], properties: {t: {enum: [b, c]}, y: {type: number, exclusiveMinimum: 0}}}
    """,
    "Scalars": """
        type: object
        properties: {a: {anyOf: [{type: integer, minimum: 2}, {type: string, maxLength: 2}]}}
    """,
    "Nullable": """
        type: object
        required: [b]
        properties:
          a: {type: [object, "null"], properties: {a: {type: integer}}, required: [a]}
          b: {oneOf: [{type: "null"}, {type: array, items: {type: [string, "null"]}}]}
          c: {type: "null"}
    """,
    "Listed": """
        type: object
        properties: {a: {enum: [1, a, null, true, [1], {a: 1}, 1.5]}, b: {const: 1}, c: {const: true}}
    """,
    "Forbidden": "{type: object, properties: {a: false, b: {type: array, items: false}}}",
    "Negated": "{type: object, properties: {a: {not: {type: string}}, b: {type: integer, not: {multipleOf: 2}}}}",
    "Patterns": r"""
        type: object
        properties: {a: {type: string, pattern: '^\p{L}+$'}, b: {type: string, pattern: 'a$'}}
    """,
    "Steps": "{type: object, required: [a], properties: {a: {type: number, multipleOf: 0.1, minimum: 0.1}}}",
    "Exclusive": """
        type: object
        properties: {a: {type: number, exclusiveMinimum: 0}, b: {type: integer, exclusiveMaximum: 2.5}}
    """,
    "Distinct": """
        type: object
        properties: {a: {type: array, items: {type: integer}, uniqueItems: true, maxItems: 2}}
    """,
    "Contains": "{type: object, properties: {a: {type: array, contains: {type: integer}, maxContains: 1}}}",
    "Tuples": """
        type: object
        properties:
          a: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2, items: false}
          b: {type: array, prefixItems: [{type: string}]}
    """,
    "Closed": "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
    "Extras": "{type: object, properties: {a: {type: integer}}, additionalProperties: {type: string}}",
    "ByPattern": """
        type: object
        properties: {a: {}}
        patternProperties: {'^x-': {type: integer}}
        additionalProperties: false
    """,
    "Sized": "{type: object, properties: {a: {type: integer}, b: {}}, minProperties: 1, maxProperties: 2}",
    "Map": """
        type: object
        additionalProperties: {type: integer, maximum: 3}
        minProperties: 1
        propertyNames: {maxLength: 1}
    """,
    "Unevaluated": """
        type: object
        properties: {a: {type: integer}}
        allOf: [{properties: {b: {}}}]
        unevaluatedProperties: false
    """,
    "Tree": "{type: object, properties: {next: {$ref: '#/components/schemas/Tree'}, n: {type: integer, maximum: 5}}}",
    "Nested": "{anyOf: [{type: integer}, {type: array, items: {$ref: '#/components/schemas/Nested'}}]}",
    "Merged": """
        allOf: [{type: object, required: [a], properties: {a: {type: integer}}}, {properties: {a: {maximum: 3}, b: {}}}]
    """,
    "Names": """
        type: object
        required: [class, a b]
        properties: {class: {type: integer}, a b: {}, self: {}, '': {}, str: {}}
    """,
    "Texts": "{enum: [a, b]}",
    "Lengths": "{type: string, minLength: 1, maxLength: 2}",
}
"""Schema by the name of its component."""

VALUES = (
    *("null", "true", "false", "0", "1", "1.0", "1e0", "1.5", "-1", "2", "3", "5", "0.1", "0.3", "9007199254740993"),
    *('""', '"a"', '"b"', '"ab"', '"abc"', '"a\\n"', '"\U0001f600\U0001f600"', '"1"', '"2023-11-07T05:31:56Z"'),
    *("[]", '["a"]', '["a", 1]', '["a", "a"]', "[1]", "[1, 1.0]", "[1, 2]", "[1, true]", "[null]", "[[1]]", "[{}]"),
    *("{}", '{"a": 1}', '{"a": "b"}', '{"a": null}', '{"a": {}}', '{"a": 1, "b": "b"}', '{"ab": 1}', '{"x-a": 1}'),
    *('{"x-a": "s"}', '{"zz": 1}', '{"c": true}', '{"kind": "b"}', '{"kind": "b", "size": 4}', '{"t": "a", "x": "s"}'),
    *('{"t": "b", "y": 0.5}', '{"t": "c", "y": 0}', '{"t": "d"}', '{"next": {"n": 6}}', '{"next": {"next": {}}}'),
)
"""JSON texts at which readers part."""


def shapes_document() -> str:
    """The members of a document in which every shape is the body of one operation."""
    paths = "\n".join(_path(name) for name in SHAPES)
    schemas = "\n".join(
        f"    {name}:\n{textwrap.indent(textwrap.dedent(text), ' ' * 6)}" for name, text in SHAPES.items()
    )
    return f"paths:\n{paths}\ncomponents:\n  schemas:\n{schemas}\n"


def _path(name: str) -> str:
    body = f"{{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}"
    return (
        f"  /{name}: {{post: {{operationId: {name}, requestBody: {body}, responses: {{'204': {{description: ok}}}}}}}}"
    )
