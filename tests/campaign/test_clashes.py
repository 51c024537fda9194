"""A valid body may be refused for what exists already, which no document tells; for anything else it may not."""

from __future__ import annotations

import json

import pytest
from fencepost.campaign.judging.clashes import is_clash

from .things import answer

CLASHES = [
    "user with this email already exists.",
    "Email address is already in use",
    "The slug is taken",
    "This field must be unique.",
    'duplicate key value violates unique constraint "users_email_key"',
    "A customer with that number has already been registered",
]

OTHERS = [
    "tags has items that are not unique: items must be unique",
    "['a', 'a'] has non-unique elements",
    "the list holds a duplicate entry",
    "size must be at most 9",
    "Field required",
    "the thing does not exist",
]


@pytest.mark.parametrize("text", CLASHES)
@pytest.mark.parametrize("status", [400, 422])
def test_a_refusal_that_says_that_it_exists_already_is_told_by_its_words(text: str, status: int) -> None:
    assert is_clash(answer(status, {"errors": [{"field": "email", "message": text}]}))


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_refusal_is_held_against_the_server(text: str) -> None:
    assert not is_clash(answer(422, {"detail": text}))


@pytest.mark.parametrize("status", [201, 403, 500])
def test_only_a_refusal_speaks_of_what_exists(status: int) -> None:
    assert not is_clash(answer(status, json.loads('{"message": "is already taken"}')))
