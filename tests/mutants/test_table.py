"""The table of mutants: each is one, no case of the campaign gives it away, and no family is short of them."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from .campaigns import Subject, requests
from .hosts import Served
from .misses import MISSES
from .mutant import FAMILIES, Step, answers
from .parcels.subject import PARCELS
from .sandbox.subject import SANDBOX
from .subjects import SUBJECTS

each_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.title for subject in SUBJECTS])


@each_subject
def test_every_mutant_differs_from_the_correct_server_on_its_witness(subject: Subject) -> None:
    alike = [
        mutant.name
        for mutant in (*subject.mutants, *subject.doubles)
        if answers(mutant.served(subject.correct), mutant.witness) == answers(Served(subject.correct), mutant.witness)
    ]
    assert alike == []


@each_subject
def test_no_witness_sends_a_body_or_a_query_that_the_campaign_plans_to_send(subject: Subject) -> None:
    planned = {told(each.method, each.url, each.content) for each in requests(subject)}
    given_away = [
        mutant.name
        for mutant in subject.mutants
        for step in mutant.witness
        if says_something(step) and told(step.method, step.path, content(step)) in planned
    ]
    assert not given_away, given_away


def says_something(step: Step) -> bool:
    """Whether the request has a body or a query by which it can be told from others."""
    return bool(content(step)) or "?" in step.path


def content(step: Step) -> bytes:
    return step.text if step.text is not None else b"" if step.body is None else json.dumps(step.body).encode()


def told(method: str, url: str, sent: bytes | None) -> tuple[str, str, str]:
    """A request by what it says: the same for all spellings of the same JSON."""
    try:
        body = json.dumps(json.loads(sent or b"null"), sort_keys=True)
    except ValueError:
        body = repr(sent)
    return method, url.partition("?")[2], body


@each_subject
def test_no_two_mutants_share_a_name(subject: Subject) -> None:
    names = Counter(mutant.name for mutant in (*subject.mutants, *subject.doubles))
    assert [name for name, count in names.items() if count > 1] == []


@each_subject
def test_every_family_has_five_mutants_at_least(subject: Subject) -> None:
    counts = Counter(mutant.family for mutant in subject.mutants)
    assert [family for family in FAMILIES if counts[family] < 5] == []


def test_there_are_as_many_mutants_as_promised() -> None:
    assert len(SANDBOX.mutants) >= 150
    assert len(PARCELS.mutants) >= 45


def test_a_third_of_the_sandbox_mutants_depends_on_a_second_field() -> None:
    assert sum(bool(mutant.when) for mutant in SANDBOX.mutants) * 3 >= len(SANDBOX.mutants)


def test_create_get_list_and_delete_have_mutants_of_their_own() -> None:
    counts = Counter(mutant.operation for mutant in SANDBOX.mutants)
    wanted = {"create_sandbox", "get_sandbox", "list_sandboxes", "delete_sandbox", "bulk_delete_sandboxes"}
    assert {name for name, count in counts.items() if count >= 5} >= wanted
    assert len(counts) == 8


def test_whatever_is_on_record_as_missed_is_a_mutant() -> None:
    names = {subject.record(mutant.name) for subject in SUBJECTS for mutant in (*subject.mutants, *subject.doubles)}
    assert MISSES.keys() - names == set()
