"""Each cell of the ledger is what a product does: without the keyword its verdict on some body turns, or does not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from fencepost.campaign.judging.validation import ResponseSchemas
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.values import valid_points
from fencepost.cases.wrong.values import fault_points
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.ir.edits import Drop
from fencepost.ir.http import Content, Operation
from fencepost.ir.types import Anything
from fencepost.ir.walk import reached_components
from fencepost.ledger.ledger import PRODUCTS, Entry, ledger
from fencepost.pipeline import load, load_edited, named
from fencepost.rules.evaluate import allows
from pydantic import TypeAdapter, ValidationError

from ..inline import document
from .packages import importing_from, package_in
from .readers import Readers
from .trials import case_texts

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
WHOLE = bool(os.environ.get("FENCEPOST_WHOLE"))
SAMPLE = 8
READER = {"model": "model", "strategy": "drawing", "mock": "mock"}
"""Product to the reader that is asked for it; a case whose verdict turns is what the checks have."""

MOST = 4
"""So many bodies are asked about for each keyword."""

KEYWORDS = {
    "numbers": "{type: object, properties: {n: {type: number, multipleOf: 0.5, exclusiveMinimum: 0, maximum: 9}}}",
    "texts": "{type: object, properties: {s: {type: string, pattern: ^a, minLength: 2, maxLength: 5}, "
    "f: {type: string, format: date}}}",
    "arrays": "{type: object, properties: {a: {type: array, items: {type: integer}, uniqueItems: true, maxItems: 3, "
    "minItems: 1, contains: {minimum: 3}, maxContains: 2}}}",
    "maps": "{type: object, minProperties: 1, maxProperties: 3, propertyNames: {maxLength: 3}, patternProperties: "
    "{^x: {type: integer}}, properties: {k: {type: string}}, additionalProperties: {type: [boolean, string]}}",
    "choices": "{type: object, properties: {c: {oneOf: [{type: integer, minimum: 3}, {type: number, maximum: 5}]}, "
    "d: {type: string, not: {enum: [a, b]}}, e: {type: string, enum: [x, y]}}, required: [d]}",
    "rules": "{type: object, properties: {a: {type: integer}, b: {type: boolean}, c: {type: string}}, "
    "dependentRequired: {a: [b]}, if: {required: [b], properties: {b: {const: true}}}, then: {required: [c]}, "
    "else: {properties: {c: {maxLength: 2}}}}",
    "closed": "{type: object, allOf: [{type: object, properties: {a: {type: integer}}}], properties: {b: {}}, "
    "required: [a], unevaluatedProperties: false}",
}
"""Schemas of a request and of an answer alike, with keywords that the flagship document does not use."""

HEAD = """
paths:
  /things:
    post:
      operationId: make
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Sent"}}}}
      responses: {"204": {description: ok}, "422": {description: refused}}
    get:
      operationId: read
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Answered"}}}}
components:
  schemas:
    Sent: SCHEMA
    Answered: SCHEMA
