"""A schema may have any name: what refers to it is a URI that engines read and that leads back to the name."""

from __future__ import annotations

import jsonschema_rs
import pytest
from fencepost.ir.references import component_of, reference_to

NAMES = ["Thing", "Page«Thing, é»", "Box[T]", "a b", "a/b", "a~b", "~1", "100%", "a#b?c", "a\x1b", "名前"]


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_leads_back_to_the_name(name: str) -> None:
    assert component_of(reference_to(name)) == name


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_follows_the_reference(name: str) -> None:
    document = {"components": {"schemas": {name: {"type": "string"}}}, "$ref": reference_to(name)}
    validator = jsonschema_rs.Draft202012Validator(document)
    assert (validator.is_valid("a"), validator.is_valid(1)) == (True, False)


@pytest.mark.parametrize("text", ["#", "#/$defs/Thing", "#/components/schemas/Thing/properties/a", "urn:x#/a"])
def test_what_leads_elsewhere_is_no_component(text: str) -> None:
    assert component_of(text) is None
