"""Lines that accept failures: written, read, kept as their reader left them."""

from __future__ import annotations

import pytest
from fencepost.campaign.keeping.baseline import HEAD, LineFormError, accepted_in, accepting, renewed

from ..test_one_fault import ForgetsTheRule
from ..things import campaign, things


def failure() -> object:
    (found,) = campaign(ForgetsTheRule())[0].failures.values()
    return found


def test_a_line_names_the_failure_and_is_read_back() -> None:
    found = failure()
    line = accepting(found)
    assert line == f"{found.key} fault_accepted create_thing {found.target} {found.point}"
    accepted = accepted_in(f"  {line}  # until 2.4 # see T-12 ", 3, things())
    assert accepted is not None
    assert (accepted.key, accepted.operation, accepted.line) == (found.key, "create_thing", 3)
    assert accepted.reason == "until 2.4 # see T-12"


@pytest.mark.parametrize("text", ["", "   ", "# a comment", "#"])
def test_an_empty_line_and_a_comment_accept_nothing(text: str) -> None:
    assert accepted_in(text, 1, things()) is None


def test_a_key_alone_is_enough() -> None:
    accepted = accepted_in("0a1b2c3d", 1, things())
    assert accepted is not None
    assert (accepted.key, accepted.operation, accepted.reason) == ("0a1b2c3d", None, "")


@pytest.mark.parametrize("odd", ["", "a b", "100%", "a#b", "é", "\ud800", "a\nb", "-"])
def test_any_place_and_point_is_one_word(odd: str) -> None:
    from dataclasses import replace

    from fencepost.campaign.judging.failure import failure_key

    key = failure_key("create_thing", "echo", f"/body/{odd}", f"enum:{odd}")
    line = accepting(replace(failure(), key=key, check="echo", target=f"/body/{odd}", point=f"enum:{odd}"))
    assert len(line.split()) == 5
    accepted = accepted_in(line, 1, things())
    assert accepted is not None
    assert accepted.key == key


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("nonsense", 1, "a line begins with the key of a failure, eight of 0-9 and a-f, and this is nonsense"),
        ("0a1b2c3d echo", 1, "after the key stand check, operation, place and point, or nothing"),
        ("0a1b2c3d ecco create_thing /body x", 10, "there is no check ecco"),
        ("0a1b2c3d echo make_thing /body x", 15, "the document has no operation make_thing"),
        ("0a1b2c3d echo create_thing /body x", 1, "0a1b2c3d is the key of another failure than echo create_thing"),
    ],
)
def test_a_line_that_accepts_nothing_is_told_with_its_column(line: str, column: int, says: str) -> None:
    with pytest.raises(LineFormError, match=says) as told:
        accepted_in(line, 1, things())
    assert told.value.column == column


def test_what_a_person_wrote_stays_and_what_is_stale_goes() -> None:
    text = "# ours\n\n0a1b2c3d  # old\n1a1b2c3d  # still\n"
    found = failure()
    assert renewed(text, [found], frozenset({"0a1b2c3d"})) == f"# ours\n\n1a1b2c3d  # still\n{accepting(found)}\n"
    once = renewed("", [found], frozenset())
    assert once == f"{HEAD}{accepting(found)}\n"
    assert renewed(once, [found], frozenset()) == once
