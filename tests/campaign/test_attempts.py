"""What is wrong below the body is told in words that a reader understands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.judging.attempts import attempt
from fencepost.campaign.judging.places import name_of
from fencepost.cases.case import Case, Expectation
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.order import protocol_cases
from fencepost.ir.api import Api

from .things import things

CASE = Case(
    id="a",
    operation="a",
    kind="protocol",
    target="/auth",
    point="auth:none",
    method="post",
    path="/a",
    expect=Expectation(status=("401",)),
)


@pytest.mark.parametrize(
    ("target", "point", "words", "name"),
    [
        ("/auth", "auth:none", "to a request without a credential", "auth none"),
        ("/auth", "auth:cut", "to a request with a credential that lacks its end", "auth cut"),
        ("/auth", "auth:blue", "to a request whose credential is blue", "auth blue"),
        ("/body", "malformed:empty", "to an empty body", "body empty"),
        ("/body/size", "malformed:NaN", "to a body that is no JSON (NaN)", "size NaN"),
        ("/headers/content-type", "media:text/plain", "to a JSON body sent as text/plain", "content-type text/plain"),
        ("/method", "method:PUT", "to a method that the document does not declare there", "method PUT"),
        ("/path/thing_id", "unknown:identifier", "to a thing_id that nobody was given", "thing_id unknown"),
        ("/body", "odd:utf16", "to a request whose body is in UTF-16", "body utf16"),
        ("/body", "odd:too_deep", "to a request whose body is odd (too deep)", "body too deep"),
    ],
)
def test_an_attempt_is_told_in_a_sentence_and_in_a_few_words(target: str, point: str, words: str, name: str) -> None:
    case = replace(CASE, target=target, point=point)
    assert (attempt(case), name_of(case)) == (words, name)


def test_no_attempt_of_the_campaign_is_told_by_its_point_alone() -> None:
    api: Api = things()
    cases = [case for operation in api.operations for case in protocol_cases(api, operation, Nominals(api))]
    assert len(cases) > 20
    assert not [case.id for case in cases if "whose credential is" in attempt(case) and case.auth != "empty"]
    assert not [case.id for case in cases if "is odd" in attempt(case)]
