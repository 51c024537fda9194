"""However a command ends, it ends in words: nobody reads, nothing can be written, a signal, a hostile name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .command import Shell

MAIN = "from fencepost.cli import main; main()"
FULL = Path("/dev/full")
FAULT = "NewThing/properties/size/maximum:moved_in"
FAILING = ("fuzz", "things.yaml", "--mock", "--fault", FAULT, "--phases", "faults", "--seed", "0")

needs_a_full_device = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def start(shell: Shell, *arguments: str, script: str = MAIN, **streams: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; standard streams are pipes unless given."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=shell.folder, text=True, check=False, timeout=60, **given)


@pytest.mark.parametrize("arguments", [("cases", "things.yaml"), ("--help",), FAILING])
def test_a_reader_who_leaves_ends_the_command_as_sigpipe_would(shell: Shell, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = start(shell, *arguments, stdout=writing)
    os.close(writing)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_an_error_that_nobody_reads_still_ends_with_2(shell: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    assert start(shell, "check", "nowhere.yaml", stderr=writing).returncode == 2
    os.close(writing)


@needs_a_full_device
def test_a_full_disk_is_said_in_words(shell: Shell) -> None:
    with FULL.open("w") as full:
        done = start(shell, "cases", "things.yaml", stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith("fencepost: error A016: the system refuses: no space left on device\n")
    assert "Traceback" not in done.stderr


@needs_a_full_device
def test_an_error_that_cannot_be_written_still_ends_with_2(shell: Shell) -> None:
    with FULL.open("w") as full:
        assert start(shell, "check", "nowhere.yaml", stderr=full).returncode == 2


def test_a_command_whose_streams_are_closed_writes_into_no_other_file(shell: Shell) -> None:
    closed = ["sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-', sys.executable, "-c", MAIN]
    arguments = ("generate", "things.yaml", "-o", "client")
    assert subprocess.run([*closed, *arguments], cwd=shell.folder, check=False, timeout=60).returncode == 0
    assert shell.run(*arguments, "--check").code == 0


@pytest.mark.parametrize(
    ("module", "code"),
    [
        pytest.param("fencepost.cli.program", -2, id="while the program is loaded"),
        pytest.param("fencepost.pipeline", 130, id="while a command is under way"),
    ],
)
def test_ctrl_c_ends_the_command_without_a_word(shell: Shell, module: str, code: int) -> None:
    script = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == '{module}': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
    )
    done = start(shell, "check", "things.yaml", script=script + MAIN)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_what_a_terminal_cannot_show_is_printed_as_an_escape(shell: Shell) -> None:
    (shell.folder / "api.yaml").write_text("openapi: 3.1.0\ninfo: {title: 名前, version: '1'}\npaths: {}\n", "utf-8")
    done = start(shell, "explain", "api.yaml", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert done.stdout.startswith("\\u540d\\u524d 1: ")


def test_a_document_in_a_pipe_is_read_once(shell: Shell) -> None:
    done = start(shell, "check", "/dev/stdin", input="openapi: 4.0.0\n")
    assert done.returncode == 2
    assert done.stderr.startswith("/dev/stdin:1:1: error D021: ")


def test_a_closed_input_is_refused() -> None:
    closed = ["sh", "-c", 'exec "$0" "$@" <&-', sys.executable, "-c", MAIN, "check", "-"]
    done = subprocess.run(closed, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("-: error D001: standard input is closed\n")


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31mb", "a\u202eb", "a'\"b", "a\udcffb", "a\tb", "[b]"])
def test_a_name_that_acts_on_terminals_is_printed_as_text(shell: Shell, name: str) -> None:
    document = Path(shell.folder, f"{name}.yaml")
    document.write_text("openapi: 4.0.0\n")
    told = [shell.run("check", str(document)).err, shell.run("explain", name).err]
    told += [shell.run("check", name).err, shell.run("generate", str(document), "-o", name, "--check").err]
    for text in told:
        first, *below = text.splitlines()
        assert " error " in first
        assert all(line.startswith("  ") for line in below)
        assert all(line.isprintable() for line in (first, *below))


def test_a_narrow_terminal_breaks_no_message(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert shell.run("check").err.startswith("fencepost check: error A015: missing argument 'SPEC'\n")
    assert shell.run("--help").code == 0
