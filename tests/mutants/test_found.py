"""What the campaign finds: a seeded sample of the mutants in every run, and all of them by `make mutants`."""

from __future__ import annotations

import random

import pytest

from .campaigns import Subject, score
from .misses import MISSES
from .mutant import FAMILIES, Mutant
from .subjects import SUBJECTS

SEED = 20261123
EACH = 1
"""Mutants of each family, drawn from those to be found."""


def sample(subject: Subject) -> list[Mutant]:
    """Of every family one that is to be found, one that is on record as missed, and a double fault."""
    drawn = random.Random(SEED)
    to_find = [each for each in subject.mutants if subject.record(each.name) not in MISSES]
    chosen = [
        mutant
        for family in FAMILIES
        if (of_family := [each for each in to_find if each.family == family])
        for mutant in drawn.sample(of_family, min(EACH, len(of_family)))
    ]
    missed = [each for each in subject.mutants if subject.record(each.name) in MISSES]
    doubles = [each for each in subject.doubles if subject.record(each.name) not in MISSES]
    return chosen + drawn.sample(missed, min(1, len(missed))) + drawn.sample(doubles, min(1, len(doubles)))


SAMPLE = [(subject, mutant) for subject in SUBJECTS for mutant in sample(subject)]


@pytest.mark.parametrize(("subject", "mutant"), SAMPLE, ids=[mutant.name for _, mutant in SAMPLE])
def test_a_planted_fault_is_found_unless_it_is_on_record_as_missed(subject: Subject, mutant: Mutant) -> None:
    outcome = score(subject, mutant)
    assert (outcome.requests is None) == (subject.record(mutant.name) in MISSES), outcome.said
