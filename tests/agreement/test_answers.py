"""The generated client reads an answer exactly when the document allows it, within its two tolerances."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fencepost.emit.drawing import Answer
from fencepost.ir.http import Operation

from .conftest import Reading
from .documents import answers_document, documents, nested_shapes, shapes
from .readers import Readers

DOCUMENTS = {
    "sandbox": documents()["sandbox"],
    "shapes": answers_document(shapes()),
    "nested": answers_document(nested_shapes()),
}
RIGHT, FAULTY = 10, 40
"""How many answers of an operation are tried, of either kind."""

TOLERATED = ("enum-", "extra", "additionalProperties-", "maxProperties-", "propertyNames-")
"""A text that the document does not list yet, and a member that it does not name yet."""

LISTED = {("Tuples", "/open")}
"""Where an enumeration stands at a place of an array, the place is left to no one: `fencepost check` says so."""


def answers(readers: Readers, operation: Operation) -> Iterator[Answer]:
    """Right and faulty answers with a JSON body of a documented success."""
    yield from readers.explorer.answers(operation, 0, RIGHT)
    yield from readers.explorer.faulty_answers(operation, 0, FAULTY)


def is_json(answer: Answer) -> bool:
    try:
        json.loads(answer.content)
    except ValueError:
        return False
    return any("json" in value for _, value in answer.headers)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_client_and_engine_agree_on_answers(name: str, readers_of: Reading) -> None:
    readers = readers_of(DOCUMENTS[name])
    parted, read = [], 0
    for operation in readers.api.operations:
        documented = {int(each.status): each.json for each in operation.responses if each.is_success and each.json}
        for answer in filter(is_json, answers(readers, operation)):
            content = documented.get(answer.status)
            if content is None:
                continue
            is_right = readers.schemas.answer(content.schema).is_valid(json.loads(answer.content))
            is_read = readers.client_reads(operation, answer)
            read += is_read
            if is_right != is_read and not is_tolerated(operation, answer):
                parted.append((operation.id, answer, is_right, is_read))
    assert parted == []
    assert read


def is_tolerated(operation: Operation, answer: Answer) -> bool:
    """Whether the one fault of an answer is one that clients live with; formats are for checks to judge."""
    place = any(operation.id == name and answer.place.startswith(inside) for name, inside in LISTED)
    return answer.fault is not None and (answer.fault.startswith((*TOLERATED, "format-")) or place)
