"""Parameters become the texts that OpenAPI's styles describe."""

from __future__ import annotations

import pytest
from fencepost.campaign.wire.encoding import Style, UnsendableError, header_text, path_text, query_texts
from fencepost.ir.values import Json

COLOURS: Json = ["blue", "black"]
POINT: Json = {"R": 100, "G": 200}


def style(name: str, *, explode: bool = False) -> Style:
    return Style(name="color", style=name, explode=explode)


@pytest.mark.parametrize(
    ("wanted", "name", "explode", "value"),
    [
        ("blue", "simple", False, "blue"),
        ("blue,black", "simple", False, COLOURS),
        ("R,100,G,200", "simple", False, POINT),
        ("R=100,G=200", "simple", True, POINT),
        (".blue,black", "label", False, COLOURS),
        (".blue.black", "label", True, COLOURS),
        (".R=100.G=200", "label", True, POINT),
        (";color=blue", "matrix", False, "blue"),
        (";color=blue,black", "matrix", False, COLOURS),
        (";color=blue;color=black", "matrix", True, COLOURS),
        (";R=100;G=200", "matrix", True, POINT),
        ("a%20b%2Fc%25", "simple", False, "a b/c%"),
        ("%7B%22R%22%3A100%2C%22G%22%3A200%7D", "content", False, POINT),
        ("true", "simple", False, True),
        ("2", "simple", False, 2.0),
        ("1e-07", "simple", False, 1e-07),
    ],
)
def test_a_path_holds_a_value_in_each_style(wanted: str, name: str, explode: bool, value: Json) -> None:
    assert path_text(style(name, explode=explode), value) == wanted


@pytest.mark.parametrize("value", ["", ".", "..", None, [["nested"]], {"a": None}, "\ud800"])
def test_a_path_cannot_hold_what_would_lead_elsewhere(value: Json) -> None:
    with pytest.raises(UnsendableError):
        path_text(style("simple"), value)


@pytest.mark.parametrize(
    ("wanted", "name", "explode", "value"),
    [
        ("color=blue", "form", True, "blue"),
        ("color=", "form", True, ""),
        ("color=blue&color=black", "form", True, COLOURS),
        ("color=blue,black", "form", False, COLOURS),
        ("R=100&G=200", "form", True, POINT),
        ("color=R,100,G,200", "form", False, POINT),
        ("color=blue%20black", "spaceDelimited", False, COLOURS),
        ("color=blue%7Cblack", "pipeDelimited", False, COLOURS),
        ("color%5BR%5D=100&color%5BG%5D=200", "deepObject", True, POINT),
        ("color=a%26b%3Dc%2B", "form", True, "a&b=c+"),
        ("color=%5B%22blue%22%2C%22black%22%5D", "content", False, COLOURS),
        ("", "form", True, []),
        ("", "form", False, []),
    ],
)
def test_a_query_holds_a_value_in_each_style(wanted: str, name: str, explode: bool, value: Json) -> None:
    assert "&".join(query_texts(style(name, explode=explode), value)) == wanted


def test_a_header_holds_plain_text_alone() -> None:
    assert header_text(style("simple"), COLOURS) == "blue,black"
    for value in (" a", "a\r\nx-other: b", "\x00", "é", None):
        with pytest.raises(UnsendableError):
            header_text(style("simple"), value)
