"""What `fuzz` can test, and with which credentials: applications, schemes, authorities, proxies."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fencepost.campaign.wire.exchange import Answer, Request

from ..campaign.things import TOKEN, ThingServer
from .command import Shell
from .test_fuzz import listening

WSGI = """
import json

COUNT = [0]

def app(environ, start_response):
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    if path == "/broken":
        raise ValueError
    if path != "/notes":
        return answer(start_response, "404 Not Found")
    if method != "POST":
        return answer(start_response, "405 Method Not Allowed")
    if not environ.get("CONTENT_TYPE", "").startswith("application/json"):
        return answer(start_response, "415 Unsupported Media Type")
    try:
        body = json.loads(environ["wsgi.input"].read().decode(), parse_constant=int)
    except ValueError:
        return answer(start_response, "422 Unprocessable Entity")
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str) or len(text) > LONGEST:
        return answer(start_response, "422 Unprocessable Entity")
    return answer(start_response, "201 Created")

def answer(start_response, status):
    start_response(status, [("content-length", "0")])
    return [b""]

LONGEST = 5
class Api:
    def __init__(self): self.wsgi = app
api = Api()
not_callable = 3
def of_one(scope): return scope
"""

ASGI = """
import wsgi_notes
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from contextlib import asynccontextmanager

STARTED = []

@asynccontextmanager
async def lifespan(_):
    STARTED.append(1)
    yield
    STARTED.append(2)

async def create(request):
    statuses = []
    body = await request.body()
    import io
    environ = {"PATH_INFO": request.url.path, "REQUEST_METHOD": request.method, "wsgi.input": io.BytesIO(body),
               "CONTENT_TYPE": request.headers.get("content-type", "")}
    wsgi_notes.app(environ, lambda status, headers: statuses.append(status))
    assert STARTED
    return Response(status_code=int(statuses[0][:3]))

app = Starlette(routes=[Route("/notes", create, methods=["POST"])], lifespan=lifespan)

@asynccontextmanager
async def failing(_):
    raise RuntimeError("no database")
    yield

unstartable = Starlette(lifespan=failing)
"""

NOTES = """\
openapi: 3.1.0
info: {title: Notes, version: "1"}
paths:
  /notes:
    post:
      operationId: make_note
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [text], properties: {text: {type: string, maxLength: 5}}}
      responses: {"201": {description: made}, "422": {description: wrong}}
