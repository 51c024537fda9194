"""Failures of earlier runs on disk: read before a campaign, written after it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.keeping.fitting import Fitting, ForeignError
from fencepost.campaign.keeping.regression import Regression, file_name, regression_from, regression_text
from fencepost.campaign.summary import Summary
from fencepost.cli.casefiles import Refusal, json_file
from fencepost.cli.folder import replace_text
from fencepost.diagnostics import Diagnostic, Diagnostics, FencepostError, refusal
from fencepost.ir.api import Api

_UNREADABLE = Refusal(code="A040", remedy="mend the file, or remove it; the others are sent")
_FOREIGN = Refusal(code="A029", remedy="remove the file, or correct its operation")
_ELSEWHERE = "name another folder with --save-regressions"


def read_regressions(
    api: Api, paths: tuple[Path, ...], chosen: frozenset[str], sink: Diagnostics
) -> tuple[Regression, ...]:
    """The earlier failures of files and folders, of the chosen operations, each file once; those of a folder by name.

    What cannot be used is told to the sink. Raises FencepostError A029 where there is no such file or folder.
    """
    fitting, found = Fitting(api), list[Regression]()
    for file in dict.fromkeys(file for path in paths for file in _files(path, sink)):
        try:
            regression = _read(file, fitting)
        except FencepostError as error:
            sink.add(*error.diagnostics)
            continue
        if regression.steps[-1].case.operation in chosen:
            found.append(regression)
    return tuple(found)


def _files(path: Path, sink: Diagnostics) -> tuple[Path, ...]:
    if path.is_dir():
        found = tuple(sorted(path.glob("*.json")))
        if not found:
            remedy = "name the folder with --save-regressions, which fills it"
            message = "there is no regression in this folder: no name ends in .json"
            sink.add(Diagnostic(code="A041", level="warning", message=message, address=str(path), remedy=remedy))
        return found
    if not path.is_file():
        remedy = "name a file with one case, or a folder of them"
        raise refusal("A029", "there is no such file or folder", address=str(path), remedy=remedy)
    return (path,)


def _read(path: Path, fitting: Fitting) -> Regression:
    if not path.is_file():
        raise _UNREADABLE.of(path, "this is no file")
    file = json_file(path, _UNREADABLE)
    regression = file.read(partial(regression_from, file=str(path)))
    try:
        return fitting.fitted(regression)
    except ForeignError as error:
        raise _FOREIGN.of(path, str(error)) from None


def kept_before(folder: Path | None) -> tuple[Path, ...]:
    """The folder, where an earlier run has left anything in it."""
    return (folder,) if folder is not None and folder.is_dir() and any(folder.glob("*.json")) else ()


def prepare_regressions(folder: Path | None) -> None:
    """Make the folder before anything is sent. Raises FencepostError A042 where it cannot be written."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = "this is a file" if folder.is_file() else (error.strerror or str(error)).lower()
        message = f"regressions cannot be written here: {reason}"
        raise refusal("A042", message, address=str(folder), remedy=_ELSEWHERE) from None


def save_regressions(folder: Path, summary: Summary) -> Iterator[Diagnostic]:
    """Write a file for each failure that has none there yet; gives what stood in the way."""
    for failure in summary.failures.values():
        path = folder / file_name(failure)
        if _is_kept(path, failure) or summary.started is None:
            continue
        try:
            replace_text(path, regression_text(failure, _named(summary.started.source), summary.started.digest))
        except OSError as error:
            message = f"the regression cannot be written: {(error.strerror or str(error)).lower()}"
            yield Diagnostic(code="A042", level="error", message=message, address=str(path), remedy=_ELSEWHERE)


def _is_kept(path: Path, failure: Failure) -> bool:
    """Whether a file has the failure already: it then stays as it is, what a person changed in it included."""
    if not path.is_file():
        return False
    try:
        kept = json_file(path, _UNREADABLE).read(partial(regression_from, file=str(path)))
    except FencepostError:
        return False
    return kept.origin.key == failure.key


def _named(source: str) -> str:
    """A document as another checkout finds it: below the working directory by its path from there, without secrets."""
    if re.match(r"[a-z][a-z0-9+.-]*://", source):
        return re.sub(r"//[^/@]*@", "//", source)
    path = os.path.relpath(source)
    return source if path.startswith("..") else Path(path).as_posix()
