"""Every command has help with an example, quickly."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .command import Shell

COMMANDS = ("generate", "check", "explain", "cases", "why", "mock", "fuzz", "replay")


def test_help_lists_every_command_and_the_exit_codes(shell: Shell) -> None:
    done = shell.run("--help")
    assert done.code == 0
    assert all(command in done.out for command in COMMANDS)
    assert "Exit codes: 0 fine, 1 contract failures or drift" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(shell: Shell, command: str) -> None:
    done = shell.run(command, "--help")
    assert done.code == 0
    assert f"Example: fencepost {command} " in done.out


def test_an_unknown_command_or_option_ends_with_2(shell: Shell) -> None:
    assert shell.run("fuz").code == 2
    assert shell.run("fuzz", "things.yaml", "--no-such-option").code == 2


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell.run("--version").out.startswith("fencepost 0.")


def test_help_loads_no_more_than_it_prints() -> None:
    script = (
        "import sys\n"
        "from fencepost.cli.program import run\n"
        "try: run(['fuzz', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'httpx', 'hypothesis', 'starlette', 'uvicorn', 'jsonschema_rs', 'yaml', 'jinja2', 'ruff'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
