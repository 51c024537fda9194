"""When a value of an answer counts as the value that was sent."""

from __future__ import annotations

import pytest
from fencepost.campaign.judging.likeness import alike
from fencepost.ir.values import Json

from ..inline import thing

RECORD = "type: object\nproperties: {a: {type: integer}, at: {type: string, format: date-time}, of: {type: object}}"
LIST = f"type: array\nitems: {{{RECORD.replace(chr(10), ', ')}}}"
HIDING = "type: object\nproperties: {a: {type: integer}, pin: {type: string, writeOnly: true}}"
CLOSED = RECORD + "\nadditionalProperties: {type: string}"
EITHER = (
    "oneOf:\n  - {type: object, properties: {a: {type: integer}}}\n  - {type: object, properties: {b: {type: integer}}}"
)
WHOLE = "allOf:\n  - {type: object, properties: {a: {type: integer}}}\n  - {properties: {b: {type: integer}}}"

KEPT: list[tuple[str, Json, Json]] = [
    (RECORD, {"a": 1}, {"a": 1.0}),
    (RECORD, {"a": 1, "x-extra": "a"}, {"a": 1}),
    (RECORD, {"a": 1}, {"a": 1, "of": {}}),
    (RECORD, {"at": "2024-02-29T12:00:00Z"}, {"at": "2024-02-29T13:00:00+01:00"}),
    (HIDING, {"a": 1, "pin": "b"}, {"a": 1}),
    (LIST, [{"a": 1, "x": 1}, {"a": 2}], [{"a": 1}, {"a": 2, "x": 2}]),
    (EITHER, {"b": 1, "x": 1}, {"b": 1}),
    (WHOLE, {"a": 1, "b": 1, "x": 1}, {"a": 1, "b": 1}),
    ("{}", {"a": [1]}, {"a": [1]}),
]

LOST: list[tuple[str, Json, Json]] = [
    (RECORD, {"a": 1}, {"a": 2}),
    (RECORD, {"a": 1}, {}),
    (RECORD, {"of": {"a": 1}}, {"of": {}}),
    (RECORD, {"of": {"a": 1}}, {"of": {"a": 1, "b": 2}}),
    (RECORD, {"at": "2024-02-29T12:00:00Z"}, {"at": "2024-02-29T12:00:01Z"}),
    (CLOSED, {"x": "a"}, {}),
    (LIST, [{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}]),
    (LIST, [{"a": 1}, {"a": 1}], [{"a": 1}]),
    (EITHER, {"b": 1}, {"b": 2}),
    (WHOLE, {"b": 1}, {"b": 2}),
    ("{type: object}", {"a": 1}, {}),
    ("{}", True, 1),
]


@pytest.mark.parametrize(("schema", "sent", "received"), KEPT)
def test_what_the_document_lets_a_server_do_with_a_value_is_no_difference(schema: str, sent: Json, received: Json):
    kind, api = thing(schema)
    assert alike(sent, received, kind, api)


@pytest.mark.parametrize(("schema", "sent", "received"), LOST)
def test_a_member_that_the_document_declares_is_kept(schema: str, sent: Json, received: Json):
    kind, api = thing(schema)
    assert not alike(sent, received, kind, api)
