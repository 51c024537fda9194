"""What printed files say of their origin: a name that is the same wherever the document was read from."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from fencepost.diagnostics import Location
from fencepost.emit.python.code import Code, joined
from fencepost.emit.python.docstring import comment
from fencepost.ir.api import Api


def banner(api: Api) -> Code:
    """Two lines of comment for the top of a file. No date and no version, so that they change with nothing else."""
    lines = (
        f"Made by fencepost from {document_name(api.source)}. Do not edit:",
        "change the document and run `fencepost generate` again.",
    )
    return joined("\n", tuple(comment(line) for line in lines))


def document_name(source: str) -> str:
    """The document by its last name only: the folder it was read from is nobody else's concern."""
    if source == "-":
        return "the document"
    path = urlsplit(source).path if source.startswith(("http://", "https://")) else source
    return PurePosixPath(path).name or "the document"


def place_name(location: Location, api: Api) -> str:
    """A place of the document as others can find it: `thing.yaml#/components/schemas/Thing`."""
    return f"{_relative(location.file, api.source)}#{location.pointer}"


def _relative(file: str, source: str) -> str:
    """A file that the document draws in, relative to the document's folder where it is below."""
    try:
        return PurePosixPath(file).relative_to(PurePosixPath(source).parent).as_posix()
    except ValueError:
        return document_name(file)