"""


@pytest.fixture
def notes(shell: Shell) -> Iterator[Path]:
    (shell.folder / "wsgi_notes.py").write_text(WSGI)
    (shell.folder / "asgi_notes.py").write_text(ASGI)
    (shell.folder / "failing_notes.py").write_text("raise RuntimeError('no settings')")
    (shell.folder / "notes.yaml").write_text(NOTES)
    path = list(sys.path)
    yield shell.folder
    sys.path[:] = path
    for name in ("wsgi_notes", "asgi_notes", "failing_notes"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("name", ["wsgi_notes:app", "wsgi_notes:api.wsgi", "asgi_notes:app"])
def test_an_application_of_the_working_directory_is_tested(shell: Shell, name: str) -> None:
    done = shell.run("fuzz", "notes.yaml", "--app", name)
    assert done.code == 0, done.out + done.err
    assert "no failure" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["wsgi_notes:app", "asgi_notes:app"])
def test_what_is_wrong_with_an_application_is_found_and_can_be_replayed(shell: Shell, notes: Path, name: str) -> None:
    (notes / "wsgi_notes.py").write_text(WSGI.replace("LONGEST = 5", "LONGEST = 4"))
    done = shell.run("fuzz", "notes.yaml", "--app", name)
    assert done.code == 1
    key = done.out.split("fencepost replay ")[1].split()[0]
    assert f"fencepost replay {key} --app {name}" in done.out
    assert shell.run("replay", key, "--app", name).code == 1


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wsgi_notes", "--app wsgi_notes: error A025: this names no application"),
        ("no_notes:app", "error A025: there is no module no_notes"),
        ("wsgi_notes:no_app", "error A025: wsgi_notes has no no_app"),
        ("wsgi_notes:api.asgi", "error A025: wsgi_notes has no api.asgi"),
        ("wsgi_notes:not_callable", "error A025: this is neither an ASGI nor a WSGI application"),
        ("wsgi_notes:of_one", "error A025: this is neither an ASGI nor a WSGI application"),
        ("failing_notes:app", "error A025: failing_notes cannot be imported: RuntimeError: no settings"),
        ("asgi_notes:unstartable", "error M002: the application does not start"),
    ],
)
def test_what_is_no_application_is_refused(shell: Shell, name: str, message: str) -> None:
    done = shell.run("fuzz", "notes.yaml", "--app", name)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


TWO_SCHEMES = (
    ("security: [{bearer: []}]", "security: [{bearer: []}, {key: []}]"),
    (
        "bearer: {type: http, scheme: bearer}",
        "bearer: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: X-Key}",
    ),
)


class TakesKeys(ThingServer):
    """Knows keys alone, but for the token with which things are deleted."""

    def answer(self, request: Request) -> Answer:
        headers = dict(request.headers)
        wanted = ("authorization", f"Bearer {TOKEN}") if request.method == "DELETE" else ("x-key", "the right key")
        right = headers.get(wanted[0]) == wanted[1]
        token = f"Bearer {TOKEN}" if right else "none"
        told = tuple(pair for pair in request.headers if pair[0] != "authorization")
        return super().answer(replace(request, headers=(*told, ("authorization", token))))


def test_operations_of_different_schemes_have_a_credential_each(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)
    (shell.folder / "key.txt").write_text("the right key\n")
    text = (shell.folder / "things.yaml").read_text()
    text = text.replace(*TWO_SCHEMES[1]).replace("security: [{bearer: []}]", "security: [{key: []}]")
    text = text.replace("operationId: delete_thing\n", "operationId: delete_thing\n      security: [{bearer: []}]\n")
    (shell.folder / "things.yaml").write_text(text)
    with listening(TakesKeys()) as url:
        auth = ("--auth", "bearer=env:THINGS_TOKEN", "--auth", "key=file:key.txt")
        done = shell.run("fuzz", "things.yaml", "--url", url, *auth, "--phases", "lattice,faults,protocol")
    assert done.code == 0, done.out + done.err
    assert "points 40 of 40, sides of rules 2 of 2" in done.out


def test_the_alternative_is_shown_that_has_a_credential(shell: Shell) -> None:
    (shell.folder / "key.txt").write_text("the right key\n")
    text = (shell.folder / "things.yaml").read_text()
    for old, new in TWO_SCHEMES:
        text = text.replace(old, new)
    (shell.folder / "things.yaml").write_text(text)
    with listening(TakesKeys()) as url:
        auth = ("--auth", "key=file:key.txt", "--phases", "lattice", "--exclude-operation", "delete_thing")
        done = shell.run("fuzz", "things.yaml", "--url", url, *auth, "--keep", "--report-dir", "out")
    assert done.code == 0, done.out + done.err
    assert "the right key" not in (shell.folder / "out/events.jsonl").read_text()


@pytest.mark.parametrize(
    ("auth", "message"),
    [
        ("bearer", "--auth bearer: error A026: this tells no place of a credential"),
        ("bearer=my-secret", "--auth bearer: error A026: this tells no place of a credential"),
        ("beerer=env:PATH", "--auth beerer: error A026: the document has no security scheme beerer"),
        ("bearer=env:NOT_SET", "--auth bearer: error A013: the environment has no NOT_SET"),
        ("bearer=file:nowhere", "--auth bearer: error A026: nowhere cannot be read: no such file or directory"),
        ("bearer=file:empty", "--auth bearer: error A026: empty holds no token"),
    ],
)
def test_what_is_no_credential_is_refused_without_being_shown(shell: Shell, auth: str, message: str) -> None:
    (shell.folder / "empty").write_text("\n")
    done = shell.run("fuzz", "things.yaml", "--url", "http://127.0.0.1:1", "--auth", auth)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "my-secret" not in done.err


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--ca-file", "nowhere.pem"), "nowhere.pem: error A028: the authorities cannot be read: no such file"),
        (
            ("--ca-file", "things.yaml"),
            "things.yaml: error A028: the authorities cannot be read: there is no certificate",
        ),
        (("--proxy", "socks5://127.0.0.1:1"), "--proxy socks5://127.0.0.1:1: error A006: this is not the address of a"),
        (("--shard", "0/3"), "--shard: error A027: 0/3 is no part of a campaign"),
        (("--shard", "4/3"), "error A027"),
        (("--shard", "1"), "error A027"),
        (("--regressions", "nowhere"), "nowhere: error A029: there is no such file or folder"),
        (("--tolerate", "coersion"), "error A015"),
        (("--explored", "-1"), "error A015"),
    ],
)
def test_options_that_name_nothing_are_refused(shell: Shell, option: tuple[str, str], message: str) -> None:
    done = shell.run("fuzz", "things.yaml", "--url", "http://127.0.0.1:1", *option)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("error ") == 1


class Remembering(ThingServer):
    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        return super().answer(request)


def test_requests_go_through_a_proxy(shell: Shell) -> None:
    server = Remembering()
    with listening(server) as url:
        done = shell.run("fuzz", "things.yaml", "--url", "http://things.example", "--proxy", url, "--phases", "lattice")
    # The proxy is a server here, and is asked for the whole address, of which it knows nothing.
    assert done.code == 2
    assert server.asked[0].url == "http://serverhttp://things.example/things"


def test_a_proxy_that_does_not_answer_is_told(shell: Shell) -> None:
    target = ("--url", "http://things.example", "--proxy", "http://127.0.0.1:1")
    done = shell.run("fuzz", "things.yaml", *target)
    assert done.code == 2
    assert "error T001: the target cannot be reached: the connection failed: connection refused" in done.err


def regression(shell: Shell) -> dict[str, object]:
    lines = shell.run("cases", "things.yaml", "--kind", "fault", "--operation", "create_thing").out.splitlines()
    told: dict[str, object] = json.loads(lines[-1])
    return told | {"document": {"path": "things.yaml"}, "check": "fault_accepted"}


def test_failures_of_earlier_runs_are_sent_first(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)
    told = regression(shell)
    (shell.folder / "known").mkdir()
    (shell.folder / "known/one.json").write_text(json.dumps(told))
    server = Remembering()
    with listening(server) as url:
        target = ("--url", url, "--token-env", "THINGS_TOKEN", "--phases", "regressions,lattice")
        done = shell.run("fuzz", "things.yaml", *target, "--regressions", "known", "--operation", "create_thing")
    assert done.code == 0, done.out
    assert "regressions 1, lattice " in done.err
    assert json.loads(server.asked[0].content or b"") == told["body"]
    other = shell.run("fuzz", "things.yaml", "--mock", "--regressions", "known", "--operation", "get_thing")
    assert "regressions" not in other.err


def test_a_regression_of_an_operation_that_is_gone_is_told(shell: Shell) -> None:
    (shell.folder / "one.json").write_text(json.dumps(regression(shell) | {"operation": "make_thing"}))
    done = shell.run("fuzz", "things.yaml", "--mock", "--regressions", "one.json", "--phases", "regressions")
    assert done.code == 2
    assert "one.json: error A029: the document has no operation make_thing" in done.err
