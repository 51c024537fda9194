"""The vendor's client in an environment of its own, called from here a line at a time."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..environments import python_packages

PACKAGE = "prime-sandboxes"
PROGRAM = Path(__file__).parent / "calling.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version of the client, in one of its two ways to be called."""

    version: str
    way: str
    """`sync` or `async`."""

    def __str__(self) -> str:
        return f"{self.version}-{self.way}"


class RaisedError(Exception):
    """What a call of the client raised: the names of its classes, the closest first, and what it says."""

    def __init__(self, kinds: list[str], message: str) -> None:
        super().__init__(f"{kinds[0]}: {message}")
        self.kinds = kinds
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A client that is ready."""

    edition: Edition
    process: subprocess.Popen[str]

    def __getattr__(self, method: str) -> Any:
        return lambda **arguments: self._asked({"method": method, "arguments": arguments})

    def made(self, name: str, **fields: Any) -> Any:
        """The sandbox that a request of the client's own model makes."""
        return self.create(request={"name": name, "docker_image": "python:3.11-slim", **fields})

    def schema(self, model: str) -> Any:
        """The JSON Schema of one of the client's models."""
        return self._asked({"model": model})

    def _asked(self, call: dict[str, Any]) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(call) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the client has ended"
        told = json.loads(line)
        if "kinds" in told:
            raise RaisedError(told["kinds"], told["message"])
        return told["value"]


def interpreter(version: str, cache: Path) -> Path:
    """The Python that has a version of the client, which is installed if need be; the test is skipped without it."""
    environment = cache / f"{PACKAGE}-{version}"
    if not python_packages(environment, (f"{PACKAGE}=={version}",)):
        pytest.skip(f"{PACKAGE} {version} cannot be installed: the Python package index is out of reach")
    return environment / "bin" / "python"


@contextmanager
def vendor(edition: Edition, python: Path, url: str, home: Path, key: str | None = "a-key") -> Iterator[Vendor]:
    """A client of an address, with a key of the service; it sees no variable but those, and an empty home."""
    variables = {"PATH": os.defpath, "HOME": str(home), "PRIME_API_BASE_URL": url}
    with subprocess.Popen(
        (str(python), "-P", str(PROGRAM), edition.way),  # -P: what lies beside the program is not the client's.
        env=variables | ({} if key is None else {"PRIME_API_KEY": key}),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Vendor(edition=edition, process=process)
        finally:
            process.terminate()
