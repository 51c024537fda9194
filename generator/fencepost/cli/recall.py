"""A failure that was found before: its case and its document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from fencepost.campaign.casefile import CaseFormError, steps_from
from fencepost.campaign.unit import Step
from fencepost.cases.case import Case
from fencepost.cli.reports import LAST, NAME
from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """One case to send again."""

    steps: tuple[Step, ...]
    """The requests that lead to it, and it."""

    document: str

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.steps[-1].case


def recalled(text: str, spec: str | None) -> Recalled:
    """The case that a key, `FILE#KEY` or a file with one case names.

    Raises FencepostError A009 where there is none, or where nothing says which document it belongs to.
    """
    path, mark, key = text.rpartition("#")
    if mark:
        return _from_report(Path(path), key, spec)
    if Path(text).is_file():
        return _from_case(Path(text), spec)
    return _from_report(LAST / NAME, text, spec)


def _read(path: Path) -> Json:
    try:
        value: Json = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refused(str(path), f"the report cannot be read: {(error.strerror or 'no such file').lower()}") from None
    except ValueError as error:
        raise _refused(str(path), f"this is not JSON: {str(error).lower()}") from None
    return value


def _refused(address: str, message: str) -> FencepostError:
    remedy = "give a key of the last run, a report as report.json#KEY, or a file with one case"
    return refusal("A009", message, address=address, remedy=remedy)


def _from_report(path: Path, key: str, spec: str | None) -> Recalled:
    match _read(path):
        case {"failures": [*failures], "run": {"document": str(document)}}:
            found = [item for item in failures if isinstance(item, dict) and item.get("key") == key]
            if not found:
                known = ", ".join(str(item.get("key")) for item in failures if isinstance(item, dict)) or "none"
                raise _refused(f"{path}", f"the report has no failure {key}; it has {known}")
            return Recalled(steps=_steps(found[0].get("replay"), path), document=spec or document)
        case _:
            raise _refused(str(path), "this is not a report of fencepost")


def case_file(path: Path) -> tuple[Step, ...]:
    """The case of a file, after the requests that lead to it.

    Raises FencepostError A009 where it holds none.
    """
    return _steps(_read(path), path)


def _from_case(path: Path, spec: str | None) -> Recalled:
    value = _read(path)
    document = value.get("document") if isinstance(value, dict) else None
    named = document.get("path") if isinstance(document, dict) else None
    source = spec or (named if isinstance(named, str) else None)
    if source is None:
        raise refusal("A009", "the case names no document", address=str(path), remedy="name it with --spec SPEC")
    return Recalled(steps=_steps(value, path), document=source)


def _steps(value: Json, path: Path) -> tuple[Step, ...]:
    try:
        return steps_from(value)
    except CaseFormError as error:
        raise _refused(str(path), f"this is not a case: {error}") from None
