"""What one run found is sent first by the next, wherever that runs, and whatever became of the document meanwhile."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fencepost.campaign.wire.exchange import Answer

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import TEXT, TOKEN, ThingServer
from .command import Done, Shell
from .test_fuzz import listening

PHASES = ("--phases", "regressions,lattice,faults", "--seed", "1")


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


@pytest.fixture
def broken() -> Iterator[str]:
    with listening(ForgetsTheRule()) as url:
        yield url


ALONE = ("--phases", "regressions")


def fuzz(shell: Shell, url: str, *more: str) -> Done:
    return shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", *PHASES, *more)


def kept(folder: Path) -> Path:
    (file,) = folder.glob("*.json")
    return file


def test_a_failure_is_kept_once_and_stays_as_it_is(shell: Shell, broken: str) -> None:
    done = fuzz(shell, broken, "--save-regressions", "kept")
    assert done.code == 1
    assert "1 failure kept in kept\n" in done.err
    file = kept(shell.folder / "kept")
    told = json.loads(file.read_text())
    assert told["found"]["key"] in file.name
    assert (told["schema"], told["check"], told["document"]["path"]) == (1, "fault_accepted", "things.yaml")
    assert told["body"] == {"name": "a", "moving": True}
    edited = file.read_text().replace("answered 201", "answered 201, see T-12,")
    file.write_text(edited)
    assert fuzz(shell, broken, "--save-regressions", "kept").code == 1
    assert kept(shell.folder / "kept").read_text() == edited


def test_no_credential_stands_in_what_is_kept(shell: Shell) -> None:
    class TellsTheToken(ForgetsTheRule):
        def created(self, body: dict[str, Any]) -> Answer:
            return super().created({**body, "name": TOKEN})

    with listening(TellsTheToken()) as url:
        fuzz(shell, url, "--save-regressions", "kept", "--header", "X-Api-Key: a-secret-of-the-user")
    texts = [file.read_text() for file in (shell.folder / "kept").iterdir()]
    assert any("echo" in text for text in texts)
    assert [text for text in texts if TOKEN in text or "a-secret-of-the-user" in text] == []


def process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("fencepost")
    environment = {**os.environ, "NO_COLOR": "1", "CI": "1"}
    return subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_failure_is_sent_first_from_another_checkout_with_a_document_that_has_grown(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "deeper"
    here.mkdir()
    there.mkdir(parents=True)
    (here / "things.yaml").write_text(TEXT)
    field = "        moving: {type: boolean}\n"
    (there / "things.yaml").write_text(TEXT.replace(field, f"        more: {{type: string}}\n{field}"))
    target = ("--token-env", "THINGS_TOKEN", "--save-regressions", "kept", *PHASES)
    soon = ("--max-requests", "2", "--report-dir", "out")
    with listening(ForgetsTheRule()) as url:
        assert process(here, "fuzz", "things.yaml", "--url", url, *target).returncode == 1
        (here / "kept").rename(there / "kept")
        again = process(there, "fuzz", "things.yaml", "--url", url, *target, *soon)
    assert again.returncode == 1, again.stderr
    events = map(json.loads, (there / "out" / "events.jsonl").read_text().splitlines())
    roles = [(event["role"], event["case"]["body"]) for event in events if event["event"] == "judged"]
    # Before the first case, the thing is made that others read.
    assert [role for role, _ in roles] == ["support", "regressions"]
    assert roles[1][1] == {"name": "a", "moving": True}
    (memory,) = json.loads((there / "out" / "report.json").read_text())["regressions"]
    assert (memory["fate"], memory["file"]) == ("occurs", f"kept/{kept(there / 'kept').name}")


def test_one_that_is_mended_is_told_and_fails_nothing(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    with listening(ThingServer()) as url:
        done = fuzz(shell, url, "--regressions", "kept", "--report-dir", "out")
    assert done.code == 0, done.out
    name = kept(shell.folder / "kept").name
    assert f"mended kept/{name}: fault_accepted no longer occurs\n" in done.out
    (memory,) = json.loads((shell.folder / "out" / "report.json").read_text())["regressions"]
    assert memory["fate"] == "mended"


def test_one_that_the_document_allows_by_now_is_told_and_not_sent(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    without = TEXT.partition("      allOf:\n")[0] + "    Thing:" + TEXT.partition("    Thing:")[2]
    (shell.folder / "things.yaml").write_text(without)
    with listening(ForgetsTheRule()) as url:
        done = fuzz(shell, url, "--regressions", "kept")
    assert done.code == 0, done.out + done.err
    assert f"not sent kept/{kept(shell.folder / 'kept').name}: the document allows it now\n" in done.out


def test_shards_together_tell_of_every_earlier_failure(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    for number in ("1", "2"):
        fuzz(shell, broken, "--regressions", "kept", "--shard", f"{number}/2", "--report-dir", f"part-{number}")
    done = shell.run("merge", "part-1", "part-2", "--json")
    assert [each["fate"] for each in json.loads(done.out)["regressions"]] == ["occurs"]


def test_a_kept_failure_is_replayed_by_its_file_alone(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    file = str(kept(shell.folder / "kept").relative_to(shell.folder))
    again = shell.run("replay", file, "--url", broken, "--token-env", "THINGS_TOKEN")
    assert again.code == 1, again.err
    with listening(ThingServer()) as url:
        assert shell.run("replay", file, "--url", url, "--token-env", "THINGS_TOKEN").code == 0


SPOILT: dict[str, tuple[Callable[[str], str], str]] = {
    "truncated": (lambda text: text[:90], "a.json:6:5: error A040: this is not JSON: unterminated string"),
    "empty": (lambda _: "", "a.json:1:1: error A040: this is not JSON: expecting value"),
    "foreign": (lambda _: '{"name": "a-package"}', "a.json:1:1: error A040: this is not a case: kind is one of"),
    "list": (lambda _: "[]", "a.json:1:1: error A040: this is not a case: it is no object"),
    "newer": (
        lambda text: text.replace('"schema": 1', '"schema": 2'),
        "a.json:2:3: error A040: this is not a case: it is of schema 2, which a newer fencepost wrote",
    ),
    "schema": (
        lambda text: text.replace('"schema": 1', '"schema": "x"'),
        "a.json:2:3: error A040: this is not a case: schema must be a version",
    ),
    "edited": (
        lambda text: re.sub(r'"status": \[\s+"', '"status": [1, "', text),
        "error A040: this is not a case: status must be a list of texts",
    ),
    "method": (
        lambda text: text.replace('"POST"', '"PO\\r\\nST"'),
        "error A040: this is not a case: method must be a word",
    ),
    "steps": (
        lambda text: with_member(text, path_params={"a": {"from": "create_thing", "pointer": "/id", "step": 7}}),
        "error A040: this is not a case: a value is taken from the answer to a step that does not come before",
    ),
    "number": (
        lambda text: text.replace('"moving": true', '"moving": NaN'),
        "a.json: error A040: this is not JSON: nan is no number of it",
    ),
    "deep": (lambda _: "[" * 100_000, "a.json: error A040: this is not JSON: it is nested too deeply"),
    "huge": (lambda _: " " * (4 * 1024 * 1024 + 1), "a.json: error A040: this is larger than 4 MiB"),
    "operation": (
        lambda text: text.replace('"create_thing"', '"make_thing"'),
        "a.json: error A029: the document has no operation make_thing",
    ),
    "path": (
        lambda text: text.replace('"/things"', '"/other"'),
        "a.json: error A029: create_thing is POST /things in the document, not POST /other",
    ),
}
"""Name to what is done to the text of a file, and what is said of it then."""


def with_member(text: str, **members: object) -> str:
    return json.dumps({**json.loads(text), **members})


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_that_cannot_be_used_is_told_with_its_place_and_the_others_are_sent(
    shell: Shell, broken: str, name: str
) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    file = kept(shell.folder / "kept")
    spoil, says = SPOILT[name]
    (shell.folder / "kept" / "a.json").write_text(spoil(file.read_text()))
    with listening(ThingServer()) as url:
        done = fuzz(shell, url, "--regressions", "kept", *ALONE)
    assert says in done.err
    assert f"mended kept/{file.name}" in done.out
    assert done.code == 2, done.err
    assert fuzz(shell, broken, "--regressions", "kept", *ALONE).code == 1


def test_bytes_that_are_no_text_are_told(shell: Shell, broken: str) -> None:
    (shell.folder / "kept").mkdir()
    (shell.folder / "kept" / "a.json").write_bytes(b"\xff\xfe{}")
    done = fuzz(shell, broken, "--regressions", "kept", *ALONE)
    assert "kept/a.json: error A040: this is not text in UTF-8\n" in done.err


def test_what_is_no_file_is_told_and_what_is_no_json_is_left_alone(shell: Shell, broken: str) -> None:
    folder = shell.folder / "kept"
    (folder / "a.json").mkdir(parents=True)
    (folder / "b.json").symlink_to("nowhere")
    (folder / "README.md").write_text("ours")
    done = fuzz(shell, broken, "--regressions", "kept", *ALONE)
    assert "kept/a.json: error A040: this is no file\n" in done.err
    assert "kept/b.json: error A040: this is no file\n" in done.err
    assert "README" not in done.err


def test_a_link_in_the_place_of_a_kept_failure_is_replaced_and_not_followed(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    file, other = kept(shell.folder / "kept"), shell.folder / "precious.txt"
    file.unlink()
    other.write_text("precious")
    file.symlink_to(other)
    fuzz(shell, broken, "--save-regressions", "kept")
    assert other.read_text() == "precious"
    assert not file.is_symlink()
    assert json.loads(file.read_text())["check"] == "fault_accepted"


def test_an_empty_folder_is_a_remark_and_a_new_one_is_none(shell: Shell) -> None:
    (shell.folder / "kept").mkdir()
    with listening(ThingServer()) as url:
        named, saved = fuzz(shell, url, "--regressions", "kept"), fuzz(shell, url, "--save-regressions", "kept")
    assert (named.code, saved.code) == (0, 0)
    assert "kept: warning A041: there is no regression in this folder" in named.err
    assert "A041" not in saved.err


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_sent(shell: Shell) -> None:
    (shell.folder / "kept").write_text("a file")
    server = ThingServer()
    with listening(server) as url:
        done = fuzz(shell, url, "--save-regressions", "kept")
    assert done.code == 2
    assert "kept: error A042: regressions cannot be written here: this is a file" in done.err
    assert server.asked == []


ODD: tuple[object, ...] = (
    *(None, True, -1, 1e308, "", "a\nb", "\ud800", "{thing_id}", [], [1], {}, {"a": 1}),
    {"from": "create_thing", "pointer": "/id"},
    {"from": "nobody", "pointer": "x", "step": 3},
    {"\r\n": {"from": "create_thing", "pointer": "id"}, "/name/x": "y", "": 5},
)


def test_whatever_a_person_makes_of_a_file_is_no_bug_of_ours(shell: Shell, broken: str) -> None:
    fuzz(shell, broken, "--save-regressions", "kept")
    told = json.loads(kept(shell.folder / "kept").read_text())
    members = {*told, "body_from", "body_text", "before"}
    for number, (name, value) in enumerate((name, value) for name in sorted(members) for value in ODD):
        (shell.folder / "kept" / f"{number}.json").write_text(json.dumps({**told, name: value}))
    done = fuzz(shell, broken, "--regressions", "kept", *ALONE)
    assert done.code == 1, done.err
    assert "B001" not in done.err
    assert done.err.count("error A040") > 100
