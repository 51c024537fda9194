"""Operations on the same thing are found by their paths and answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.ir.resources import Resource, find_resources, kept_resources

from ..inline import api_of, document

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
THING = """
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
    get: {operationId: get_thing, responses: {"200": {description: it}}}
components:
  schemas:
    Thing: {type: object, properties: %s}
    Other: {type: object, properties: {id: {type: string}}}
"""
CREATE = """
paths:
  /things:
    post:
      operationId: create_thing
      responses: {"201": {description: made, content: {application/json: {schema: %s}}}}
"""
REF = '{$ref: "#/components/schemas/Thing"}'


def found(text: str) -> tuple[Resource, ...]:
    api, sink = api_of(document(text))
    assert not sink.errors, sink.errors
    return find_resources(api)


def of_answer(answer: str = REF, fields: str = "{id: {type: string}}", more: str = "") -> Resource | None:
    return next(iter(found(CREATE % answer + more + THING % fields)), None)


def test_the_sandbox_document_has_one_resource():
    api, _ = api_of(SPEC.read_text(encoding="utf-8"))
    assert find_resources(api) == (
        Resource(
            component="Sandbox",
            collection="/api/v1/sandbox",
            item="/api/v1/sandbox/{sandbox_id}",
            parameter="sandbox_id",
            identifier="id",
            create="create_sandbox",
            read="get_sandbox",
            listing="list_sandboxes",
            listing_pointer="/sandboxes",
            delete="delete_sandbox",
            bulk_delete="bulk_delete_sandboxes",
            bulk_pointer="/sandbox_ids",
        ),
    )


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ("{id: {type: string}}", "id"),
        ("{Id: {type: string}}", "Id"),
        ("{id: {type: string}, thing_id: {type: string}}", "thing_id"),
        ("{id: {type: string}, thingId: {type: string}}", "thingId"),
        ("{name: {type: string}}", None),
    ],
)
def test_the_identifier_is_the_field_named_as_the_parameter_or_as_its_last_word(fields: str, identifier: str | None):
    resource = of_answer(fields=fields)
    assert (None if resource is None else resource.identifier) == identifier


def test_an_identifier_of_another_name_is_told_by_the_document():
    resource = of_answer(fields="{name: {type: string}}, x-fencepost-id: name")
    assert resource is not None
    assert resource.identifier == "name"


@pytest.mark.parametrize(
    ("answer", "pointer", "component"),
    [
        (REF, "", "Thing"),
        (f"{{type: object, properties: {{thing: {REF}}}}}", "/thing", "Thing"),
        (f"{{anyOf: [{REF}, {{type: 'null'}}]}}", "", "Thing"),
        ("{type: object, properties: {id: {type: string}, name: {}}}", "", None),
        (f"{{type: object, properties: {{data: {REF}, meta: {{type: object}}}}}}", "/data", "Thing"),
        (f"{{type: object, properties: {{resource: {REF}, status: {{}}}}}}", "/resource", "Thing"),
        (f"{{type: object, properties: {{id: {{type: string}}, thing: {REF}}}}}", "", None),
    ],
)
def test_the_object_may_be_referred_to_wrapped_nullable_or_inline(answer: str, pointer: str, component: str | None):
    resource = of_answer(answer)
    assert resource is not None
    assert (resource.pointer, resource.component) == (pointer, component)


@pytest.mark.parametrize(
    "answer",
    [
        "{type: string}",
        "{}",
        f"{{type: array, items: {REF}}}",
        "{type: object}",
        f"{{type: object, properties: {{thing: {REF}, other: {REF}}}}}",
        f"{{type: object, properties: {{thing: {REF}, owner: {{type: string}}}}}}",
    ],
)
def test_an_answer_that_is_no_object_makes_no_resource(answer: str):
    assert of_answer(answer) is None


LIST = """    get:
      operationId: list_things
      responses: {"200": {description: all, content: {application/json: {schema: %s}}}}
"""


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        (f"{{type: array, items: {REF}}}", ""),
        (f"{{type: object, properties: {{total: {{}}, items: {{type: array, items: {REF}}}}}}}", "/items"),
        (f"{{type: object, properties: {{a/b: {{type: array, items: {REF}}}}}}}", "/a~1b"),
        ("{type: array, items: {$ref: '#/components/schemas/Other'}}", None),
        (f"{{type: object, properties: {{a: {{type: array, items: {REF}}}, b: {{type: array, items: {REF}}}}}}}", None),
        (REF, None),
    ],
)
def test_a_list_is_an_array_of_the_thing_or_holds_just_one(answer: str, pointer: str | None):
    resource = of_answer(more=LIST % answer)
    assert resource is not None
    assert resource.listing_pointer == pointer
    assert resource.listing == (None if pointer is None else "list_things")


BULK = """    delete:
      operationId: delete_things
      requestBody: {content: {application/json: {schema: %s}}}
      responses: {"204": {description: gone}}
