"""The actions of `.github/actions`: each of their scripts is run in bash, against a real server, as runners do."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import TEXT, TOKEN
from ..cli.test_fuzz import listening

ROOT = Path(__file__).parents[2]
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
FAULT = "NewThing/moving_needs_speed:forgotten"


def action(name: str) -> dict[str, Any]:
    text = (ROOT / ".github" / "actions" / name / "action.yml").read_text(encoding="utf-8")
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


def scripts(name: str) -> list[dict[str, Any]]:
    return [step for step in action(name)["runs"]["steps"] if "run" in step]


@dataclass
class Ran:
    code: int
    out: str


@dataclass
class Runner:
    """What a runner of GitHub has around an action: a checkout, and the action's own repository."""

    workspace: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, **inputs: str) -> Ran:
        """The scripts of an action one after the other, up to the first that fails."""
        defaults = {key: told.get("default", "") for key, told in action(name)["inputs"].items()}
        values = {**defaults, **{key.replace("_", "-"): value for key, value in inputs.items()}}
        assert values.keys() == defaults.keys()
        told = ""
        for step in scripts(name):
            done = self._step(name, step, values)
            told += done.stdout
            if done.returncode:
                return Ran(code=done.returncode, out=told)
        return Ran(code=0, out=told)

    def _step(self, name: str, step: dict[str, Any], inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
        script = self.home / "script.sh"
        script.write_text(step["run"])
        given = {key: evaluated(value, inputs) for key, value in step.get("env", {}).items()}
        folder = self.workspace / evaluated(step.get("working-directory", "."), inputs)
        action_path = str(self.home / ".github" / "actions" / name)
        environment = {
            "PATH": os.environ["PATH"],
            "GITHUB_ACTION_PATH": action_path,
            "GITHUB_OUTPUT": str(self.home / "output"),
            "NO_COLOR": "1",
            "CI": "true",
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=folder,
            env={**environment, **self.variables, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )

    def report(self, folder: str = ".") -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.workspace / folder / "fencepost-report" / "report.json").read_text())
        return found


def evaluated(text: str, inputs: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda found: inputs[found[1].strip().removeprefix("inputs.")], text)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    home, workspace = tmp_path / "action", tmp_path / "workspace"
    for name in ("fuzz", "merge"):
        (home / ".github" / "actions" / name).mkdir(parents=True)
    workspace.mkdir()
    (workspace / "things.yaml").write_text(TEXT)
    (home / ".venv").symlink_to(sys.prefix)
    (home / ".ci").mkdir()
    (home / ".ci" / "setup").write_text("#!/bin/sh\necho set up\n")
    (home / ".ci" / "setup").chmod(0o755)
    return Runner(workspace=workspace, home=home)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def served(*options: str) -> dict[str, str]:
    """The inputs for a server of the checkout, started by the action."""
    port, command = free_port(), Path(sys.executable).with_name("fencepost")
    started = f"echo starting; {command} mock things.yaml --port {port} {' '.join(options)}"
    return {"url": f"http://127.0.0.1:{port}", "command": started}


SOME = "--phases\nregressions,lattice,faults\n--seed\n0\n"


def test_a_broken_server_is_started_found_out_and_ended(runner: Runner) -> None:
    server = served("--fault", FAULT)
    done = runner.run("fuzz", spec="things.yaml", args=SOME, **server)
    assert done.code == 1, done.out
    assert "set up\n" in done.out
    assert [each["check"] for each in runner.report()["failures"]] == ["fault_accepted"]
    assert "starting\n" in (runner.workspace / "fencepost-report" / "server.log").read_text()
    assert len(list((runner.workspace / "fencepost-kept" / "regressions").glob("*.json"))) == 1
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(server["url"].rpartition(":")[2]))).close()


def test_what_one_run_kept_the_next_one_sends_first(runner: Runner) -> None:
    runner.run("fuzz", spec="things.yaml", args=SOME, **served("--fault", FAULT))
    shutil.rmtree(runner.workspace / "fencepost-report")
    done = runner.run("fuzz", spec="things.yaml", args=SOME, **served())
    assert done.code == 0, done.out
    assert [each["fate"] for each in runner.report()["regressions"]] == ["mended"]


def test_the_parts_of_a_matrix_become_one_report_and_one_memory(runner: Runner) -> None:
    for number in ("1", "2"):
        done = runner.run("fuzz", spec="things.yaml", args=SOME, shard=f"{number}/2", **served("--fault", FAULT))
        assert done.code in (0, 1), done.out
        part = runner.workspace / "fencepost-parts" / f"fencepost-part-{number}-of-2"
        part.mkdir(parents=True)
        for kept in ("fencepost-report", "fencepost-kept"):
            (runner.workspace / kept).rename(part / kept)
    names = (runner.home / "output").read_text().splitlines()
    assert names == ["artifact=fencepost-part-1-of-2", "artifact=fencepost-part-2-of-2"]
    done = runner.run("merge")
    assert done.code == 1, done.out
    assert [each["check"] for each in runner.report()["failures"]] == ["fault_accepted"]
    assert len(list((runner.workspace / "fencepost-kept" / "regressions").glob("*.json"))) == 1


