"""What a few cases need around them and no file can show: a port that is taken, a folder that is in use, a link."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout, suppress
from pathlib import Path
from typing import TypeAlias

import pytest

Given: TypeAlias = dict[str, str]
"""Placeholder in the command to its value in this run."""


@contextmanager
def a_port_is_taken(_: Path) -> Iterator[Given]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield {"port": str(listener.getsockname()[1])}


@contextmanager
def another_run_writes(folder: Path) -> Iterator[Given]:
    (folder / "client").mkdir()
    lock = os.open(folder / "client", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    yield {}
    os.close(lock)


@contextmanager
def a_link_leads_out(folder: Path) -> Iterator[Given]:
    (folder / "elsewhere").mkdir()
    (folder / "client" / "things_client").symlink_to("../elsewhere")
    yield {}


@contextmanager
def the_disk_is_full(_: Path) -> Iterator[Given]:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as full, redirect_stdout(full):
        yield {}


CIRCUMSTANCES: dict[str, Callable[[Path], AbstractContextManager[Given]]] = {
    "arguments/full_disk": the_disk_is_full,
    "mock/port_in_use": a_port_is_taken,
    "output/another_run_is_writing": another_run_writes,
    "output/symbolic_link_in_the_way": a_link_leads_out,
}


def circumstances_of(name: str, folder: Path) -> AbstractContextManager[Given]:
    """The circumstances of a case; none for most."""
    return CIRCUMSTANCES[name](folder) if name in CIRCUMSTANCES else nullcontext({})
