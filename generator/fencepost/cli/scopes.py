"""What a campaign sends besides what its document gives, and what it does not: the settings that speak of that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fencepost.campaign.planning.restraint import Permission
from fencepost.campaign.unit import Step
from fencepost.cli.campaigns import Scope
from fencepost.cli.fieldvalues import field_values
from fencepost.cli.pyproject import Section, read_section
from fencepost.cli.recall import case_file
from fencepost.diagnostics import refusal
from fencepost.ir.api import Api
from fencepost.ir.http import Operation

STRINGS = "strings"


def scope_of(
    api: Api,
    settings: Path,
    *,
    operations: tuple[Operation, ...],
    regressions: tuple[Path, ...],
    privileged: bool,
    asserts_formats: bool,
    is_ours: bool,
) -> Scope:
    """The scope of a campaign on some operations of a document.

    `is_ours` tells whether the mock or the client is tested: they ask for no role, know no things of a user's server,
    and read formats as annotations. Raises FencepostError for settings and files that cannot be used.
    """
    recalled = tuple(_recalled(api, regressions, frozenset(operation.id for operation in operations)))
    section = read_section(settings)
    values, nul = field_values(section, api), _sends_nul(section)
    if is_ours:
        return Scope(permission=Permission(nul=nul, unknown=False), recalled=recalled)
    permission = Permission(values=values, privileged=privileged, nul=nul)
    return Scope(permission=permission, asserts_formats=asserts_formats, recalled=recalled)


def _sends_nul(section: Section) -> bool:
    match section.member(STRINGS):
        case None:
            return True
        case {"nul": bool(nul), **rest} if not rest:
            return nul
        case _:
            remedy = "write it as strings = {nul = false}"
            raise section.refusal("A022", "strings must be a table with nul alone", STRINGS, remedy=remedy)


def _recalled(api: Api, paths: tuple[Path, ...], chosen: frozenset[str]) -> Iterator[tuple[Step, ...]]:
    """The cases of files and folders, of the chosen operations; those of a folder by name."""
    for file in (file for path in paths for file in _files(path)):
        steps = case_file(file)
        unknown = next((step.case.operation for step in steps if api.operation(step.case.operation) is None), None)
        if unknown is not None:
            message = f"the document has no operation {unknown}"
            raise refusal("A029", message, address=str(file), remedy="remove the file, or correct its operation")
        if steps[-1].case.operation in chosen:
            yield steps


def _files(path: Path) -> tuple[Path, ...]:
    if path.is_dir():
        return tuple(sorted(path.glob("*.json")))
    if not path.is_file():
        remedy = "name a file with one case, or a folder of them"
        raise refusal("A029", "there is no such file or folder", address=str(path), remedy=remedy)
    return (path,)
