"""Amendments in the text of a document: what is meant changes, and no other character."""

from __future__ import annotations

import difflib
from decimal import Decimal

import pytest
from fencepost.ir.amendments import Amendment, Join, Leave, Put, Remove, SetBound
from fencepost.ir.values import JsonText
from fencepost.read.amending import amended
from fencepost.read.document import parse
from fencepost.read.splices import UnspliceableError

FILE = "d.yaml"
BLOCK = """\
# before
openapi: 3.1.0
x:
  size:   # of a thing
    type: number
    minimum: 1   # inclusive
    maximum: 16  # cores

    # about the default
    default: 2
  'quoted key': {"maxLength": 3, 'enum': ['a', "b", c]}  # flow
  colours:
    enum:
      # warm
      - red  # like fire
      - green

      # cold
      - blue
  names: [one, two,  three]
  rules:
    - title: first
      # of the first
      if: {a: 1}

    # about the second
    - title: second
      if: {b: 1}
"""


def lines(text: str, amendment: Amendment) -> list[str]:
    """The lines that an amendment takes out and puts in."""
    found = amended(parse(FILE, text), amendment).text
    told = difflib.unified_diff(text.splitlines(), found.splitlines(), lineterm="", n=0)
    return [line for line in told if not line.startswith(("---", "+++", "@@"))]


def bound(pointer: str, word: str, value: int | Decimal | None, *, exclusive: bool = False) -> SetBound:
    assert word in ("minimum", "maximum")
    return SetBound(
        file=FILE, pointer=pointer, word="maximum" if word == "maximum" else "minimum", value=value, exclusive=exclusive
    )


@pytest.mark.parametrize(
    ("amendment", "expected"),
    [
        (bound("/x/size", "maximum", 15), ["-    maximum: 16  # cores", "+    maximum: 15  # cores"]),
        (bound("/x/size", "maximum", Decimal("15.5")), ["-    maximum: 16  # cores", "+    maximum: 15.5  # cores"]),
        (
            bound("/x/size", "maximum", 16, exclusive=True),
            ["-    maximum: 16  # cores", "+    exclusiveMaximum: 16  # cores"],
        ),
        (bound("/x/size", "maximum", None), ["-    maximum: 16  # cores"]),
        (bound("/x/colours", "maximum", 4), ["+    maximum: 4"]),
        (
            Put(file=FILE, pointer="/x/size", name="default", value=JsonText("5")),
            ["-    default: 2", "+    default: 5"],
        ),
        (Put(file=FILE, pointer="/x/size", name="multipleOf", value=JsonText("5")), ["+    multipleOf: 5"]),
        (
            Put(file=FILE, pointer="/x/quoted key", name="maxLength", value=JsonText("4")),
            [
                """-  'quoted key': {"maxLength": 3, 'enum': ['a', "b", c]}  # flow""",
                """+  'quoted key': {"maxLength": 4, 'enum': ['a', "b", c]}  # flow""",
            ],
        ),
        (
            Leave(file=FILE, pointer="/x/quoted key/enum", value=JsonText('"a"')),
            [
                """-  'quoted key': {"maxLength": 3, 'enum': ['a', "b", c]}  # flow""",
                """+  'quoted key': {"maxLength": 3, 'enum': ["b", c]}  # flow""",
            ],
        ),
        (
            Leave(file=FILE, pointer="/x/quoted key/enum", value=JsonText('"c"')),
            [
                """-  'quoted key': {"maxLength": 3, 'enum': ['a', "b", c]}  # flow""",
                """+  'quoted key': {"maxLength": 3, 'enum': ['a', "b"]}  # flow""",
            ],
        ),
        (
            Join(file=FILE, pointer="/x/names", value=JsonText('"four five"')),
            ["-  names: [one, two,  three]", "+  names: [one, two,  three,  four five]"],
        ),
        (Join(file=FILE, pointer="/x/colours/enum", value=JsonText('"no"')), ["+      - no"]),
        (Join(file=FILE, pointer="/x/colours/enum", value=JsonText('"true"')), ['+      - "true"']),
        (Join(file=FILE, pointer="/x/size/required", value=JsonText('"a"')), ['+    required: ["a"]']),
        (Leave(file=FILE, pointer="/x/colours/enum", value=JsonText('"red"')), ["-      - red  # like fire"]),
        (Leave(file=FILE, pointer="/x/colours/enum", value=JsonText('"blue"')), ["-      - blue"]),
        (
            Remove(file=FILE, pointer="/x/rules/0"),
            ["-    - title: first", "-      # of the first", "-      if: {a: 1}"],
        ),
        (Remove(file=FILE, pointer="/x/rules/1"), ["-    - title: second", "-      if: {b: 1}"]),
        (Remove(file=FILE, pointer="/x/rules/1/if/b"), ["-      if: {b: 1}"]),
        (
            Remove(file=FILE, pointer="/x/rules/1/title"),
            ["-    - title: second", "-      if: {b: 1}", "+    - if: {b: 1}"],
        ),
    ],
)
def test_a_line_changes_and_every_other_character_stays(amendment: Amendment, expected: list[str]) -> None:
    assert lines(BLOCK, amendment) == expected