def test_a_server_that_does_not_start_is_told_with_what_it_said(runner: Runner) -> None:
    server = {"url": f"http://127.0.0.1:{free_port()}", "command": "echo ::error::no such database; exit 3"}
    done = runner.run("fuzz", spec="things.yaml", **server)
    assert done.code == 2
    assert "::error::nobody answers at the url; what the command said is in fencepost-report/server.log\n" in done.out
    assert "| ::error::no such database\n" in done.out
    assert "\n::error::no such database" not in done.out


def test_a_run_below_another_folder_leaves_everything_there(runner: Runner) -> None:
    (runner.workspace / "api v2").mkdir()
    (runner.workspace / "things.yaml").rename(runner.workspace / "api v2" / "things.yaml")
    done = runner.run("fuzz", spec="things.yaml", args=SOME, working_directory="api v2", **served())
    assert done.code == 0, done.out
    assert runner.report("api v2")["failures"] == []
    assert [path.name for path in runner.workspace.iterdir()] == ["api v2"]


def test_a_word_of_the_options_is_one_word_whatever_is_in_it(runner: Runner) -> None:
    runner.variables = {"A_TOKEN": "a-token"}
    words = f"{SOME}--header\nX-Team: blue $(touch hit) '\"; touch hit\n"
    done = runner.run("fuzz", spec="things.yaml", args=words, token_env="A_TOKEN", **served())
    assert done.code == 0, done.out
    assert not (runner.workspace / "hit").exists()


@pytest.mark.parametrize("name", ["fuzz", "merge"])
def test_no_expression_stands_in_a_script_and_every_input_is_used(name: str) -> None:
    assert [step["run"] for step in scripts(name) if EXPRESSION.search(step["run"])] == []
    text = (ROOT / ".github" / "actions" / name / "action.yml").read_text()
    assert [key for key in action(name)["inputs"] if f"inputs.{key} " not in text] == []
    assert [step for step in scripts(name) if step["shell"] != "bash"] == []


@pytest.mark.parametrize("name", ["fuzz", "merge"])
def test_what_is_kept_is_what_is_restored_and_shown(name: str) -> None:
    steps = [step for step in action(name)["runs"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@v\d+", step["uses"]) for step in steps)
    cached = {step["with"]["path"] for step in steps if "cache" in step["uses"]}
    assert cached == {"${{ inputs.working-directory }}/fencepost-kept"}
    (shown,) = [step for step in steps if "upload" in step["uses"]]
    assert [path.rpartition("/")[2] for path in shown["with"]["path"].split("\n") if path] == [
        "fencepost-report",
        "fencepost-kept",
    ]
    assert shown["if"] == "${{ always() }}"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)


def test_the_workflow_of_the_readme_gives_the_actions_what_they_take() -> None:
    workflows = [yaml.safe_load(text) for text in blocks("yaml") if "runs-on" in text]
    steps = [step for each in workflows for job in each["jobs"].values() for step in job["steps"]]
    ours = [(step["uses"].partition("@")[0].rpartition("/")[2], step.get("with", {})) for step in steps]
    used = [(name, given) for name, given in ours if name in ("fuzz", "merge")]
    assert [name for name, _ in used] == ["fuzz", "merge"]
    for name, given in used:
        declared = action(name)["inputs"]
        assert given.keys() <= declared.keys()
        assert {key for key, told in declared.items() if told.get("required")} <= given.keys()


def test_the_gitlab_job_of_the_readme_runs_and_keeps_what_it_says(runner: Runner) -> None:
    (job,) = [yaml.safe_load(text)["fencepost"] for text in blocks("yaml") if "before_script" in text]
    (runner.workspace / "things.yaml").rename(runner.workspace / "openapi.yaml")
    with listening(ForgetsTheRule()) as url:
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "API_URL": url,
            "API_TOKEN": TOKEN,
        }
        ran = [
            subprocess.run(
                ["bash", "-c", line], cwd=runner.workspace, env=environment, timeout=180, check=False
            ).returncode
            for line in job["script"]
        ]
    assert ran == [1]
    kept = [*job["cache"]["paths"], *job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    assert [path for path in kept if not (runner.workspace / path).exists()] == []
    assert list((runner.workspace / "fencepost-kept" / "regressions").glob("*.json"))
