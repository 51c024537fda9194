"""What the sequences send: for each resource what tells most, the same for the same seed, nothing of others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from fencepost.campaign.casefile import case_from
from fencepost.campaign.stateful.machine import drawn_sequences
from fencepost.campaign.stateful.marks import mark, marks_in
from fencepost.campaign.stateful.scenarios import sequences
from fencepost.campaign.unit import Unit
from fencepost.cases.nominal import Nominals
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.ir.values import Json
from fencepost.pipeline import load

from ..things import things
from .driving import held, units_of
from .jars import JarServer, jars

Make: TypeAlias = Callable[[Api, int], tuple[Unit, ...]]

SANDBOX = Path(__file__).parents[3] / "spec" / "sandbox.yaml"


def drawn(api: Api, seed: int = 0) -> tuple[Unit, ...]:
    return drawn_sequences(api, api.operations, Nominals(api), seed)


def without(api: Api, *operations: str) -> tuple[Unit, ...]:
    kept = tuple(item for item in api.operations if item.id not in operations)
    return sequences(api, kept, (), Nominals(api), 0)


def operations_in(units: tuple[Unit, ...]) -> set[str]:
    return {step.case.operation for unit in units for step in unit.steps}


@pytest.mark.parametrize("make", [units_of, drawn])
def test_the_same_seed_gives_the_same_sequences_and_another_one_others(make: Make) -> None:
    units_of.cache_clear()
    first = make(jars(), 0)
    units_of.cache_clear()
    assert make(jars(), 0) == first
    assert make(jars(), 1) != first


def test_every_operation_of_a_resource_has_its_part() -> None:
    assert operations_in(units_of(jars())) == {operation.id for operation in jars().operations}


@pytest.mark.parametrize("left_out", ["get_jar", "list_jars", "delete_jar", "delete_jars", "change_jar", "make_key"])
def test_an_operation_that_was_not_chosen_is_not_used(left_out: str) -> None:
    units = without(jars(), left_out)
    assert units
    assert operations_in(units) == {operation.id for operation in jars().operations} - {left_out}


def test_nothing_is_sent_of_a_resource_whose_creation_was_not_chosen() -> None:
    assert without(jars(), "create_jar") == ()


@pytest.mark.parametrize("make", [units_of, drawn])
def test_each_value_comes_from_an_earlier_step_of_the_same_sequence(make: Make) -> None:
    for unit in make(jars(), 0):
        for ordinal, step in enumerate(unit.steps):
            assert all(source.step is not None and source.step < ordinal for source in step.case.sources)


@pytest.mark.parametrize("make", [units_of, drawn])
def test_a_case_of_a_sequence_is_read_back_from_its_json(make: Make) -> None:
    cases = [step.case for unit in make(jars(), 0) for step in unit.steps]
    assert any(case.query_from or case.body_from for case in cases)
    assert [case_from(case.as_json()) for case in cases] == cases


def test_cases_have_names_of_their_own() -> None:
    names = [step.case.id for unit in (*units_of(jars()), *drawn(jars())) for step in unit.steps]
    assert len(set(names)) == len(names)


def test_the_sequences_of_the_flagship_document_are_few_requests() -> None:
    sizes = [len(unit.steps) for unit in units_of(load(str(SANDBOX), Diagnostics()))]
    assert sum(sizes) <= 150
    assert sorted(sizes)[-2] <= 16


def test_a_drawn_sequence_has_at_most_ten_requests_and_there_are_at_most_twenty() -> None:
    units = drawn(jars())
    assert 10 <= len(units) <= 20
    assert all(2 <= len(unit.steps) <= 10 for unit in units)


def test_drawn_sequences_hold_nothing_against_the_correct_server() -> None:
    assert list(held(JarServer(), jars(), drawn(jars()))) == []


def test_the_sequences_can_be_made_without_loading_hypothesis() -> None:
    script = "import sys, fencepost.campaign.stateful.scenarios; sys.exit('hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_thing_without_a_free_text_still_has_sequences() -> None:
    assert operations_in(units_of(things())) == {"create_thing", "get_thing", "delete_thing"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (mark("a"), [mark("a")]),
        ({"b": ["x", {"c": f"<{mark('a').upper()}>"}]}, [mark("a")]),
        ([1, None, True, "fpshort"], []),
    ],
)
def test_a_mark_is_found_wherever_it_stands(value: Json, expected: list[str]) -> None:
    assert list(marks_in(value)) == expected


def test_marks_of_different_names_differ_and_are_of_one_length() -> None:
    marks = {mark("seed", number) for number in range(500)}
    assert len(marks) == 500
    assert {len(text) for text in marks} == {8}
