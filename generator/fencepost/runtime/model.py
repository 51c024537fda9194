"""Models: Python objects for the JSON objects of a document, and the way between the two.

Presence is `model_fields_set`: an absent field reads as its documented default, else as None, and is not sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from math import isfinite
from typing import NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from typing_extensions import TypeForm

T = TypeVar("T")
_SUSPECT = re.compile(rb"NaN|Infinity|[0-9][eE]\+?0*[1-9][0-9]{2}|[0-9]{309}")
_OUTSIDE_MODELS = ConfigDict(hide_input_in_errors=True, ser_json_inf_nan="constants")


class Model(BaseModel):
    """A JSON object. Members that the document does not name are kept, and sent, unless it forbids them."""

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        # A name in Python is for Python; JSON is read and written by the names of the document, see read and write.
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        # Values may be secrets, and errors end up in logs.
        hide_input_in_errors=True,
        protected_namespaces=(),
        ser_json_inf_nan="constants",
    )


def write(body: BaseModel) -> bytes:
    """The JSON text of a model: the fields that were given, under the names of the document.

    Raises ValidationError when a free value holds NaN or an infinity, which JSON cannot say.
    """
    text = body.__pydantic_serializer__.to_json(body, by_alias=True, exclude_unset=True)
    refuse_constants(text, type(body).__name__)
    return text


def adapter_of(form: TypeForm[T]) -> TypeAdapter[T]:
    """What reads and writes the values of a type, as secretive as models are."""
    # A model brings its own settings, and pydantic refuses others beside them.
    given: object = form
    is_model = isinstance(given, type) and issubclass(given, BaseModel)
    return TypeAdapter(form, config=None if is_model else _OUTSIDE_MODELS)


def write_value(adapter: TypeAdapter[T], value: object) -> bytes:
    """The JSON text of a value of a type.

    Raises ValidationError when it is none, also when a model in it was changed into a wrong one.
    """
    text = adapter.dump_json(adapter.validate_python(value), by_alias=True, exclude_unset=True)
    refuse_constants(text, "body")
    adapter.validate_json(text, by_alias=True, by_name=False)
    return text


def read(adapter: TypeAdapter[T], text: bytes) -> T:
    """The value of a JSON text, read as tolerantly as answers are: members that the document forbids are kept.

    Raises ValidationError when the text is not JSON or breaks the document.
    """
    refuse_constants(text, "answer")
    value: T = adapter.validator.validate_json(text, by_alias=True, by_name=False, extra="allow")
    return value


def refuse_constants(text: bytes, title: str) -> None:
    """Nothing, when the text holds no NaN or Infinity outside strings, and no fraction that is beyond every double.

    Raises ValidationError. Python's JSON libraries let these words through, and read 1e400 as Infinity; RFC 8259, 6
    knows none of them.
    """
    if _SUSPECT.search(text):
        refused, finite = partial(_refused, title=title), partial(_finite, title=title)
        json.loads(text, parse_constant=refused, parse_float=finite)


def parsed(text: bytes) -> JsonValue:
    """The JSON value of a text, or the text itself where it is none."""
    try:
        value: JsonValue = json.loads(text)
    except ValueError:
        return text.decode(errors="replace")
    return value


def secret_texts(body: BaseModel) -> Iterator[str]:
    """Every text that stands in a field kept out of `repr`, at any depth."""
    for name, field in type(body).model_fields.items():
        value: object = getattr(body, name)
        yield from _texts(value, secret=not field.repr)


def _texts(value: object, *, secret: bool) -> Iterator[str]:
    match value:
        case str() if secret and value:
            yield value
        case list():
            yield from (text for item in value for text in _texts(item, secret=secret))
        case dict():
            yield from (text for item in value.values() for text in _texts(item, secret=secret))
        case BaseModel():
            yield from secret_texts(value)
        case _:
            pass


def _finite(word: str, title: str) -> float:
    value = float(word)
    return value if isfinite(value) else _refused(word, title)


def _refused(word: str, title: str) -> NoReturn:
    problem = PydanticCustomError("json_invalid", "{word} is not JSON", {"word": word})
    raise ValidationError.from_exception_data(title, [InitErrorDetails(type=problem, loc=(), input=None)])
