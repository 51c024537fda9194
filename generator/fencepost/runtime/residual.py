"""What neither a type nor an expression can say: schemas, judged by a validator of JSON Schema.

The only module that needs jsonschema-rs; it stands in the packages whose document asks for it.
Source: JSON Schema 2020-12.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel, GetCoreSchemaHandler, JsonValue, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


@dataclass(frozen=True, eq=False, slots=True)
class Components:
    """The schemas of a document that others refer to, by name."""

    schemas: dict[str, JsonValue] = field(default_factory=dict)


NONE = Components()
"""For a schema that refers to no other."""


@dataclass(frozen=True, slots=True)
class Meets:
    """Values that a schema accepts: `Annotated[JsonValue, Meets('{"not": {"type": "null"}}')]`."""

    schema: str
    """JSON text; references lead to `#/components/schemas/NAME`."""

    components: Components = field(default=NONE, repr=False)

    def accepts(self, body: BaseModel) -> bool:
        """Whether the schema accepts a model as it would be sent."""
        return _validator(self).is_valid(_sent(body))

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._checked, handler(source))

    def _checked(self, value: object, validate: core_schema.ValidatorFunctionWrapHandler) -> object:
        result: object = validate(value)
        if _validator(self).is_valid(_sent(value)):
            return result
        raise PydanticCustomError("schema", "Input should meet {schema}", {"schema": self.schema})


@cache
def _validator(judged: Meets) -> Draft202012Validator:
    whole = {"components": {"schemas": judged.components.schemas}, "allOf": [json.loads(judged.schema)]}
    return Draft202012Validator(whole)


def _sent(value: object) -> JsonValue:
    """The value as JSON: of models the fields that were given, under the names of the document."""
    sent: JsonValue = _ANYTHING.dump_python(value, mode="json", by_alias=True, exclude_unset=True)
    return sent
