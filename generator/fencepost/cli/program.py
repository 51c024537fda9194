"""The commands as one program: exit codes, signals, and what is said when something is wrong.

0 fine; 1 contract failures, or drift; 2 the document or the arguments are wrong, or the target cannot be reached;
3 a bug of fencepost; 130 and 143 after Ctrl-C and SIGTERM, 141 where the reader of a pipe left.
"""

from __future__ import annotations

import io
import re
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

from fencepost.cli.cases import cases
from fencepost.cli.check import check
from fencepost.cli.explain import explain
from fencepost.cli.fuzz import fuzz
from fencepost.cli.generate import generate
from fencepost.cli.merge import merge
from fencepost.cli.mock import mock
from fencepost.cli.remarks import show_errors
from fencepost.cli.replay import replay
from fencepost.cli.stopping import NOBODY_READS, code_of, end_on_signals, silence
from fencepost.cli.why import why
from fencepost.diagnostics import FencepostError, refusal

_HELP = """One OpenAPI document, read once: a client, boundary data, a mock and a contract campaign that mean the same.

Exit codes: 0 fine, 1 contract failures or drift, 2 the document, the arguments or the target, 3 a bug of fencepost."""

_EXAMPLES: dict[Callable[..., None], str] = {
    generate: "fencepost generate api.yaml -o client --package my_client --env token=MY_TOKEN",
    check: "fencepost check api.yaml",
    explain: "fencepost explain api.yaml create_thing",
    cases: "fencepost cases api.yaml --operation create_thing --kind fault",
    why: "fencepost why api.yaml create_thing body.json",
    mock: "fencepost mock api.yaml --port 8000",
    fuzz: "fencepost fuzz api.yaml --url http://127.0.0.1:8000 --token-env MY_TOKEN",
    merge: "fencepost merge part-1 part-2 part-3 --report-dir whole",
    replay: "fencepost replay fencepost-report/report.json#1f0c9a2e --url http://127.0.0.1:8000",
}

app = typer.Typer(name="fencepost", help=_HELP, pretty_exceptions_enable=False)
for _command, _example in _EXAMPLES.items():
    app.command(epilog=f"Example: {_example}")(_command)


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"fencepost {version_of('fencepost')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


def run(arguments: list[str] | None = None) -> int:
    """The exit code of the command; whatever goes wrong is said in words.

    The arguments are those the process was started with, unless others are given.
    """
    end_on_signals()
    _print_every_character()
    with _InWords() as words:
        words.code = app(arguments, prog_name="fencepost", standalone_mode=False) or 0
    return words.code


def _print_every_character() -> None:
    """What the encoding of a stream does not have is printed as an escape, in place of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _InWords:
    """Turns what a command raises into words and an exit code; nobody is shown a traceback."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> _InWords:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        match error:
            case BrokenPipeError():
                silence()
                self.code = NOBODY_READS
            case SystemExit():
                self.code = code_of(error)
            case Exception():
                self.code, told = _in_words(error, trace)
                _say(told)
            case _:
                return False
        return True


def _in_words(error: Exception, trace: TracebackType | None) -> tuple[int, FencepostError]:
    """The exit code of what was raised, and what a user is told."""
    match error:
        case FencepostError():
            return 2, error
        case typer.TyperException():
            return 2, _misuse(error)
        case OSError():
            return 2, _system_refusal(error)
        case _:
            return 3, _bug(error, trace)


def _say(told: FencepostError) -> None:
    # Where standard error cannot be written, nobody can be told; the exit code says the rest.
    with suppress(OSError):
        show_errors(told.diagnostics)


def _misuse(error: typer.TyperException) -> FencepostError:
    """Arguments that no command takes."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", None) or "fencepost"
    message, _, hint = re.sub(r" \(Possible options: (.*)\)", r". Did you mean \1?", error.format_message()).partition(
        ". "
    )
    remedy = hint or f"`{command} --help` tells what it takes"
    return refusal("A015", _uncapped(message.rstrip(".")), address=command, remedy=_uncapped(remedy))


def _uncapped(text: str) -> str:
    return text[:1].lower() + text[1:]


def _system_refusal(error: OSError) -> FencepostError:
    """A full disk, a folder that is gone: what no command can foresee."""
    reason = (error.strerror or str(error)).lower()
    address = error.filename if isinstance(error.filename, str) else None
    return refusal("A016", f"the system refuses: {reason}", address=address, remedy="mend that, and run it again")


def _bug(error: Exception, trace: TracebackType | None) -> FencepostError:
    place = traceback.extract_tb(trace)[-1]
    where = f"{place.name}, line {place.lineno} of {Path(place.filename).name}"
    message = f"this is a bug of fencepost, not of your document: {type(error).__name__}: {error} (in {where})"
    remedy = "please report it, with the command you ran and, if you may, the document"
    return refusal("B001", message, remedy=remedy)
