"""Rules are told in sentences that a reader of the document would write."""

from __future__ import annotations

import pytest
from fencepost.rules.domains import Domains
from fencepost.rules.lint.reach import kept_regions
from fencepost.rules.wording.sentences import box_words, rule_sentence

from ..inline import object_thing

FIELDS = """
type: object
required: [kind]
properties:
  kind: {enum: [a, b, c]}
  size: {type: integer, minimum: 0, maximum: 8}
  note: {type: [string, "null"]}
  tags: {type: object}
"""


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "if: {required: [size], properties: {size: {minimum: 1}}}\nthen: {required: [note]}",
            "where size is at least 1, note must be present",
        ),
        (
            "if: {properties: {kind: {const: a}}}\nthen: {required: [note], properties: {note: {not: {type: 'null'}}}}",
            'where kind is "a", note must be present and not null',
        ),
        (
            "if: {properties: {kind: {const: a}}}\nthen: {required: [size]}\nelse: {required: [note]}",
            'where kind is "a", size must be present, and where kind is "b" or "c", note must be present',
        ),
        (
            "if: {properties: {kind: {const: a}}}\nthen: {properties: {tags: {maxProperties: 0}}}",
            'where kind is "a", tags must be absent or an empty object',
        ),
        ("not: {required: [size, note]}", "size and note must not stand together"),
        ("if: {required: [size]}\nthen: false", "where size is present, no body is allowed"),
        (
            "dependentRequired: {size: [note, tags]}",
            "where size is present, note must be present and tags must be present",
        ),
        (
            "if: {required: [other], properties: {other: {minimum: 3}}}\nthen: {required: [size]}",
            "where other is anything but a number less than 3, size must be present",
        ),
    ],
)
def test_a_rule_is_told_in_a_sentence(rule: str, sentence: str) -> None:
    kind, api = object_thing(FIELDS + rule)
    assert rule_sentence(kind.rules[0], kind, Domains(api)) == sentence


def test_regions_are_told_by_what_they_narrow() -> None:
    kind, api = object_thing(
        FIELDS + "if: {required: [size], properties: {size: {minimum: 1}}}\nthen: {required: [note]}"
    )
    domains = Domains(api)
    told = [box_words(region, kind, domains) for region in kept_regions(kind.rules[0], kind, domains)]
    assert told == ["size is absent or 0", "size is 1 to 8; note is present"]
