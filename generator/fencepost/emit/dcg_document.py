"""The classes of a draft as the document that datamodel-code-generator reads: nothing in it but what it prints exactly.

It sees no text of the user's document except wire names, values of enumerations and defaults. A hint that it cannot
print stands in its document as a mark, and is put in its place afterwards.
"""

from __future__ import annotations

from fencepost.emit.draft import Draft, PrintedChoice, PrintedClass
from fencepost.emit.fields import PrintedField
from fencepost.emit.python.code import Code
from fencepost.emit.python.hint import PACKAGE
from fencepost.ir.values import Json


def dcg_document(draft: Draft) -> dict[str, Json]:
    """An OpenAPI document whose only content is the schemas of the classes, under the names of the classes."""
    schemas: dict[str, Json] = {}
    for printed in draft.printed:
        match printed:
            case PrintedChoice():
                schemas[printed.name] = _choice(printed)
            case PrintedClass():
                schemas[printed.name] = _class(printed)
            case _:
                pass
    info: Json = {"title": "models", "version": "0"}
    return {"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}


def mark(number: int) -> Code:
    """What stands for the hint of a field, by its number in its class; no class can be called so."""
    return Code(f"T{number}__")


def _choice(choice: PrintedChoice) -> Json:
    return {
        "type": "string",
        "enum": [value for _, value in choice.members],
        "x-enum-varnames": [str(name) for name, _ in choice.members],
    }


def _class(printed: PrintedClass) -> Json:
    return {
        "type": "object",
        "required": [field.wire_name for field in printed.fields if field.required],
        "properties": {field.wire_name: _field(field, number) for number, field in enumerate(printed.fields)},
    }


def _field(field: PrintedField, number: int) -> Json:
    schema = _whole(field, number)
    schema["nullable"] = field.nullable
    if field.default is not None:
        schema["default"] = field.default.value
    if field.secret:
        schema["repr"] = False
    return schema


def _whole(field: PrintedField, number: int) -> dict[str, Json]:
    schema = None if field.hint.schema is None else field.hint.schema.value
    match schema:
        case {"$ref": _}:
            # A reference with anything beside it is printed as a second class.
            return {"allOf": [schema]}
        case dict():
            return schema
        case _:
            return {"type": "string", "customTypePath": f"{PACKAGE}.marks.{mark(number)}"}
