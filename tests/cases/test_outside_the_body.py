"""What is sent outside a body is what a server reads there: no fault is made that another reading would allow."""

from __future__ import annotations

import pytest
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..inline import api_of, document
from .things import made


def cases(*parameters: str, security: str = "[]", text: str = "") -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The valid cases and the faults of an operation with those parameters."""
    body = f"""
    components:
      securitySchemes: {{app: {{type: apiKey, in: query, name: client_id}}}}
    {text}
    paths:
      /things:
        post:
          operationId: list_things
          security: {security}
          parameters: [{", ".join(parameters)}]
          responses: {{"200": {{description: them}}, "422": {{description: refused}}}}
    """
    api, sink = api_of(document(body))
    assert not sink.errors, sink.errors
    nominals = Nominals(api)
    return valid_cases(api, api.operations[0], nominals), fault_cases(api, api.operations[0], nominals)


def query(schema: str, more: str = "") -> str:
    return f"{{name: q, in: query, schema: {schema}{more}}}"


def test_a_number_in_a_list_may_be_written_as_a_text() -> None:
    _, faults = cases(query("{type: array, minItems: 3, items: {type: integer}}"))
    sent = [dict(case.query)["q"].value for case in faults if case.target.startswith("/query/q/")]
    assert sent
    assert all(
        any(not str(item).lstrip("-").isdecimal() for item in items) for items in sent if isinstance(items, list)
    )


@pytest.mark.parametrize("more", ["", ", style: deepObject"])
def test_a_parameter_that_is_written_by_its_members_is_not_sent_by_its_own_name(more: str) -> None:
    for made_cases in cases(query("{type: object, properties: {a: {type: integer}}}", more)):
        assert [case.query for case in made_cases if any(name == "q" for name, _ in case.query)] == []


def test_a_required_cookie_is_in_every_valid_request() -> None:
    valid, _ = cases("{name: mood, in: cookie, required: true, schema: {enum: [good]}}", query("{type: integer}"))
    assert valid
    assert all(dict(case.headers)["mood"].value == "good" for case in valid)


def test_a_cookie_holds_only_what_reads_the_same_with_and_without_percent_encoding() -> None:
    for made_cases in cases("{name: mood, in: cookie, schema: {type: string, maxLength: 5}}"):
        sent = [str(value.value) for case in made_cases for name, value in case.headers if name == "mood"]
        assert all(text.isascii() and text.replace("-", "a").isalnum() for text in sent)


def test_a_parameter_that_is_the_credential_once_more_is_left_to_the_credential() -> None:
    key = "{name: client_id, in: query, required: true, schema: {type: string}}"
    for made_cases in cases(key, query("{type: integer}"), security="[{app: []}]"):
        assert made_cases
        assert [case for case in made_cases if "client_id" in dict(case.query) or "client_id" in case.target] == []


def test_an_empty_object_is_not_sent_as_a_form_that_says_nothing() -> None:
    text = """
    paths:
      /things:
        post:
          operationId: create_thing
          requestBody: {content: {application/json: {schema: {type: object}}}}
          responses: {"200": {description: made}}
    """
    (case,) = (case for case in made(text, "create_thing") if case.point.endswith("x-www-form-urlencoded"))
    assert (case.body, case.body_text) == (None, "{}")


@pytest.mark.parametrize(("schema", "count"), [("{type: integer, minimum: 1, maximum: 5}", 0), ("{type: integer}", 1)])
def test_a_small_number_is_no_identifier_that_nobody_was_given(schema: str, count: int) -> None:
    text = f"""
    paths:
      /things/{{thing_id}}:
        get:
          operationId: get_thing
          parameters: [{{name: thing_id, in: path, required: true, schema: {schema}}}]
          responses: {{"200": {{description: it}}, "404": {{description: unknown}}}}
    """
    assert len([case for case in made(text, "get_thing") if case.point == "unknown:identifier"]) == count


def test_what_a_reference_says_only_a_server_writes_is_not_sent() -> None:
    api, _ = api_of(
        document("""
        components:
          schemas:
            Made: {$ref: "#/components/schemas/Time"}
            Time: {type: string, readOnly: true}
        paths:
          /things:
            post:
              operationId: create_thing
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [made, name]
                      properties: {made: {$ref: "#/components/schemas/Made"}, name: {type: string}}
              responses: {"201": {description: made}}
        """)
    )
    nominals = Nominals(api)
    valid, faults = (make(api, api.operations[0], nominals) for make in (valid_cases, fault_cases))
    assert {case.target for case in faults} >= {"/body/name"}
    assert [case for case in (*valid, *faults) if "made" in str(case.body) or "made" in case.target] == []
