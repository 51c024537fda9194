"""Every name of a document is decided once, and no two meet in one namespace."""

from textwrap import indent

import pytest
from fencepost.ir.api import Api
from fencepost.ir.members import rules_of
from fencepost.ir.values import freeze
from fencepost.names.assign import assign_names
from fencepost.names.hoist import hoist
from fencepost.names.tables import Names
from fencepost.rules.schema import schema_of

from ..inline import api_of, document


def named(body: str) -> tuple[Api, Names]:
    api = hoist(api_of(document(body))[0], schema_of)
    return api, assign_names(api)


def operations(*rows: tuple[str, str]) -> Names:
    """Names of a document with an operation for each (operationId, tag)."""
    paths = "".join(
        f"  /p{number}: {{get: {{operationId: {name}, tags: [{tag}], responses: {{}}}}}}\n"
        for number, (name, tag) in enumerate(rows)
    )
    return named(f"paths:\n{paths}")[1]


@pytest.mark.parametrize(
    ("operation", "tag", "resource", "method"),
    [
        ("create_item", "items", "items", "create"),
        ("get_item_logs", "items", "items", "get_logs"),
        ("bulkDeleteItems", "Items", "items", "bulk_delete"),
        ("listApiKeys", "API keys", "api_keys", "list"),
        ("getBoxes", "box", "box", "get"),
        ("items", "items", "items", "items"),
        ("import_items", "items", "items", "import_items"),
        ("temporary_items", "items", "items", "temporary_items"),
        ("ping", "items", "items", "ping"),
        ("close", "close", "close_", "close"),
    ],
)
def test_a_method_is_the_operation_without_the_words_of_its_tag(operation: str, tag: str, resource: str, method: str):
    names = operations((operation, tag))
    assert (names.resource(operation), names.method(operation)) == (resource, method)


def test_two_operations_that_would_share_a_method_keep_their_whole_names():
    names = operations(("get_item", "items"), ("get_items", "items"), ("list_items", "items"))
    assert [names.method(name) for name in ("get_item", "get_items", "list_items")] == ["get_item", "get_items", "list"]


def test_tags_that_differ_by_case_are_one_resource():
    names = operations(("a", "Items"), ("b", "items"))
    assert names.resource("a") == names.resource("b") == "items"
    assert names.resource_class(names.resource("a")) == "Items"


def test_an_operation_without_a_tag_stands_under_the_first_word_of_its_path():
    _, names = named(
        "paths: {'/api/v1/things/{id}/logs': {get: {operationId: get_thing_logs, "
        "parameters: [{name: id, in: path, required: true, schema: {}}], responses: {}}}}"
    )
    assert (names.resource("get_thing_logs"), names.method("get_thing_logs")) == ("things", "get_logs")


def test_a_resource_called_like_a_component_gets_another_class():
    _, names = named(
        "paths: {/a: {get: {operationId: a, tags: [thing], responses: {}}}}\n"
        "components: {schemas: {Thing: {type: string}}}"
    )
    assert names.resource_class(names.resource("a")) == "ThingResource"
    assert names.async_resource_class(names.resource("a")) == "AsyncThingResource"


def test_operations_whose_ids_are_equal_in_python_stay_apart_everywhere():
    names = operations(("create-thing", "x"), ("create_thing", "x"))
    assert [names.method(name) for name in ("create-thing", "create_thing")] == ["create_thing", "create_thing_2"]
    assert [names.constant(name) for name in ("create-thing", "create_thing")] == ["CREATE_THING", "CREATE_THING_2"]
    assert names.strategy("create-thing", "bodies") == "create_thing_bodies"


BODY = """
paths:
  /things/{id}:
    put:
      operationId: update_thing
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: options, in: query, schema: {type: string}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: x_trace, in: cookie, schema: {type: string}}
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses: {}
components:
  schemas:
    Thing: {type: object, properties: {id: {}, options: {}, class: {}}}
    Other: {type: object, properties: {options: {}}}
"""


def test_the_fields_of_a_body_are_called_as_in_its_model_and_parameters_give_way():
    _, names = named(BODY)
    assert [names.argument("update_thing", "body", name) for name in ("id", "options", "class")] == [
        names.field("Thing", name) for name in ("id", "options", "class")
    ]
    assert names.argument("update_thing", "path", "id") == "path_id"
    assert names.argument("update_thing", "header", "X-Trace") == "x_trace"
    assert names.argument("update_thing", "cookie", "x_trace") == "cookie_x_trace"


def test_no_argument_is_called_like_an_option_of_every_call():
    _, names = named(BODY)
    assert names.field("Thing", "options") == "options_"
    assert names.argument("update_thing", "query", "options") == "query_options"
    assert names.field("Other", "options") == "options"


def test_members_are_named_by_what_they_say():
    _, names = named('components: {schemas: {E: {enum: ["", " ", a-b, A_B, mro, -x, 1, "1", 1.5, true, "é"]}}}')
    values = ["", " ", "a-b", "A_B", "mro", "-x", 1, "1", 1.5, True, "é"]
    assert [names.member("E", freeze(value)) for value in values] == [
        *("EMPTY", "SPACE", "A_B", "A_B_2", "MRO", "MINUS_X", "VALUE_1", "VALUE_1_2", "VALUE_1_5", "TRUE", "E"),
    ]


RULE = "{title: needs_b, if: {required: [a]}, then: {required: [b]}}"


def test_rules_of_one_title_are_told_apart_by_their_component():
    thing = f"{{type: object, properties: {{a: {{}}, b: {{}}}}, allOf: [{RULE}]}}"
    api, names = named(f"components:\n  schemas:\n    One: {thing}\n    Two: {thing}\n")
    functions = [names.rule(component.name, rule) for component in api.components for rule in rules_of(component.type)]
    assert functions == ["needs_b", "two_needs_b"]
    assert [names.rule_table(name) for name in ("One", "Two")] == ["ONE_RULES", "TWO_RULES"]


def test_credentials_are_called_as_everybody_calls_them():
    schemes = {
        "main": "{type: http, scheme: bearer}",
        "other": "{type: oauth2, flows: {}}",
        "key": "{type: apiKey, in: header, name: X-Key}",
        "Basic Auth": "{type: http, scheme: basic}",
        "card": "{type: mutualTLS}",
        "unused": "{type: http, scheme: bearer}",
    }
    rows = indent("\n".join(f"{key}: {text}" for key, text in schemes.items()), "    ")
    asked = ", ".join(f"{{{key}: []}}" for key in schemes if key != "unused")
    path = f"paths: {{/things: {{get: {{security: [{asked}], responses: {{}}}}}}}}"
    _, names = named(f"{path}\ncomponents:\n  securitySchemes:\n{rows}\n")
    assert [key for key, _ in names.credentials.entries] == ["main", "other", "key", "Basic Auth"]
    assert [name for _, name in names.credentials.entries] == ["token", "other", "api_key", "basic_auth"]


def test_an_error_has_the_name_of_its_status():
    _, names = named("paths: {}")
    assert [names.error_class(status) for status in (404, 418)] == ["NotFoundError", "Status418Error"]


def test_names_stay_when_a_component_or_an_operation_is_added_at_the_end():
    before = named(BODY)[1]
    after = named(BODY + "    Thing2: {type: object, properties: {id: {}}}\n")[1]
    assert after.classes.entries[: len(before.classes.entries)] == before.classes.entries
    assert after.fields.entries[: len(before.fields.entries)] == before.fields.entries
    assert after.arguments == before.arguments
