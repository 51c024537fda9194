"""`fencepost merge`: the shards of a campaign come to one report, or it is said what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import TOKEN
from .command import Shell
from .test_fuzz import listening


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)
    with listening(ForgetsTheRule()) as url:
        yield url


def fuzz(shell: Shell, address: str, *more: str) -> None:
    phases = ("--phases", "lattice,faults", "--seed", "1")
    shell.run("fuzz", "things.yaml", "--url", address, "--token-env", "THINGS_TOKEN", *phases, *more)


def test_two_shards_make_the_report_of_one_run(shell: Shell, address: str) -> None:
    fuzz(shell, address, "--report-dir", "whole")
    fuzz(shell, address, "--shard", "1/2", "--report-dir", "one")
    fuzz(shell, address, "--shard", "2/2", "--report-dir", "two")
    done = shell.run("merge", "two", "one", "--report-dir", "merged")
    assert done.code == 1, done.out + done.err
    # The server goes on counting its things from one run to the next.
    texts = ((shell.folder / name / "report.json").read_text() for name in ("whole", "merged"))
    whole, merged = (json.loads(re.sub(r"thing-\d+", "thing", text)) for text in texts)
    for each in (whole, merged):
        del each["summary"]["seconds"]
    assert [each["key"] for each in whole["failures"]]
    assert merged == whole
    assert shell.run("merge", "merged").code == 1


def test_a_missing_shard_is_named(shell: Shell, address: str) -> None:
    fuzz(shell, address, "--shard", "1/2", "--report-dir", "one")
    done = shell.run("merge", "one")
    assert (done.code, done.out) == (2, "")
    assert "error A019: there is no part 2/2" in done.err


def test_the_report_replaces_no_part(shell: Shell, address: str) -> None:
    fuzz(shell, address, "--report-dir", "one")
    before = (shell.folder / "one" / "events.jsonl").read_bytes()
    done = shell.run("merge", "one", "--report-dir", "./one")
    assert done.code == 2
    assert "error A019: the report would replace one of the parts" in done.err
    assert (shell.folder / "one" / "events.jsonl").read_bytes() == before


def test_a_folder_without_events_is_named(shell: Shell) -> None:
    done = shell.run("merge", "nowhere")
    assert done.code == 2
    assert "nowhere/events.jsonl: error A018: the events cannot be read: no such file or directory" in done.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "events.jsonl:1: error A018: the events do not begin with the start of a campaign"),
        ("{}\n", "events.jsonl:1: error A018: this is not an event"),
        ("[1\n", "events.jsonl:1: error A018: this is not an event"),
        ('{"event":"started","schema":99}\n', "it is of schema 99, and this is 1"),
    ],
)
def test_what_is_no_log_of_events_is_told_with_its_line(shell: Shell, text: str, says: str) -> None:
    (shell.folder / "one").mkdir()
    (shell.folder / "one" / "events.jsonl").write_text(text)
    done = shell.run("merge", "one")
    assert done.code == 2
    assert says in done.err


def test_a_run_that_was_killed_in_the_middle_of_a_line_is_merged_as_far_as_it_went(shell: Shell, address: str) -> None:
    fuzz(shell, address, "--report-dir", "one")
    path = shell.folder / "one" / "events.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:20]) + lines[20][:30])
    done = shell.run("merge", "one")
    assert done.code == 2
    assert "19 requests" in done.out
    assert "; interrupted" in done.out
