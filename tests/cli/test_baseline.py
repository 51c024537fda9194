"""Accepted failures fail no run; one that no longer occurs does, until its line is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import TOKEN, ThingServer
from .command import Done, Shell
from .test_fuzz import ForgetsTheRuleAndTheDefault, listening

SOME = ("--phases", "lattice,faults", "--explored", "5", "--seed", "1")


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


@pytest.fixture
def broken() -> Iterator[str]:
    with listening(ForgetsTheRule()) as url:
        yield url


def fuzz(shell: Shell, url: str, *more: str) -> Done:
    return shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", *more)


WHOLE = ("--explored", "5", "--seed", "1")


@pytest.fixture
def accepted(shell: Shell, broken: str) -> str:
    """The line of the one failure, in the file `accepted.txt`."""
    done = fuzz(shell, broken, *SOME, "--write-baseline", "accepted.txt")
    assert done.code == 0, done.err
    assert "failure fault_accepted" in done.out
    assert "1 failure accepted in accepted.txt\n" in done.err
    return (shell.folder / "accepted.txt").read_text().splitlines()[-1]


def test_an_accepted_failure_is_shown_as_such_and_fails_nothing(shell: Shell, broken: str, accepted: str) -> None:
    (shell.folder / "accepted.txt").write_text(f"{accepted}  # until 2.4\n")
    done = fuzz(shell, broken, *WHOLE, "--baseline", "accepted.txt", "--report-dir", "out", "--max-failures", "1")
    assert done.code == 0, done.out
    assert "accepted failure fault_accepted (high): POST /things answered 201" in done.out
    assert " (until 2.4)  accepted.txt:1\n" in done.out
    assert ": no failure\n" in done.out
    report = json.loads((shell.folder / "out" / "report.json").read_text())
    assert (report["summary"]["failures"], report["summary"]["accepted"], report["stale"]) == (0, 1, [])
    assert report["accepted"][0]["accepted"] == {"place": "accepted.txt:1", "reason": "until 2.4"}


def test_another_failure_still_fails(shell: Shell, accepted: str) -> None:
    with listening(ForgetsTheRuleAndTheDefault()) as url:
        done = fuzz(shell, url, *SOME, "--baseline", "accepted.txt")
    assert done.code == 1
    assert "failure echo" in done.out
    assert "accepted failure fault_accepted" in done.out
    assert accepted.split()[1] == "fault_accepted"


def test_one_that_no_longer_occurs_fails_a_whole_run(shell: Shell, accepted: str) -> None:
    with listening(ThingServer()) as url:
        done = fuzz(shell, url, *WHOLE, "--baseline", "accepted.txt", "--json")
        assert done.code == 1, done.err
        (stale,) = json.loads(done.out)["stale"]
        assert stale["place"] == "accepted.txt:2"
        told = fuzz(shell, url, *WHOLE, "--baseline", "accepted.txt").out
    assert f"stale accepted.txt:2: {accepted} no longer occurs; remove the line\n" in told


@pytest.mark.parametrize("less", [SOME, (*WHOLE, "--max-requests", "9"), (*WHOLE, "--operation", "get_thing")])
def test_a_run_that_leaves_something_out_calls_nothing_stale(
    shell: Shell, accepted: str, less: tuple[str, ...]
) -> None:
    assert accepted
    with listening(ThingServer()) as url:
        done = fuzz(shell, url, *less, "--baseline", "accepted.txt")
    assert "stale" not in done.out
    assert done.code == (2 if "--max-requests" in less else 0)


def test_a_run_of_the_operation_is_whole_for_a_line_that_names_it_and_not_for_a_key_alone(
    shell: Shell, accepted: str
) -> None:
    chosen = (*WHOLE, "--operation", "create_thing", "--baseline")
    (shell.folder / "key.txt").write_text(accepted.split(maxsplit=1)[0])
    with listening(ThingServer()) as url:
        assert fuzz(shell, url, *chosen, "accepted.txt").code == 1
        assert fuzz(shell, url, *chosen, "key.txt").code == 0


def test_writing_anew_keeps_what_a_person_wrote_and_drops_what_is_stale(shell: Shell, accepted: str) -> None:
    (shell.folder / "accepted.txt").write_text(f"# ours\n{accepted}  # until 2.4\n")
    both = ("--baseline", "accepted.txt", "--write-baseline", "accepted.txt")
    with listening(ForgetsTheRuleAndTheDefault()) as url:
        assert fuzz(shell, url, *WHOLE, *both).code == 0
    lines = (shell.folder / "accepted.txt").read_text().splitlines()
    assert lines[:2] == ["# ours", f"{accepted}  # until 2.4"]
    assert " echo " in lines[2]
    with listening(ThingServer()) as url:
        assert fuzz(shell, url, *WHOLE, *both).code == 0
        assert (shell.folder / "accepted.txt").read_text() == "# ours\n"
        assert fuzz(shell, url, *WHOLE, *both).code == 0


def test_the_first_run_may_name_a_baseline_that_it_writes_itself(shell: Shell, broken: str) -> None:
    both = ("--baseline", "new/accepted.txt", "--write-baseline", "new/accepted.txt")
    assert fuzz(shell, broken, *SOME, *both).code == 0
    assert fuzz(shell, broken, *SOME, "--baseline", "new/accepted.txt").code == 0


def test_merged_shards_are_held_to_a_baseline_as_a_whole(shell: Shell, broken: str, accepted: str) -> None:
    for number in ("1", "2"):
        shard = ("--shard", f"{number}/2", "--report-dir", f"part-{number}", "--baseline", "accepted.txt")
        assert fuzz(shell, broken, *WHOLE, *shard).code == 0
    parts = ("merge", "part-1", "part-2")
    assert shell.run(*parts).code == 1
    assert shell.run(*parts, "--baseline", "accepted.txt").code == 0
    (shell.folder / "accepted.txt").write_text(f"{accepted}\n0a1b2c3d # gone\n")
    done = shell.run(*parts, "--baseline", "accepted.txt")
    assert done.code == 1
    assert "stale accepted.txt:2: 0a1b2c3d no longer occurs; remove the line\n" in done.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense\n", "bad.txt:1:1: error A043: a line begins with the key of a failure"),
        ("\n0a1b2c3d echo make_thing / x\n", "bad.txt:2:15: error A043: the document has no operation make_thing"),
        ("0a1b2c3d\n0a1b2c3d\n", "bad.txt:2:1: error A043: 0a1b2c3d stands in line 1 already"),
        ("", "bad.txt:1:1: error A044: this baseline accepts nothing"),
        ("# nothing\n", "bad.txt:1:1: error A044: this baseline accepts nothing"),
        (None, "bad.txt: error A043: the file cannot be read: no such file or directory"),
    ],
)
def test_a_baseline_that_names_nothing_is_told_with_its_place(shell: Shell, text: str | None, says: str) -> None:
    if text is not None:
        (shell.folder / "bad.txt").write_text(text)
    with listening(ThingServer()) as url:
        done = fuzz(shell, url, *SOME, "--baseline", "bad.txt")
    assert done.code == 2
    assert says in done.err


def test_lines_that_can_be_read_count_beside_one_that_cannot(shell: Shell, broken: str, accepted: str) -> None:
    (shell.folder / "accepted.txt").write_text(f"nonsense\n{accepted}\n")
    done = fuzz(shell, broken, *SOME, "--baseline", "accepted.txt")
    assert done.code == 2
    assert "accepted failure fault_accepted" in done.out


def test_a_baseline_that_cannot_be_written_is_told_before_anything_is_sent(shell: Shell, broken: str) -> None:
    (shell.folder / "folder").mkdir()
    done = fuzz(shell, broken, *SOME, "--write-baseline", "folder")
    assert done.code == 2
    assert "folder: error A045: the baseline cannot be written: this is a folder" in done.err
    assert done.out == ""
