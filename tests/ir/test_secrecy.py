"""Which fields of a request no answer may show, and which only look as if."""

from __future__ import annotations

import pytest
from fencepost.ir.secrecy import Secrecy, says_secret
from fencepost.ir.shapes import object_fields

from ..inline import api_of, document

SECRET = """
    api_key apiKey APIKey X-Api-Key apikey ssh_private_key secret clientSecret passwd password_confirmation new_password
    authToken authtoken GITHUB_TOKEN secret_value api_keys
""".split()

OPEN = """
    public_key page_token nextPageToken nextpagetoken idempotency_key Idempotency-Key primary_key sortKey partition_key
    foreign_key keywords keyboard tokenizer max_tokens monkey keys token_type secret_name accessKeyId password_policy
    client_token
""".split()


@pytest.mark.parametrize("name", SECRET)
def test_a_name_says_secret(name: str) -> None:
    assert says_secret(name)


@pytest.mark.parametrize("name", OPEN)
def test_a_name_that_speaks_of_something_else_is_no_secret(name: str) -> None:
    assert not says_secret(name)


def secrets(sent: str, answered: str = "id: {type: string}", more: str = "") -> list[str]:
    """The secret fields of a body with these properties, where the answer to a create has those."""
    api, sink = api_of(
        document(f"""
        paths:
          /things:
            post:
              operationId: create
              {more}
              requestBody:
                content: {{application/json: {{schema: {{type: object, properties: {{{sent}}}}}}}}}
              responses: {{"201": {{description: made}}}}
          /things/{{thing_id}}:
            get:
              operationId: read
              parameters: [{{name: thing_id, in: path, required: true, schema: {{type: string}}}}]
              responses:
                "200":
                  description: this one
                  content:
                    application/json:
                      schema: {{type: object, properties: {{inner: {{type: object, properties: {{{answered}}}}}}}}}
        """)
    )
    assert not sink.errors
    create = api.operations[0]
    assert create.body is not None
    assert create.body.json is not None
    fields = object_fields(create.body.json.type, api) or ()
    beside = tuple(item.wire_name for item in fields)
    return [item.wire_name for item in fields if Secrecy(api).is_secret(item, beside, create)]


def test_what_is_only_written_and_passwords_are_secret_whatever_their_names() -> None:
    assert secrets("code: {type: string, writeOnly: true}, note: {type: string}") == ["code"]
    assert secrets("pin: {type: string, format: password}") == ["pin"]


def test_a_name_makes_a_text_secret_and_nothing_else() -> None:
    assert secrets("token: {type: string}, tokens: {type: array, items: {type: string}}") == ["token", "tokens"]
    assert secrets("token: {type: integer}, api_key: {type: boolean}") == []
    assert secrets("secrets: {type: object, additionalProperties: {type: string}}") == ["secrets"]


def test_a_field_that_an_answer_of_the_resource_repeats_is_no_secret() -> None:
    assert secrets("api_key: {type: string}", "apiKey: {type: string}") == []
    assert secrets("env: {additionalProperties: {type: string}}", "env: {type: object}") == []


def test_a_field_that_is_only_written_stays_secret_even_where_an_answer_has_its_name() -> None:
    assert secrets("password: {type: string, writeOnly: true}", "password: {type: string}") == ["password"]


def test_a_map_of_environment_values_is_secret() -> None:
    assert secrets("environment_vars: {type: object, additionalProperties: {type: string}}") == ["environment_vars"]
    assert secrets("environment: {type: string}, variables: {type: object}") == []


def test_what_the_document_maps_to_a_field_of_the_answer_is_no_secret() -> None:
    sent = "token: {type: string}, secret: {type: string}"
    assert secrets(sent, more="x-fencepost-echo: {token: shown, secret: null}") == ["secret"]


def test_a_key_beside_its_value_and_the_name_of_the_thing_are_no_secrets() -> None:
    assert secrets("key: {type: string}, value: {type: string}") == []
    assert secrets("key: {type: string}") == ["key"]
