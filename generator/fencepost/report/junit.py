"""junit.xml: what a campaign found as test cases, under names that stay the same from run to run.

A suite is an operation, a case is one constraint of one field or one rule: so GitLab, Jenkins and GitHub show which of
them is new, and since when. What is wrong with an answer is a case of its own. Source: the schema of the JUnit plug-in
of Jenkins, which the readers of all three accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name, keyword_of
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import Location, visible
from fencepost.report.matrix import Matrix, Row
from fencepost.report.wording import failure_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One line of a test report."""

    suite: str
    """The operation."""

    name: str
    location: Location | None = None
    """Where the document speaks of it; None where it does not."""

    failures: tuple[Failure, ...] = ()
    skipped: str | None = None
    """Why nothing is known of it; None where something is."""


def junit_text(summary: Summary, matrix: Matrix, again: str) -> str:
    """The text of junit.xml; `again` holds the options that name the target on the command line."""
    suites: dict[str, list[Tried]] = {}
    for case in cases_of(summary, matrix):
        suites.setdefault(case.suite, []).append(case)
    cases = [case for own in suites.values() for case in own]
    title = "fencepost" if summary.started is None else summary.started.title
    root = ET.Element("testsuites", {"name": _text(title), **_counts(cases), "time": f"{summary.seconds:.3f}"})
    for name, own in suites.items():
        suite = ET.SubElement(root, "testsuite", {"name": _text(name), **_counts(own)})
        for case in own:
            _add(suite, case, summary, again)
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n"


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def cases_of(summary: Summary, matrix: Matrix) -> Iterator[Tried]:
    """Every constraint and rule that was to be tried, and after them what is wrong with answers."""
    told = set[str]()
    for row in matrix.rows():
        case = _of_row(row, summary, told)
        told.update(failure.key for failure in case.failures)
        yield case
    for failure in summary.failures.values():
        if failure.key not in told:
            name = f"{failure.check} {field_name(failure.target)} {keyword_of(failure.point)}"
            yield Tried(suite=failure.operation, name=name, location=failure.location, failures=(failure,))


def _of_row(row: Row, summary: Summary, told: set[str]) -> Tried:
    keys = dict.fromkeys(key for cell in row.cells for key in cell.failures)
    found = tuple(summary.failures[key] for key in keys if key in summary.failures and key not in told)
    return Tried(
        suite=row.aim.operation,
        name=_name(row),
        location=row.aim.location,
        failures=found,
        skipped=None if found else _skipped(row, tuple(keys)),
    )


def _name(row: Row) -> str:
    return f"{row.aim.rule} {row.keyword}" if row.aim.rule else f"{row.aim.target.lstrip('/')} {row.keyword}".strip()


def _skipped(row: Row, keys: tuple[str, ...]) -> str | None:
    """Why nothing is known of a row: none of its points was decided, or its failures are accepted."""
    if keys:
        return f"accepted: {', '.join(keys)}"
    if any(cell.outcome == "kept" for cell in row.cells):
        return None
    reasons = dict.fromkeys(cell.reason for cell in row.cells if cell.reason)
    return f"{row.outcome}: {', '.join(reasons)}" if reasons else row.outcome


def _counts(cases: list[Tried]) -> dict[str, str]:
    failed = sum(bool(case.failures) for case in cases)
    skipped = sum(case.skipped is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}


def _add(suite: ET.Element, case: Tried, summary: Summary, again: str) -> None:
    names = {"classname": _text(case.suite), "name": _text(case.name)}
    place = {} if case.location is None else {"file": _text(case.location.file), "line": str(case.location.line)}
    element = ET.SubElement(suite, "testcase", names | place)
    if case.skipped is not None:
        ET.SubElement(element, "skipped", {"message": _text(case.skipped)})
    if case.failures:
        # Readers of the format show the first failure of a case alone, so that it has to hold all of them.
        first = case.failures[0]
        failure = ET.SubElement(element, "failure", {"type": first.check, "message": _text(first.message)})
        failure.text = "\n\n".join(_told(each, summary, again) for each in case.failures)


def _told(failure: Failure, summary: Summary, again: str) -> str:
    retold, fence = summary.retold.get(failure.key), summary.fences.get(failure.key)
    fences = () if fence is None else (fence,)
    lines = failure_lines(failure, times=summary.repeated[failure.key], again=again, retold=retold, fences=fences)
    return "\n".join(map(_text, lines))


def _text(text: str) -> str:
    """A text that XML can hold: it has no characters for control codes, lone surrogates and what is no character."""
    return visible(text)
