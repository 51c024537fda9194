"""No value of a parameter changes which path is asked for, or what the other parameters say."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from fencepost.runtime.parameters import Parameter, filled_path, pairs_of, query_text
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

ID = (Parameter(argument="item_id", name="item-id", place="path"),)


@given(st.text(min_size=1).filter(lambda text: text not in (".", "..")))
def test_any_text_stays_inside_its_segment_all_the_way_to_the_wire(text: str) -> None:
    path = filled_path("/items/{item-id}/logs", ID, {"item_id": text})
    before, segment, after = httpx.URL(f"http://h{path}").raw_path.decode().strip("/").split("/")
    assert (before, unquote(segment), after) == ("items", text, "logs")


@pytest.mark.parametrize("text", ["", ".", ".."])
def test_a_value_that_no_escape_can_hold_is_refused_at_its_argument(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        filled_path("/items/{item-id}", ID, {"item_id": text})
    assert caught.value.errors()[0]["loc"] == ("item_id",)


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_any_text_comes_through_the_query_unchanged(values: dict[str, str]) -> None:
    places = tuple(Parameter(argument=name, name=name, place="query", style="form", explode=True) for name in values)
    query = query_text(pairs_of("query", places, values))
    assert dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(values))) == values


@pytest.mark.parametrize(
    ("style", "explode", "value", "query"),
    [
        ("form", True, ["a", "b,c"], "q=a&q=b%2Cc"),
        ("form", False, ["a", "b,c"], "q=a,b%2Cc"),
        ("spaceDelimited", False, ["a", "b"], "q=a%20b"),
        ("pipeDelimited", False, ["a", "b"], "q=a%7Cb"),
        ("deepObject", True, {"a": 1, "b": True}, "q%5Ba%5D=1&q%5Bb%5D=true"),
        ("form", True, {"a": 1}, "a=1"),
        ("content", False, {"a": [1]}, "q=%7B%22a%22%3A%5B1%5D%7D"),
        ("form", True, True, "q=true"),
        ("form", True, 1.5, "q=1.5"),
        ("form", True, [], ""),
        ("form", False, [], ""),
        ("form", True, None, ""),
    ],
)
def test_values_are_written_in_the_declared_style(style: str, explode: bool, value: JsonValue, query: str) -> None:
    place = Parameter(argument="q", name="q", place="query", style=style, explode=explode)
    assert query_text(pairs_of("query", (place,), {"q": value})) == query


@pytest.mark.parametrize(
    ("style", "explode", "value", "path"),
    [
        ("simple", False, ["a", "b/c"], "/items/a,b%2Fc"),
        ("simple", True, {"a": 1, "b": True}, "/items/a=1,b=true"),
        ("label", False, "a", "/items/.a"),
        ("label", True, ["a", "b"], "/items/.a.b"),
        ("matrix", False, ["a", "b"], "/items/;item-id=a,b"),
        ("matrix", True, ["a", "b"], "/items/;item-id=a;item-id=b"),
        ("matrix", True, {"a": 1}, "/items/;a=1"),
        ("content", False, {"a": 1}, "/items/%7B%22a%22%3A1%7D"),
    ],
)
def test_values_stand_in_the_path_in_the_declared_style(style: str, explode: bool, value: JsonValue, path: str) -> None:
    place = Parameter(argument="item_id", name="item-id", place="path", style=style, explode=explode)
    assert filled_path("/items/{item-id}", (place,), {"item_id": value}) == path


def test_a_header_holds_its_value_unescaped_and_a_list_once() -> None:
    place = Parameter(argument="tags", name="X-Tags", place="header", explode=True)
    assert pairs_of("header", (place,), {"tags": ["a b", 1]}) == (("X-Tags", "a b,1"),)


@pytest.mark.parametrize("text", ["a\r\nX-Admin: 1", "\x00", "é", " a"])
def test_what_a_header_cannot_hold_is_refused_at_its_argument(text: str) -> None:
    place = Parameter(argument="tag", name="X-Tag", place="header")
    with pytest.raises(ValidationError) as caught:
        pairs_of("header", (place,), {"tag": text})
    assert caught.value.errors()[0]["loc"] == ("tag",)
