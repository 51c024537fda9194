"""What GitHub, a log and a terminal are told: at the line of the document, and nobody but fencepost can say it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import pytest
from fencepost.cases.case import case_line
from fencepost.report.annotations import annotated, step_summary
from fencepost.report.jsonfile import report_text
from fencepost.report.terminal import show_result, watching
from markdown_it import MarkdownIt
from rich.console import Console

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import TOKEN, ThingServer
from .hostile import hostile, hostile_job
from .telling import AGAIN, Told, told

COMMAND = re.compile(r"^\s*::|##\[")
"""What a runner takes for a command. Source: ActionCommand.cs of actions/runner, `TryParseV2` and `TryParse`."""


def in_the_repository(file: str) -> str | None:
    return f"spec/{file}"


def forged(text: str) -> list[str]:
    return [line for line in text.splitlines() if COMMAND.search(line)]


def unescaped(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_a_failure_is_told_at_its_line_of_the_document() -> None:
    run = told(ForgetsTheRule())
    (line,) = annotated(run.summary, in_the_repository)
    title = "fault_accepted moving_needs_speed"
    assert line.startswith(f"::error file=spec/things.yaml,line=51,col=11,title={title}::POST /things answered 201")
    assert line.endswith('%0Abody: {"name":"a","moving":true}')


def test_of_a_document_from_elsewhere_no_file_is_named() -> None:
    (line,) = annotated(told(ForgetsTheRule()).summary, lambda _: None)
    assert line.startswith("::error title=fault_accepted")


def test_a_run_without_failures_tells_nothing() -> None:
    assert list(annotated(told(ThingServer()).summary, in_the_repository)) == []


def test_an_annotation_is_one_command_whatever_a_document_or_a_server_says() -> None:
    lines = list(annotated(hostile().summary, in_the_repository))
    assert 1 <= len(lines) <= 10
    for line in lines:
        assert line.isprintable()
        found = re.fullmatch(r"::error ((?:\w+=[^,:]*)(?:,\w+=[^,:]*)*)::(.*)", line)
        assert found is not None
        names = [part.partition("=")[0] for part in found[1].split(",")]
        assert names == ["file", "line", "col", "title"]
        assert "##[" not in line
        assert re.match(r"[A-Z]+ /things answered ", unescaped(found[2]))


def test_the_page_of_a_run_says_what_the_terminal_says() -> None:
    run = told(ForgetsTheRule())
    html = MarkdownIt("gfm-like", {"linkify": False}).render(step_summary(run.summary, AGAIN))
    text = re.sub(r"<[^>]+>", "", html)
    assert f"fencepost Things: {run.summary.requests} requests in 0.0 s: 1 failure" in text
    assert "points 40 of 40, sides of rules 2 of 2" in text
    assert "<table>" in html
    assert "things.yaml:51:11" in text


def test_nothing_but_text_gets_into_the_page_of_a_run() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(step_summary(hostile().summary, AGAIN))
    ours = "h3 p table thead tbody tr th td code details summary blockquote"
    assert set(re.findall(r"</?([a-z0-9]+)[^>]*>", html)) <= set(ours.split())
    assert forged(html) == []


def terminal(run: Told) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=80)
    with watching(console) as watcher:
        for event in run.events:
            watcher.take(event)
    show_result(console, run.summary, AGAIN)
    return stream.getvalue()


def json_texts(run: Told) -> Iterator[str]:
    yield report_text(run.summary)
    yield from (case_line(step.case) for unit in hostile_job().plan for step in unit.steps)


def test_the_terminal_shows_nothing_that_acts_and_no_command() -> None:
    text = terminal(hostile())
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\\u202e" in text
    assert "\\x23#[error]forged" in text
    assert forged(text) == []


def test_json_in_a_log_holds_no_command_and_the_same_values() -> None:
    for text in json_texts(hostile()):
        assert text.isascii()
        assert forged(text) == []
    assert "##[error]forged" in json.dumps(json.loads(report_text(hostile().summary)))


def test_no_credential_is_told() -> None:
    run = told(ForgetsTheRule())
    assert TOKEN not in step_summary(run.summary, AGAIN) + "".join(annotated(run.summary, in_the_repository))


@pytest.mark.parametrize("line", ["::error::x", "  ::stop-commands::x", "a ##[error]x"])
def test_a_command_would_be_seen(line: str) -> None:
    assert forged(f"first\n{line}\n") == [line]
