"""What was drawn from printed strategies, shrunk by Hypothesis over those same strategies: it never leaves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from unittest import SkipTest

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.strategies import SearchStrategy

from fencepost.cases.case import Case


class _MetError(Exception):
    """What was drawn is what is looked for; Hypothesis takes it for a failed test, and makes it smaller."""


def shrunk(
    strategies: dict[str, SearchStrategy[Any]],
    buffers: Iterable[bytes],
    case_of: Callable[[dict[str, Any]], Case],
    first: Case,
    shows: Callable[[Case], bool],
) -> Case:
    """The simplest case that shows something; `first` itself where nothing simpler does.

    `first` is known to show it, and is drawn from one of the buffers. `shows` is asked once for each other case.
    """
    search = _Search(first, shows)

    # The same numbers in every run: the seed has a say only in the order in which a few attempts are made.
    @settings(
        database=InMemoryExampleDatabase(),
        deadline=None,
        phases=(Phase.reuse, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=tuple(HealthCheck),
    )
    @seed(0)
    @given(**strategies)
    def looks(**drawn: Any) -> None:
        search.meet(case_of(drawn))

    # Hypothesis keeps what fails under fuzzing in its database, and shrinks what it finds there.
    draw: Callable[[bytes], object] = vars(looks)["hypothesis"].fuzz_one_input
    with suppress(_MetError):
        for buffer in buffers:
            draw(buffer)
    search.begin()
    # It skips the test where nothing can be drawn from what it kept.
    with suppress(_MetError, SkipTest):
        looks()
    return search.result()


class _Search:
    """Which case is looked for: at first the one to begin with, then ever simpler ones."""

    def __init__(self, first: Case, shows: Callable[[Case], bool]) -> None:
        self._best = first
        self._shows = shows
        self._known = {first: True}
        self._has_begun = False
        self._stop: SystemExit | None = None

    def begin(self) -> None:
        """From now on any case will do that shows what is looked for."""
        self._has_begun = True

    def meet(self, case: Case) -> None:
        """Raises _MetError where a case is what is looked for."""
        if not self._has_begun:
            if case == self._best:
                raise _MetError
        elif self._is_met(case):
            self._best = case
            raise _MetError

    def _is_met(self, case: Case) -> bool:
        if case not in self._known:
            self._known[case] = self._stop is None and self._asked(case)
        return self._known[case]

    def _asked(self, case: Case) -> bool:
        try:
            return self._shows(case)
        # Hypothesis would take the end of the whole program for one more failure of its test.
        except SystemExit as stop:
            self._stop = stop
            return False

    def result(self) -> Case:
        """The last case met: Hypothesis ends with the simplest. Raises SystemExit where `shows` did."""
        if self._stop is not None:
            raise self._stop
        return self._best
