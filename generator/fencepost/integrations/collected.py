"""The suite of a document inside pytest: a file with one test for each case. The plug-in registers this module."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign.piecemeal import LostError, Piecemeal, Result
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Unit
from fencepost.diagnostics import FencepostError, refusal, render, visible
from fencepost.integrations.suite import Suite, Wanted
from fencepost.report.sentences import doubt_line
from fencepost.report.wording import failure_lines


class BrokenError(Exception):
    """A server breaks its document; the message is what a person reads of it."""


SUITE = pytest.StashKey[Suite]()
KIND, CAUSE = "fencepost_kind", "fencepost_undecided"
"""Properties of a test that stand in its report, and so in junit.xml too."""


def prepare(config: pytest.Config, wanted: Wanted) -> None:
    """Read the document. Raises UsageError where it, or anything else that is wanted, cannot be used."""
    try:
        config.stash[SUITE] = Suite(wanted, os.environ)
    except FencepostError as error:
        raise pytest.UsageError(_told(error)) from None


def _told(error: FencepostError) -> str:
    return "\n".join(map(render, error.diagnostics))


def _unreached(lost: LostError) -> FencepostError:
    remedy = "start the server, or correct its address"
    return refusal("T001", f"the target cannot be reached: {lost}", address=lost.address, remedy=remedy)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The document as a file of tests."""
    suite = parent.config.stash[SUITE]
    if file_path.resolve() != suite.wanted.document:
        return None
    return DocumentFile.from_parent(parent, path=file_path)


class DocumentFile(pytest.File):
    """A document; its tests are the cases that it gives."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each unit of the plan, in its order."""
        for unit in self.config.stash[SUITE].programme.plan:
            yield UnitItem.from_parent(self, name=visible(unit.case.id), callobj=_asked, unit=unit)


def _asked(fencepost_piecemeal: Piecemeal) -> None:
    """What each test asks pytest for."""
    del fencepost_piecemeal


class UnitItem(pytest.Function):
    """One unit of the plan; a function, so that fixtures of its user are at hand."""

    def __init__(self, *, unit: Unit, **others: Any) -> None:
        super().__init__(**others)
        self.unit = unit
        self.add_marker("fencepost")
        self.extra_keyword_matches.update({unit.phase, *({unit.case.rule} if unit.case.rule else ())})

    def setup(self) -> None:
        """Skip what settings bar."""
        if self.unit.barred is not None:
            self._skip(self.unit.barred)
        super().setup()

    def runtest(self) -> None:
        """Send the unit and judge what comes. Raises BrokenError with what is wrong."""
        piecemeal = self.funcargs["fencepost_piecemeal"]
        if isinstance(piecemeal, FencepostError):
            raise self._stopping(_told(piecemeal))
        assert isinstance(piecemeal, Piecemeal), "no fixture of a user may have the name fencepost_piecemeal"
        try:
            self._judge(piecemeal.result(self.unit))
        except LostError as lost:
            raise self._stopping(f"the target was lost: {lost}" if lost.is_late else _told(_unreached(lost))) from None

    def _judge(self, result: Result) -> None:
        self.user_properties.append((KIND, self.unit.case.kind))
        if result.failures:
            again = self.config.stash[SUITE].wanted.again(self.name)
            told = (failure_lines(each, times=1, again=again) for each in result.failures)
            raise BrokenError("\n\n".join(map("\n".join, told)))
        if result.undecided is not None:
            self.user_properties.append((CAUSE, result.undecided))
            self._skip(f"undecided: {result.undecided}")

    def _stopping(self, reason: str) -> BrokenError:
        """No other test is of any use after this one."""
        self.session.shouldstop = reason.partition("\n")[0]
        return BrokenError(reason)

    def _skip(self, reason: str) -> None:
        raise pytest.skip.Exception(visible(reason), _use_item_location=True)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, without the lines of any program."""
        del style  # pytest's own function has its style from the command line.
        return str(excinfo.value) if isinstance(excinfo.value, BrokenError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The place of the operation in the document."""
        return self.path, self.config.stash[SUITE].operation(self.unit).location.line - 1, self.name


@pytest.fixture(scope="session")
def fencepost_url() -> Any:
    """What is tested: override it in conftest.py to return a base URL, or an ASGI or WSGI application."""
    remedy = "give one of --fencepost-url, --fencepost-app and --fencepost-mock, or override this fixture"
    raise refusal("A004", "what is to be tested is not clear", address="fencepost_url", remedy=remedy)


@pytest.fixture(scope="session")
def fencepost_piecemeal(request: pytest.FixtureRequest) -> Iterator[Piecemeal | FencepostError]:
    """The server, held to the cases that were chosen; what is wrong where there is none to hold to them."""
    with ExitStack() as stack:
        yield _entered(stack, request)


def _entered(stack: ExitStack, request: pytest.FixtureRequest) -> Piecemeal | FencepostError:
    suite = request.config.stash[SUITE]
    units = (item.unit for item in request.session.items if isinstance(item, UnitItem))
    try:
        given = None if suite.wanted.targets else request.getfixturevalue("fencepost_url")
        return stack.enter_context(suite.piecemeal(units, given, time.monotonic))
    except FencepostError as error:
        return error


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell where too many cases say nothing for a green run to mean anything."""
    line = _doubt(terminalreporter)
    if line is not None:
        terminalreporter.write_line(line, red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let no run pass that says nothing: a wrong token is not to look green."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and session.exitstatus == pytest.ExitCode.OK and _doubt(reporter) is not None:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _doubt(reporter: pytest.TerminalReporter) -> str | None:
    """Why a run says nothing; None where it does."""
    reports = (report for name in ("passed", "failed", "skipped") for report in reporter.stats.get(name, ()))
    told = [properties for report in reports if (properties := dict(report.user_properties)).get(KIND) == "valid"]
    causes = Counter(str(properties[CAUSE]) for properties in told if CAUSE in properties)
    summary = Summary(valid=len(told), undecided=causes.total(), causes=causes)
    return doubt_line(summary, "--fencepost-token-env") if summary.is_doubtful else None
