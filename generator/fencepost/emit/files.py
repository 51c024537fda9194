"""The output folder: compared with a package, and written so that it never stays half-written.

A run puts what changes into a folder of its own inside the output folder, `.fencepost.new`, the new manifest last: from
then on the run counts. Then each file is moved to its place by one rename, the manifest last. A run that was killed
before is undone by the next, one that was killed after is finished by the next. Whoever reads several files during the
moves may see some old and some new ones; while `.fencepost.new` is not there, nobody can.

The only module of the emitting stage that touches the outside world.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ruff import find_ruff_bin

from fencepost.diagnostics import Diagnostic, FencepostError, refusal
from fencepost.emit.manifest import (
    NAME,
    NOTHING,
    Difference,
    File,
    Manifest,
    Package,
    digest,
    manifest_of,
    manifest_text,
    read_manifest,
)
from fencepost.emit.ownership import NO_FILE, Edits, fault, fault_of
from fencepost.emit.python.docstring import WIDTH

_STAGE = f"{NAME}.new"
_PINNED = ("--isolated", "--no-cache", "--line-length", str(WIDTH), "--target-version", "py311")
_TIDY = (("check", "--fix-only", "--select", "F401,I,RUF022", *_PINNED), ("format", *_PINNED))
"""What ruff is told: first imports dropped where they are not used, and names sorted, then everything laid out."""

_LEFT_BY_TOOLS = frozenset(["__pycache__", "build", "dist"])
_ANOTHER_FOLDER = "give -o a folder that can be written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a run did to the output folder."""

    before: Manifest | None
    """What stood there; None where nothing did."""

    after: Manifest
    differences: tuple[Difference, ...]
    """What was not as it is now; empty when nothing had to be written."""


def format_python(files: tuple[File, ...]) -> tuple[File, ...]:
    """The files, those in Python tidied by ruff, without any settings of the user.

    Raises RuntimeError when ruff cannot read a file: what we printed is no Python then.
    """
    python = [file for file in files if file.path.endswith(".py")]
    with TemporaryDirectory(prefix="fencepost-") as folder:
        # Each is named, and by a number: a folder would be searched under the excludes of whatever stands around it.
        paths = {file.path: Path(folder, f"{number}.py") for number, file in enumerate(python)}
        for file in python:
            paths[file.path].write_bytes(file.content)
        for arguments in _TIDY if paths else ():
            _run_ruff(arguments, tuple(path.name for path in paths.values()), folder)
        texts = {path: formatted.read_bytes().decode() for path, formatted in paths.items()}
    return tuple(File(path=file.path, text=texts.get(file.path, file.text)) for file in files)


def _run_ruff(arguments: tuple[str, ...], names: tuple[str, ...], folder: str) -> None:
    # In the folder and without environment, so that neither what lies beside the user nor a variable has a say.
    run = subprocess.run([find_ruff_bin(), *arguments, *names], cwd=folder, env={}, capture_output=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"generated code cannot be formatted: {run.stderr.decode(errors='replace')}")


def runtime_files(folder: str) -> tuple[File, ...]:
    """The runtime as files below a folder of the package, byte for byte."""
    return _copied(Path(__file__).parents[1] / "runtime", folder)


def drawing_files(folder: str) -> tuple[File, ...]:
    """The words that strategies are written in, as files below a folder of the package, byte for byte."""
    return _copied(Path(__file__).parent / "drawing", folder)


def _copied(source: Path, folder: str) -> tuple[File, ...]:
    found = sorted(path for path in source.rglob("*.py") if "__pycache__" not in path.parts)
    return tuple(
        File(path=f"{folder}/{path.relative_to(source).as_posix()}", text=path.read_bytes().decode()) for path in found
    )


def compare(package: Package, directory: Path) -> tuple[Difference, ...]:
    """What in the folder is not as the package would be written into it, by path.

    A file that is not ours counts as added, but for hidden ones and what Python and its tools leave behind.
    Raises FencepostError W001 where the folder is a file, W005 where it cannot be read.
    """
    with _explained(directory):
        expected = {file.path: file.digest for file in package.files}
        expected[NAME] = digest(manifest_text(manifest_of(package)).encode())
        found = [Difference(kind="added", path=path) for path in _visible_files(directory) if path not in expected]
        for path, wanted in expected.items():
            actual = _digest_at(directory / path)
            if actual != wanted:
                found.append(Difference(kind="missing" if actual is None else "changed", path=path))
        return tuple(sorted(found, key=lambda difference: difference.path))


def _visible_files(directory: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if not _is_left_by_tools(name)]
        yield from (Path(folder, name).relative_to(directory).as_posix() for name in names if not name.startswith("."))


def _is_left_by_tools(name: str) -> bool:
    return name.startswith(".") or name.endswith(".egg-info") or name in _LEFT_BY_TOOLS


def _digest_at(path: Path) -> str | None:
    """The hash of a file, or None where there is nothing."""
    if path.is_file() and not path.is_symlink():
        return digest(path.read_bytes())
    return NO_FILE if path.is_symlink() or path.exists() else None


