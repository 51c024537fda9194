"""Which parameters choose a page, and which fields a filter speaks of."""

from __future__ import annotations

import pytest
from fencepost.ir.api import Api
from fencepost.ir.filters import filter_paths, held_at
from fencepost.ir.paging import paging_of
from fencepost.ir.shapes import object_fields

from ..inline import api_of, document


def listing(*parameters: str) -> Api:
    lines = "\n".join(f"        - {{in: query, {parameter}}}" for parameter in parameters)
    api, sink = api_of(
        document(
            "paths:\n  /things:\n    get:\n      parameters:\n"
            + lines
            + "\n      responses: {'200': {description: some}}"
        )
    )
    assert not sink.errors
    return api


@pytest.mark.parametrize(
    ("parameter", "role"),
    [("pageNumber", "page"), ("page", "page"), ("per_page", "size"), ("limit", "size"), ("skip", "start")],
)
def test_a_parameter_is_known_by_its_name_however_it_is_spelt(parameter: str, role: str) -> None:
    paging = paging_of(listing(f"name: {parameter}, schema: {{type: integer}}").operations[0])
    found = {"page": paging.page, "size": paging.size, "start": paging.start}
    assert [name for name, item in found.items() if item is not None] == [role]


@pytest.mark.parametrize(
    ("schema", "first"),
    [("{type: integer}", 1), ("{type: integer, minimum: 0}", 0), ("{type: integer, default: 0}", 0)],
)
def test_pages_count_from_one_unless_the_document_says_zero(schema: str, first: int) -> None:
    assert paging_of(listing(f"name: page, schema: {schema}").operations[0]).first == first


THING = """
paths: {}
components:
  schemas:
    Thing:
      type: object
      properties:
        ownerId: {type: string}
        to: {type: object, properties: {country: {type: string}}}
        sender: {type: object, properties: {country: {type: string}, owner_id: {type: string}}}
"""


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("owner_id", (("ownerId",),)),
        ("country", (("to", "country"), ("sender", "country"))),
        ("colour", ()),
    ],
)
def test_a_filter_speaks_of_the_field_of_its_name_else_of_those_inside(
    name: str, paths: tuple[tuple[str, ...], ...]
) -> None:
    api, _ = api_of(document(THING))
    fields = object_fields(api.component("Thing").type, api)
    assert fields is not None
    assert filter_paths(name, fields, api) == paths


def test_what_is_missing_on_the_way_holds_nothing() -> None:
    assert held_at({"to": {"country": None}}, ("to", "country")) == (None,)
    assert held_at({"to": None}, ("to", "country")) == ()
