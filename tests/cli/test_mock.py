"""`fencepost mock`: where it listens, what it tells, and what its options change."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from ..mock.running import Running, running
from .command import Shell

THINGS = "/api/v1/sandbox"
THING = {"name": "a", "docker_image": "b"}
HEADERS = {"Authorization": "Bearer t"}

LIMITED = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    post:
      operationId: create_thing
      x-fencepost-rate-limit: {requests: 3, seconds: 600, per: [ip]}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "422": {description: invalid, content: {application/json: {schema: {type: object}}}}
        "429": {description: too many, content: {application/json: {schema: {type: object}}}}
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties: {name: {type: string, minLength: 1, maxLength: 5}, size: {type: integer, minimum: 1, maximum: 9}}
"""


def created(mock: Running) -> dict[str, object]:
    answer = httpx.post(mock.url + THINGS, json=THING, headers=HEADERS)
    assert answer.status_code == 201, answer.text
    found: dict[str, object] = answer.json()
    return found


def errors_of(mock: Running) -> list[str]:
    """What it told on standard error, after it was ended."""
    mock.process.terminate()
    return mock.process.communicate(timeout=30)[1].splitlines()


def test_it_listens_on_this_machine_alone_and_says_so_where_it_does_not():
    with running() as mock:
        assert mock.url.startswith("http://127.0.0.1:")
        assert errors_of(mock) == []
    with running("--host", "0.0.0.0") as mock:
        (warning,) = errors_of(mock)
    assert warning.startswith(f"warning: everyone who reaches {mock.url} can use this server")


def test_it_listens_on_addresses_of_both_kinds():
    with running("--host", "::1") as mock:
        assert mock.url.startswith("http://[::1]:")
        created(mock)
        assert errors_of(mock) == ["201 POST /api/v1/sandbox"]


def test_each_request_is_told_in_a_line_with_the_faults_that_acted():
    with running("--fault", "wrong_type@list_sandboxes", "--fault", "reset_before@get_sandbox") as mock:
        created(mock)
        httpx.get(f"{mock.url}{THINGS}?page=2", headers=HEADERS)
        with pytest.raises(httpx.ReadError):
            httpx.get(f"{mock.url}{THINGS}/x", headers=HEADERS)
        told = errors_of(mock)
    assert told == [
        "201 POST /api/v1/sandbox",
        "200 GET /api/v1/sandbox?page=2 (wrong_type)",
        "--- GET /api/v1/sandbox/x (reset_before)",
    ]


def test_nothing_is_told_where_it_is_to_be_quiet():
    with running("--quiet") as mock:
        created(mock)
        assert errors_of(mock) == []


def test_the_same_seed_gives_the_same_identifiers():
    seen = []
    for seed in ("7", "7", "8"):
        with running("--seed", seed) as mock:
            seen.append([created(mock)["id"] for _ in range(3)])
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


@pytest.mark.parametrize(("speed", "stays"), [("0", True), ("100000", False)])
def test_the_time_of_things_runs_as_fast_as_it_is_told(speed: str, stays: bool):
    with running("--speed", speed) as mock:
        thing = created(mock)
        again = httpx.get(f"{mock.url}{THINGS}/{thing['id']}", headers=HEADERS).json()
    assert (again["status"] == thing["status"]) is stays


def test_no_more_things_are_kept_than_it_is_told():
    with running("--max-records", "2") as mock:
        names = [created(mock)["id"] for _ in range(5)]
        listed = httpx.get(mock.url + THINGS, headers=HEADERS).json()
    assert {each["id"] for each in listed["sandboxes"]} == set(names[-2:])
    assert listed["total"] == 2


def test_the_declared_limit_is_kept_where_it_is_asked_for(tmp_path: Path):
    spec = tmp_path / "limited.yaml"
    spec.write_text(LIMITED, encoding="utf-8")
    for options, last in (((), 201), (("--rate-limit",), 429)):
        with running(*options, spec=spec) as mock:
            answers = [httpx.post(f"{mock.url}/things", json={"name": "a"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [201, 201, 201, last]
    assert 598 <= int(answers[-1].headers["retry-after"]) <= 600


def test_a_campaign_meets_the_limits_of_the_mock_and_decides_everything_all_the_same(shell: Shell):
    (shell.folder / "limited.yaml").write_text(LIMITED, encoding="utf-8")
    # In any minute of real time three requests would pass: dozens of cases are decided because nobody has to wait.
    done = shell.run("fuzz", "limited.yaml", "--mock", "--rate-limit", "--phases", "lattice,faults")
    assert done.code == 0, done.out
    assert ": no failure\n" in done.out


def test_a_failure_of_the_limited_mock_is_seen_again_with_the_same_options(shell: Shell):
    (shell.folder / "limited.yaml").write_text(LIMITED, encoding="utf-8")
    fault = ("--fault", "Thing/properties/size/maximum:moved_in", "--rate-limit")
    done = shell.run("fuzz", "limited.yaml", "--mock", "--phases", "lattice", *fault)
    assert done.code == 1
    assert "--rate-limit" in done.out


@pytest.mark.parametrize("text", ["region", "=5"])
def test_a_value_without_a_name_is_refused(shell: Shell, text: str):
    done = shell.run("mock", "things.yaml", "--value", text)
    assert done.code == 2
    assert f"--value: error A030: {text} gives no field a value" in done.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--speed", "-1"), "--speed"),
        (("--speed", "fast"), "--speed"),
        (("--max-records", "0"), "--max-records"),
        (("--host", "192.0.2.1"), "error M001: cannot listen"),
        (("--host", "no such host"), "error M001: cannot listen"),
    ],
)
def test_an_option_that_cannot_be_is_refused(shell: Shell, options: tuple[str, ...], words: str):
    done = shell.run("mock", "things.yaml", *options)
    assert done.code == 2
    assert words in done.err


def test_options_come_from_the_settings_and_the_environment_too(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    settings = '[tool.fencepost]\nhost = "192.0.2.1"\nmax-requests = 5\n'
    (shell.folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert "192.0.2.1:8000: error M001" in shell.run("mock", "things.yaml").err
    monkeypatch.setenv("FENCEPOST_PORT", "70000")
    assert "192.0.2.1:70000: error M001: cannot listen: there is no such port" in shell.run("mock", "things.yaml").err


def test_a_key_of_neither_command_is_a_mistake_in_both(shell: Shell):
    (shell.folder / "pyproject.toml").write_text("[tool.fencepost]\nprt = 1\n", encoding="utf-8")
    for command in (("mock", "things.yaml"), ("fuzz", "things.yaml", "--mock")):
        done = shell.run(*command)
        assert (done.code, "did you mean port?" in done.err) == (2, True)
