"""A life cycle that cannot be read as its author meant it is an error at its place, and nothing of it is used."""

from __future__ import annotations

import pytest

from ..inline import api_of, document

TEXT = """
components:
  schemas:
    Thing:
      type: object
      x-fencepost-lifecycle: %s
"""
STEP = "{from: a, to: b, after: 1%s}"


def remarks(life: str) -> list[str]:
    """The words of each error, by the line that it is told at."""
    _, sink = api_of(document(TEXT % life))
    return [item.message.removeprefix("x-fencepost-lifecycle is not readable: ") for item in sink.errors]


@pytest.mark.parametrize(
    "members",
    [
        "",
        ", final: [b, c]",
        f", steps: [{STEP % ''}]",
        ", steps: [{from: a, to: b, after: {field: size, seconds: 60}}]",
        f", steps: [{STEP % ', when: {properties: {size: {minimum: 1}}}, set: {ended: now, why: 3}'}]",
        ", delete: {to: c, set: {ended: now}}",
    ],
)
def test_a_life_cycle_of_these_parts_is_read(members: str):
    assert remarks(f"{{field: state, initial: a{members}}}") == []


@pytest.mark.parametrize(
    ("life", "words"),
    [
        ("[]", "must be an object"),
        ("{initial: a}", "field must be a text"),
        ("{field: state, initial: 1}", "initial must be a text"),
        ("{field: state, initial: a, final: b}", "final must be a list of states"),
        ("{field: state, initial: a, steps: {}}", "steps must be a list"),
        ("{field: state, initial: a, steps: [b]}", "must be an object"),
        ("{field: state, initial: a, steps: [{from: a, after: 1}]}", "to must be a state"),
        ("{field: state, initial: a, delete: {}}", "to must be a state"),
        (f"{{field: state, initial: a, steps: [{STEP % ', when: 3'}]}}", "when must be a JSON Schema"),
        (f"{{field: state, initial: a, steps: [{STEP % ', set: now'}]}}", "set must map fields to values"),
    ],
)
def test_every_other_part_is_named(life: str, words: str):
    assert remarks(life) == [words]


@pytest.mark.parametrize("after", ["soon", "-1", "true", "{field: size}", "{seconds: 1}"])
def test_a_time_is_seconds_or_a_field_times_seconds(after: str):
    words = "after must be a number of seconds, or {field: NAME, seconds: NUMBER}"
    assert remarks(f"{{field: state, initial: a, steps: [{{from: a, to: b, after: {after}}}]}}") == [words]


def test_a_condition_that_is_no_json_schema_is_told_where_it_is_wrong():
    life = f"{{field: state, initial: a, steps: [{STEP % ', when: {properties: {size: {minimum: few}}}'}]}}"
    _, sink = api_of(document(TEXT % life))
    assert [error.code for error in sink.errors] == ["X003"]
    assert sink.errors[0].location.pointer.endswith("/steps/0/when/properties/size/minimum")
