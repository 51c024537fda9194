"""A type in words says what values it allows."""

import pytest
from fencepost.emit.wording import type_in_words
from fencepost.names.assign import assign_names

from ..inline import thing


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("true", "anything"),
        ("false", "no value at all"),
        ("{type: integer, minimum: 0, maximum: 8}", "integer, 0 to 8"),
        ("{type: number, exclusiveMinimum: 0}", "number, more than 0"),
        ("{type: number, exclusiveMaximum: 1, minimum: 0}", "number, at least 0 and less than 1"),
        ("{type: number, multipleOf: 0.1}", "number, a multiple of 0.1"),
        ("{type: string, maxLength: 1}", "string, at most 1 character"),
        ("{type: string, format: date-time}", "string, `date-time`"),
        ('{type: string, pattern: "^a|b$"}', "string, matching `^a\\|b$`"),
        ("{type: array, items: {type: boolean}, uniqueItems: true}", "array of boolean, each different"),
        (
            "{type: array, items: {type: integer, maximum: 1}, minItems: 2}",
            "array of (integer, at most 1), at least 2 items",
        ),
        ("{type: object}", "object"),
        (
            "{type: object, additionalProperties: {type: string}, maxProperties: 3}",
            "object of string, at most 3 members",
        ),
        ("{type: [string, 'null']}", "string or null"),
        ("{type: [string, 'null'], maxLength: 3}", "string, at most 3 characters, or null"),
        ("{const: a|b}", '`"a\\|b"`'),
        ("{type: array, contains: {type: string}}", "array of anything, narrowed by `contains`"),
        ("{type: integer, maximum: 1e23}", "integer, at most 1.000000E\\+23"),
    ],
)
def test_a_type_is_told_in_words(schema: str, words: str):
    kind, api = thing(schema)
    assert type_in_words(kind, assign_names(api)).replace("\\+", "+") == words.replace("\\+", "+")
