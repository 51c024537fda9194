"""What the document says of an operation and its client does not do: said in docstrings, and listed for the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fencepost.diagnostics import Location
from fencepost.emit.bodies import RawBody, client_body
from fencepost.emit.credentials import unshown_schemes
from fencepost.emit.forms import Forms
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation
from fencepost.ir.types import Anything, String


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One thing that the client of an operation does not do."""

    operation: str
    text: str
    """A sentence."""

    location: Location = field(compare=False)


def client_shortfalls(api: Api) -> tuple[Shortfall, ...]:
    """Those of every operation, in the order of the document."""
    forms = Forms(api)
    return tuple(found for operation in api.operations for found in shortfalls_of(operation, forms))


def shortfalls_of(operation: Operation, forms: Forms) -> Iterator[Shortfall]:
    """Those of one operation: of its body, its answers, its credentials."""
    for text, location in (
        *_of_body(operation, forms),
        *_of_answers(operation),
        *_of_credentials(operation, forms.api),
    ):
        yield Shortfall(operation=operation.id, text=text, location=location)


def _of_body(operation: Operation, forms: Forms) -> Iterator[tuple[str, Location]]:
    if operation.body is None or operation.body.main is None:
        return
    sent = operation.body.main
    for content in operation.body.contents:
        if content is not sent:
            yield f"A body of {content.media_type} is not sent.", content.location
    if isinstance(client_body(operation, forms), RawBody) and not _is_open(sent):
        yield f"The schema of the {sent.media_type} body is not checked.", sent.location


def _is_open(content: Content) -> bool:
    """Whether a schema says no more than that there is a body."""
    kind = content.type
    bounded = isinstance(kind, String) and (kind.min_length or kind.max_length or kind.pattern)
    return isinstance(kind, Anything | String) and not bounded


def _of_answers(operation: Operation) -> Iterator[tuple[str, Location]]:
    for response in operation.responses:
        read = response.main
        for content in response.contents if response.is_success else ():
            if content is not read:
                yield f"An answer {response.status} of {content.media_type} is not asked for.", content.location
            elif not content.is_json and not _is_open(content):
                yield f"The schema of the {content.media_type} answer is not checked.", content.location


def _of_credentials(operation: Operation, api: Api) -> Iterator[tuple[str, Location]]:
    for scheme in unshown_schemes(operation, api):
        yield f"The credential {scheme.key} is left to the http_client.", scheme.location
