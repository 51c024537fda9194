"""What is told to GitHub, where a campaign runs in one of its workflows."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from fencepost.campaign.summary import Summary
from fencepost.report.annotations import annotated, step_summary


def tell_github(summary: Summary, again: str) -> None:
    """Annotate the document and write the page of the run; nothing anywhere else."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for line in annotated(summary, _placed):
        typer.echo(line, err=True)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        try:
            with Path(page).open("a", encoding="utf-8") as file:
                file.write(step_summary(summary, again))
        except OSError as error:
            typer.echo(f"fencepost: the page of the run cannot be written: {(error.strerror or '').lower()}", err=True)


def _placed(file: str) -> str | None:
    """The path of a document in the repository; None for one from elsewhere."""
    path, root = Path(file).resolve(), Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    return path.relative_to(root).as_posix() if path.is_file() and path.is_relative_to(root) else None
