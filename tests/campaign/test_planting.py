"""Canaries stand wherever a case sends a secret, and the case stays what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.judging.canaries import STEM, numbers_in
from fencepost.campaign.planning.planting import Planting
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import RequestParts
from fencepost.ir.values import Json, freeze

from .accounts import cases, contract


def planted(case: Case, seed: int = 0) -> Case:
    return Planting(contract(), seed).planted(case)


def sent(case: Case) -> dict[str, Json]:
    body = None if case.body is None else case.body.value
    return body if isinstance(body, dict) else {}


def text(value: Json) -> str:
    assert isinstance(value, str)
    return value


def sending(**fields: Json) -> Case:
    return replace(cases()["create_account/valid/body/nominal"], body=freeze({"name": "a", **fields}))


def test_a_canary_tells_its_field() -> None:
    found = sent(planted(sending(password="password", env={"A": "x", "B": "y"})))
    env = found["env"]
    assert isinstance(env, dict)
    assert list(env) == ["A", "B"]
    names = [
        contract().secrecy.name_of(numbers_in(text(each).encode())[0]) for each in (found["password"], *env.values())
    ]
    assert names == ["password", "env", "env"]


def test_a_canary_keeps_to_the_pattern_and_the_lengths_of_its_field() -> None:
    assert text(sent(planted(sending(door_code="D-0")))["door_code"]).startswith(f"D-{STEM.upper()}")
    assert len(text(sent(planted(sending(password="password")))["password"])) <= 30


def test_what_no_canary_fits_into_is_sent_as_it_was() -> None:
    for fields in ({"pin": "1"}, {"shape": "round"}, {"api_key": "key-that-exists"}, {"name": "b"}):
        case = sending(**fields)
        assert planted(case) == case


@pytest.mark.parametrize("point", ["maxLength", "minLength+"])
def test_a_case_about_the_length_of_a_secret_keeps_its_length(point: str) -> None:
    about = [case for case in cases().values() if (case.target, case.point) == ("/body/password", point)]
    assert about
    for case in about:
        assert len(text(sent(planted(case))["password"])) == len(text(sent(case)["password"]))


def test_a_case_about_the_characters_of_a_secret_keeps_them() -> None:
    about = [case for case in cases().values() if case.target == "/body/password" and case.point.startswith("text:")]
    assert about
    assert all(planted(case) == case for case in about)


def test_every_valid_case_stays_valid_and_is_given_no_field() -> None:
    told = contract()
    nominals = Nominals(told.api)
    for case in (each for each in cases().values() if each.kind == "valid" and each.body is not None):
        found = planted(case)
        content = told.operations[case.operation].body
        assert content is not None
        assert content.json is not None
        assert found.body is not None
        assert nominals.accepts(content.json.type, found.body.exact)
        assert sent(found).keys() == sent(case).keys()


def test_every_fault_stays_the_only_one() -> None:
    told = contract()
    parts = RequestParts(told.operations["create_account"], Nominals(told.api))
    faults = [case for case in cases().values() if case.kind == "fault" and case.target.startswith("/body")]
    found = [planted(case) for case in faults]
    for case in found:
        assert case.body is not None
        assert parts.certificate("body", case.body.value) == case.certificate
    loaded = [case for case in found if STEM in freeze(case.body.value if case.body else None).text.lower()]
    assert len(faults) / 4 < len(loaded) < len(faults)


def test_the_wrong_type_of_a_secret_stays_the_wrong_type() -> None:
    about = [case for case in cases().values() if case.kind == "fault" and case.target == "/body/password"]
    wrong = [case for case in about if case.point.startswith("type:") or case.point == "null"]
    assert wrong
    assert [sent(planted(case))["password"] for case in wrong] == [sent(case)["password"] for case in wrong]


def test_a_secret_that_would_break_a_rule_is_not_added() -> None:
    guest = sending(guest=True)
    assert "password" not in sent(Planting(contract(), 0).laden(guest))
    assert "password" in sent(Planting(contract(), 0).laden(sending()))


def test_the_same_seed_plants_the_same_and_another_one_another() -> None:
    case = sending(password="password")
    assert planted(case) == planted(case) != planted(case, seed=1)


def test_a_header_named_as_a_secret_holds_a_canary_too() -> None:
    case = replace(sending(), headers=(("X-Session-Token", freeze("a" * 20)),))
    assert STEM in text(planted(case).headers[0][1].value)
