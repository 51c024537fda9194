"""Settings: every option of `fuzz` stands in the environment or in pyproject.toml as well."""

from __future__ import annotations

import json

import pytest

from ..campaign.test_one_fault import RefusesWith400
from ..campaign.things import TOKEN, ThingServer, answer
from .command import Done, Shell
from .test_fuzz import listening


def settled(shell: Shell, text: str, *arguments: str) -> Done:
    (shell.folder / "pyproject.toml").write_text(f"[tool.fencepost]\n{text}\n", encoding="utf-8")
    return shell.run("fuzz", "things.yaml", *arguments)


def test_an_option_is_taken_from_pyproject_toml(shell: Shell) -> None:
    done = settled(shell, 'mock = true\nphases = ["faults"]\noperation = ["get_thing"]', "--dry-run")
    assert done.out == "get_thing: faults 7\n7 cases planned, no request sent\n"


def test_the_environment_goes_before_pyproject_toml_and_the_command_line_before_both(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'mock = true\nphases = "lattice"\noperation = "get_thing"'
    monkeypatch.setenv("FENCEPOST_PHASES", "faults")
    assert settled(shell, text, "--dry-run").out.startswith("get_thing: faults 7\n")
    assert settled(shell, text, "--dry-run", "--phases", "lattice").out.startswith("get_thing: lattice 7\n")


def test_a_target_that_is_nearer_replaces_the_others(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'url = "http://127.0.0.1:1"\nphases = "lattice"\noperation = "get_thing"'
    assert settled(shell, text, "--mock").code == 0
    monkeypatch.setenv("FENCEPOST_MOCK", "yes")
    assert settled(shell, text).code == 0
    assert settled(shell, text, "--url", "http://127.0.0.1:1").code == 2


def test_an_option_that_may_be_repeated_has_one_value_a_line_in_the_environment(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENCEPOST_OPERATION", "get_thing\ndelete_thing")
    done = settled(shell, "mock = true", "--dry-run")
    assert [line.partition(":")[0] for line in done.out.splitlines()[:-1]] == ["get_thing", "delete_thing"]


def test_underscores_are_read_as_hyphens(shell: Shell) -> None:
    done = settled(shell, "mock = true\ndry_run = true\nexclude_operation = ['create_thing', 'get_thing']")
    assert done.out.startswith("delete_thing: ")


def test_settings_may_stand_in_another_file(shell: Shell) -> None:
    (shell.folder / "other.toml").write_text("[tool.fencepost]\nmock = true\ndry-run = true\n")
    assert shell.run("fuzz", "things.yaml", "--settings", "other.toml").code == 0
    assert shell.run("fuzz", "things.yaml").code == 2


def test_generate_reads_no_settings(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").write_text("[tool.fencepost]\nnothing = 1\n")
    assert shell.run("generate", "things.yaml", "-o", "out").code == 0


def test_help_is_shown_whatever_the_settings_are(shell: Shell) -> None:
    assert settled(shell, "nothing = 1", "--help").code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = [", "pyproject.toml:2:5: error A020: this is not TOML: invalid value"),
        ("seed = 1\nmax-request = 3", "pyproject.toml:3:1: error A021: there is no setting max-request"),
        ("workers = 99", "2:1: error A022: workers must be an integer of at least 1 and at most 64, and this is 99"),
        ('workers = "2"', 'and this is the text "2"'),
        ("workers = true", "and this is true"),
        ("timeout = 0.01", "timeout must be a number of at least 0.1, and this is 0.01"),
        ("mock = 1", "mock must be true or false, and this is 1"),
        ("url = 3", "url must be a text, and this is 3"),
        ("header = [1]", "header must be a list of texts, and this is a list"),
        ('formats = "check"', 'formats must be annotate or assert, and this is the text "check"'),
        ('tolerate = ["coercions"]', "tolerate must be coercion, and this is a list"),
        ("mock = true\nvalues = 3", "3:1: error A022: values must be a table of lists"),
        ("mock = true\nvalues.name = 3", "3:1: error A022: name must be a list of values"),
        ("mock = true\nvalues.name = [2020-01-01]", "error A022: 2020-01-01 is no value of JSON"),
        ("mock = true\nvalues.nme = []", "3:1: error A023: no request has a field nme"),
        ("mock = true\n[tool.fencepost.values]\n'create_thing.sze' = [1]", "4:1: error A023: no request has a field"),
        ("mock = true\nvalues.size = [10]", "error A024: size cannot be 10: the document allows create_thing no such"),
        ("mock = true\nvalues.name = []", "error A024: name is required by create_thing, and cannot be left out"),
        ("mock = true\nstrings = {null = false}", "3:1: error A022: strings must be a table with nul alone"),
    ],
)
def test_a_setting_that_cannot_be_used_is_shown_at_its_line(shell: Shell, text: str, message: str) -> None:
    done = settled(shell, text)
    assert done.code == 2, done.out
    assert message in done.err
    assert done.err.count("error ") == 1
    assert done.out == ""


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("max-request = 3", "did you mean max-requests?"),
        ("mock = true\nvalues.colr = ['red']", "did you mean colour?"),
        ("mock = true\nvalues.create_thin.size = [1]", "did you mean create_thing.size?"),
        ("workers = 0", "write it as workers = 1"),
        ("tolerate = 1", 'write it as tolerate = ["coercion"]'),
    ],
)
def test_a_setting_that_cannot_be_used_has_a_remedy(shell: Shell, text: str, remedy: str) -> None:
    assert remedy in settled(shell, text).err


def test_a_variable_that_cannot_be_used_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENCEPOST_WORKERS", "many")
    done = shell.run("fuzz", "things.yaml", "--mock")
    assert done.code == 2
    assert "FENCEPOST_WORKERS: error A022: FENCEPOST_WORKERS must be an integer of at least 1" in done.err


def test_a_file_of_settings_that_is_a_folder_is_refused(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").mkdir()
    done = shell.run("fuzz", "things.yaml", "--mock")
    assert (done.code, done.out) == (2, "")
    assert "pyproject.toml:1:1: error A020: this file cannot be read" in done.err


class KnowsTwoNames(ThingServer):
    """Remembers the names that it should not have been sent, and all bodies."""

    def created(self, body: dict[str, object]) -> object:
        if body["name"] not in ("left", "right"):
            self.strange.append(body["name"])
        return super().created(body)

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[object] = []
        self.bodies: list[dict[str, object]] = []

    def faults(self, body: object) -> list[str]:
        if isinstance(body, dict):
            self.bodies.append(body)
        return super().faults(body)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINGS_TOKEN", TOKEN)


@pytest.mark.usefixtures("token")
def test_a_field_is_sent_with_the_values_that_exist_and_its_other_points_are_told(shell: Shell) -> None:
    server = KnowsTwoNames()
    with listening(server) as url:
        target = ("--url", url, "--token-env", "THINGS_TOKEN", "--json", "--phases", "lattice,faults,explore")
        done = settled(shell, 'values.name = ["left", "right"]', *target)
    report = json.loads(done.out)
    assert done.code == 0, done.err
    assert server.strange == []
    sent = [body.get("name") for body in server.bodies]
    assert all(name in sent for name in ("left", "right", 1, ""))
    left = [each["case"] for each in report["not_tried"]]
    assert "create_thing/valid/body/name/maxLength" in left
    assert all(case.startswith("create_thing/valid/body/name/") for case in left)


@pytest.mark.usefixtures("token")
def test_an_empty_list_leaves_a_field_out(shell: Shell) -> None:
    server = KnowsTwoNames()
    with listening(server) as url:
        done = settled(shell, "[tool.fencepost.values]\ncolour = []", "--url", url, "--token-env", "THINGS_TOKEN")
    assert done.code == 0, done.out + done.err
    assert server.bodies != []
    assert all("colour" not in body for body in server.bodies)
    assert "x [tool.fencepost.values] leaves the field out)" in done.out


@pytest.mark.usefixtures("token")
def test_nul_can_be_left_out_of_texts(shell: Shell) -> None:
    server = KnowsTwoNames()
    with listening(server) as url:
        target = ("--url", url, "--token-env", "THINGS_TOKEN", "--phases", "lattice")
        settled(shell, "", *target)
        with_nul = [body for body in server.bodies if "\0" in str(body.get("note"))]
        server.bodies.clear()
        done = settled(shell, "strings.nul = false", *target)
    assert with_nul != []
    assert [body for body in server.bodies if "\0" in str(body.get("note"))] == []
    assert "[tool.fencepost] leaves NUL out" in done.out


@pytest.mark.usefixtures("token")
def test_many_undecided_cases_are_told_first_also_where_there_are_failures(shell: Shell) -> None:
    class KnowsNothing(RefusesWith400):
        def created(self, _body: dict[str, object]) -> object:
            return answer(404)

    with listening(KnowsNothing()) as url:
        done = settled(shell, "", "--url", url, "--token-env", "THINGS_TOKEN")
    assert done.code == 1
    first = done.out.splitlines()[0]
    assert first.startswith("undecided: the server did not say what it thinks of ")
    assert "so this run says nothing beyond its failures (" in first
