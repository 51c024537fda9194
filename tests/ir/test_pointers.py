"""A pointer and its steps say the same, whatever the names hold."""

from __future__ import annotations

from fencepost.ir.pointers import pointer_of, steps_of
from hypothesis import given
from hypothesis import strategies as st


def test_signs_of_pointers_are_escaped_in_names() -> None:
    assert pointer_of(("a/b", "~1", 0, "")) == "/a~1b/~01/0/"
    assert pointer_of(()) == ""


@given(st.lists(st.text()))
def test_the_steps_of_a_pointer_are_those_it_was_made_of(steps: list[str]) -> None:
    assert steps_of(pointer_of(steps)) == tuple(steps)
