"""An edit changes one place of a document, in the words of its dialect, and every other place stays where it was."""

from __future__ import annotations

from typing import Any

import pytest
from fencepost.ir.edits import (
    Allow,
    Ask,
    Drop,
    Edit,
    Exclude,
    Include,
    Lose,
    Put,
    RefuseNull,
    Replace,
    Retype,
)
from fencepost.ir.values import JsonText
from fencepost.read.document import Document, parse
from fencepost.read.edits import edited
from fencepost.read.nodes import plain

NEW, OLD = "3.1.0", "3.0.3"


def small(version: str, schema: str) -> Document:
    return parse("small.yaml", f"{{openapi: {version}, s: {schema}}}")


def after(version: str, schema: str, *edits: Edit) -> Any:
    whole = plain(edited(small(version, schema), *edits).root)
    assert isinstance(whole, dict)
    assert whole["openapi"] == version
    return whole["s"]


@pytest.mark.parametrize(
    ("version", "before", "edit", "expected"),
    [
        (NEW, "{maximum: 5}", Replace(pointer="/s/maximum", value=JsonText("6")), {"maximum": 6}),
        (NEW, "{a: 1}", Put(pointer="/s/security", value=JsonText("[]")), {"a": 1, "security": []}),
        (NEW, "{a: 1}", Put(pointer="/s/a", value=JsonText("2")), {"a": 2}),
        (NEW, "{a: 1, b: 2}", Drop(pointer="/s/a"), {"b": 2}),
        (NEW, "{enum: [1, 2]}", Lose(pointer="/s/enum", value=JsonText("1")), {"enum": [2]}),
        (NEW, "{required: [a]}", Lose(pointer="/s/required", value=JsonText('"a"')), {}),
        (NEW, "{maximum: 5}", Exclude(pointer="/s/maximum"), {"exclusiveMaximum": 5}),
        (OLD, "{maximum: 5}", Exclude(pointer="/s/maximum"), {"maximum": 5, "exclusiveMaximum": True}),
        (NEW, "{exclusiveMaximum: 5}", Include(pointer="/s/exclusiveMaximum"), {"maximum": 5}),
        (OLD, "{minimum: 5, exclusiveMinimum: true}", Include(pointer="/s/minimum"), {"minimum": 5}),
        (NEW, "{type: integer}", Retype(pointer="/s/type", name="integer", other="number"), {"type": "number"}),
        (
            NEW,
            "{type: [integer, 'null']}",
            Retype(pointer="/s/type", name="integer", other="number"),
            {"type": ["number", "null"]},
        ),
        (NEW, "{type: [string, 'null']}", RefuseNull(pointer="/s"), {"type": ["string"]}),
        (OLD, "{type: string, nullable: true}", RefuseNull(pointer="/s"), {"type": "string"}),
        (
            NEW,
            "{type: string, description: d, default: a, x-open: q}",
            Allow(pointer="/s", schema=JsonText('{"type": "null"}')),
            {"description": "d", "default": "a", "x-open": "q", "anyOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            OLD,
            "{$ref: '#/a'}",
            Allow(pointer="/s", schema=JsonText('{"type": "null"}')),
            {"anyOf": [{"$ref": "#/a"}, {"enum": [None]}]},
        ),
        (NEW, "{type: object}", Ask(pointer="/s", schema=JsonText("{}")), {"type": "object", "allOf": [{}]}),
        (
            OLD,
            "{allOf: [{}]}",
            Ask(pointer="/s", schema=JsonText('{"properties": {"a": {"exclusiveMinimum": 1}}}')),
            {"allOf": [{}, {"properties": {"a": {"minimum": 1, "exclusiveMinimum": True}}}]},
        ),
    ],
)
def test_an_edit_says_what_it_means_in_the_words_of_the_dialect(version: str, before: str, edit: Edit, expected: Any):
    assert after(version, before, edit) == expected


def test_edits_are_made_one_after_the_other():
    edits = (Exclude(pointer="/s/maximum"), Replace(pointer="/s/exclusiveMaximum", value=JsonText("4")))
    assert after(NEW, "{maximum: 5}", *edits) == {"exclusiveMaximum": 4}


def test_an_edit_keeps_every_place_and_changes_the_digest():
    before = small(NEW, "{required: [a, b], enum: [1]}")
    changed = edited(before, Lose(pointer="/s/required", value=JsonText('"a"')))
    assert changed.name == before.name
    assert changed.root.location == before.root.location
    assert changed.digest != before.digest


@pytest.mark.parametrize(
    "edit",
    [
        Replace(pointer="/s/nothing", value=JsonText("1")),
        Replace(pointer="/s/required/5", value=JsonText("1")),
        Replace(pointer="/t/x", value=JsonText("1")),
        Drop(pointer="/s/required/0"),
        Exclude(pointer="/s/maximum"),
        Retype(pointer="/s/required", name="integer", other="number"),
        RefuseNull(pointer="/s"),
        Allow(pointer="/s/required", schema=JsonText("{}")),
    ],
)
def test_an_edit_of_another_document_is_refused(edit: Edit):
    with pytest.raises(KeyError):
        edited(small(NEW, "{required: [a]}"), edit)
