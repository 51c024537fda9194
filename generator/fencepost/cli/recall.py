"""A failure that was found before: its case and its document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fencepost.campaign.casefile import steps_from
from fencepost.campaign.keeping.regression import Regression, regression_from
from fencepost.campaign.unit import Origin
from fencepost.cases.case import Case
from fencepost.cli.casefiles import JsonFile, Refusal, json_file
from fencepost.cli.folder import JSON
from fencepost.cli.reports import LAST
from fencepost.diagnostics import refusal
from fencepost.ir.values import Json

MOST_OF_A_REPORT = 1024 * 1024 * 1024
"""Bytes of report.json."""

_REFUSAL = Refusal(
    code="A009", remedy="give a key of the last run, a report as report.json#KEY, or a file with one case"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """One case to send again."""

    regression: Regression
    document: str

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.regression.steps[-1].case


def recalled(text: str, spec: str | None) -> Recalled:
    """The case that a key, `FILE#KEY` or a file with one case names.

    Raises FencepostError A009 where there is none, or where nothing says which document it belongs to.
    """
    path, mark, key = text.rpartition("#")
    if mark:
        return _from_report(Path(path), key, spec)
    if Path(text).is_file():
        return _from_case(Path(text), spec)
    return _from_report(LAST / JSON, text, spec)


def _from_report(path: Path, key: str, spec: str | None) -> Recalled:
    report = json_file(path, _REFUSAL, MOST_OF_A_REPORT)
    match report.value:
        case {"failures": [*failures], "run": {"document": str(document)}, **more}:
            accepted = more.get("accepted")
            told = [*failures, *(accepted if isinstance(accepted, list) else ())]
            return Recalled(regression=_chosen(report, told, key), document=spec or document)
        case _:
            raise _REFUSAL.of(path, "this is not a report of fencepost")


def _chosen(report: JsonFile, failures: list[Json], key: str) -> Regression:
    told = [item for item in failures if isinstance(item, dict)]
    found = next((item for item in told if item.get("key") == key), None)
    if found is None:
        known = ", ".join(str(item.get("key")) for item in told) or "none"
        raise _REFUSAL.of(report.path, f"the report has no failure {key}; it has {known}")
    steps = report.read(lambda _: steps_from(found.get("replay")))
    return Regression(origin=Origin(file=str(report.path)), steps=steps)


def _from_case(path: Path, spec: str | None) -> Recalled:
    file = json_file(path, _REFUSAL)
    regression = file.read(partial(regression_from, file=str(path)))
    document = file.value.get("document") if isinstance(file.value, dict) else None
    named = document.get("path") if isinstance(document, dict) else None
    source = spec or (named if isinstance(named, str) else None)
    if source is None:
        raise refusal("A009", "the case names no document", address=str(path), remedy="name it with --spec SPEC")
    return Recalled(regression=regression, document=source)
