"""`--report-dir`: four files, each whole at every moment, and nobody else's touched."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fencepost.cli.folder import FILES, replace_text

from ..campaign.test_one_fault import ForgetsTheRule, TellsTheToken
from ..campaign.things import TOKEN, ThingServer
from .command import Done, Shell
from .test_fuzz import listening

pytestmark = pytest.mark.usefixtures("token")


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


def fuzz(shell: Shell, server: ThingServer, *more: str) -> Done:
    with listening(server) as url:
        phases = ("--phases", "lattice,faults", "--seed", "1")
        return shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", *phases, *more)


def whole(folder: Path) -> None:
    """Fail unless each of the files in a folder can be read to its end."""
    assert (folder / "report.html").read_text().endswith("</html>")
    assert json.loads((folder / "report.json").read_text())["schema"] == 1
    assert ET.parse(folder / "junit.xml").getroot().tag == "testsuites"
    lines = (folder / "events.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["event"] == "started"
    assert all(json.loads(line) for line in lines)


def test_a_run_leaves_four_whole_files_and_nothing_else(shell: Shell) -> None:
    assert fuzz(shell, ForgetsTheRule(), "--report-dir", "out").code == 1
    assert {path.name for path in (shell.folder / "out").iterdir()} == set(FILES)
    whole(shell.folder / "out")
    assert "✗" in (shell.folder / "out/report.html").read_text()


def test_the_folder_of_another_run_is_renewed_and_what_is_not_ours_stays(shell: Shell) -> None:
    fuzz(shell, ForgetsTheRule(), "--report-dir", "out")
    (shell.folder / "out/mine.txt").write_text("mine")
    (shell.folder / "out/report.html.bak").write_text("mine")
    fuzz(shell, ThingServer(), "--report-dir", "out")
    assert json.loads((shell.folder / "out/report.json").read_text())["failures"] == []
    assert "fault_accepted" not in "".join((shell.folder / "out" / name).read_text() for name in FILES)
    names = {path.name for path in (shell.folder / "out").iterdir()}
    assert names == {*FILES, "mine.txt", "report.html.bak"}


class Interrupting(ThingServer):
    """Has Ctrl-C pressed while it answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.seen: dict[str, str] = {}

    def created(self, body: dict[str, Any]) -> Any:
        if self.made == 5:
            self.seen = {name: (self.folder / name).read_text() for name in FILES}
            os.kill(os.getpid(), signal.SIGINT)
        return super().created(body)


def test_until_a_run_ends_the_earlier_reports_are_there_and_ctrl_c_replaces_them_whole(shell: Shell) -> None:
    fuzz(shell, ForgetsTheRule(), "--report-dir", "out")
    before = {name: (shell.folder / "out" / name).read_text() for name in FILES}
    server = Interrupting(shell.folder / "out")
    done = fuzz(shell, server, "--report-dir", "out")
    assert done.code == 130
    assert server.seen == before
    whole(shell.folder / "out")
    assert "interrupted" in (shell.folder / "out/report.html").read_text()
    assert {path.name for path in (shell.folder / "out").iterdir()} == set(FILES)


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    replace_text(path, "first")
    (tmp_path / "report.html.part").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_text(path, "second")
    assert path.read_text() == "first"


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_the_place_of_a_report_is_refused_before_anything_is_sent(shell: Shell, name: str) -> None:
    (shell.folder / "out" / name).mkdir(parents=True)
    server = ThingServer()
    done = fuzz(shell, server, "--report-dir", "out")
    assert done.code == 2
    assert f"out/{name}: error A008: a report cannot be written: this is a folder" in done.err
    assert server.asked == []


def test_what_a_run_that_was_killed_had_written_is_found_by_merge(shell: Shell) -> None:
    fuzz(shell, ForgetsTheRule(), "--report-dir", "out")
    path = shell.folder / "out/events.jsonl"
    (shell.folder / "out/events.jsonl.part").write_text("".join(path.read_text().splitlines(keepends=True)[:20]))
    done = shell.run("merge", "out")
    assert (done.code, "19 requests" in done.out) == (2, True)


def unaddressed(text: str) -> str:
    """A report without what differs: seconds, the port, names that a server counts up, what merge is not told."""
    text = re.sub(r"http://127\.0\.0\.1:\d+", "http://host", text)
    text = text.replace(" --token-env THINGS_TOKEN", "")
    return re.sub(r'thing-\d+|[\d.]+ s:|time="[\d.]+"', "", text)


def test_the_reports_of_all_parts_are_those_of_one_run(shell: Shell) -> None:
    fuzz(shell, ForgetsTheRule(), "--report-dir", "whole")
    for part in ("1", "2", "3"):
        fuzz(shell, ForgetsTheRule(), "--shard", f"{part}/3", "--report-dir", f"part-{part}")
    assert shell.run("merge", "part-3", "part-1", "part-2", "--report-dir", "merged").code == 1
    whole(shell.folder / "merged")
    for name in ("report.html", "junit.xml"):
        one, all_parts = (unaddressed((shell.folder / each / name).read_text()) for each in ("whole", "merged"))
        assert all_parts == one


def test_the_client_is_reported_like_a_server(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--client", "--report-dir", "out")
    assert done.code == 0, done.out + done.err
    whole(shell.folder / "out")


def test_no_credential_is_in_any_file(shell: Shell) -> None:
    assert fuzz(shell, TellsTheToken(), "--report-dir", "out").code == 1
    for name in FILES:
        assert TOKEN not in (shell.folder / "out" / name).read_text()


class TestOnGithub:
    @pytest.fixture(autouse=True)
    def github(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        monkeypatch.setenv("GITHUB_WORKSPACE", str(shell.folder))
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(shell.folder / "summary.md"))

    def test_failures_are_annotated_and_the_page_of_the_run_is_written(self, shell: Shell) -> None:
        (shell.folder / "summary.md").write_text("of an earlier step\n")
        done = fuzz(shell, ForgetsTheRule())
        place = "file=things.yaml,line=51,col=11,title=fault_accepted moving_needs_speed"
        assert [line.partition("::POST")[0] for line in done.err.splitlines() if "::" in line] == [f"::error {place}"]
        text = (shell.folder / "summary.md").read_text()
        assert text.startswith("of an earlier step\n### fencepost Things: ")

    def test_json_on_standard_output_stays_json(self, shell: Shell) -> None:
        done = fuzz(shell, ForgetsTheRule(), "--json")
        assert len(json.loads(done.out)["failures"]) == 1
        assert "::error " in done.err

    def test_a_document_outside_of_the_workspace_is_not_named_as_a_file(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GITHUB_WORKSPACE", str(shell.folder / "elsewhere"))
        assert "::error title=" in fuzz(shell, ForgetsTheRule()).err

    def test_a_page_that_cannot_be_written_is_said_and_changes_nothing(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(shell.folder))
        done = fuzz(shell, ForgetsTheRule())
        assert done.code == 1
        assert "the page of the run cannot be written: is a directory" in done.err


def test_elsewhere_nothing_is_annotated(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert "::" not in fuzz(shell, ForgetsTheRule()).err
