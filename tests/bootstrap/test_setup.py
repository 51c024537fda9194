"""What `.ci/setup` does on machines of many kinds.

Their interpreters and installers are small scripts that note what they were asked.
"""

import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = (
    "basename",
    "cat",
    "chmod",
    "cksum",
    "cp",
    "date",
    "dirname",
    "flock",
    "grep",
    "head",
    "mkdir",
    "mv",
    "rm",
    "sh",
    "touch",
)

PYTHON = """#!/bin/sh
case "$*" in
*'-m venv .venv') mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
*'-e .') touch .venv/bin/fencepost && chmod +x .venv/bin/fencepost ;;
-I*) echo '{verdict}'; exit ;;
'-c import'*) exit 0 ;;
*) [ ! -e offline ] ;;
esac && echo "$(basename "$0")" "$@" >>asked
"""

UV = """#!/bin/sh
echo uv "$@" >>asked
case "$*" in
venv*) mkdir -p .venv/bin && cp ../machine/python3 .venv/bin/python ;;
*'-e .') touch .venv/bin/fencepost && chmod +x .venv/bin/fencepost ;;
esac
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A checkout, and a PATH on which only what was installed is found."""

    checkout: Path
    path: Path

    def install(self, name: str, script: str) -> None:
        (self.path / name).write_text(script)
        (self.path / name).chmod(0o755)

    def python(self, name: str, verdict: str) -> None:
        """Installs an interpreter; the verdict is what it says of itself, such as `3.11.2 good`."""
        self.install(name, PYTHON.replace("{verdict}", verdict))

    def setup(self) -> subprocess.CompletedProcess[str]:
        command = [self.checkout / ".ci" / "setup"]
        return subprocess.run(command, env={"PATH": str(self.path)}, capture_output=True, text=True, check=False)

    def asked(self) -> list[str]:
        """What interpreters and installers were asked since the last call, but for questions about themselves."""
        notes = self.checkout / "asked"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    checkout, path = tmp_path / "checkout", tmp_path / "machine"
    shutil.copytree(ROOT / ".ci", checkout / ".ci")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, checkout / name)
    path.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (path / tool).symlink_to(found)
    return Machine(checkout=checkout, path=path)


def test_the_first_setup_installs_the_lock_and_then_the_project(machine: Machine):
    machine.python("python3", "3.12.1 good")
    first = machine.setup()
    assert first.returncode == 0
    assert machine.asked() == [
        "python3 -m venv .venv",
        "python -m pip install --quiet --no-compile --require-hashes -r requirements.lock",
        "python -m pip install --quiet --no-deps --no-build-isolation -e .",
    ]


def test_the_first_setup_says_what_it_installs_and_how_long_that_takes(machine: Machine):
    machine.python("python3", "3.12.1 good")
    lines = machine.setup().stderr.splitlines()
    assert lines[0] == "fencepost: setting up .venv; this happens once"
    assert "packages of requirements.lock into .venv with Python 3.12.1 and pip: about 30 seconds" in lines[1]


def test_a_second_setup_asks_and_says_nothing(machine: Machine):
    machine.python("python3", "3.12.1 good")
    machine.setup()
    machine.asked()
    (machine.checkout / "pyproject.toml").touch()
    second = machine.setup()
    assert (second.returncode, second.stdout + second.stderr, machine.asked()) == (0, "", [])


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_a_changed_file_is_installed_into_the_same_environment(machine: Machine, name: str):
    machine.python("python3", "3.12.1 good")
    machine.setup()
    machine.asked()
    with (machine.checkout / name).open("a") as file:
        file.write("# changed\n")
    assert "updating .venv" in machine.setup().stderr
    assert [line.split()[0] for line in machine.asked()] == ["python", "python"]


def test_an_unfinished_setup_leaves_no_stamp_and_the_next_begins_again(machine: Machine):
    machine.python("python3", "3.12.1 good")
    (machine.checkout / "offline").touch()
    failed = machine.setup()
    assert failed.returncode == 2
    assert "setup failed" in failed.stderr
    assert not (machine.checkout / ".venv" / "fencepost-setup").exists()
    (machine.checkout / "offline").unlink()
    machine.asked()
    assert machine.setup().returncode == 0
    assert machine.asked()[0] == "python3 -m venv .venv"


