"""From an answer to a value, or to the error that says best what came instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TypeAlias, TypeVar

from pydantic import JsonValue, ValidationError

from .errors import APIError, CallError, ClientError, Response, ResponseValidationError, ServerError, described
from .model import Model, parsed
from .operation import Answer

R = TypeVar("R")
Refusals: TypeAlias = Mapping[int, type[APIError[Model]]]
"""The error class of each status that the document names anywhere."""

_LONGEST_WORDS = 500


def value_of(operation_id: str, response: Response, form: Answer[R]) -> R:
    """The value of a documented success. Raises ResponseValidationError when the answer breaks the document."""
    try:
        _check_media_type(response, form)
        return form.read(response.content)
    except ValidationError as error:
        raise _broken(operation_id, response, described(error)) from None
    except ValueError as error:
        raise _broken(operation_id, response, (str(error),)) from None


def error_of(operation_id: str, response: Response, refusals: Refusals, secrets: Iterable[str]) -> CallError:
    """The error for any other answer; its text repeats what the service says, without the secrets."""
    status = response.status_code
    if 200 <= status < 300:
        return _broken(operation_id, response, (f"status {status} is not documented",))
    kind = refusals.get(status) or _family(status)
    body = parsed(response.content)
    message = f"{operation_id}: {status} {_phrase(status)}{_words(body, secrets)}"
    return kind(message, response=response, body=body, parsed=_documented(kind, response.content))


def _check_media_type(response: Response, form: Answer[R]) -> None:
    said = response.headers.get("content-type")
    if said is not None and response.content and not form.takes(said):
        raise ValueError(f"content type {said!r}, which the document does not have here")


def _broken(operation_id: str, response: Response, errors: tuple[str, ...]) -> ResponseValidationError:
    message = f"{operation_id}: the answer {response.status_code} breaks the document"
    return ResponseValidationError(message, response=response, errors=errors)


def _family(status: int) -> type[APIError[Model]]:
    match status // 100:
        case 4:
            return ClientError
        case 5:
            return ServerError
        case _:
            return APIError


def _documented(kind: type[APIError[Model]], content: bytes) -> Model | None:
    for shape in (*((kind.shape,) if kind.shape else ()), *kind.other_shapes):
        try:
            model: Model = shape.model_validate_json(content, by_alias=True, by_name=False, extra="allow")
        except ValidationError:
            continue
        return model
    return None


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "unknown status")


def _words(body: JsonValue, secrets: Iterable[str]) -> str:
    match body:
        case {"detail": str(text)} | str(text):
            pass
        case _:
            text = repr(body)
    for secret in secrets:
        text = text.replace(secret, "***")
    return f": {text[:_LONGEST_WORDS]}" if text else ""
