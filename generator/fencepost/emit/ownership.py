"""Who a file in the output folder belongs to, and whether it may be replaced."""

from __future__ import annotations

from typing import Literal, TypeAlias

from fencepost.diagnostics import Diagnostic

Edits: TypeAlias = Literal["refuse", "overwrite"]
"""What is done with a file of ours that was edited by hand."""

NO_FILE = "no plain file"
"""The hash of what stands in a file's place and is none: a folder, a pipe."""


def fault_of(
    address: str, *, listed: str | None, wanted: str | None, found: str | None, edits: Edits
) -> Diagnostic | None:
    """Why the file at an address must not be touched; None when it may be.

    `listed` is its hash in the manifest, `wanted` the one it is to get, `found` the one it has; None for no file.
    """
    if found is None or found in (listed, wanted):
        return None
    if listed is None or found == NO_FILE:
        message = "this stands where a generated file belongs, and is not ours"
        return fault("W008", message, address, "move it away, or rename what it collides with")
    if edits == "overwrite":
        return None
    return fault("W003", "this generated file was edited by hand", address, "undo the edit, or lose it with --force")


def fault(code: str, message: str, address: str, remedy: str) -> Diagnostic:
    """One reason not to write."""
    return Diagnostic(code=code, level="error", message=message, address=address, remedy=remedy)
