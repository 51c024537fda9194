"""A fault on the command line: `ID[:VALUE][@OPERATION][=PROBABILITY]`, where ids hold colons too."""

from __future__ import annotations

import pytest
from fencepost.cli.switches import Named, named
from fencepost.diagnostics import FencepostError

KNOWN = ("Thing/size/maximum:moved_in", "Thing/size/maximum", "Thing:renamed", "a=b@c:value_lost", "latency")


def parts(text: str) -> tuple[object, ...]:
    found = named(text, KNOWN)
    return found.id, found.value, found.operation, found.probability


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("latency", ("latency", None, None, 1)),
        ("latency:2", ("latency", 2, None, 1)),
        ("latency:0.5@get_thing=0.1", ("latency", 0.5, "get_thing", 0.1)),
        ("latency=1", ("latency", None, None, 1)),
        ("latency@get_thing", ("latency", None, "get_thing", 1)),
        ("Thing/size/maximum:moved_in:15@make=0.5", ("Thing/size/maximum:moved_in", 15, "make", 0.5)),
        ("Thing/size/maximum:moved", ("Thing/size/maximum", "moved", None, 1)),
        ("Thing:renamed:thingName", ("Thing:renamed", "thingName", None, 1)),
        ('Thing:renamed:"a@b=1"@make=0.5', ("Thing:renamed", "a@b=1", "make", 0.5)),
        ("Thing:renamed:null", ("Thing:renamed", None, None, 1)),
        ("Thing:renamed:NaN", ("Thing:renamed", "NaN", None, 1)),
        ("a=b@c:value_lost=0.5", ("a=b@c:value_lost", None, None, 0.5)),
    ],
)
def test_a_fault_is_read_with_what_stands_behind_its_id(text: str, expected: tuple[object, ...]):
    assert parts(text) == expected


def test_a_value_of_null_is_a_value():
    assert named("Thing:renamed:null", KNOWN) == Named(text="Thing:renamed:null", id="Thing:renamed", has_value=True)
    assert not named("Thing:renamed", KNOWN).has_value


@pytest.mark.parametrize(
    "text", ["latency=0", 'Thing:renamed:"a=b', "latency=1.5", "latency=-1", "latency=often", "latency=", "latency=nan"]
)
def test_a_probability_is_above_0_and_at_most_1(text: str):
    with pytest.raises(FencepostError, match="is no probability") as told:
        named(text, KNOWN)
    assert told.value.diagnostics[0].code == "V002"


def test_the_old_way_to_give_a_value_is_refused_with_the_new_one():
    with pytest.raises(FencepostError) as told:
        named("Thing/size/maximum:moved_in=15", KNOWN)
    assert (
        told.value.diagnostics[0].remedy
        == "it is above 0 and at most 1, as =0.1; a value stands behind a colon, as :15"
    )


@pytest.mark.parametrize("text", ["latencyx", "", "@get_thing", "latenc:2", "Thing"])
def test_an_id_that_there_is_none_of_is_refused(text: str):
    with pytest.raises(FencepostError, match="has no fault") as told:
        named(text, KNOWN)
    assert told.value.diagnostics[0].code == "A010"
