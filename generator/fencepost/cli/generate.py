"""`fencepost generate`: a document to an installable package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def generate(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")],
    package: Annotated[
        str | None, typer.Option(metavar="NAME", help="The import package; by default named after the document.")
    ] = None,
    env: Annotated[
        list[str] | None,
        typer.Option(metavar="ARG=NAME", help="What the client reads from the environment, such as token=MY_TOKEN."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where the folder is not up to date.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace generated files that were edited by hand.")] = False,
) -> None:
    """Write a typed client, its models and its test data for a document.

    Prints what changed for those who use the package, and nothing where nothing did.
    """
    from fencepost.cli.remarks import show_errors
    from fencepost.diagnostics import Diagnostics, visible
    from fencepost.emit.surface import surface_changes
    from fencepost.pipeline import Choice, check_output
    from fencepost.pipeline import generate as write_package

    choice = Choice(package=package, environment=tuple(env or ()))
    sink = Diagnostics()
    if check:
        differences = check_output(spec, output, choice, sink)
        show_errors(sink.sorted())
        for difference in differences:
            typer.echo(f"{difference.kind} {visible(str(output / difference.path))}")
        raise typer.Exit(1 if differences else 0)
    written = write_package(spec, output, choice, "overwrite" if force else "refuse", sink)
    show_errors(sink.sorted())
    before = () if written.before is None else written.before.surface
    for line in surface_changes(before, written.after.surface):
        typer.echo(line)
    if written.before is None:
        typer.echo(f"wrote {len(written.after.digests)} files to {visible(str(output))}", err=True)
