"""What Schemathesis made and what went over the wire, as values of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import schemathesis

from fencepost.campaign.judging.validation import NotJson, read_json
from fencepost.campaign.wire.exchange import Request
from fencepost.integrations.attempts import Parameters
from fencepost.ir.http import Operation
from fencepost.ir.values import JsonText, freeze

Operated: TypeAlias = schemathesis.APIOperation[Any, Any, Any, Any]
"""An operation of Schemathesis."""

Generated: TypeAlias = schemathesis.Case[Operated]
"""A case of Schemathesis."""


def request_of(response: schemathesis.Response) -> Request | None:
    """What went over the wire; None where it is not known to the last octet."""
    made = response.request
    body = made.body.encode() if isinstance(made.body, str) else made.body
    if not isinstance(body, bytes | None):
        return None
    headers = tuple((str(name).lower(), _text(value)) for name, value in made.headers.items())
    return Request(method=str(made.method).upper(), url=str(made.url), headers=headers, content=body)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def json_body(request: Request, operation: Operation) -> JsonText | None:
    """The JSON that was sent; None where it was none, or not of the documented media type."""
    content = None if operation.body is None else operation.body.json
    media_type = dict(request.headers).get("content-type", "").partition(";")[0].strip().lower()
    if content is None or request.content is None or media_type != content.media_type:
        return None
    body = read_json(request.content)
    return None if isinstance(body, NotJson) else freeze(body)


def parameters_of(case: Generated) -> Parameters:
    """The parameters of a case, by place."""
    return Parameters(
        path=_frozen(case.path_parameters),
        query=_frozen(case.query),
        header=_frozen(case.headers),
        cookie=_frozen(case.cookies),
    )


def _frozen(values: Mapping[str, Any] | None) -> tuple[tuple[str, JsonText], ...]:
    return tuple((str(name), freeze(value)) for name, value in (values or {}).items())
