"""The words of printed strategies: what a set lists it holds, what it calls wrong it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.emit import drawing
from fencepost.emit.drawing import (
    ABSENT,
    Values,
    anything,
    documented,
    either,
    exactly_one,
    faulty_answers,
    formatted,
    integers,
    lists,
    maps,
    matching,
    multiples,
    nothing,
    numbers,
    optional,
    record,
    samples,
    texts,
    values,
    without,
)
from fencepost.emit.drawing.tables import strategy, table
from fencepost.emit.drawing.values import wrongs_of
from hypothesis import find, settings

from ..drawn import draws
from .printed import package

SETS: dict[str, Values] = {
    "a range of integers": integers(1, 8),
    "integers from one on": integers(1),
    "a range of numbers": numbers(0.1, 16),
    "numbers above zero": numbers(0, exclude_low=True),
    "a thin range": numbers(0.1, 0.1),
    "multiples": multiples("0.1", 0.1, 2),
    "texts": texts(2, 5),
    "a pattern": matching("^[a-c]+$", "a", "abc", high=3),
    "a format": formatted("uuid"),
    "an enumeration": values("red", "blue", 1, None),
    "a nullable range": either(integers(0, 3), values(None)),
    "one of two": exactly_one(integers(0, 5), numbers(3, 9), simplest=0),
    "a difference": without(texts(), values("a", ""), "b"),
    "an array": lists(integers(0, 3), 1, 4),
    "different items": lists(values("a", "b", "c"), 2, unique=True),
    "a pair": lists(nothing, 2, 2, head=(texts(), integers())),
    "a map": maps(integers(0, 3), 1, 2),
    "a map of few names": maps(integers(), names=values("a", "b")),
    "a record": record({"a": integers(1, 2), "b": optional(texts(1))}).values,
    "a counted record": record({"a": optional(values(1)), "b": optional(values(2))}, low=1, high=1).values,
    "anything": anything(),
}


@pytest.mark.parametrize("name", SETS)
def test_a_set_holds_what_it_draws(name: str) -> None:
    inner = SETS[name]
    assert all(inner.holds(value) for value in (inner.simplest, *inner.listed))
    assert all(inner.holds(value) for value in draws(strategy(inner), 60))


@pytest.mark.parametrize("name", [name for name in SETS if name != "anything"])
def test_a_set_holds_nothing_that_it_calls_wrong(name: str) -> None:
    inner = SETS[name]
    found = [wrong for wrong in wrongs_of(inner) if wrong.point != "format-"]
    assert found
    assert [wrong.value for wrong in found if inner.holds(wrong.value)] == []


def test_an_open_set_has_nothing_outside() -> None:
    assert list(wrongs_of(anything())) == []


@pytest.mark.parametrize(
    ("inner", "bounds"),
    [
        (integers(1, 8), (1, 8)),
        (numbers(0.1, 16), (0.1, 16)),
        (numbers(0, exclude_low=True), (5e-324,)),
        (multiples("0.25", 0.3, 1), (0.5, 1)),
        (texts(2, 4), ("aa", "aaaa")),
        (lists(integers(0, 9, simplest=7), 1, 2), ([7], [7, 0])),
    ],
)
def test_the_bounds_of_a_set_are_its_outermost_values(inner: Values, bounds: tuple[object, ...]) -> None:
    assert inner.bounds == bounds


def test_a_map_has_no_names_but_those_of_a_set_of_samples() -> None:
    found = draws(strategy(maps(anything(), names=samples("\u0660", "\u0661\u0662"))), 200)
    assert {name for body in found for name in body} == {"\u0660", "\u0661\u0662"}


def test_what_is_shown_of_faulty_answers_is_short() -> None:
    known = [documented("200", "application/json", lists(texts(1, 50), 1, 9)), documented("404")]
    assert len(repr(faulty_answers(known))) < 300


def test_every_bound_has_its_share_of_the_draws() -> None:
    found = table(optional(numbers(0.1, 16)))
    assert found[0] is ABSENT
    assert all(0.12 < found.count(end) / len(found) < 0.2 for end in (0.1, 16))
    assert 0.1 < found.count(ABSENT) / len(found) < 0.2


def test_a_bound_that_few_bodies_can_have_has_a_greater_share() -> None:
    common, scarce = (table(numbers(0.1, 16), scarcity).count(16) for scarcity in (1, 3))
    assert scarce > 1.5 * common


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_drawn_as_its_simplest_value_first(name: str) -> None:
    inner = SETS[name]
    assert find(strategy(inner), lambda _: True, settings=settings(database=None)) == inner.simplest


@pytest.mark.parametrize("name", [name for name, inner in SETS.items() if len(inner.bounds) > 1])
def test_a_set_is_drawn_at_each_of_its_bounds(name: str) -> None:
    inner = SETS[name]
    assert [bound for bound in inner.bounds if bound not in draws(strategy(inner), 100)] == []


def test_one_is_one_point_zero_and_never_true() -> None:
    assert integers(1, 1).holds(1.0)
    assert not integers(0, 1).holds(True)
    assert values(1).holds(1.0)
    assert not values(1).holds(True)
    assert multiples("0.1").holds(0.3)


@pytest.mark.parametrize(
    "empty",
    [
        integers(2, 1),
        numbers(2, 1),
        texts(2, 1),
        either(),
        lists(nothing, 1),
        maps(nothing, 1),
        record({"a": nothing}).values,
        record({"a": values(1)}, keeping=[]).values,
    ],
)
def test_what_holds_nothing_is_known_to_be_empty(empty: Values) -> None:
    assert empty.is_empty


def test_what_may_be_left_out_may_hold_nothing() -> None:
    assert not record({"a": optional(nothing)}).values.is_empty


def test_what_is_drawn_can_be_changed_without_changing_the_next_draw() -> None:
    inner = lists(maps(integers(0, 1)), 1, 1)
    for drawn in draws(strategy(inner), 20):
        drawn[0]["changed"] = True
        drawn.append("changed")
    again = draws(strategy(inner), 20)
    assert all(len(drawn) == 1 and "changed" not in drawn[0] for drawn in again)


def test_the_words_are_copied_into_a_package_byte_for_byte() -> None:
    source = Path(drawing.__file__).parent
    copied = {
        file.path.rpartition("/")[2]: file.content
        for file in package("paths: {}\n").files
        if "/testing/_drawing/" in file.path
    }
    assert copied == {path.name: path.read_bytes() for path in source.glob("*.py")}
