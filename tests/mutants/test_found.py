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
    """Of every family one that is to be found, and a double fault."""
    drawn = random.Random(SEED)
    to_find = [each for each in subject.mutants if subject.record(each.name) not in MISSES]
    chosen = [
        mutant
        for family in FAMILIES
        if (of_family := [each for each in to_find if each.family == family])
        for mutant in drawn.sample(of_family, min(EACH, len(of_family)))
    ]
    doubles = [each for each in subject.doubles if subject.record(each.name) not in MISSES]
    return chosen + drawn.sample(doubles, min(1, len(doubles)))


def missed() -> tuple[Subject, Mutant]:
    """One that is on record as missed."""
    found = [(each, mutant) for each in SUBJECTS for mutant in each.mutants if each.record(mutant.name) in MISSES]
    return random.Random(SEED).choice(found)


SAMPLE = [*((subject, mutant) for subject in SUBJECTS for mutant in sample(subject)), missed()]


@pytest.mark.parametrize(("subject", "mutant"), SAMPLE, ids=[mutant.name for _, mutant in SAMPLE])
def test_a_planted_fault_is_found_and_named_unless_it_is_on_record_as_missed(subject: Subject, mutant: Mutant) -> None:
    outcome = score(subject, mutant)
    assert (outcome.requests is None) == (subject.record(mutant.name) in MISSES), outcome.said
    assert outcome.requests is None or outcome.is_named, outcome.said


TOLD = {
    "active_filter_turned_round": "filter_ignored team_id teamId, is_active",
    "crash_on_a_pole": "server_error recipient.country enum:CH, recipient.location.lat minimum, "
    "recipient.location.lon maximum",
}


@pytest.mark.parametrize("name", TOLD)
def test_a_failure_that_takes_several_fields_names_each_of_them(name: str) -> None:
    found = ((subject, mutant) for subject in SUBJECTS for mutant in subject.mutants if mutant.name == name)
    assert score(*next(found)).said == TOLD[name]


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.title for subject in SUBJECTS])
def test_what_is_on_record_as_missed_is_in_the_table(subject: Subject) -> None:
    known = {subject.record(each.name) for each in (*subject.mutants, *subject.doubles)}
    assert {name for name in MISSES if name.startswith(f"{subject.title}/")} <= known
