"""`fencepost fuzz` against real sockets: what it prints, writes and exits with."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fencepost.campaign.wire.exchange import Answer, Request

from ..campaign.test_one_fault import ForgetsTheRule, RefusesWith400
from ..campaign.things import TOKEN, ThingServer
from .command import Shell


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A client that was interrupted hangs up, which is no news."""


@contextmanager
def listening(server: ThingServer) -> Iterator[str]:
    """The server on a socket of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = tuple((name.lower(), value) for name, value in self.headers.items())
            content = self.rfile.read(length) if length else None
            url = f"http://server{self.path}"
            got = server.answer(Request(method=self.command, url=url, headers=headers, content=content))
            self.send_response_only(got.status)
            for name, value in (*got.headers, ("content-length", str(len(got.content)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(got.content)

        def log_message(self, *_: Any) -> None:
            pass

    for method in ("GET", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.do)
    with QuietServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_address[1]}"
        finally:
            http.shutdown()
            thread.join()


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


@pytest.mark.usefixtures("token")
def test_a_correct_server_passes_and_is_left_as_it_was_found(shell: Shell) -> None:
    server = ThingServer()
    with listening(server) as url:
        done = shell.run("fuzz", "things.yaml", "--url", f"{url}/", "--token-env", "THINGS_TOKEN", "--workers", "3")
    assert done.code == 0, done.out + done.err
    assert ": no failure\n" in done.out
    assert "points 40 of 40, sides of rules 2 of 2, created " in done.out
    assert " and deleted all\n" in done.out
    assert server.made > 50
    assert server.things == {}


@pytest.mark.usefixtures("token")
def test_a_failure_is_shown_written_and_can_be_replayed_until_it_is_mended(shell: Shell) -> None:
    with listening(ForgetsTheRule()) as url:
        target = ("--url", url, "--token-env", "THINGS_TOKEN")
        done = shell.run("fuzz", "things.yaml", *target, "--report-dir", "out/deep")
        report = json.loads((shell.folder / "out/deep/report.json").read_text())
        key = report["failures"][0]["key"]
        again = shell.run("replay", key, *target)
    assert done.code == 1
    assert (
        "failure fault_accepted (high): POST /things answered 201 to a body that breaks moving_needs_speed" in done.out
    )
    assert f"fencepost replay {key} --url {url} --token-env THINGS_TOKEN" in done.out
    assert TOKEN not in done.out + done.err + json.dumps(report)
    assert again.code == 1
    with listening(ThingServer()) as url:
        mended = shell.run("replay", f"out/deep/report.json#{key}", "--url", url, "--token-env", "THINGS_TOKEN")
    assert mended.code == 0, mended.out


class ForgetsTheRuleAndTheDefault(ForgetsTheRule):
    """Forgets the rule, and knows another default."""

    def created(self, body: dict[str, Any]) -> Answer:
        return super().created({"size": 4, **body})


@pytest.mark.usefixtures("token")
def test_every_failure_of_a_run_can_be_replayed_one_after_the_other(shell: Shell) -> None:
    with listening(ForgetsTheRuleAndTheDefault()) as url:
        target = ("--url", url, "--token-env", "THINGS_TOKEN")
        shell.run("fuzz", "things.yaml", *target, "--phases", "lattice,faults", "--report-dir", "out")
        failures = json.loads((shell.folder / "out/report.json").read_text())["failures"]
        codes = [shell.run("replay", failure["key"], *target).code for failure in failures]
    assert len(codes) > 1
    assert set(codes) == {1}


def test_replay_names_the_targets_that_it_takes(shell: Shell) -> None:
    done = shell.run("replay", "0a1b2c3d")
    assert done.code == 2
    assert done.err == (
        "fencepost replay: error A004: what is to be tested is not clear\n"
        "  give one of --url URL, --app MODULE:ATTRIBUTE and --mock\n"
    )


def test_the_mock_of_the_document_passes(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--mock", "--phases", "lattice,faults")
    assert done.code == 0, done.out + done.err
    assert "seed 0; cases: lattice " in done.err


def test_json_is_one_value_on_standard_output(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--mock", "--json")
    assert json.loads(done.out)["summary"]["failures"] == 0


def test_chosen_operations_alone_are_tried(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--mock", "--dry-run", "--exclude-operation", "create_thing")
    assert [line.partition(":")[0] for line in done.out.splitlines()[:-1]] == ["get_thing", "delete_thing"]
    assert "no request sent" in done.out
    one = shell.run("fuzz", "things.yaml", "--mock", "--operation", "get_thing", "--json")
    assert one.code == 0
    assert 0 < json.loads(one.out)["summary"]["cases"] < 30


@pytest.mark.usefixtures("token")
def test_a_wrong_token_cannot_look_green(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", "some-other-token")
    with listening(ThingServer()) as url:
        done = shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN")
    assert done.code == 2
    assert done.out.startswith("undecided: ")


@pytest.mark.usefixtures("token")
def test_a_run_that_failures_end_exits_with_1(shell: Shell) -> None:
    with listening(RefusesWith400()) as url:
        done = shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", "--max-failures", "1")
    assert done.code == 1
    assert "--max-failures was reached" in done.out


def test_a_target_that_refuses_connections_is_named(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    done = shell.run("fuzz", "things.yaml", "--url", url)
    assert done.code == 2
    assert f"{url}: error T001: the target cannot be reached" in done.err


@pytest.mark.usefixtures("token")
def test_an_interrupted_run_writes_its_report_and_cleans_up(shell: Shell) -> None:
    class Interrupting(ThingServer):
        def created(self, body: dict[str, Any]) -> Any:
            if self.made == 5:
                os.kill(os.getpid(), signal.SIGTERM)
            return super().created(body)

    server = Interrupting()
    with listening(server) as url:
        done = shell.run("fuzz", "things.yaml", "--url", url, "--token-env", "THINGS_TOKEN", "--report-dir", "out")
    assert done.code == 143
    assert "interrupted" in done.out
    assert json.loads((shell.folder / "out/report.json").read_text())["run"]["ended"] == "interrupted"
    # Of the thing whose answer never arrived nobody knows the name.
    assert server.made >= 6
    assert len(server.things) <= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.yaml", "--mock"), "nowhere.yaml: error D001: no such file"),
        ((".", "--mock"), ".: error D002: this is a directory, not a document"),
        (("things.yaml",), "fencepost fuzz: error A004: what is to be tested is not clear"),
        (("things.yaml", "--mock", "--url", "http://a"), "error A004"),
        (("things.yaml", "--mock", "--operation", "create_thin"), "did you mean create_thing?"),
        (("things.yaml", "--mock", "--tag", "x"), "--tag: error A002: the document has no tag x"),
        (("things.yaml", "--mock", "--phases", "lattic"), "did you mean lattice?"),
        (("things.yaml", "--url", "ftp://host"), "ftp://host: error A006"),
        (("things.yaml", "--url", "http://host:notaport"), "error A006"),
        (("things.yaml", "--mock", "--header", "no colon"), "error A007: this is not a header"),
        (("things.yaml", "--url", "http://127.0.0.1:1", "--token-env", "NOT_SET"), "the environment has no NOT_SET"),
        (("things.yaml", "--mock", "--report-dir", "things.yaml/x"), "things.yaml/x: error A008"),
        (("broken.yaml", "--mock"), "broken.yaml:1:1: error D021: OpenAPI 2.5 is not read"),
    ],
)
def test_wrong_arguments_end_with_2_and_one_message(shell: Shell, arguments: tuple[str, ...], message: str) -> None:
    (shell.folder / "broken.yaml").write_text("openapi: 2.5\n")
    done = shell.run("fuzz", *arguments)
    assert done.code == 2, done.out
    assert message in done.err
    assert done.err.count("error ") == 1
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_planted_fault_is_found_and_named_and_one_that_shows_nowhere_is_missed(shell: Shell) -> None:
    bound, unseen = "NewThing/properties/size/maximum:moved_in:7", "NewThing/properties/pass_phrase/minLength:moved_out"
    done = shell.run("fuzz", "things.yaml", "--mock", "--phases", "lattice", "--plant", bound, "--plant", unseen)
    found, missed = done.out.splitlines()
    assert done.code == 1
    assert found.startswith("found   size maximum of NewThing is 7: after ")
    assert found.endswith("valid_refused size maximum")
    assert missed == "missed  pass_phrase minLength of NewThing is 7"


def test_a_mock_with_a_fault_is_reported_like_any_server_and_says_how_to_see_it_again(shell: Shell) -> None:
    fault = "NewThing/properties/size/maximum:moved_in:7"
    done = shell.run("fuzz", "things.yaml", "--mock", "--phases", "lattice", "--fault", fault)
    assert done.code == 1
    key = done.out.split("fencepost replay ")[1].split()[0]
    again = shell.run("replay", key, "--mock", "--fault", fault)
    assert again.code == 1
    assert shell.run("replay", key, "--mock").code == 0


def test_a_fault_the_document_does_not_have_is_refused_with_the_closest_one(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--mock", "--fault", "NewThing/properties/size/maximum:moved")
    assert done.code == 2
    assert "error A010" in done.err
    assert "did you mean NewThing/properties/size/maximum:moved_in?" in done.err


class Undying(ThingServer):
    """Breaks down where a thing is read that was deleted."""

    def delete(self, thing: dict[str, Any]) -> Answer:
        thing["deleted"] = True
        return Answer(status=204)

    def get(self, thing: dict[str, Any], query: str) -> Answer:
        return Answer(status=500) if thing.get("deleted") else super().get(thing, query)


@pytest.mark.usefixtures("token")
def test_a_failure_that_takes_several_requests_is_replayed_with_all_of_them(shell: Shell) -> None:
    arguments = ("things.yaml", "--token-env", "THINGS_TOKEN", "--phases", "stateful", "--report-dir", "out")
    with listening(Undying()) as url:
        shell.run("fuzz", *arguments, "--url", url)
        failures = json.loads((shell.folder / "out/report.json").read_text())["failures"]
        (found,) = [each for each in failures if each["check"] == "server_error" and each["operation"] == "get_thing"]
        again = shell.run("replay", found["key"], "--url", url, "--token-env", "THINGS_TOKEN")
    assert [each["method"] for each in found["replay"]["before"]] == ["POST", "DELETE"]
    assert again.code == 1, again.out
    assert "3 requests in" in again.out
    with listening(ThingServer()) as url:
        mended = shell.run("replay", found["key"], "--url", url, "--token-env", "THINGS_TOKEN")
    assert mended.code == 0, mended.out