def test_astral_letters_before_the_place_do_not_move_it() -> None:
    text = "a: \U0001f600\U0001f600 # \U0001f600\nb: {maximum: 3}\n"
    assert lines(text, bound("/b", "maximum", 4)) == ["-b: {maximum: 3}", "+b: {maximum: 4}"]


def test_line_ends_of_windows_stay() -> None:
    text = "a:\r\n  minimum: 3\r\n  maximum: 4\r\nb: 1\r\n"
    assert amended(parse(FILE, text), bound("/a", "minimum", None)).text == "a:\r\n  maximum: 4\r\nb: 1\r\n"
    put = Put(file=FILE, pointer="/a", name="multipleOf", value=JsonText("2"))
    assert amended(parse(FILE, text), put).text == "a:\r\n  minimum: 3\r\n  maximum: 4\r\n  multipleOf: 2\r\nb: 1\r\n"


def test_a_text_without_a_last_line_end_keeps_that() -> None:
    assert amended(parse(FILE, "a:\n  maximum: 4"), bound("/a", "maximum", 5)).text == "a:\n  maximum: 5"
    assert amended(parse(FILE, "a:\n  minimum: 4"), bound("/a", "maximum", 5)).text == "a:\n  minimum: 4\n  maximum: 5"


JSON = """\
{
  "openapi": "3.1.0",
  "x": {
    "type": "string",
    "enum": [
      "a",
      "b"
    ],
    "required": ["p", "q"]
  },
  "y": {"type": "number"}
}
"""


@pytest.mark.parametrize(
    ("amendment", "expected"),
    [
        (Leave(file=FILE, pointer="/x/enum", value=JsonText('"b"')), ['-      "a",', '-      "b"', '+      "a"']),
        (Leave(file=FILE, pointer="/x/enum", value=JsonText('"a"')), ['-      "a",']),
        (Join(file=FILE, pointer="/x/enum", value=JsonText('"c"')), ['-      "b"', '+      "b",', '+      "c"']),
        (
            Leave(file=FILE, pointer="/x/required", value=JsonText('"p"')),
            ['-    "required": ["p", "q"]', '+    "required": ["q"]'],
        ),
        (Remove(file=FILE, pointer="/x/required"), ["-    ],", '-    "required": ["p", "q"]', "+    ]"]),
        (
            bound("/y", "maximum", Decimal("1.5")),
            ['-  "y": {"type": "number"}', '+  "y": {"type": "number", "maximum": 1.5}'],
        ),
    ],
)
def test_json_stays_json(amendment: Amendment, expected: list[str]) -> None:
    assert lines(JSON, amendment) == expected


def test_json_in_one_line_stays_in_one_line() -> None:
    text = '{"openapi":"3.1.0","y":{"type":"number","minimum":1}}'
    assert amended(parse(FILE, text), bound("/y", "maximum", 5)).text == (
        '{"openapi":"3.1.0","y":{"type":"number","minimum":1,"maximum":5}}'
    )


def test_comments_between_brackets_stay_with_their_items() -> None:
    text = "a: [\n  one,  # first\n  # about two\n  two,\n  three  # last\n]\n"
    leave = Leave(file=FILE, pointer="/a", value=JsonText('"one"'))
    assert amended(parse(FILE, text), leave).text == "a: [\n  # about two\n  two,\n  three  # last\n]\n"


def test_the_old_dialect_says_exclusive_with_a_flag() -> None:
    text = "openapi: 3.0.3\nx:\n  maximum: 16\n  exclusiveMaximum: true\ny:\n  maximum: 16\n"
    assert lines(text, bound("/x", "maximum", 15)) == ["-  maximum: 16", "-  exclusiveMaximum: true", "+  maximum: 15"]
    assert lines(text, bound("/y", "maximum", 16, exclusive=True)) == ["+  exclusiveMaximum: true"]


@pytest.mark.parametrize(
    ("text", "amendment"),
    [
        ("a: &m {maximum: 3}\nb: *m\n", bound("/b", "maximum", 4)),
        ("a: &m {maximum: 3}\nb: *m\n", bound("/a", "maximum", 4)),
        ("a: {maximum: &n 3}\nb: *n\n", bound("/a", "maximum", 4)),
        ("m: &m {maximum: 3}\na:\n  <<: *m\n  type: number\n", bound("/a", "maximum", None)),
        ("a: {}\n", bound("/b", "maximum", 4)),
        ("a: {}\n", bound("/a", "maximum", 4)),
        ("a: {enum: [x]}\n", Leave(file=FILE, pointer="/a/enum", value=JsonText('"y"'))),
        ("a:\n  default: |\n    x\n", Put(file=FILE, pointer="/a", name="default", value=JsonText("1"))),
    ],
)
def test_what_cannot_be_changed_alone_is_left_alone(text: str, amendment: Amendment) -> None:
    with pytest.raises(UnspliceableError):
        amended(parse(FILE, text), amendment)
