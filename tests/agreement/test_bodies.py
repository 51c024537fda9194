"""Evaluator, JSON Schema engine, generated model and mock give one verdict on every body of every document."""

from __future__ import annotations

import pytest

from .conftest import Reading
from .documents import documents
from .trials import Effort, tried

SAMPLE = Effort(seed=0, cases=20, explored=3, damaged=10)
WHOLE = Effort(seed=0, explored=20, damaged=100)
"""`make bench` tries all cases everywhere, ten thousand more create bodies, and two hundred more of every other."""

RULED = ("Kinds", "Variants", "Nullable")
"""Of the shapes at every place, those with most to lose; `make bench` tries all."""


@pytest.mark.parametrize("name", [name for name in documents() if not name.startswith(("placed/", "sandbox"))])
def test_readers_agree_on_the_bodies_of_a_document(name: str, readers_of: Reading) -> None:
    readers = readers_of(documents()[name])
    for operation in readers.body_operations():
        assert tried(readers, operation, SAMPLE).parted == {}


@pytest.mark.parametrize("name", RULED)
def test_readers_agree_wherever_a_shape_stands(name: str, readers_of: Reading) -> None:
    readers = readers_of(documents()[f"placed/{name}"])
    for operation in readers.body_operations():
        outcome = tried(readers, operation, SAMPLE)
        assert outcome.parted == {}
        assert 0 < outcome.allowed < outcome.bodies


def test_readers_agree_on_every_case_of_the_sandbox_document(readers_of: Reading) -> None:
    readers = readers_of(documents()["sandbox"])
    outcomes = {operation.id: tried(readers, operation, WHOLE) for operation in readers.body_operations()}
    assert outcomes.keys() == {"create_sandbox", "bulk_delete_sandboxes"}
    for outcome in outcomes.values():
        assert outcome.parted == {}
        assert outcome.allowed > 100
