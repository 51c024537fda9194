"""A secret is seen in whatever answer shows it, under the name of its field; what may be shown is no leak."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from fencepost.campaign.judging.canaries import canary
from fencepost.cases.case import Case
from fencepost.ir.values import freeze

from .accounts import TOKEN, cases, contract, said_of


def sending(**fields: Any) -> Case:
    return replace(cases()["create_account/valid/body/nominal"], body=freeze({"name": "a", **fields}))


def canary_of(field: str) -> str:
    return canary(contract().secrecy.number_of(field), "a test")


def leaks(case: Case, status: int, body: Any = None, **headers: str) -> list[tuple[str, str]]:
    """Name and target of the leaks."""
    return [each[1:] for each in said_of(case, status, body, **headers) if each[0] == "secret_leaked"]


READING = "list_accounts/valid/nominal"


def test_a_canary_of_an_earlier_request_is_seen_in_a_later_answer() -> None:
    assert leaks(cases()[READING], 200, [{"id": "1", "note": f"see {canary_of('api_key')}"}]) == [
        ("api_key in body", "/response/body/0/note")
    ]


def test_a_leak_in_a_refusal_names_the_field_and_the_place() -> None:
    refusal = {"errors": [{"param": "level", "details": f"not {json.dumps({'password': canary_of('password')})}"}]}
    assert leaks(sending(), 422, refusal) == [("password in body", "/response/body/errors/0/details")]


def test_a_leak_in_a_header_is_seen_there() -> None:
    assert leaks(sending(), 201, {"id": "1"}, location=f"/accounts?c={canary_of('door_code')}") == [
        ("door_code in header location", "/response/headers/location")
    ]


def test_a_field_is_named_once_for_an_answer_however_often_it_stands_there() -> None:
    text = canary_of("password")
    assert len(leaks(sending(password=text), 201, {"note": text, "id": text})) == 1


def test_an_ordinary_value_of_a_secret_field_is_seen_in_its_own_answer() -> None:
    case = sending(password="correct horse")
    encoded = base64.b64encode(b'{"password": "correct horse"}').decode()
    assert leaks(case, 201, {"note": "correct horse"}) == [("password in body", "/response/body/note")]
    assert leaks(case, 201, {"note": encoded}) == [("password in body", "/response/body/note")]


def test_a_value_that_was_also_sent_in_the_open_or_is_short_is_no_leak() -> None:
    assert leaks(sending(name="correct horse", password="correct horse"), 201, {"name": "correct horse"}) == []
    assert leaks(sending(pin="1234"), 201, {"note": "1234"}) == []


@pytest.mark.parametrize("shown", [TOKEN, f"Bearer {TOKEN}", base64.b64encode(f"Bearer {TOKEN}".encode()).decode()])
def test_the_credential_is_seen_wherever_it_is_shown(shown: str) -> None:
    assert leaks(sending(), 201, {"note": shown}) == [("credential in body", "/response/body/note")]
    assert leaks(sending(), 201, None, trace=shown) == [("credential in header trace", "/response/headers/trace")]


def test_a_wrong_credential_that_a_refusal_shows_is_no_leak() -> None:
    case = replace(sending(), kind="protocol", auth="wrong")
    assert leaks(case, 401, {"detail": "fencepost-wrong-token is not known"}) == []


def test_an_answer_that_shows_nothing_is_no_leak() -> None:
    case = sending(password=canary_of("password"))
    assert leaks(case, 201, {"id": "1", "name": "a", "note": "password"}) == []


def test_the_name_of_a_field_in_a_refusal_is_no_leak_of_a_secret_that_says_the_same() -> None:
    assert leaks(sending(password="password"), 422, {"errors": [{"param": "password", "details": "too weak"}]}) == []
