"""What was drawn and failed is drawn first in the next run, and forgotten once it is done right."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from ..campaign.things import TOKEN, ThingServer
from .command import Done, Shell
from .test_fuzz import listening


class NoTwoTogether(ThingServer):
    """Refuses what only a drawn body has: a note beside a colour, in the phase that alone is run here."""

    def faults(self, body: Any) -> list[str]:
        return ["note"] if isinstance(body, dict) and {"note", "colour"} <= body.keys() else super().faults(body)


ALONE = ("--phases", "explore", "--operation", "create_thing", "--explored", "20")


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


def fuzz(shell: Shell, server: ThingServer, *more: str) -> Done:
    with listening(server) as url:
        return shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", *ALONE, *more)


def bodies(shell: Shell, server: ThingServer, *more: str) -> list[tuple[str, Any]]:
    """The id and the body of each case that is sent."""
    fuzz(shell, server, *more, "--report-dir", "out")
    events = map(json.loads, (shell.folder / "out" / "events.jsonl").read_text().splitlines())
    judged = (event for event in events if event["event"] == "judged" and event["role"] != "support")
    return [(event["case"]["id"], event["case"].get("body")) for event in judged]


KEPT = "create_thing/valid/body/explored/kept"


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis server: Redis itself where it is installed, else one that speaks its protocol."""
    pytest.importorskip("redis", reason="the extra redis is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if shutil.which("redis-server") is None:
        yield from _imitated(port)
        return
    command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no", "--requirepass", "a-password"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        next(line for line in server.stdout if "Ready to accept connections" in line)
        try:
            yield f"redis://:a-password@127.0.0.1:{port}/0"
        finally:
            server.terminate()


def _imitated(port: int) -> Iterator[str]:
    fakeredis = pytest.importorskip("fakeredis", reason="neither redis-server nor fakeredis is installed")
    server = fakeredis.TcpFakeServer(("127.0.0.1", port), server_type="redis")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(params=["folder", "redis"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "folder":
        yield "examples"
        return
    with redis_server() as address:
        yield address


def test_what_was_drawn_and_failed_is_sent_first_by_the_next_run_whatever_its_seed(shell: Shell, place: str) -> None:
    first = fuzz(shell, NoTwoTogether(), "--seed", "1", "--database", place)
    assert (first.code, first.err.count("A047")) == (1, 0)
    sent = bodies(shell, NoTwoTogether(), "--seed", "2", "--database", place)
    assert sent[0][0] == KEPT
    assert {"note", "colour"} <= sent[0][1].keys()
    assert "a-password" not in first.out + first.err


def test_what_is_done_right_is_forgotten(shell: Shell, place: str) -> None:
    fuzz(shell, NoTwoTogether(), "--seed", "1", "--database", place)
    assert bodies(shell, ThingServer(), "--seed", "1", "--database", place)[0][0] == KEPT
    assert KEPT not in dict(bodies(shell, NoTwoTogether(), "--seed", "3", "--database", place))


def test_with_an_empty_database_a_seed_sends_what_it_sends_without_one(shell: Shell) -> None:
    without = bodies(shell, ThingServer(), "--seed", "4")
    assert len(without) == 20
    assert bodies(shell, ThingServer(), "--seed", "4", "--database", "examples") == without
    assert bodies(shell, ThingServer(), "--seed", "4", "--database", "none") == without


def test_what_was_kept_stays_of_use_when_the_document_has_grown(shell: Shell) -> None:
    fuzz(shell, NoTwoTogether(), "--seed", "1", "--database", "examples")
    text = (shell.folder / "things.yaml").read_text()
    field = "        moving: {type: boolean}\n"
    (shell.folder / "things.yaml").write_text(text.replace(field, f"        more: {{type: string}}\n{field}"))
    done = fuzz(shell, ThingServer(), "--seed", "2", "--database", "examples")
    assert done.code == 0, done.out + done.err


def test_shards_that_remember_different_things_are_merged(shell: Shell) -> None:
    fuzz(shell, NoTwoTogether(), "--seed", "1", "--database", "examples")
    for number, place in (("1", "examples"), ("2", "empty")):
        shard = ("--seed", "0", "--shard", f"{number}/2", "--report-dir", f"part-{number}", "--database", place)
        fuzz(shell, ThingServer(), *shard)
    done = shell.run("merge", "part-1", "part-2")
    assert done.code == 0, done.err


def test_an_artifact_of_github_is_read_and_never_written(shell: Shell) -> None:
    fuzz(shell, NoTwoTogether(), "--seed", "1", "--database", "examples")
    folder = shell.folder / ".fencepost" / "artifacts" / "team" / "api" / "nightly"
    folder.mkdir(parents=True)
    # Hypothesis asks GitHub only where nothing was read within a day.
    path = folder / f"{datetime.now(UTC).isoformat().replace(':', '_')}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (shell.folder / "examples").rglob("*"):
            archive.write(file, file.relative_to(shell.folder / "examples"))
    before = path.read_bytes()
    sent = bodies(shell, NoTwoTogether(), "--seed", "2", "--database", "github://team/api/nightly")
    assert sent[0][0] == KEPT
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("mysql://127.0.0.1/0", "mysql://127.0.0.1/0: error A047: there is no database of the kind mysql"),
        ("github://team", "github://team: error A047: this names no repository"),
        ("redis://me:secret@127.0.0.1:1/0", "redis://127.0.0.1:1/0: error A047: Redis does not answer: "),
        ("redis://127.0.0.1:x/0", "error A047: this is no address of Redis: "),
        ("things.yaml", "things.yaml: error A047: the folder cannot be written: this is a file"),
    ],
)
def test_a_place_that_is_none_is_told_before_anything_is_sent(shell: Shell, place: str, says: str) -> None:
    if place.startswith("redis"):
        pytest.importorskip("redis", reason="the extra redis is not installed")
    server = ThingServer()
    done = fuzz(shell, server, "--database", place)
    assert done.code == 2
    assert says in done.err
    assert "secret" not in done.err
    assert server.made == 0


def test_a_database_that_is_lost_during_a_run_is_a_remark(shell: Shell) -> None:
    with ExitStack() as stack:
        address = stack.enter_context(redis_server())

        class LosesIt(NoTwoTogether):
            def faults(self, body: Any) -> list[str]:
                stack.close()
                return super().faults(body)

        done = fuzz(shell, LosesIt(), "--seed", "1", "--database", address)
    assert done.code == 1
    assert "--database: warning A047: the database is left out: " in done.err
    assert "failure valid_refused" in done.out
