"""Methods that no operation declares on a path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.protocol.expected import NO_SUCH_METHOD
from fencepost.cases.requests import Frame, case_of, frame_of
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import JsonText, freeze

METHODS = ("put", "patch", "post", "delete", "get")
"""HEAD, OPTIONS and TRACE are left alone: servers answer them by themselves."""

_WITH_BODY = ("put", "patch", "post")


def method_cases(frame: Frame, api: Api, nominals: Nominals) -> Iterator[Case]:
    """One request for each method that the path does not have; they belong to the path's first operation."""
    operation = frame.operation
    beside = [other for other in api.operations if _covers(other.path, operation.path)]
    if operation.id != next(other.id for other in beside if other.path == operation.path):
        return
    declared = {other.method for other in beside}
    for method in METHODS:
        if method not in declared:
            body = _usual_body(operation, api, nominals) if method in _WITH_BODY else None
            case = case_of(replace(frame, query=(), body=None), "protocol", "/method", f"method:{method.upper()}", ())
            yield replace(
                case,
                method=method,
                body=body,
                media_type=None if body is None else "application/json",
                expect=replace(case.expect, status=NO_SUCH_METHOD),
            )


def _covers(template: str, path: str) -> bool:
    """Whether an address made from a path may also be one of the template: its methods are declared there too."""
    ours, theirs = (text.rstrip("/").split("/") for text in (template, path))
    return len(ours) == len(theirs) and all("{" in our or our == their for our, their in zip(ours, theirs, strict=True))


def _usual_body(operation: Operation, api: Api, nominals: Nominals) -> JsonText:
    """The body that another operation on the path takes; an empty object where none takes any."""
    for other in nominals.api.operations:
        if other.path == operation.path:
            with suppress(UnattainableError):
                body = frame_of(other, api, nominals).body
                if body is not None:
                    return body
    return freeze({})
