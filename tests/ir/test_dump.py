"""The IR can be printed, and the print says what was read and nothing of where."""

import json

import pytest
from fencepost.ir.dump import dump, dump_text

from ..inline import thing

THING = "{type: object, required: [size], properties: {size: {type: number, minimum: 0.10, default: 3}}}"


def test_a_type_is_printed_with_its_kind_and_without_defaults_and_places():
    kind, _ = thing(THING)
    assert json.loads(dump_text(kind)) == {
        "node": "Object",
        "fields": [
            {
                "node": "Field",
                "wire_name": "size",
                "type": {"node": "Number", "minimum": {"node": "Bound", "value": 0.1}},
                "required": True,
                "annotations": {"node": "Annotations", "default": 3},
            }
        ],
        "additional": {"node": "Anything"},
    }


def test_a_document_read_under_another_name_or_with_blank_lines_is_printed_alike():
    _, one = thing(THING)
    _, other = thing("\n\n" + THING)
    assert dump_text(one.components) == dump_text(other.components)


def test_what_is_not_part_of_the_ir_is_refused():
    with pytest.raises(TypeError, match="set has no place"):
        dump({1})
