"""The manifest of an output folder: which files are ours, what was in them, and what they offered.

It stands in `.fencepost`. What it does not list is not ours and is never touched.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fencepost.diagnostics import refusal
from fencepost.ir.values import Json

NAME = ".fencepost"
_SCHEMA = 1
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of the package."""

    path: str
    """Relative to the output folder, with slashes; it stays inside."""

    text: str

    def __post_init__(self) -> None:
        if not is_inside(self.path):
            raise ValueError(f"{self.path!r} leaves the output folder")

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it is written, in hexadecimal."""
        return digest(self.content)

    @property
    def content(self) -> bytes:
        """The bytes of the file: UTF-8."""
        return self.text.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is written into an output folder."""

    files: tuple[File, ...]
    surface: tuple[str, ...] = ()
    """What the package offers, a line each (see surface.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not as it would be written now."""

    kind: Literal["changed", "missing", "added"]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run wrote."""

    digests: tuple[tuple[str, str], ...]
    """Path and SHA-256 of each file, by path."""

    surface: tuple[str, ...]

    @property
    def by_path(self) -> Mapping[str, str]:
        """The hash of each file."""
        return dict(self.digests)


NOTHING = Manifest(digests=(), surface=())


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_inside(path: str) -> bool:
    """Whether a relative path with slashes names a file inside the folder it is relative to, and not the manifest."""
    parts = path.split("/")
    dull = all(part.isprintable() and part not in ("", ".", "..") and not set(part) & set("\\:") for part in parts)
    return dull and not parts[0].startswith(NAME)


def manifest_of(package: Package) -> Manifest:
    """The manifest of a package."""
    digests = sorted((file.path, file.digest) for file in package.files)
    return Manifest(digests=tuple(digests), surface=tuple(sorted(package.surface)))


def manifest_text(manifest: Manifest) -> str:
    """The manifest as it is written: JSON, a line each, so that a change of one file is a change of one line."""
    value = {"schema": _SCHEMA, "files": dict(manifest.digests), "surface": list(manifest.surface)}
    return json.dumps(value, indent=1) + "\n"


def read_manifest(text: str, address: str) -> Manifest:
    """The manifest of a text; `address` names it in the error.

    Raises FencepostError W006 for a text that no run of this version wrote: its paths are not to be trusted.
    """
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    match value:
        case {"schema": int(schema), "files": dict(files), "surface": list(surface)} if schema == _SCHEMA:
            digests = tuple((path, str(found)) for path, found in files.items())
            if all(is_inside(path) and _HASH.fullmatch(found) for path, found in digests):
                return Manifest(digests=digests, surface=tuple(str(line) for line in surface))
        case _:
            pass
    remedy = "restore it from version control, or remove it with the files it lists"
    raise refusal("W006", "this is no manifest that this version of fencepost wrote", address=address, remedy=remedy)
