"""From the arguments of a call to its request. Nothing that breaks the document gets past this module."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from pydantic import JsonValue, TypeAdapter

from .credentials import Credential
from .model import Model, write
from .omit import only_given
from .operation import Operation, Written
from .parameters import Pairs, filled_path, pairs_of, query_text
from .transport import Request

R = TypeVar("R")
M = TypeVar("M", bound=Model)
_TEXT = TypeAdapter(str)


def body_of(operation: Operation[R], body: object, fields: Mapping[str, object]) -> Written | None:
    """The body of a call, given as a whole or field by field; None where there is none.

    Raises ValidationError when it breaks the document, TypeError for a field that the document does not name.
    """
    given = only_given(fields)
    kind = operation.body
    if kind is None or (body is None and not given and not operation.body_required):
        return None
    if not isinstance(kind, type):
        return kind.written(operation.id, body, given)
    model = model_of(operation.id, kind, body, given)
    return Written(write(model), model)


def model_of(operation_id: str, model: type[M], body: object, given: Mapping[str, object]) -> M:
    """The model of a body. Raises ValidationError and TypeError."""
    if body is None:
        _refuse_unknown(operation_id, model, given)
        return model.model_validate(given, by_alias=False, by_name=True)
    if given or not isinstance(body, model):
        raise TypeError(f"{operation_id}: either a {model.__name__} or its fields, not both")
    # A model can be changed after it was made; what counts is what would be sent now.
    return model.model_validate_json(write(body), by_alias=True, by_name=False)


def credentials_of(operation: Operation[R], credentials: Mapping[str, Credential | None]) -> tuple[Credential, ...]:
    """Those of the first alternative of which the client has all; none where it has none of them."""
    for alternative in operation.security:
        schemes = (alternative,) if isinstance(alternative, str) else alternative
        found = tuple(known for scheme in schemes if (known := credentials.get(scheme)))
        if found and len(found) == len(schemes):
            return found
    return ()


def request_of(
    operation: Operation[R],
    base_url: str,
    headers: Pairs,
    credentials: tuple[Credential, ...],
    *,
    parameters: Mapping[str, object],
    body: Written | None,
) -> Request:
    """The request of a call. Raises ValidationError when a parameter breaks the document."""
    address, own = _placed(operation, parameters) if operation.places else (operation.path, ())
    shown = tuple((credential.name, credential.value) for credential in credentials if credential.place == "header")
    if len(shown) < len(credentials):
        address, own = _shown(address, own, credentials)
    return Request(
        method=operation.method,
        url=base_url + address,
        headers=(*headers, *shown, *own, *((("Content-Type", operation.media_type),) if body else ())),
        content=body.content if body else None,
    )


def _placed(operation: Operation[R], arguments: Mapping[str, object]) -> tuple[str, Pairs]:
    """Path and query, and the headers of the parameters, one for all cookies among them."""
    values, places = _values(operation, arguments), operation.places
    path, query = filled_path(operation.path, places, values), query_text(pairs_of("query", places, values))
    cookies = "; ".join(f"{name}={text}" for name, text in pairs_of("cookie", places, values))
    return _joined(path, query), (*pairs_of("header", places, values), *((("Cookie", cookies),) if cookies else ()))


def _shown(address: str, headers: Pairs, credentials: tuple[Credential, ...]) -> tuple[str, Pairs]:
    """Address and headers with the credentials that stand in the query and in cookies."""
    query = "&".join(f"{each.name}={each.value}" for each in credentials if each.place == "query")
    own = (f"{each.name}={each.value}" for each in credentials if each.place == "cookie")
    cookies = "; ".join((*(text for name, text in headers if name == "Cookie"), *own))
    rest = tuple(header for header in headers if header[0] != "Cookie")
    return _joined(address, query), (*rest, *((("Cookie", cookies),) if cookies else ()))


def _joined(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def _values(operation: Operation[R], arguments: Mapping[str, object]) -> dict[str, JsonValue]:
    if operation.parameters is None:
        return {name: _TEXT.validate_python(value, strict=True) for name, value in arguments.items()}
    parameters = operation.parameters.model_validate(only_given(arguments), by_alias=False, by_name=True)
    return parameters.model_dump(mode="json", by_alias=False, exclude_unset=True)


def _refuse_unknown(operation_id: str, model: type[Model], given: Mapping[str, object]) -> None:
    fields = model.model_fields
    for name in given.keys() - fields.keys():
        close = get_close_matches(name, fields, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise TypeError(f"{operation_id}: unexpected argument {name!r}{hint}")
