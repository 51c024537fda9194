"""`check`, `cases`, `explain`, `mock` and `replay`: what they print, and what they refuse."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request

import pytest
from fencepost.cli import program

from .command import Shell


def test_check_lists_questions_and_every_keyword_under_its_schema(shell: Shell) -> None:
    done = shell.run("check", "things.yaml")
    assert done.code == 0
    assert "things.yaml:46:40  note: Is null accepted for note?" in done.out
    below = done.out.partition("\n  NewThing\n")[2].splitlines()
    assert "    things.yaml:44  type minimum maximum: enforced" in below
    assert "    things.yaml:46  x-fencepost-open: read by check" in below


def test_check_counts_what_is_enforced_by_whom(shell: Shell) -> None:
    told = json.loads(shell.run("check", "things.yaml", "--json").out)
    rows = [item for item in told["keywords"] if "model" in item]
    enforced = [
        item for item in rows if {item[name] for name in ("model", "strategy", "mock", "check")} == {"enforced"}
    ]
    assert told["summary"]["enforced"] == len(enforced) > 10
    assert f": {len(enforced)} enforced everywhere" in shell.run("check", "things.yaml").out


def test_check_says_what_nobody_enforces_and_why(shell: Shell) -> None:
    (shell.folder / "odd.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {post: {operationId: a, requestBody: {content: "
        "{application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'204': {description: d}}}}}\n"
        "components: {schemas: {A: {colour: x, format: odd, pattern: a, title: t}, B: {type: string}}}\n"
    )
    told = json.loads(shell.run("check", "odd.yaml", "--json").out)
    keywords = {item["keyword"]: item for item in told["keywords"] if item["schema"] == "A"}
    assert keywords["colour"]["mock"] == keywords["format"]["mock"] == "not"
    assert keywords["colour"]["how"]["mock"] == "the keyword is unknown"
    assert keywords["format"]["how"]["mock"] == "the format odd is not known"
    assert keywords["pattern"]["how"]["strategy"] == "drawn and checked"
    assert "mock" not in keywords["title"]
    (unused,) = [item for item in told["keywords"] if item["schema"] == "B"]
    assert unused["how"]["model"] == "no operation leads here"


def test_check_says_what_clients_do_not_do(shell: Shell) -> None:
    (shell.folder / "two.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {post: {operationId: a, requestBody: {content: "
        "{application/json: {}, text/csv: {}}}, responses: {'204': {description: d}}}}}\n"
    )
    assert "a: A body of text/csv is not sent." in shell.run("check", "two.yaml").out


def test_check_shows_a_remark_with_its_line_and_strict_makes_it_count(shell: Shell) -> None:
    text = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {enum: [1, 1]}}}\n"
    (shell.folder / "twice.yaml").write_text(text)
    done = shell.run("check", "twice.yaml")
    assert done.code == 0
    assert "twice.yaml:4:38: warning S005: the value 1 is listed twice" in done.out
    assert "  4 | components: {schemas: {A: {enum: [1, 1]}}}" in done.out
    assert shell.run("check", "twice.yaml", "--strict").code == 2


def test_an_error_shows_the_line_and_a_caret(shell: Shell) -> None:
    (shell.folder / "bad.yaml").write_text("openapi: 3.1.0\npaths: {}\npaths: {}\n")
    done = shell.run("check", "bad.yaml")
    assert done.code == 2
    assert done.err.splitlines() == [
        "bad.yaml:3:1: error D011: the member 'paths' is given twice",
        "  3 | paths: {}",
        "    | ^",
        "  it is first given at: bad.yaml:2:1",
        "  keep one of the two",
    ]


def test_cases_are_json_lines_of_the_chosen_kind_and_operation(shell: Shell) -> None:
    valid = shell.run("cases", "things.yaml", "--operation", "create_thing", "--kind", "valid")
    lines = [json.loads(line) for line in valid.out.splitlines()]
    assert {(line["operation"], line["kind"]) for line in lines} == {("create_thing", "valid")}
    assert {"name": "a", "size": 9} in [line["body"] for line in lines]
    faults = shell.run("cases", "things.yaml", "--kind", "fault").out.splitlines()
    assert {json.loads(line)["kind"] for line in faults} == {"fault"}
    assert len(shell.run("cases", "things.yaml").out.splitlines()) > len(lines) + len(faults)


def test_cases_are_the_same_twice(shell: Shell) -> None:
    assert shell.run("cases", "things.yaml").out == shell.run("cases", "things.yaml").out


def test_cases_of_an_unknown_operation_are_refused_with_the_nearest(shell: Shell) -> None:
    done = shell.run("cases", "things.yaml", "--operation", "get_thign")
    assert (done.code, done.out) == (2, "")
    assert "did you mean get_thing?" in done.err


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("echo",), "x-fencepost-echo"),
        (("things.yaml",), "resource Thing, known by id: created by create_thing, read by get_thing"),
        (("things.yaml", "moving_needs_speed"), "rule moving_needs_speed of NewThing: What moves has a speed."),
        (("things.yaml", "create_thing"), "create_thing: POST /things -> 201 401 422"),
    ],
)
def test_explain_tells_a_check_a_document_a_rule_and_an_operation(
    shell: Shell, arguments: tuple[str, ...], wanted: str
) -> None:
    done = shell.run("explain", *arguments)
    assert done.code == 0
    assert wanted in done.out


@pytest.mark.parametrize("arguments", [("echos",), ("things.yaml", "create_thin")])
def test_explain_suggests_the_nearest(shell: Shell, arguments: tuple[str, ...]) -> None:
    done = shell.run("explain", *arguments)
    assert done.code == 2
    assert "did you mean " in done.err


def test_explain_tells_a_rule_in_words_with_a_body_on_either_side(shell: Shell) -> None:
    (told,) = json.loads(shell.run("explain", "things.yaml", "moving_needs_speed", "--json").out)["rules"]
    assert told["meaning"] == "where moving is true, speed must be present"
    assert told["kept"] == ["moving is absent or false", "moving is true; speed is present"]
    assert told["clauses"][0]["broken"] == ["moving is true; speed is absent"]
    assert told["keeps"]["moving"] is told["breaks"]["moving"] is True
    assert ("speed" in told["keeps"], "speed" in told["breaks"]) == (True, False)


def test_explain_says_why_no_body_breaks_a_rule_alone(shell: Shell) -> None:
    (shell.folder / "two.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object,\n"
        "properties: {a: {type: integer}, b: {}}, allOf: [{title: any, if: {required: [a]}, then: {required: [b]}},\n"
        "{title: many, if: {required: [a], properties: {a: {minimum: 4}}}, then: {required: [b]}}]}}}\n"
    )
    done = shell.run("explain", "two.yaml", "many").out
    assert "no body breaks it alone: every body that breaks it breaks any too\n    any stands at two.yaml:5:" in done


def test_explain_says_which_constraints_of_an_operation_no_fault_breaks(shell: Shell) -> None:
    (shell.folder / "long.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {post: {operationId: make_a, responses: {},\n"
        "requestBody: {content: {application/json: {schema: {type: object, properties:\n"
        "{a: {type: string, minLength: 1, maxLength: 1000000000}}}}}}}}}\n"
    )
    (told,) = json.loads(shell.run("explain", "long.yaml", "make_a", "--json").out)["not_broken"]
    assert told["certificate"] == "/body/properties/a/maxLength"
    assert f"no fault breaks {told['certificate']} at long.yaml:5:" in shell.run("explain", "long.yaml", "make_a").out


def test_explain_prints_the_normalised_schema_of_an_operation(shell: Shell) -> None:
    told = json.loads(shell.run("explain", "things.yaml", "create_thing", "--schema").out)
    assert told["body"]["properties"]["size"]["maximum"] == 9
    assert shell.run("explain", "things.yaml", "--schema").code == 2


def test_the_schema_of_a_rule_is_refused_by_what_it_is(shell: Shell) -> None:
    done = shell.run("explain", "things.yaml", "moving_needs_speed", "--schema")
    assert done.code == 2
    assert "error A017: --schema is of an operation" in done.err


def test_every_check_has_a_page() -> None:
    from fencepost.campaign.judging.failure import SEVERITIES
    from fencepost.cli.checkpages import CHECKS

    assert CHECKS.keys() == SEVERITIES.keys()


def test_the_page_of_a_check_says_what_is_held_what_is_not_and_what_to_do(shell: Shell) -> None:
    done = shell.run("explain", "valid_refused")
    first, *paragraphs = done.out.rstrip("\n").split("\n\n")
    assert first == "valid_refused (high)"
    assert [text.split(" ", 3)[:3] for text in paragraphs] == [
        ["The", "document", "allows"],
        ["Not", "held", "against"],
        ["What", "to", "do:"],
    ]


def test_a_port_in_use_ends_the_mock_with_2(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = shell.run("mock", "things.yaml", "--port", str(port))
    assert done.code == 2
    assert f"127.0.0.1:{port}: error M001: cannot listen" in done.err


def test_the_mock_says_where_it_is_what_it_takes_and_what_it_was_asked(shell: Shell) -> None:
    script = "from fencepost.cli import main; main()"
    command = [sys.executable, "-c", script, "mock", str(shell.folder / "things.yaml"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as mock:
        assert mock.stdout is not None
        assert mock.stderr is not None
        line = mock.stdout.readline()
        address = line.removeprefix("Things at ").partition(";")[0]
        request = urllib.request.Request(
            f"{address}/things",
            data=b'{"name": "a"}',
            headers={"Authorization": "Bearer any", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 201
        logged = mock.stderr.readline()
        mock.terminate()
    assert line.rstrip().endswith("; any bearer token is taken")
    assert logged == "201 POST /things\n"
    assert mock.returncode == 143


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the file cannot be read"),
        ("{", "this is not JSON"),
        ("[]", "this is not a report of fencepost"),
        ('{"failures": [{"key": "abc"}], "run": {"document": "x"}}', "the report has no failure 123; it has abc"),
        ('{"failures": [{"key": "123"}], "run": {"document": "x"}}', "this is not a case"),
    ],
)
def test_what_cannot_be_replayed_is_refused(shell: Shell, text: str | None, message: str) -> None:
    if text is not None:
        (shell.folder / "report.json").write_text(text)
    done = shell.run("replay", "report.json#123", "--url", "http://127.0.0.1:1")
    assert done.code == 2
    assert message in done.err


def test_a_case_of_an_operation_that_is_gone_is_refused(shell: Shell) -> None:
    line = shell.run("cases", "things.yaml").out.splitlines()[0].replace("create_thing", "make_thing")
    (shell.folder / "case.json").write_text(line)
    done = shell.run("replay", "case.json", "--spec", "things.yaml", "--mock")
    assert done.code == 2
    assert "the document has no operation make_thing any more" in done.err


def test_a_case_alone_can_be_replayed(shell: Shell) -> None:
    (shell.folder / "case.json").write_text(shell.run("cases", "things.yaml").out.splitlines()[0])
    assert shell.run("replay", "case.json", "--spec", "things.yaml", "--mock").code == 0


def test_a_bug_of_ours_is_said_in_words_and_ends_with_3(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("something \x1b[31m odd")

    monkeypatch.setattr(program, "app", broken)
    done = shell.run("check", "things.yaml")
    assert done.code == 3
    first, *rest = done.err.splitlines()
    assert first.startswith("fencepost: error B001: this is a bug of fencepost, not of your document: ValueError: ")
    assert "\x1b" not in done.err
    assert rest == ["  please report it, with the command you ran and, if you may, the document"]
