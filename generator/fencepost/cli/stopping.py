"""How a command ends before its time: signals, and readers of its output that have left."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

NOBODY_READS = 141
"""The exit code where the reader of a pipe left: that of a program which SIGPIPE ended (128 + 13)."""


def end_on_signals() -> None:
    """From now on Ctrl-C and SIGTERM end the process in order, with 130 and 143."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def code_of(end: SystemExit) -> int:
    """The exit code of an early end; what is still buffered for a reader who left is dropped."""
    if isinstance(end.__context__, BrokenPipeError):
        silence()
        return NOBODY_READS
    return end.code if isinstance(end.code, int) else 1


def silence() -> None:
    """Send whatever is still written nowhere, so that nothing fails once more when the process ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
