"""Whatever is answered is what the document holds valid."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .served import SANDBOXES, SMALLEST, Served, sandbox, served


@pytest.fixture
def mock() -> Served:
    return sandbox()


def answers_of_all_operations(mock: Served) -> dict[str, httpx.Response]:
    created = mock.post(SANDBOXES, SMALLEST)
    item = f"{SANDBOXES}/{created.json()['id']}"
    return {
        "create_sandbox": created,
        "list_sandboxes": mock.get(SANDBOXES),
        "get_sandbox": mock.get(item),
        "get_sandbox_logs": mock.get(f"{item}/logs"),
        "create_sandbox_auth": mock.post(f"{item}/auth"),
        "get_sandbox_error_context": mock.get(f"{item}/error-context"),
        "delete_sandbox": mock.delete(item),
        "bulk_delete_sandboxes": mock.delete(SANDBOXES, {"sandbox_ids": [created.json()["id"]]}),
    }


def test_every_operation_answers_as_documented_in_every_state(mock: Served):
    assert {operation.id for operation in mock.api.operations} == set(answers_of_all_operations(mock))
    for seconds in (0.5, 0.6, 3600):
        for operation_id, answer in answers_of_all_operations(mock).items():
            assert answer.is_success, (operation_id, answer.text)
            assert mock.invalid(operation_id, answer) == [], operation_id
        mock.time.forward(seconds)


def one_answer(content: str, more: str = "") -> Served:
    return served(
        f"""
openapi: 3.1.0
info: {{title: Things, version: "1"}}
paths:
  /things: {{get: {{operationId: thing, responses: {{"200": {{description: it, content: {{{content}}}{more}}}}}}}}}
"""
    )


def test_an_operation_of_no_resource_answers_with_the_documents_example():
    mock = one_answer(
        "application/json: {schema: {type: object}, examples: {bad: {value: 1}, good: {value: {a: 1.0}}}}"
    )
    assert mock.get("/things").json() == {"a": 1.0}


def test_without_an_example_the_simplest_valid_value_is_answered():
    mock = one_answer(
        "application/json: {schema: {type: object, required: [a], properties: {a: {minimum: 2, type: integer}}}}"
    )
    assert mock.get("/things").json() == {"a": 2}


def test_an_answer_that_cannot_be_made_is_said_to_be_missing():
    mock = one_answer("application/json: {schema: {type: object, not: {type: object}}}")
    answer = mock.get("/things")
    assert answer.status_code == 501
    assert "no answer that the document holds valid could be made" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("media_type", "sent"),
    [
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/octet-stream", "application/octet-stream"),
        ("'*/*'", "application/json"),
        ('"text/plain\\r\\nX-Evil: 1"', "application/json"),
    ],
)
def test_a_media_type_goes_out_as_documented_where_it_is_one(media_type: str, sent: str):
    answer = one_answer(f"{media_type}: {{schema: {{type: string}}}}").get("/things")
    assert (answer.status_code, answer.headers["content-type"]) == (200, sent)
    assert "x-evil" not in answer.headers


def test_headers_that_the_document_requires_are_sent_and_odd_names_are_not():
    headers = (
        ", headers: {X-Count: {required: true, schema: {type: integer, minimum: 3}}, X-Free: {schema: {}}, "
        '"X-Bad\\r\\nX-Evil": {required: true, schema: {type: string}}}'
    )
    answer = one_answer("application/json: {schema: {}}", headers).get("/things")
    assert answer.headers["x-count"] == "3"
    assert not {"x-free", "x-evil", "x-bad"} & set(answer.headers)


def test_a_schema_that_is_none_does_not_stop_the_rest():
    mock = one_answer("application/json: {schema: {type: object, required: [a, a], properties: {a: {type: integer}}}}")
    assert mock.get("/things").json() == {"a": 0}


def test_what_a_rule_asks_for_together_is_echoed_together():
    mock = served(
        """
openapi: 3.1.0
info: {title: Plans, version: "1"}
paths:
  /plan:
    put:
      operationId: plan
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Plan"}}}}
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Plan"}}}}
components:
  schemas:
    Plan:
      type: object
      properties: {fuel: {type: string}, charge: {type: number}}
      dependentRequired: {fuel: [charge]}
"""
    )
    sent = {"fuel": "battery", "charge": 0.5}
    assert mock.request("PUT", "/plan", json=sent).json() == sent


ECHOES = """
openapi: 3.0.3
info: {title: Notes, version: "1"}
paths:
  /notes/{name}:
    get: {operationId: read, parameters: [%s], responses: {"200": {description: it}}}
  /notes/{key}:
    put:
      operationId: write
      parameters: [{name: key, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
      responses: {"200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}}
components:
  schemas:
    Note:
      type: object
      properties:
        root: {type: string}
        __root__: {type: string}
        password: {$ref: "#/components/schemas/Secret"}
        source: {type: object, properties: {place: {type: string}, pin: {type: string, writeOnly: true}}}
    Secret: {$ref: "#/components/schemas/Word"}
    Word: {type: string, writeOnly: true}
""".replace("%s", "{name: name, in: path, required: true, schema: {type: string}}")


def echoed(sent: dict[str, Any]) -> Any:
    return served(ECHOES).request("PUT", "/notes/a", json=sent).json()


def test_fields_whose_names_differ_in_more_than_letters_are_echoed_each():
    assert echoed({"root": "a", "__root__": "b"}) == {"root": "a", "__root__": "b"}


def test_an_empty_text_is_echoed():
    assert echoed({"root": ""}) == {"root": ""}


def test_what_is_only_ever_written_is_not_echoed_by_reference_or_inside_a_member_either():
    assert echoed({"password": "a", "source": {"place": "b", "pin": "c"}}) == {"source": {"place": "b"}}


def test_paths_that_differ_in_the_names_of_parameters_have_the_methods_of_all():
    mock = served(ECHOES)
    assert mock.get("/notes/a").status_code == 200
    assert mock.request("DELETE", "/notes/a").status_code == 405


def test_an_answer_that_only_one_variant_allows_is_searched_for():
    variants = "{type: array, items: {type: number}}, {type: array, items: {type: integer}}"
    items = one_answer(f"application/json: {{schema: {{oneOf: [{variants}]}}}}").get("/things").json()
    assert any(item != int(item) for item in items)
