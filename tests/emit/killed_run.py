"""Runs of `write` that are killed, each one step later than the one before, until one comes to its end.

Called as a script with a folder; leaves a folder `0`, `1`, … for each run. A step is a file opened for writing, a
folder made, a rename or a removal, as Python's audit events tell.
"""

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from fencepost.emit.files import write
from fencepost.emit.manifest import File, Package

OLD = Package(
    files=(
        File(path="p.toml", text="old\n"),
        File(path="pkg/a.py", text="old\n"),
        File(path="pkg/sub/b.py", text="x\n"),
    )
)
NEW = Package(
    files=(File(path="p.toml", text="new\n"), File(path="pkg/a.py", text="new\n"), File(path="pkg/c/d.py", text="y\n"))
)
STEPS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")


def kill_after(steps: int, folder: Path) -> None:
    """Have this process killed when it is about to take one step more."""
    taken = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        writes = event == "open" and str(arguments[0]).startswith(str(folder)) and arguments[1] == "wb"
        if writes or event in STEPS:
            taken += 1
            if taken > steps:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def run(folder: Path, steps: int) -> int:
    """The status of a child that writes the new package and is killed after some steps."""
    child = os.fork()
    if child == 0:
        kill_after(steps, folder)
        write(NEW, folder, "refuse")
        os._exit(0)
    return os.waitpid(child, 0)[1]


def main(root: Path, *, fresh: bool) -> None:
    template = root / "template"
    if not fresh:
        write(OLD, template, "refuse")
        (template / "pkg/sub/mine.py").write_text("mine")
    for steps in count():
        folder = root / str(steps)
        if not fresh:
            shutil.copytree(template, folder)
        status = run(folder, steps)
        if status == 0:
            return
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    main(Path(sys.argv[1]), fresh=sys.argv[2] == "fresh")
