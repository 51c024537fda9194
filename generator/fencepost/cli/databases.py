"""Where drawn failures are remembered: Hypothesis's example database, in a folder, on Redis, or read from GitHub."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryFile

from hypothesis.database import (
    DirectoryBasedExampleDatabase,
    ExampleDatabase,
    GitHubArtifactDatabase,
    MultiplexedDatabase,
    ReadOnlyDatabase,
)

from fencepost.diagnostics import FencepostError, refusal

NONE = "none"
ARTIFACTS = Path(".fencepost") / "artifacts"
"""Where what was read from GitHub is kept for a day, below the working directory; git ignores it."""

_REMEDY = "name a folder, redis://HOST:PORT/NUMBER, github://OWNER/REPO/ARTIFACT, or none"


def database_of(places: tuple[str, ...]) -> ExampleDatabase | None:
    """The database that is written and read in all of some places; None where there are none.

    Raises FencepostError A047 where one of them is no place, or nobody answers there.
    """
    found = [_database(place) for place in places if place != NONE]
    return (found[0] if len(found) == 1 else MultiplexedDatabase(*found)) if found else None


def _database(place: str) -> ExampleDatabase:
    scheme, mark, rest = place.partition("://")
    if not mark:
        return _folder(Path(place))
    match scheme:
        case "redis" | "rediss" | "unix":
            return _redis(place)
        case "github":
            return _artifact(place, rest)
        case _:
            raise _refused(place, f"there is no database of the kind {scheme}", _REMEDY)


def _folder(path: Path) -> ExampleDatabase:
    try:
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            pass
    except OSError as error:
        reason = "this is a file" if path.is_file() else (error.strerror or str(error)).lower()
        raise _refused(str(path), f"the folder cannot be written: {reason}", "name another folder") from None
    return DirectoryBasedExampleDatabase(path)


def _redis(address: str) -> ExampleDatabase:
    try:
        from fencepost.cli.onredis import OnRedis
    except ImportError:
        remedy = "install fencepost with its extra redis, as pip install 'fencepost[redis]'"
        raise _refused(address, "the package redis is not installed", remedy) from None
    try:
        return OnRedis(address)
    except ValueError as error:
        raise _refused(address, f"this is no address of Redis: {str(error).lower()}", _REMEDY) from None
    except OSError as error:
        raise _refused(address, f"Redis does not answer: {error}", "start it, or correct the address") from None


def _artifact(place: str, path: str) -> ExampleDatabase:
    found = re.fullmatch(r"([\w.-]+)/([\w.-]+)(?:/([\w.-]+))?/?", path)
    if found is None:
        raise _refused(place, "this names no repository", "write it as github://OWNER/REPO/ARTIFACT")
    owner, repository, artifact = found[1], found[2], found[3] or "fencepost-examples"
    folder = ARTIFACTS / owner / repository / artifact
    folder.mkdir(parents=True, exist_ok=True)
    (ARTIFACTS.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    return ReadOnlyDatabase(GitHubArtifactDatabase(owner, repository, artifact_name=artifact, path=folder))


def _refused(place: str, message: str, remedy: str) -> FencepostError:
    return refusal("A047", message, address=without_secret(place), remedy=remedy)


def without_secret(text: str) -> str:
    """The text without the user and the password of any address in it."""
    return re.sub(r"(?<=://)[^/@\s]*@", "", text)
