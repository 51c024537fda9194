"""Environments of their own for programs that are not ours: installed once, by the clients of their package indexes."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CACHE = Path(__file__).parents[1] / ".cache"
"""Where environments are kept between runs; `make clean` removes it."""

STAMP = "installed.txt"
"""Names what an environment was finished with."""


def node_packages(folder: Path, packages: tuple[str, ...]) -> bool:
    """Whether the packages of npm are in the folder, put there now if need be; False without npm or its index."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return False
    quiet = ("--silent", "--no-audit", "--no-fund", "--fetch-retries=1")
    return _installed(folder, packages, ((npm, "install", *quiet, "--prefix", str(folder), *packages),))


def python_packages(folder: Path, packages: tuple[str, ...]) -> bool:
    """Whether the folder is a virtual environment with the packages, made now if need be; False without the index."""
    pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    return _installed(folder, packages, ((sys.executable, "-m", "venv", str(folder)), (*pip, "--retries=1", *packages)))


def _installed(folder: Path, packages: tuple[str, ...], commands: tuple[tuple[str, ...], ...]) -> bool:
    wanted, stamp = "\n".join(packages), folder / STAMP
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return True
        if not all(_succeeds(command) for command in commands):
            return False
        stamp.write_text(wanted, encoding="utf-8")
        return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time: tests run side by side."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _succeeds(command: tuple[str, ...]) -> bool:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0
