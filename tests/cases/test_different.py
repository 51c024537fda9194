"""Items that differ are as valid as one alone: they have the format that the document gives them."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from fencepost.cases.different import FORMATTED
from fencepost.cases.texts import FORMATS
from fencepost.ir.values import Json

from .made import cases

JUDGED = sorted(set(FORMATTED) - {"byte"})
"""No judge of these tests knows `byte`."""


def lists(items: str) -> list[list[Json]]:
    """The arrays of valid bodies."""
    valid, _ = cases(f"type: object\nproperties: {{when: {{type: array, items: {items}}}}}")
    bodies = [case.body.value for case in valid if case.body is not None]
    return [body["when"] for body in bodies if isinstance(body, dict) and isinstance(body.get("when"), list)]


def test_every_format_that_is_known_has_more_than_one_value():
    assert set(FORMATTED) == set(FORMATS)


@pytest.mark.parametrize("name", JUDGED)
def test_different_items_all_have_their_format(name: str):
    judge = jsonschema_rs.Draft202012Validator({"items": {"format": name}}, validate_formats=True)
    found = lists(f"{{type: string, format: {name}}}")
    assert max(len({json.dumps(item) for item in items}) for items in found) > 2
    assert [items for items in found if not judge.is_valid(items)] == []
