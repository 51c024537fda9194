"""The command line: one command a file, and the only package that prints."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the process was started with, and end it with the command's exit code."""
    from fencepost.cli.program import run

    sys.exit(run())