"""


class Document:
    """A document, and the same without one keyword."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path, self.root = path, root
        sink = Diagnostics()
        self.api = load(str(path), sink)
        self.ledger = ledger(self.api, sink.sorted())
        self.readers = self.read_by(self.api)

    def read_by(self, api: Api) -> Readers:
        return Readers(api, package_in(self.root, api))

    def without(self, entry: Entry) -> Api:
        return load_edited(self.api, (Drop(pointer=entry.occurrence.location.pointer),), Diagnostics())

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The bodies of every case, by operation."""
        return {each.id: list(case_texts(self.readers, each)) for each in self.readers.body_operations()}

    def rows(self, *, sent: bool) -> list[Entry]:
        """The keywords that stand on one side of the wire alone, as JSON, and refuse something."""
        return [
            entry
            for entry in self.ledger.entries
            if entry.cells and (entry.place.is_sent, entry.place.is_answered) == (sent, not sent)
            # Formats assert nothing of a request; what is drawn is told below.
            if not entry.place.is_raw
            and entry.occurrence.keyword != "format"
            and "/parameters/" not in entry.occurrence.location.pointer
        ]

    def answering(self, entry: Entry) -> list[str]:
        """The operations whose right answer holds what the keyword speaks of."""
        found = []
        for operation in self.api.operations:
            content = operation.success and operation.success.json
            if content is not None:
                names = {each.name for each in reached_components([content.type], self.api)}
                label = f"{operation.id} {operation.success.status}"
                found += [operation.id] if entry.place.label in {*names, label} else []
        return found

    def sending(self, entry: Entry) -> list[Operation]:
        """The operations whose body holds what the keyword speaks of."""
        found = []
        for operation in self.readers.body_operations():
            names = {each.name for each in reached_components([operation.body.main.type], self.api)}
            if entry.place.label in names or entry.place.label == f"{operation.id} body":
                found.append(operation)
        return found


def sampled(rows: list[Entry], seed: str) -> list[Entry]:
    return rows if WHOLE or len(rows) <= SAMPLE else Random(seed).sample(rows, SAMPLE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with importing_from(tmp_path_factory.mktemp("ledger")) as root:
        yield root


@pytest.fixture(scope="module")
def flagship(folder: Path) -> Document:
    return Document(SPEC, folder)


@pytest.fixture(scope="module", params=KEYWORDS)
def small(request: pytest.FixtureRequest, folder: Path) -> Document:
    path = folder / f"{request.param}.yaml"
    path.write_text(document(HEAD.replace("SCHEMA", KEYWORDS[request.param])), encoding="utf-8")
    return Document(path, folder)


def wrong_cells(found: Document, rows: list[Entry]) -> list[str]:
    """Every cell that says something else than what the product does."""
    return [
        f"{entry.occurrence.location} {entry.occurrence.keyword} {line}"
        for entry in rows
        for line in lies(found, entry)
    ]


def lies(found: Document, entry: Entry) -> Iterator[str]:
    """The products whose verdicts on bodies do not turn with the keyword as the entry says."""
    edited = found.read_by(found.without(entry))
    turning = dict.fromkeys(("model", "drawing", "mock"), False)
    for operation in found.sending(entry):
        texts = found.texts[operation.id]
        before, after = meaning(found.readers, operation.id, texts), meaning(edited, operation.id, texts)
        changed = [text for text in texts if before[text] is not after[text]][:MOST]
        if changed:
            turning = turned_with(found.readers, edited, operation.id, {text: before[text] for text in changed})
            break
    cells = dict(zip(PRODUCTS, entry.cells, strict=True))
    if cells["check"].standing == "not" and not any(turning.values()):
        return  # No case breaks it alone, and so nobody is seen to enforce it or not to.
    for product, cell in cells.items():
        turns = turning[READER[product]] if product in READER else any(turning.values())
        if cell.standing == "enforced" and not turns:
            yield f"{product} is said to enforce it, and no verdict turns"
        if cell.standing in ("not", "implied") and turns:
            yield f"{product} is said to be {cell.words}, and a verdict turns"


def meaning(readers: Readers, name: str, texts: list[str]) -> dict[str, bool]:
    """What a document says of bodies of an operation."""
    kind, api = readers.nominals.api.operation(name).body.json.type, readers.nominals.api
    return {text: allows(kind, json.loads(text, parse_float=Decimal), api) for text in texts}


def turned_with(old: Readers, new: Readers, name: str, before: dict[str, bool]) -> dict[str, bool]:
    """Whether each reader says as the document does, and the other thing as the edited document does."""
    sent = {each.id: each for each in new.body_operations()}
    if name not in sent:
        # Without the keyword nothing can be sent at all, so nobody is there to be asked.
        return dict.fromkeys(("model", "drawing", "mock"), True)
    texts = list(before)
    was, now = old.verdicts(old.nominals.api.operation(name), texts), new.verdicts(sent[name], texts)
    return {
        reader: all(
            was[text].get(reader, told) is told is not now[text].get(reader, not told) for text, told in before.items()
        )
        for reader in ("model", "drawing", "mock")
    }


def test_a_verdict_on_requests_turns_just_where_the_ledger_says_so(flagship: Document):
    rows = [entry for entry in sampled(flagship.rows(sent=True), "requests") if flagship.sending(entry)]
    assert len(rows) > 4
    assert wrong_cells(flagship, rows) == []


def test_a_verdict_on_requests_turns_with_every_other_keyword(small: Document):
    rows = [entry for entry in sampled(small.rows(sent=True), "small") if small.sending(entry)]
    assert rows
    assert wrong_cells(small, rows) == []


def answer_lies(found: Document, entry: Entry) -> Iterator[str]:
    """What the ledger says of an answer's keyword, and neither the model nor the check does."""
    edited = found.without(entry)
    model, strategy, _, check = entry.cells
    assert strategy.standing == "enforced"
    turned = [text for name in found.answering(entry) for text in turned_answers(found.api, edited, name)]
    if not turned:
        return
    judged, read = judges(found.api), AnswerReader(found.api, found.root)
    other_judged, other_read = judges(edited), AnswerReader(edited, found.root)
    for name, text in turned[:MOST]:
        for product, cell, turns in (
            ("check", check, judged(name, text) is not other_judged(name, text)),
            ("model", model, read(name, text) is not other_read(name, text)),
        ):
            if cell.standing == "enforced" and not turns:
                yield f"{product} is said to enforce it, and takes {text} either way"
            if cell.standing in ("not", "implied") and turns:
                yield f"{product} is said to be {cell.words}, and its verdict on {text} turns"


