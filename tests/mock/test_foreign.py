"""A document that was not written for this tool is served all the same, without any extension."""

from __future__ import annotations

import pytest

from .served import Served, served

SHOP = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example/v2/}]
security: [{key: []}]
paths:
  /shops:
    post:
      operationId: addShop
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Shop"}}}}
      responses: {"200": {$ref: "#/components/responses/shop"}}
  /shops/{shopId}/orders:
    parameters: [{$ref: "#/components/parameters/shop"}]
    post:
      operationId: addOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Wrapped"}}}}
        "400": {description: bad, content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer, default: 2, minimum: 0}}
        - {name: offset, in: query, schema: {type: integer, default: 0}}
        - {name: paid, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: orders
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
  /shops/{shopId}:
    parameters: [{$ref: "#/components/parameters/shop"}]
    get:
      operationId: getShop
      responses: {"200": {$ref: "#/components/responses/shop"}}
  /shops/mine:
    get:
      operationId: mine
      responses: {"200": {description: it, content: {application/json: {schema: {type: object, properties: {me: {}}}}}}}
  /shops/{shop-id}/orders/{order_id}:
    parameters:
      - {name: shop-id, in: path, required: true, schema: {type: string}}
      - {name: order_id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getOrder
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Wrapped"}}}}
        "404": {description: none, content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
    put:
      operationId: putOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
      responses: {"204": {description: done}}
    patch:
      operationId: patchOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Changes"}}}}
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Wrapped"}}}}
    delete:
      operationId: deleteOrder
      responses: {"204": {description: gone}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Api-Key}}
  parameters:
    shop: {name: shopId, in: path, required: true, schema: {type: string, format: uuid}}
  responses:
    shop: {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Shop"}}}}
  schemas:
    Shop:
      type: object
      required: [id, name, pin, opened]
      properties:
        id: {type: string, format: uuid, readOnly: true}
        name: {type: string}
        pin: {type: string, writeOnly: true}
        opened: {type: string, format: date-time, readOnly: true}
    Order:
      type: object
      required: [id, item, shopId]
      properties:
        id: {type: integer, readOnly: true}
        shopId: {type: string, readOnly: true}
        item: {type: object, required: [sku], properties: {sku: {type: string}, note: {type: string, nullable: true}}}
        paid: {type: boolean, default: false}
        tags: {type: array, items: {type: string}}
        updatedAt: {type: string, format: date-time, readOnly: true}
    Changes: {type: object, properties: {paid: {type: boolean}, tags: {type: array, items: {type: string}}}}
    Wrapped: {type: object, required: [order], properties: {order: {$ref: "#/components/schemas/Order"}}}
    Error: {type: object, required: [error], properties: {error: {type: string}}}
"""
ORDER = {"item": {"sku": "a", "note": None}}


@pytest.fixture
def shop() -> Served:
    return served(SHOP, headers={"X-Api-Key": "k"})


def new_shop(shop: Served) -> str:
    answer = shop.post("/shops", {"name": "s", "pin": "hidden"})
    assert answer.status_code == 200, answer.text
    assert shop.invalid("addShop", answer) == []
    return str(answer.json()["id"])


def test_what_is_only_written_is_not_shown_and_what_is_only_read_is_not_asked_for(shop: Served):
    answer = shop.post("/shops", {"name": "s", "pin": "hidden"})
    assert set(answer.json()) == {"id", "name", "opened"}
    assert answer.json()["opened"] == "2026-01-01T00:00:00Z"
    assert shop.get(f"/shops/{answer.json()['id']}").json() == answer.json()


def test_a_path_below_the_servers_own_is_the_same_path(shop: Served):
    identifier = new_shop(shop)
    assert shop.get(f"/v2/shops/{identifier}").json() == shop.get(f"/shops/{identifier}").json()
    assert shop.get("/v3/shops").status_code == 404


def test_a_static_path_wins_over_a_template(shop: Served):
    assert shop.get("/shops/mine").json() == {}


def test_identifiers_that_are_numbers_are_counted(shop: Served):
    path = f"/shops/{new_shop(shop)}/orders"
    assert [shop.post(path, ORDER).json()["order"]["id"] for _ in range(3)] == [1, 2, 3]


def test_an_answer_that_wraps_its_object_is_filled_inside(shop: Served):
    identifier = new_shop(shop)
    answer = shop.post(f"/shops/{identifier}/orders", ORDER)
    assert shop.invalid("addOrder", answer) == []
    assert answer.json() == {
        "order": {"id": 1, "shopId": identifier, "item": {"sku": "a", "note": None}, "paid": False}
    }
    assert shop.get(f"/shops/{identifier}/orders/1").json() == answer.json()


def test_records_belong_to_what_their_path_names(shop: Served):
    first, second = new_shop(shop), new_shop(shop)
    shop.post(f"/shops/{first}/orders", ORDER)
    assert shop.get(f"/shops/{second}/orders/1").status_code == 404
    assert shop.get(f"/shops/{second}/orders").json() == []
    assert len(shop.get(f"/shops/{first}/orders").json()) == 1


def test_nothing_is_made_below_what_is_not_there(shop: Served):
    answer = shop.post("/shops/00000000-0000-4000-8000-000000000000/orders", ORDER)
    assert answer.status_code == 404


def test_a_list_by_offset_and_limit_is_cut_so_and_filtered(shop: Served):
    path = f"/shops/{new_shop(shop)}/orders"
    for paid in (True, False, True):
        shop.post(path, {**ORDER, "paid": paid})
    assert [order["id"] for order in shop.get(path).json()] == [1, 2]
    assert [order["id"] for order in shop.get(path, params={"offset": 1, "limit": 5}).json()] == [2, 3]
    assert [order["id"] for order in shop.get(path, params={"paid": "true"}).json()] == [1, 3]
    assert shop.get(path, params={"limit": 0}).json() == []


def test_a_patch_changes_what_it_names_and_a_put_the_rest_too(shop: Served):
    path = f"/shops/{new_shop(shop)}/orders"
    shop.post(path, {**ORDER, "paid": True, "tags": ["a"]})
    shop.time.forward(5)
    patched = shop.request("PATCH", f"{path}/1", json={"tags": ["b"]})
    assert shop.invalid("patchOrder", patched) == []
    assert (patched.json()["order"]["paid"], patched.json()["order"]["tags"]) == (True, ["b"])
    assert patched.json()["order"]["updatedAt"] == "2026-01-01T00:00:05Z"
    put = shop.request("PUT", f"{path}/1", json={"item": {"sku": "z"}})
    assert (put.status_code, put.content) == (204, b"")
    order = shop.get(f"{path}/1").json()["order"]
    assert (order["item"], order["paid"], order["id"]) == ({"sku": "z"}, False, 1)


def test_a_deleted_order_is_gone_from_everywhere(shop: Served):
    path = f"/shops/{new_shop(shop)}/orders"
    shop.post(path, ORDER)
    assert shop.delete(f"{path}/1").status_code == 204
    statuses = [shop.request(method, f"{path}/1", json=ORDER).status_code for method in ("GET", "PUT", "DELETE")]
    assert statuses == [404, 404, 404]
    assert shop.get(path).json() == []


def test_faults_inside_a_nested_object_are_named_by_their_path(shop: Served):
    answer = shop.post(f"/shops/{new_shop(shop)}/orders", {"item": {"note": 1}, "tags": [1]})
    assert answer.status_code == 400
    words = ["item.note must be a string or null", "item.sku is required", "tags.0 must be a string"]
    assert answer.json() == {"error": "; ".join(words)}


def test_another_key_than_the_declared_one_is_refused(shop: Served):
    shop.headers = {"Authorization": "Bearer k"}
    assert shop.post("/shops", {}).status_code == 401


IDENTIFIERS = [
    ("{type: string, pattern: '^sbx_[0-9]{4}$'}", r"sbx_"),
    ("{type: string, pattern: '^[0-9a-f]{24}$'}", r""),
    ("{type: string, maxLength: 8}", r""),
    ("{type: string, format: uuid}", r""),
    ("{type: integer, minimum: 1}", r""),
]


@pytest.mark.parametrize(("schema", "prefix"), IDENTIFIERS)
def test_identifiers_have_the_form_that_the_document_asks_for(schema: str, prefix: str):
    mock = served(
        f"""
openapi: 3.1.0
info: {{title: Things, version: "1"}}
paths:
  /things:
    post:
      operationId: create_thing
      responses: {{"201": {{$ref: "#/components/responses/T"}}}}
  /things/{{id}}:
    get:
      operationId: get_thing
      parameters: [{{name: id, in: path, required: true, schema: {{}}}}]
      responses: {{"200": {{$ref: "#/components/responses/T"}}}}
components:
  responses: {{T: {{description: it, content: {{application/json: {{schema: {{$ref: "#/components/schemas/T"}}}}}}}}}}
  schemas: {{T: {{type: object, required: [id], properties: {{id: {schema}}}}}}}
"""
    )
    answers = [mock.post("/things") for _ in range(5)]
    assert [mock.invalid("create_thing", answer) for answer in answers] == [[]] * 5
    found = [answer.json()["id"] for answer in answers]
    assert len(set(found)) == 5
    assert all(str(identifier).startswith(prefix) for identifier in found)
    assert [mock.get(f"/things/{identifier}").json()["id"] for identifier in found] == found


def test_an_identifier_that_the_client_chooses_is_kept():
    mock = served(SHOP.replace("id: {type: string, format: uuid, readOnly: true}", "id: {type: string, format: uuid}"))
    mock.headers = {"X-Api-Key": "k"}
    chosen = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    assert mock.post("/shops", {"id": chosen, "name": "s", "pin": ""}).json()["id"] == chosen
    assert mock.get(f"/shops/{chosen}").json()["name"] == "s"
