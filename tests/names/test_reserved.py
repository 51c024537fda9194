"""The names that are taken beforehand are those that really would get into each other's way."""

import pytest
from fencepost.names import reserved
from fencepost.names.scope import FIELD, Scope
from pydantic import BaseModel, create_model


def test_every_public_attribute_of_a_model_is_reserved():
    assert {name for name in dir(BaseModel) if not name.startswith("_")} - reserved.MODEL_ATTRIBUTES == set()


@pytest.mark.parametrize(
    "wire_name", sorted(reserved.FIELDS | {"model_dump_x", "model_name", "_id", "__class__", "root"})
)
def test_pydantic_takes_a_field_of_any_wire_name_under_its_python_name_without_a_warning(wire_name: str):
    name = Scope(FIELD, reserved.FIELDS).name(wire_name)
    model = create_model("Thing", **{name: (int, ...)})
    assert model.model_validate({name: 1}).model_dump() == {name: 1}
