"""A command of fencepost, run in this process as `main` runs it."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from fencepost.cli.program import run

from ..campaign.things import TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    code: int
    out: str
    err: str


class Shell:
    """A working directory of its own, with the document `things.yaml` in it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture
        (folder / "things.yaml").write_text(TEXT, encoding="utf-8")

    def run(self, *arguments: str) -> Done:
        self.capture.readouterr()
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            code = run(list(arguments))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        out, err = self.capture.readouterr()
        return Done(code=code, out=out, err=err)
