"""Choices of several types, told apart as the document says: metadata for `Annotated[A | B, …]`.

Source: JSON Schema 2020-12, 10.2.1.3 (oneOf); OpenAPI 3.1, 4.8.25 (discriminator).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

_OTHER: Final = 0
"""The tag of what has none of the texts: no text is a number."""

_EVERY: Final = "every"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Objects told apart by the text of one member; for each variant, in order, the texts that mean it.

    A variant without texts takes every other one: `Annotated[A | dict[str, JsonValue], Tagged("kind", (("a",),))]`.
    """

    member: str
    tags: tuple[tuple[str, ...], ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        variants = tuple(_variants(handler(source)))
        known = {tag: variant for tags, variant in zip(self.tags, variants, strict=False) for tag in tags}
        other = {_OTHER: variants[-1]} if len(variants) > len(self.tags) else {}
        expected = ", ".join(repr(tag) for tags in self.tags for tag in tags)
        return core_schema.tagged_union_schema(
            choices={**known, **other},
            discriminator=self._tag_of,
            custom_error_type="variant",
            custom_error_message="{member} should be one of {expected}",
            custom_error_context={"member": self.member, "expected": expected},
        )

    def _tag_of(self, value: object) -> str | int | None:
        tag = _member(value, self.member)
        if not isinstance(tag, str):
            return None
        return tag if any(tag in tags for tags in self.tags) else _OTHER


@dataclass(frozen=True, slots=True)
class ExactlyOne:
    """Values of one variant and of no other."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = handler(source)
        # Each variant is tried for itself and falls out where it fails; the whole choice tells what was wrong.
        trials: dict[str, CoreSchema] = {
            str(number): core_schema.with_default_schema(variant, on_error="omit")
            for number, variant in enumerate(_variants(whole))
        }
        steps = {**trials, _EVERY: whole}
        fields = {name: core_schema.typed_dict_field(step, required=False) for name, step in steps.items()}
        return core_schema.no_info_wrap_validator_function(
            lambda value, validate: _only(value, tuple(trials), validate),
            core_schema.typed_dict_schema(fields),
            serialization=core_schema.wrap_serializer_function_ser_schema(_written, schema=whole),
        )


def _only(value: object, trials: tuple[str, ...], validate: core_schema.ValidatorFunctionWrapHandler) -> object:
    found: dict[str, object] = validate(dict.fromkeys(trials, value))
    if not found:
        _refuse(value, validate)
    if len(found) > 1:
        number = {"number": len(found)}
        raise PydanticCustomError("one_of", "Input should be of exactly one variant, not of {number}", number)
    return next(iter(found.values()))


def _refuse(value: object, validate: core_schema.ValidatorFunctionWrapHandler) -> NoReturn:
    """Raises ValidationError: what is wrong with a value of no variant, as the plain choice says it."""
    try:
        validate({_EVERY: value})
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        lines = [
            InitErrorDetails(
                type=PydanticCustomError(fault["type"], "{words}", {"words": fault["msg"]}),
                loc=fault["loc"][1:],
                input=None,
            )
            for fault in faults
        ]
        raise ValidationError.from_exception_data(error.title, lines, hide_input=True) from None
    raise PydanticCustomError("one_of", "Input should be of exactly one variant")


def _written(value: object, write: core_schema.SerializerFunctionWrapHandler) -> object:
    result: object = write(value)
    return result


def _variants(schema: CoreSchema) -> Iterator[CoreSchema]:
    """The variants of a choice; a choice of one is that one."""
    if schema["type"] != "union":
        yield schema
        return
    for choice in schema["choices"]:
        yield choice[0] if isinstance(choice, tuple) else choice


def _member(value: object, name: str) -> object:
    """A member of a JSON object, also of one that is a model already; None where it is absent."""
    match value:
        case dict():
            return value.get(name)
        case BaseModel():
            fields = type(value).model_fields
            held = next((own for own, field in fields.items() if (field.alias or own) == name), name)
            found: object = getattr(value, held, None)
            return found
        case _:
            return None
