"""`fencepost mock` in a process of its own, as users run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"

_MAIN = "from fencepost.cli import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A mock that was started."""

    process: subprocess.Popen[str]
    url: str
    first_line: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def kilobytes(self) -> int:
        """The memory that it has in use now."""
        command = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@contextmanager
def running(*options: str, spec: Path = SPEC, port: int = 0) -> Iterator[Running]:
    """A mock of a document, killed at the end of the block where it still runs."""
    command = [sys.executable, "-c", _MAIN, "mock", str(spec), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            line = process.stdout.readline()
            assert line, process.stderr.read()
            yield Running(process=process, url=line.rpartition(" at ")[2].partition(";")[0], first_line=line)
        finally:
            process.kill()
