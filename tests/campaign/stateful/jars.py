"""A document of one resource with everything that a list can be asked, and the correct server for it, to be broken."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.ir.api import Api

from ...inline import api_of
from ..things import answer

TEXT = """\
openapi: 3.1.0
info: {title: Jars, version: "1"}
paths:
  /jars:
    post:
      operationId: create_jar
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewJar"}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Jar"}}}}
        "422": {description: refused}
    get:
      operationId: list_jars
      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}
        - {name: per_page, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
        - {name: maker, in: query, schema: {type: string}}
        - name: tags
          in: query
          description: Only jars that carry all of these tags.
          schema: {type: array, items: {type: string}}
      responses:
        "200":
          description: some
          content:
            application/json:
              schema:
                type: object
                required: [jars, total, page, per_page, has_next]
                properties:
                  jars: {type: array, items: {$ref: "#/components/schemas/Jar"}}
                  total: {type: integer}
                  page: {type: integer}
                  per_page: {type: integer}
                  has_next: {type: boolean}
    delete:
      operationId: delete_jars
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [jar_ids]
              properties: {jar_ids: {type: array, items: {type: string}}}
      responses:
        "200":
          description: what was deleted
          content:
            application/json:
              schema:
                type: object
                required: [deleted, failed]
                properties: {deleted: {type: array}, failed: {type: array}}
  /jars/{jar_id}:
    parameters: [{name: jar_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get_jar
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Jar"}}}}
        "404": {description: unknown}
    put:
      operationId: replace_jar
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewJar"}}}}
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Jar"}}}}
        "404": {description: unknown}
    patch:
      operationId: change_jar
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                size: {type: integer, minimum: 1, maximum: 9}
                tags: {type: array, items: {type: string}}
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Jar"}}}}
        "404": {description: unknown}
    delete:
      operationId: delete_jar
      responses: {"204": {description: gone}, "404": {description: unknown}}
  /jars/{jar_id}/key:
    parameters: [{name: jar_id, in: path, required: true, schema: {type: string}}]
    post:
      operationId: make_key
      responses:
        "200":
          description: a key
          content:
            application/json:
              schema: {type: object, required: [token], properties: {token: {type: string}}}
        "404": {description: unknown}
components:
  schemas:
    NewJar:
      type: object
      required: [label]
      properties:
        label: {type: string, minLength: 1, maxLength: 30}
        size: {type: integer, minimum: 1, maximum: 9, default: 3}
        tags: {type: array, items: {type: string}}
        lid: {type: boolean}
        maker: {type: string}
      allOf:
        - title: lids_have_makers
          if: {required: [lid], properties: {lid: {const: true}}}
          then: {required: [maker]}
    Jar:
      type: object
      required: [id, label, size, tags, lid, created_at]
      properties:
        id: {type: string}
        label: {type: string}
        size: {type: integer}
        tags: {type: array, items: {type: string}}
        lid: {type: boolean}
        maker: {type: [string, "null"]}
        created_at: {type: string, format: date-time}
"""

Body = dict[str, Any]


@cache
def jars() -> Api:
    api, sink = api_of(TEXT)
    assert not sink.items
    return api


class JarServer:
    """The correct server; a test that wants a wrong one overrides one method."""

    def __init__(self) -> None:
        self.jars: dict[str, Body] = {}
        self.made = 0
        self.served = 0

    def answer(self, request: Request) -> Answer:
        self.served += 1
        path, _, query = request.url.removeprefix("http://server").partition("?")
        _, _, identifier = path.removeprefix("/jars").partition("/")
        identifier, _, below = identifier.partition("/")
        body = json.loads(request.content) if request.content else None
        if not identifier:
            return self.on_all(request.method, parse_qs(query), body)
        if identifier not in self.jars:
            return answer(404)
        return self.on_key(identifier) if below else self.on_one(request.method, identifier, body)

    def on_all(self, method: str, query: dict[str, list[str]], body: Any) -> Answer:
        if method == "POST":
            return self.create(body) if self.is_sound(body) else self.refused(body)
        return self.list_all(query) if method == "GET" else self.delete_many(body["jar_ids"])

    def on_one(self, method: str, identifier: str, body: Any) -> Answer:
        match method:
            case "GET":
                return answer(200, self.shown(identifier))
            case "PUT":
                self.replace(identifier, body)
                return answer(200, self.jars[identifier])
            case "PATCH":
                self.change(identifier, body)
                return answer(200, self.jars[identifier])
            case _:
                self.delete(identifier)
                return answer(204)

    def on_key(self, identifier: str) -> Answer:
        return answer(200, {"token": f"key-of-{identifier}-{self.served}"})

    def is_sound(self, body: Any) -> bool:
        label, size = body.get("label"), body.get("size", 3)
        sound = isinstance(label, str) and 1 <= len(label) <= 30 and type(size) is int and 1 <= size <= 9
        sound = sound and isinstance(body.get("lid", False), bool) and isinstance(body.get("maker", ""), str)
        tags = body.get("tags", [])
        sound = sound and isinstance(tags, list) and all(isinstance(each, str) for each in tags)
        return sound and (body.get("lid") is not True or "maker" in body)

    def refused(self, _body: Any) -> Answer:
        return answer(422)

    def identifier(self, _body: Body) -> str:
        return f"jar-{self.made}"

    def create(self, body: Body) -> Answer:
        self.made += 1
        jar = self.jar(self.identifier(body), body)
        self.jars[jar["id"]] = jar
        return answer(201, jar)

    def jar(self, identifier: str, body: Body) -> Body:
        own = {"id": identifier, "created_at": f"2026-05-11T09:{self.made % 60:02d}:00Z"}
        return {"size": 3, "tags": [], "lid": False, "maker": None} | body | own

    def shown(self, identifier: str) -> Body:
        return self.jars[identifier]

    def replace(self, identifier: str, body: Body) -> None:
        made = self.jars[identifier]["created_at"]
        self.jars[identifier] = self.jar(identifier, body) | {"created_at": made}

    def change(self, identifier: str, body: Body) -> None:
        self.jars[identifier] = self.jars[identifier] | body

    def delete(self, identifier: str) -> None:
        self.jars.pop(identifier, None)

    def delete_many(self, wanted: list[str]) -> Answer:
        known = [each for each in wanted if each in self.jars]
        for each in known:
            self.delete(each)
        failed = [{"jar_id": each, "error": "unknown"} for each in wanted if each not in known]
        return answer(200, {"deleted": known, "failed": failed})

    def found(self, query: dict[str, list[str]]) -> list[Body]:
        maker, tags = query.get("maker", [None])[0], set(query.get("tags", []))
        return [jar for jar in self.jars.values() if maker in (None, jar["maker"]) and tags <= set(jar["tags"])]

    def list_all(self, query: dict[str, list[str]]) -> Answer:
        page, size = int(query.get("page", ["1"])[0]), int(query.get("per_page", ["20"])[0])
        return answer(200, self.page(self.found(query), page, size))

    def page(self, found: list[Body], page: int, size: int) -> Body:
        shown = found[(page - 1) * size : page * size]
        more = page * size < len(found)
        return {"jars": shown, "total": len(found), "page": page, "per_page": size, "has_next": more}
