"""What was made in one collection is looked for in that one alone, and not in others of its kind."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from fencepost.campaign.stateful.subject import subjects_of
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.nominal import Nominals
from fencepost.cases.requests import case_of, frame_of
from fencepost.ir.api import Api
from fencepost.ir.paging import paging_of
from fencepost.ir.values import freeze

from ...inline import api_of, document
from ..things import answer
from .driving import held

BOOK = "application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}"
TEXT = f"""
paths:
  /shelves/{{shelf}}/books:
    parameters: [{{name: shelf, in: path, required: true, schema: {{type: string}}}}]
    post:
      operationId: create_book
      requestBody: {{content: {{application/json: {{schema: {{type: object}}}}}}}}
      responses: {{"201": {{description: made, content: {{{BOOK}}}}}}}
    get:
      operationId: list_books
      parameters: [{{name: offset, in: query, schema: {{type: integer, minimum: 1}}}}]
      responses: {{"200": {{description: they, content: {{application/json: {{schema: {{type: array}}}}}}}}}}
  /shelves/{{on}}/books/{{book_id}}:
    get:
      operationId: get_book
      parameters:
        - {{name: on, in: path, required: true, schema: {{type: string}}}}
        - {{name: book_id, in: path, required: true, schema: {{type: string}}}}
      responses: {{"200": {{description: it, content: {{{BOOK}}}}}, "404": {{description: unknown}}}}
"""


@cache
def books() -> Api:
    api, sink = api_of(document(TEXT))
    assert not sink.errors, sink.errors
    return api


class Forgetful:
    """Makes books, and knows of none."""

    def answer(self, request: Request) -> Answer:
        return answer(201, {"id": "book-1"}) if request.method == "POST" else answer(404)


def case(operation: str, **path: str | FromAnswer) -> Case:
    found = books().operation(operation)
    assert found is not None
    nominal = case_of(frame_of(found, books(), Nominals(books())), "valid", "", "nominal", ("200", "201"))
    values = {name: freeze(value) if isinstance(value, str) else value for name, value in path.items()}
    return replace(nominal, path_params=tuple(values.items()))


@pytest.mark.parametrize(("shelf", "checks"), [("a", ["read_after_write"]), ("b", [])])
def test_a_thing_is_missed_only_where_it_was_made(shelf: str, checks: list[str]):
    made = FromAnswer(operation="create_book", pointer="/id", step=0)
    steps = (Step(case=case("create_book", shelf="a")), Step(case=case("get_book", on=shelf, book_id=made)))
    unit = Unit(phase="stateful", steps=steps)
    assert [finding.check for finding in held(Forgetful(), books(), (unit,))] == checks


def test_an_offset_that_cannot_be_0_is_no_number_of_things_before():
    listing = books().operation("list_books")
    assert listing is not None
    assert paging_of(listing).start is not None
    (subject,) = subjects_of(books())
    assert subject.paging.start is None
