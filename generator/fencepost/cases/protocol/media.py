"""Bodies under media types that the document does not list for them, and under none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.case import Case
from fencepost.cases.protocol.expected import BELOW_500, UNSUPPORTED
from fencepost.cases.requests import Frame, case_of
from fencepost.ir.http import Operation
from fencepost.ir.values import Json

TARGET = "/headers/content-type"
FORM = "application/x-www-form-urlencoded"
FOREIGN = ("text/plain", "application/xml", FORM)


def media_cases(carriers: tuple[Frame, ...]) -> Iterator[Case]:
    """Valid bodies under types that the document does not list for them, the nominal one first."""
    operation = carriers[0].operation
    if operation.body is None or carriers[0].body is None:
        return
    unlisted = [name for name in FOREIGN if not _lists(operation, name)]
    for number, media_type in enumerate(unlisted):
        yield _of_media_type(carriers[number % len(carriers)], media_type)


def untyped_cases(frame: Frame) -> Iterator[Case]:
    """The nominal body without a word on its type."""
    if frame.body is not None:
        yield replace(case_of(frame, "protocol", TARGET, "odd:absent", BELOW_500), media_type=None)


def _lists(operation: Operation, media_type: str) -> bool:
    """Whether the document allows bodies of a media type, by itself or by a range."""
    contents = () if operation.body is None else operation.body.contents
    listed = {content.media_type.partition(";")[0].strip().lower() for content in contents}
    return not listed.isdisjoint((media_type, f"{media_type.partition('/')[0]}/*", "*/*"))


def _of_media_type(carrier: Frame, media_type: str) -> Case:
    case = case_of(carrier, "protocol", TARGET, f"media:{media_type}", UNSUPPORTED)
    body = carrier.body
    if body is None or (media_type == FORM and _is_flat(body.value)):
        return replace(case, media_type=media_type)
    return replace(case, media_type=media_type, body=None, body_text=body.text)


def _is_flat(body: Json) -> bool:
    """Whether a form can say the same; of an object without members it would say nothing, as if there were no body."""
    if not isinstance(body, dict) or not body:
        return False
    return all(isinstance(value, str | int | float) for value in body.values())
