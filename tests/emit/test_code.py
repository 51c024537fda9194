"""Only what was made code can be printed as code."""

import pytest
from fencepost.emit.python.code import Code, code, joined, printable
from fencepost.emit.python.literal import literal
from fencepost.names.identifiers import Identifier


def test_parts_are_put_into_a_layout_and_not_looked_into_again():
    assert (
        code("{name} = Field(ge={low})", name=Identifier("size"), low=literal("{name}")) == 'size = Field(ge="{name}")'
    )


def test_a_plain_text_is_refused_everywhere():
    for attempt in (
        lambda: code("{text}", text="import os"),
        lambda: joined(", ", (Code("a"), "b")),
        lambda: printable("x"),
        lambda: printable(True),
        lambda: printable(None),
        lambda: printable(1.5),
    ):
        with pytest.raises(TypeError, match="is no code"):
            attempt()


def test_numbers_and_names_are_code():
    assert joined(", ", (Identifier("a"), 1, Code("b()"))) == "a, 1, b()"