"""


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ("{type: array, items: {type: string}}", ""),
        ("{type: object, properties: {ids: {type: array, items: {type: string}}}}", "/ids"),
        ("{type: object, properties: {thingIds: {type: [array, 'null'], items: {type: string}}}}", "/thingIds"),
        ("{type: object, properties: {labels: {type: array, items: {type: string}}}}", None),
        ("{type: object, properties: {ids: {type: string}}}", None),
    ],
)
def test_a_bulk_delete_takes_an_array_of_identifiers(body: str, pointer: str | None):
    resource = of_answer(more=BULK % body)
    assert resource is not None
    assert resource.bulk_pointer == pointer
    assert resource.bulk_delete == (None if pointer is None else "delete_things")


def test_a_template_is_the_same_whatever_its_parameters_are_called():
    resources = found(
        """
        paths:
          /shops/{shop}/things/:
            parameters: [{name: shop, in: path, required: true, schema: {}}]
            post:
              operationId: create_thing
              responses:
                "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}
          /shops/{shopId}/things/{id}:
            parameters:
              - {name: shopId, in: path, required: true, schema: {}}
              - {name: id, in: path, required: true, schema: {}}
            put: {operationId: put_thing, responses: {"204": {description: done}}}
            patch: {operationId: patch_thing, responses: {"204": {description: done}}}
        components: {schemas: {T: {type: object, properties: {id: {type: integer}}}}}
        """
    )
    assert [(resource.item, resource.updates) for resource in resources] == [
        ("/shops/{shopId}/things/{id}", ("put_thing", "patch_thing"))
    ]


READ = """    get:
      operationId: get_thing
      responses: {"200": {description: it, content: {application/json: {schema: %s}}}}
"""
ITEM = """
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
"""
THINGS = """components:
  schemas:
    Thing: {type: object, properties: {id: {type: string}}}
    Named: {type: object, properties: {name: {type: string}}}
"""
EMPTY = """
paths:
  /things:
    post: {operationId: create_thing, responses: {"202": {description: made%s}}}
"""
PUT = """    put: {operationId: put_thing, responses: {"%s": {description: done}}}
"""


def kept(text: str) -> list[Resource]:
    api, sink = api_of(document(text))
    assert not sink.errors, sink.errors
    return list(kept_resources(api))


def test_what_a_creation_does_not_show_is_told_by_its_reading():
    text = EMPTY % "" + ITEM + READ % REF + THINGS
    (resource,) = kept(text)
    assert (resource.create, resource.is_answered, resource.identifier) == ("create_thing", False, "id")
    assert found(text) == ()


@pytest.mark.parametrize(("headers", "count"), [(", headers: {Location: {schema: {}}}", 1), ("", 0)])
def test_a_thing_without_an_identifier_is_known_by_its_location(headers: str, count: int):
    named = '{$ref: "#/components/schemas/Named"}'
    assert [each.identifier for each in kept(EMPTY % headers + ITEM + READ % named + THINGS)] == ["thing_id"] * count


@pytest.mark.parametrize(("status", "put"), [("201", "put_thing"), ("200", None)])
def test_put_creates_only_where_the_document_has_201_for_it(status: str, put: str | None):
    resources = kept("paths:" + ITEM + READ % REF + PUT % status + THINGS)
    assert [(each.create, each.put, each.collection) for each in resources] == ([(put, put, "/things")] if put else [])


def test_a_list_of_less_than_the_thing_counts_for_no_comparison():
    summaries = "{type: array, items: {type: object, properties: {id: {type: string}}}}"
    text = CREATE % REF + LIST % summaries + THING % "{id: {type: string}, name: {type: string}}"
    assert [(each.listing, each.is_summary) for each in kept(text)] == [("list_things", True)]
    assert [each.listing for each in found(text)] == [None]


def test_a_list_may_stand_in_an_object_of_the_answer():
    inner = f"{{type: object, properties: {{results: {{type: array, items: {REF}}}, count: {{}}}}}}"
    resource = of_answer(more=LIST % f"{{type: object, properties: {{things: {inner}}}}}")
    assert resource is not None
    assert resource.listing_pointer == "/things/results"
