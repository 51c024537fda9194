"""Drawn failures of earlier runs: read from a database before a campaign explores, written to it afterwards."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from hypothesis.database import ExampleDatabase
from hypothesis.errors import HypothesisWarning

from fencepost.campaign.events import Event, Judged
from fencepost.campaign.summary import Summary
from fencepost.cases.case import Case
from fencepost.cli.databases import without_secret
from fencepost.diagnostics import Diagnostic
from fencepost.emit.explore import KEPT, Explorer
from fencepost.ir.api import Api
from fencepost.ir.http import Operation

_REMEDY = "the run goes on without it; see to the place that --database names"

Given = TypeVar("Given")


class Remembered:
    """The drawn failures of one document that a database holds."""

    def __init__(self, api: Api, explorer: Explorer, database: ExampleDatabase) -> None:
        self._api = api
        self._explorer = explorer
        self._database = database
        self._choices: dict[str, bytes] = {}
        self._mended: dict[str, str] = {}
        self._is_lost = False
        self.remarks: list[Diagnostic] = []
        """What stood in the way of reading and writing."""

    def cases(self, operation: Operation, _: int, most: int) -> Iterator[Case]:
        """Those of an operation, the simplest first, at most so many."""
        key = self._key(operation.id)
        nothing: list[bytes] = []
        values = self._done(lambda: sorted(self._database.fetch(key), key=_simplest), nothing)
        found = ((case, value) for value in values for case in self._explorer.chosen(operation, value))
        for number, (case, value) in enumerate(islice(found, most), start=1):
            named = case if number == 1 else replace(case, id=f"{case.id}/{number}")
            self._choices[named.id] = value
            yield named

    def take(self, event: Event) -> None:
        """See which of them the server does right by now."""
        if isinstance(event, Judged) and event.case.id in self._choices and event.verdict == "kept":
            self._mended[event.case.id] = event.case.operation

    def keep(self, summary: Summary, explored: int) -> None:
        """Forget what is done right by now, and keep what was drawn in this run, so many each, and failed."""
        for name, owner in self._mended.items():
            self._forget(self._key(owner), self._choices[name])
        for case in (failure.case for failure in summary.failures.values()):
            operation = self._api.operation(case.operation)
            if summary.started is not None and operation is not None and _is_drawn(case):
                for value in self._explorer.choices(operation, summary.started.seed, explored, case.id):
                    self._save(self._key(case.operation), value)

    def _forget(self, key: bytes, value: bytes) -> None:
        self._done(lambda: self._database.delete(key, value), None)

    def _save(self, key: bytes, value: bytes) -> None:
        self._done(lambda: self._database.save(key, value), None)

    def _key(self, operation: str) -> bytes:
        return f"fencepost/{self._api.title}/{operation}".encode("utf-8", "surrogatepass")

    def _done(self, task: Callable[[], Given], otherwise: Given) -> Given:
        """What a task gives; once the database is lost, nothing more is asked of it."""
        if self._is_lost:
            return otherwise
        with warnings.catch_warnings(record=True, category=HypothesisWarning) as warned:
            warnings.simplefilter("always", HypothesisWarning)
            try:
                return task()
            except OSError as error:
                self._is_lost = True
                self._remark(str(error))
                return otherwise
            finally:
                for warning in warned:
                    self._remark(str(warning.message))

    def _remark(self, reason: str) -> None:
        text = without_secret(reason).strip().rstrip(".")
        message = f"the database is left out: {text[:1].lower()}{text[1:]}"
        remark = Diagnostic(code="A047", level="warning", message=message, address="--database", remedy=_REMEDY)
        if remark not in self.remarks:
            self.remarks.append(remark)


def _simplest(value: bytes) -> tuple[int, bytes]:
    return len(value), value


def _is_drawn(case: Case) -> bool:
    """Whether a case was drawn in this run, and not remembered."""
    return case.point == "explored" and KEPT not in case.id.split("/")
