"""What a campaign sends besides what its document gives, and what it does not: the settings that speak of that."""

from __future__ import annotations

from pathlib import Path

from fencepost.campaign.keeping.baseline import Baseline
from fencepost.campaign.planning.programme import Scope
from fencepost.campaign.planning.restraint import Permission
from fencepost.cli.fieldvalues import field_values
from fencepost.cli.pyproject import Section, read_section
from fencepost.cli.regressions import read_regressions
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.ir.http import Operation

STRINGS = "strings"


def scope_of(
    api: Api,
    settings: Path,
    *,
    operations: tuple[Operation, ...],
    regressions: tuple[Path, ...],
    baseline: Baseline | None,
    privileged: bool,
    asserts_formats: bool,
    is_ours: bool,
    sink: Diagnostics,
) -> Scope:
    """The scope of a campaign on some operations of a document.

    `is_ours` tells whether the mock or the client is tested: they ask for no role, know no things of a user's server,
    and read formats as annotations. What cannot be used of regressions is told to the sink. Raises
    FencepostError for settings that cannot be used, and for files that are not there.
    """
    chosen = frozenset(operation.id for operation in operations)
    recalled = read_regressions(api, regressions, chosen, sink)
    section = read_section(settings)
    values, nul = field_values(section, api), _sends_nul(section)
    if is_ours:
        return Scope(permission=Permission(nul=nul, unknown=False), recalled=recalled, baseline=baseline)
    permission = Permission(values=values, privileged=privileged, nul=nul)
    return Scope(permission=permission, asserts_formats=asserts_formats, recalled=recalled, baseline=baseline)


def _sends_nul(section: Section) -> bool:
    match section.member(STRINGS):
        case None:
            return True
        case {"nul": bool(nul), **rest} if not rest:
            return nul
        case _:
            remedy = "write it as strings = {nul = false}"
            raise section.refusal("A022", "strings must be a table with nul alone", STRINGS, remedy=remedy)
