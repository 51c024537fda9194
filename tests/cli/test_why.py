"""`fencepost why` agrees with validators, tells everything, and shows neither secrets nor what acts on a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..campaign.things import TEXT
from ..inline import api_of
from .command import Done, Shell

THING = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    post:
      operationId: create_thing
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses: {"201": {description: made}}
components:
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string, maxLength: 8}
        token: {type: string, format: password, minLength: 4}
        keys: {type: object, writeOnly: true, additionalProperties: {type: string, maxLength: 4}, maxProperties: 2}
        tags: {type: array, uniqueItems: true, items: {type: string}}
        inner: {$ref: "#/components/schemas/Thing"}
        count: {type: integer, minimum: 1}
      dependentRequired: {keys: [token]}
"""


def why(shell: Shell, body: Any, *options: str, text: str = THING) -> Done:
    """What is said of a body, given as a value or as the text itself."""
    (shell.folder / "api.yaml").write_text(text, encoding="utf-8")
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    (shell.folder / "body.json").write_bytes(raw)
    return shell.run("why", "api.yaml", "create_thing", "body.json", *options)


def test_the_verdict_is_that_of_a_validator_for_every_case_of_a_document(shell: Shell) -> None:
    api, _ = api_of(TEXT)
    operation = api.operation("create_thing")
    assert operation is not None
    nominals = Nominals(api)
    cases = [*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals)]
    bodies = [case for case in cases if case.body is not None and case.target.startswith("/body")]
    assert len({case.kind for case in bodies}) == 2
    schemas = {item.name: item.schema.value for item in api.components}
    whole = {"components": {"schemas": schemas}, "$ref": "#/components/schemas/NewThing"}
    engine = jsonschema_rs.Draft202012Validator(whole)
    for case in bodies[:: max(1, len(bodies) // 40)]:
        assert case.body is not None
        done = why(shell, case.body.value, "--json", text=TEXT)
        told = json.loads(done.out)
        assert told["valid"] is engine.is_valid(case.body.value), case.id
        assert (done.code, len(told["faults"])) == ((0, 0) if told["valid"] else (1, 1)), case.id
        if not told["valid"]:
            assert engine.is_valid(told["nearest"]["body"]), case.id


def test_no_secret_is_shown_neither_as_a_value_nor_by_its_name_nor_in_what_is_nearest(shell: Shell) -> None:
    secrets = {"CANARY_A": "canary-b", "CANARY_C": 5, "CANARY_D": "ok"}
    body = {"token": "cnr", "keys": secrets, "inner": {"keys": ["canary-e"], "token": 12345}, "count": 0}
    for options in ((), ("--json",)):
        done = why(shell, body, *options)
        assert done.code == 1
        assert not [word for word in ("canary", "CANARY", "cnr", "12345") if word in done.out + done.err]
        assert "<hidden>" in done.out


def test_a_secret_name_that_is_given_twice_is_not_shown_either(shell: Shell) -> None:
    done = why(shell, b'{"count": 1, "count": 2, "keys": {"CANARY": "a", "CANARY": "b"}, "token": "abcd"}')
    assert [line.partition(" warning ")[2] for line in done.err.splitlines()[::2]] == [
        "J006: count is given twice; the last one counts",
        "J006: (member 1) is given twice; the last one counts",
    ]
    assert done.code == 0


def test_a_body_that_is_no_json_is_refused_without_its_line_which_may_hold_a_secret(shell: Shell) -> None:
    done = why(shell, b'{"token": "canary",}')
    assert done.code == 2
    assert "J003" in done.err
    assert "canary" not in done.out + done.err


def test_nothing_in_a_body_acts_on_the_terminal(shell: Shell) -> None:
    acting = "\x1b[31m\u202e\u0000\n"
    done = why(shell, {"name": f"{acting}long enough", f"x{acting}": 1, "count": acting, "tags": [acting, acting]})
    assert done.code == 1
    assert not set(done.out) & {"\x1b", "\u202e", "\u0000"}
    assert "\\x1b[31m\\u202e\\x00\\n" in done.out or "\\u001b[31m\\u202e\\u0000\\n" in done.out
    twice = why(shell, '{"\u202ea": 1, "\u202ea": 2}'.encode())
    assert "\u202e" not in twice.err


UNREADABLE: list[tuple[bytes, str, str]] = [
    (b"", "1:1", "J003"),
    (b" \n ", "1:1", "J003"),
    (b"{", "1:2", "J003"),
    (b'{"a": 1} x', "1:10", "J003"),
    (b"[1, -Infinity]", "1:5", "J003"),
    (b'{"a":\n1e999}', "2:1", "J003"),
    (b'{"a": "\\ud800"}', "1:7", "J003"),
    (b'{"\\udfff": 1}', "1:2", "J003"),
    (b'{"a": ' + b"9" * 5000 + b"}", "1:7", "J003"),
    (b"[" * 100_000, "1:129", "J004"),
    (b'{"a":' * 300 + b"1" + b"}" * 300, "1:641", "J004"),
    (b"\xff\xfe{\x00}\x00", "1:1", "J002"),
    (b"a: 1", "1:1", "J003"),
]


@pytest.mark.parametrize(("raw", "place", "code"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_cannot_be_read_is_refused_at_its_place(shell: Shell, raw: bytes, place: str, code: str) -> None:
    done = why(shell, raw)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith(f"body.json:{place}: error {code}: ")
    assert "Traceback" not in done.err


def test_nesting_that_can_still_be_read_is_judged(shell: Shell) -> None:
    deep: dict[str, Any] = {"count": 0}
    for _ in range(120):
        deep = {"inner": deep}
    done = why(shell, deep)
    assert done.code == 1
    assert "count must be at least 1" in done.out
    assert "count to 1" in done.out


def test_a_large_body_is_judged_whole(shell: Shell) -> None:
    body = {"tags": [f"t{number}" for number in range(20_000)], **{f"x{number}": number for number in range(20_000)}}
    done = why(shell, {**body, "count": 0})
    assert done.code == 1
    assert "breaks 1 constraint" in done.out


def test_a_body_larger_than_the_mock_takes_is_refused(shell: Shell) -> None:
    done = why(shell, b'"' + b"a" * (8 * 1024 * 1024) + b'"')
    assert done.code == 2
    assert "J004" in done.err


def test_a_body_may_come_from_a_pipe_and_a_document_too_but_not_both(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "api.yaml").write_text(THING, encoding="utf-8")
    (tmp_path / "piped").write_text('{"count": 0}', encoding="utf-8")
    with (tmp_path / "piped").open(encoding="utf-8") as piped:
        monkeypatch.setattr("sys.stdin", piped)
        done = shell.run("why", "api.yaml", "create_thing", "-")
    assert (done.code, done.out.splitlines()[0]) == (1, "standard input breaks 1 constraint of create_thing")
    assert "-:1:2" in done.out


def test_an_open_question_that_a_body_touches_is_told(shell: Shell) -> None:
    text = THING.replace("{type: integer, minimum: 1}", "{type: [integer, 'null'], x-fencepost-open: Is null none?}")
    done = why(shell, {"count": None}, text=text)
    assert done.code == 0
    assert done.out.splitlines()[1].startswith("open question: Is null none?  api.yaml:")


def test_what_only_a_server_writes_is_no_part_of_a_body(shell: Shell) -> None:
    text = THING.replace("{type: integer, minimum: 1}", "{type: integer, readOnly: true}\n      required: [count]")
    assert why(shell, {}, text=text).code == 0