def test_an_unfinished_update_leaves_no_stamp_and_the_next_begins_again(machine: Machine):
    machine.python("python3", "3.12.1 good")
    machine.setup()
    (machine.checkout / "requirements.lock").write_text("# changed\n")
    (machine.checkout / "offline").touch()
    assert machine.setup().returncode == 2
    (machine.checkout / "offline").unlink()
    machine.asked()
    assert machine.setup().returncode == 0
    assert machine.asked()[0] == "python3 -m venv .venv"


def test_a_moved_checkout_is_set_up_again(machine: Machine):
    machine.python("python3", "3.12.1 good")
    machine.setup()
    moved = Machine(checkout=machine.checkout.rename(machine.checkout.with_name("moved to")), path=machine.path)
    moved.asked()
    assert moved.setup().returncode == 0
    assert moved.asked()[0] == "python3 -m venv .venv"


def test_a_python_without_venv_is_told_which_package_it_lacks(machine: Machine):
    machine.python("python3", "3.11.2 bare")
    refused = machine.setup()
    assert refused.returncode == 2
    assert (
        "python3 3.11.2 cannot make virtual environments; on Debian, as root: apt install python3-venv\n"
        in refused.stderr
    )


def test_a_bare_python_beside_an_old_one_is_told_its_own_package(machine: Machine):
    machine.python("python3", "3.9.2 old")
    machine.python("python3.12", "3.12.1 bare")
    assert "apt install python3.12-venv\n" in machine.setup().stderr


def test_an_old_python_is_named_with_its_version(machine: Machine):
    machine.python("python3", "3.10.13 old")
    refused = machine.setup()
    assert refused.returncode == 2
    assert "python3 3.10.13 is too old, fencepost needs 3.11 or newer" in refused.stderr


def test_a_machine_without_python_is_told_so(machine: Machine):
    refused = machine.setup()
    assert refused.returncode == 2
    assert "no Python was found" in refused.stderr


@pytest.mark.parametrize("verdict", ["3.10.13 old", "3.11.2 bare", "3.15.0 new"])
def test_a_better_python_further_on_is_taken(machine: Machine, verdict: str):
    machine.python("python3", verdict)
    machine.python("python3.12", "3.12.1 good")
    assert machine.setup().returncode == 0
    assert machine.asked()[0] == "python3.12 -m venv .venv"


def test_a_python_newer_than_the_lock_is_taken_where_there_is_no_other(machine: Machine):
    machine.python("python3", "3.15.0 new")
    assert machine.setup().returncode == 0


def test_uv_is_used_where_present_even_without_ensurepip(machine: Machine):
    machine.python("python3", "3.11.2 bare")
    machine.install("uv", UV)
    assert machine.setup().returncode == 0
    assert machine.asked() == [
        "uv venv --quiet --python python3 .venv",
        "uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock",
        "uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .",
    ]


def test_pip_takes_over_where_uv_fails(machine: Machine):
    machine.python("python3", "3.12.1 good")
    machine.install("uv", "#!/bin/sh\nexit 1\n")
    done = machine.setup()
    assert done.returncode == 0
    assert "uv did not get there; trying venv and pip" in done.stderr


@pytest.mark.skipif(shutil.which("flock") is None, reason="without flock nobody waits")
def test_two_setups_at_once_install_once(machine: Machine):
    machine.python("python3", "3.12.1 good")
    command = [machine.checkout / ".ci" / "setup"]
    both = [subprocess.Popen(command, env={"PATH": str(machine.path)}, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert len([line for line in machine.asked() if line.endswith("-e .")]) == 1


def test_a_real_interpreter_is_asked_for_its_version(machine: Machine):
    machine.install("python3", f'#!/bin/sh\n[ "$1" = -I ] && exec {sys.executable} "$@"\nexit 1\n')
    assert platform.python_version() in machine.setup().stderr
