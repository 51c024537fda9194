"""The command line: one command a file, and the only package that prints."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command that the process was started with, and end it with the command's exit code."""
    # Until there is something to end in order, Ctrl-C ends the process at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _keep_standard_streams_apart()
    from fencepost.cli.program import run

    sys.exit(run())


def _keep_standard_streams_apart() -> None:
    """Give a standard stream that was closed a place of its own, so that no file that is opened later takes it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