def turned_answers(api: Api, edited: Api, name: str) -> Iterator[tuple[str, str]]:
    """Answers of an operation on which the two documents differ."""
    kind, other = answer_of(api, name).type, answer_of(edited, name).type
    nominals = Nominals.of_answers(api)
    for point in (*islice(fault_points(kind, nominals), 500), *islice(valid_points(kind, nominals), 500)):
        if allows(kind, point.value, api) is not allows(other, point.value, edited):
            yield name, json.dumps(point.value)


def answer_of(api: Api, name: str) -> Content:
    return api.operation(name).success.json


def judges(api: Api) -> Callable[[str, str], bool]:
    schemas = ResponseSchemas(api)
    return lambda name, text: not schemas.differences(answer_of(api, name), json.loads(text))


class AnswerReader:
    """Whether the model of an answer takes a JSON text."""

    def __init__(self, api: Api, root: Path) -> None:
        self.models = import_module(f"{package_in(root, api).__name__}.models")
        self.api, self.names = named(api)

    def __call__(self, name: str, text: str) -> bool:
        kind = answer_of(self.api, name).type
        if isinstance(kind, Anything):
            return True
        model = getattr(self.models, self.names.class_name(kind.name))
        try:
            TypeAdapter(model).validate_json(text, by_alias=True, by_name=False)
        except ValidationError:
            return False
        return True


def answered_rows(found: Document) -> list[Entry]:
    rows = [entry for entry in found.rows(sent=False) if not entry.place.is_error and not entry.place.is_header]
    return [entry for entry in rows if found.answering(entry)]


def test_a_verdict_on_answers_turns_just_where_the_ledger_says_so(flagship: Document):
    rows = sampled(answered_rows(flagship), "answers")
    assert len(rows) > 4
    assert [f"{row.occurrence.location} {line}" for row in rows for line in answer_lies(flagship, row)] == []


def test_a_verdict_on_answers_turns_with_every_other_keyword(small: Document):
    rows = sampled(answered_rows(small), "small answers")
    assert rows
    assert [f"{row.occurrence.location} {line}" for row in rows for line in answer_lies(small, row)] == []