def write(package: Package, directory: Path, edits: Edits) -> Written:
    """Writes the package into the folder, which is made where it does not exist.

    Only files that the folder's manifest lists are ever replaced or removed. Raises FencepostError, having changed
    nothing: W001 (the folder is a file), W002 (files in it and no manifest), W003 (a listed file was edited by hand),
    W004 (a symbolic link in the way), W005 (not writable), W006 (no manifest that can be trusted), W007 (another run is
    writing), W008 (something that is not ours in the way).
    """
    with _explained(directory), _locked(directory):
        _settle(directory, edits)
        before, after = _manifest_at(directory), manifest_of(package)
        if before is None:
            _refuse_foreign(directory)
        _refuse_faults(before or NOTHING, after, directory, edits)
        listed = (before or NOTHING).by_path
        found = compare(package, directory)
        differences = tuple(each for each in found if each.kind != "added" or each.path in listed)
        if differences:
            _stage(package, frozenset(each.path for each in differences), directory / _STAGE)
            _move(before or NOTHING, after, directory)
        return Written(before=before, after=after, differences=differences)


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    """Turns what the system refuses into a message; refuses a file in the folder's place."""
    if directory.exists() and not directory.is_dir():
        raise refusal("W001", "this is a file; the output is a folder", address=str(directory), remedy=_ANOTHER_FOLDER)
    try:
        yield
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(directory)
        message = f"the output cannot be written: {(error.strerror or str(error)).lower()}"
        raise refusal("W005", message, address=place, remedy=_ANOTHER_FOLDER) from None


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Makes the folder and keeps every other run out of it; the lock ends with the process, however that ends."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = os.open(directory, os.O_RDONLY)
    try:
        _take(lock, directory)
        yield
    finally:
        os.close(lock)


def _take(lock: int, directory: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refusal(
            "W007", "another run is writing here", address=str(directory), remedy="wait until it ends"
        ) from None
    except OSError:
        return  # A file system without locks on folders, such as NFS: nobody is kept out there.


def _manifest_at(folder: Path) -> Manifest | None:
    """The manifest of a folder, or None where it has none."""
    path = folder / NAME
    if path.is_symlink() or path.is_dir():
        message = f"{NAME} is no file here, so this is not a folder that a package was written to"
        raise refusal("W006", message, address=str(folder), remedy="give -o a folder of its own")
    return read_manifest(path.read_bytes().decode(errors="replace"), str(path)) if path.exists() else None


def _settle(directory: Path, edits: Edits) -> None:
    """Finishes or undoes what a killed run left."""
    stage = directory / _STAGE
    if stage.is_symlink() or stage.is_file():
        raise refusal("W004", "this is no folder of ours", address=str(stage), remedy="remove it")
    after = _manifest_at(stage)
    if after is not None:
        before = _manifest_at(directory) or NOTHING
        _refuse_faults(before, after, directory, edits)
        _move(before, after, directory)
    elif stage.exists():
        shutil.rmtree(stage)


def _refuse_foreign(directory: Path) -> None:
    names = sorted(path.name for path in directory.iterdir())
    if names:
        rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
        message = f"there are files here that fencepost did not write: {', '.join(names[:3])}{rest}"
        raise refusal("W002", message, address=str(directory), remedy="give -o a folder that is empty or new")


def _refuse_faults(before: Manifest, after: Manifest, directory: Path, edits: Edits) -> None:
    listed, wanted = before.by_path, after.by_path
    faults = [
        _obstacle(path, directory)
        or fault_of(
            str(directory / path),
            listed=listed.get(path),
            wanted=wanted.get(path),
            found=_digest_at(directory / path),
            edits=edits,
        )
        for path in sorted({*listed, *wanted})
    ]
    if any(faults):
        raise FencepostError(dict.fromkeys(filter(None, faults)))


def _obstacle(path: str, directory: Path) -> Diagnostic | None:
    """What on the way to a file cannot be passed: a link, which may lead out of the folder, or what is no folder."""
    place = directory
    for part in path.split("/"):
        if not os.access(place, os.W_OK | os.X_OK) and place.is_dir():
            return fault("W005", "this folder cannot be written", str(place), _ANOTHER_FOLDER)
        if place.exists() and not place.is_dir():
            return fault("W008", "this stands where a folder belongs, and is not ours", str(place), "move it away")
        place = place / part
        if place.is_symlink():
            return fault(
                "W004", "this is a symbolic link; it is not followed", str(place), "replace it by what it means"
            )
    return None


def _stage(package: Package, paths: frozenset[str], stage: Path) -> None:
    """Puts the files into the folder beside their places, the manifest last: with it, the run counts."""
    try:
        stage.mkdir()
        for file in package.files:
            if file.path in paths:
                (stage / file.path).parent.mkdir(parents=True, exist_ok=True)
                (stage / file.path).write_bytes(file.content)
        unfinished = stage / f"{NAME}.part"
        unfinished.write_bytes(manifest_text(manifest_of(package)).encode())
        unfinished.rename(stage / NAME)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _move(before: Manifest, after: Manifest, directory: Path) -> None:
    """Moves what is staged to its place, removes what is no longer ours, and ends with the manifest."""
    stage = directory / _STAGE
    for path in after.by_path:
        if (stage / path).is_file():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(directory / path)
    for path in before.by_path.keys() - after.by_path.keys():
        _remove(path, directory)
    (stage / NAME).replace(directory / NAME)
    shutil.rmtree(stage)


def _remove(path: str, directory: Path) -> None:
    """Removes a file, and the folders that are empty without it."""
    (directory / path).unlink(missing_ok=True)
    for folder in (directory / path).relative_to(directory).parents[:-1]:
        try:
            (directory / folder).rmdir()
        except OSError:
            return
