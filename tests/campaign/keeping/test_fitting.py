"""A kept failure is sent as long as its request still is what it was; else it is said why not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.keeping.fitting import Fitting, ForeignError
from fencepost.campaign.keeping.regression import Regression
from fencepost.campaign.unit import Origin, Step
from fencepost.cases.case import Case

from ...inline import api_of
from ..things import TEXT, all_cases, things


def kept(case: Case) -> Regression:
    return Regression(origin=Origin(file="kept.json"), steps=(Step(case=case),))


def case(name: str) -> Case:
    return next(each for cases in all_cases() for each in cases if each.id == name)


def fitted(case: Case, text: str) -> Regression:
    api, _ = api_of(text)
    return Fitting(api).fitted(kept(case))


def test_every_case_of_a_document_fits_that_document() -> None:
    fitting = Fitting(things())
    regressions = [kept(case) for cases in all_cases() for case in cases]
    assert len(regressions) > 100
    assert [fitting.fitted(each) for each in regressions] == regressions


LARGEST = "create_thing/valid/body/size/maximum"
TOO_LARGE = "create_thing/fault/body/size/maximum-"
RULE = "create_thing/fault/body/breaks/moving_needs_speed"


@pytest.mark.parametrize("name", [LARGEST, TOO_LARGE, RULE])
def test_a_field_more_in_the_document_changes_nothing(name: str) -> None:
    text = TEXT.replace(
        "        moving: {type: boolean}\n", "        moving: {type: boolean}\n        more: {type: string}\n"
    )
    assert text != TEXT
    assert fitted(case(name), text).barred is None


def test_a_rule_more_before_the_one_that_is_broken_changes_nothing() -> None:
    earlier = (
        "      allOf:\n        - title: large_is_red\n"
        "          if: {required: [size], properties: {size: {const: 9}}}\n"
        "          then: {required: [colour]}\n"
    )
    assert fitted(case(RULE), TEXT.replace("      allOf:\n", earlier)).barred is None


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (LARGEST, "maximum: 9", "maximum: 8", "the document allows it no more: size maximum"),
        (
            LARGEST,
            "  required: [name]",
            "  required: [name, colour]",
            "the document allows it no more: colour required",
        ),
        (TOO_LARGE, "maximum: 9", "maximum: 99", "the document allows it now"),
        (TOO_LARGE, "size: {type: integer, minimum: 1, maximum: 9,", "size: {", "the document allows it now"),
        (RULE, "  required: [name]", "  required: [name, size]", "something else against it now: size required"),
        (RULE, "then: {required: [speed]}", "then: {required: [colour]}", ""),
    ],
)
def test_a_request_that_is_no_longer_what_it_was_is_not_sent(name: str, old: str, new: str, reason: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    assert (fitted(case(name), text).barred or "").endswith(reason)
    assert bool(fitted(case(name), text).barred) is bool(reason)


def test_the_answers_that_are_right_are_those_of_the_document_as_it_is_now() -> None:
    text = TEXT.replace('"422": {$ref: "#/components/responses/Refused"}', '"400": {description: refused}')
    assert fitted(case(TOO_LARGE), text).steps[0].case.expect.status == ("400",)
    assert fitted(case(LARGEST), TEXT.replace('"201":', '"200":')).steps[0].case.expect.status == ("200",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("operationId: create_thing", "operationId: make_thing", "the document has no operation create_thing"),
        ("  /things:\n", "  /v2/things:\n", "create_thing is POST /v2/things in the document, not POST /things"),
    ],
)
def test_an_operation_that_is_gone_is_named(old: str, new: str, says: str) -> None:
    with pytest.raises(ForeignError, match=says):
        fitted(case(LARGEST), TEXT.replace(old, new))


def test_a_value_from_an_operation_that_is_gone_is_named() -> None:
    reading = case("get_thing/valid/nominal")
    (name, source), *rest = reading.path_params
    stolen = replace(reading, path_params=((name, replace(source, operation="gone")), *rest))
    with pytest.raises(ForeignError, match="no operation gone, from which the case takes a value"):
        fitted(stolen, TEXT)
