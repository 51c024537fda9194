"""The commands as one program: exit codes, signals, and what is said when something is wrong.

0 fine; 1 contract failures, or drift; 2 the document or the arguments are wrong, or the target cannot be reached;
3 a bug of fencepost; 130 and 143 after Ctrl-C and SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Annotated

import typer

from fencepost.cli.cases import cases
from fencepost.cli.check import check
from fencepost.cli.explain import explain
from fencepost.cli.fuzz import fuzz
from fencepost.cli.generate import generate
from fencepost.cli.mock import mock
from fencepost.cli.remarks import show_errors
from fencepost.cli.replay import replay
from fencepost.diagnostics import FencepostError, visible

_HELP = """One OpenAPI document, read once: a client, boundary data, a mock and a contract campaign that mean the same.

Exit codes: 0 fine, 1 contract failures or drift, 2 the document, the arguments or the target, 3 a bug of fencepost."""

_EXAMPLES: dict[Callable[..., None], str] = {
    generate: "fencepost generate api.yaml -o client --package my_client --env token=MY_TOKEN",
    check: "fencepost check api.yaml",
    explain: "fencepost explain api.yaml create_thing",
    cases: "fencepost cases api.yaml --operation create_thing --kind fault",
    mock: "fencepost mock api.yaml --port 8000",
    fuzz: "fencepost fuzz api.yaml --url http://127.0.0.1:8000 --token-env MY_TOKEN",
    replay: "fencepost replay fencepost-report/report.json#1f0c9a2e --url http://127.0.0.1:8000",
}

app = typer.Typer(name="fencepost", help=_HELP, no_args_is_help=True, pretty_exceptions_enable=False)
for _command, _example in _EXAMPLES.items():
    app.command(epilog=f"Example: {_example}")(_command)


@app.callback(invoke_without_command=True)
def _program(*, version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"fencepost {version_of('fencepost')}")
        raise typer.Exit


def run(arguments: list[str] | None = None) -> int:
    """The exit code of the command; whatever goes wrong is said in words.

    The arguments are those the process was started with, unless others are given. A command that ends with a code of
    its own raises SystemExit.
    """
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    with _InWords() as words:
        app(arguments)
    return words.code


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


class _InWords:
    """Turns what a command raises into words and an exit code; nobody is shown a traceback."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> _InWords:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        match error:
            case FencepostError():
                show_errors(error.diagnostics)
                self.code = 2
            case BrokenPipeError():
                # Whoever reads our output has seen enough; what is still buffered has nowhere to go.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            case Exception():
                _say_bug(error, trace)
                self.code = 3
            case _:
                return False
        return True


def _say_bug(error: Exception, trace: TracebackType | None) -> None:
    place = traceback.extract_tb(trace)[-1]
    message = visible(f"{type(error).__name__}: {error}")
    typer.echo(f"fencepost: error B001: this is a bug of fencepost, not of your document: {message}", err=True)
    typer.echo(f"  it happened in {place.name}, line {place.lineno} of {Path(place.filename).name}", err=True)
    typer.echo("  please report it, with the command you ran and, if you may, the document", err=True)
