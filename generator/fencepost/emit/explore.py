"""Draws from the printed strategies of any document: their text is executed from memory, nothing is kept on disk."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.requests import Frame, case_of, frame_of, numbered, success_statuses
from fencepost.emit import drawing
from fencepost.emit.components import Components
from fencepost.emit.drawing import Answer, NarrowingError
from fencepost.emit.remembering import choices_of, drawn_from
from fencepost.emit.requests import parameter_names
from fencepost.emit.shrinking import shrunk
from fencepost.emit.strategies import answers_text, requests_text
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.names.assign import assign_names
from fencepost.names.tables import Names, Purpose

Printed: TypeAlias = Callable[[Components, Names, tuple[Operation, ...], str], str]
"""Prints the strategies of one side."""

ENTROPY = 8_192
"""Bytes that one draw may use up; a draw that wants more is left out."""

KEPT = "kept"
"""The last part of the id of a case from the example database."""

TRIES = 3
"""After so many draws for each one wanted, fewer are given: a small set has no more."""


class _Side:
    """The printed strategies of one side, executed operation by operation as they are asked for."""

    def __init__(self, names: Names, components: Components, printed: Printed) -> None:
        self._names = names
        self._components = components
        self._printed = printed
        self._module: dict[str, Any] = {"__name__": printed.__name__}
        self._known: set[str] = set()

    def strategy(self, operation: Operation, purpose: Purpose) -> SearchStrategy[Any] | None:
        """The strategy that a printed function gives; None where no value meets the document."""
        if operation.id not in self._known:
            text = self._printed(self._components, self._names, (operation,), drawing.__name__)
            execute(text, f"<{self._printed.__name__} of {operation.id}>", self._module)
            self._known.add(operation.id)
        make: Callable[[], SearchStrategy[Any]] = self._module[self._names.strategy(operation.id, purpose)]
        try:
            return make()
        except NarrowingError:
            return None


class Explorer:
    """The strategies of one document."""

    def __init__(self, api: Api) -> None:
        names = assign_names(api)
        self._api = api
        self._nominals = Nominals(api)
        self._requests = _Side(names, Components(self._nominals), requests_text)
        self._responses = _Side(names, Components(Nominals.of_answers(api)), answers_text)

    def cases(self, operation: Operation, seed: int, count: int) -> Iterator[Case]:
        """Valid cases of an operation, at most so many: body and parameters drawn at once, the same for a seed.

        None where the operation has neither, or where its request cannot be made.
        """
        try:
            frame = frame_of(operation, self._api, self._nominals)
        except UnattainableError:
            return
        strategies = self._strategies(operation, frame)
        if strategies:
            found = draws(strategies, Random(f"{seed}/{operation.id}"), TRIES * count)
            yield from islice(numbered(_case(frame, drawn) for drawn in found), count)

    def bodies(self, operation: Operation) -> SearchStrategy[Any] | None:
        """The strategy of an operation's valid bodies; None where it takes no JSON, or where none can be made."""
        try:
            return self._strategies(operation, frame_of(operation, self._api, self._nominals)).get("bodies")
        except UnattainableError:
            return None

    def shrunk(
        self, operation: Operation, seed: int, count: int, case: Case, shows: Callable[[Case], bool]
    ) -> Case | None:
        """The simplest case that shows something, shrunk by Hypothesis from one that `cases` gives and that shows it.

        None where `cases` does not give it for this seed and number.
        """
        drawn = next((each for each in self.cases(operation, seed, count) if each.id == case.id), None)
        if drawn is None:
            return None
        frame = frame_of(operation, self._api, self._nominals)
        random = Random(f"{seed}/{operation.id}")
        buffers = (random.randbytes(ENTROPY) for _ in range(TRIES * count))
        named = partial(_case_named, frame, drawn.id)
        return shrunk(self._strategies(operation, frame), buffers, named, drawn, shows)

    def choices(self, operation: Operation, seed: int, count: int, case: str) -> frozenset[bytes]:
        """What Hypothesis chose for the case with an id that `cases` gives; empty where it does not give it."""
        drawn = next((each for each in self.cases(operation, seed, count) if each.id == case), None)
        if drawn is None:
            return frozenset()
        frame = frame_of(operation, self._api, self._nominals)
        random = Random(f"{seed}/{operation.id}")
        buffers = (random.randbytes(ENTROPY) for _ in range(TRIES * count))
        strategies = self._strategies(operation, frame)
        return choices_of(strategies, buffers, lambda values: _case_named(frame, drawn.id, values) == drawn)

    def chosen(self, operation: Operation, choices: bytes) -> Iterator[Case]:
        """The valid case that choices lead to, if they do; it is called `kept`."""
        try:
            frame = frame_of(operation, self._api, self._nominals)
        except UnattainableError:
            return
        strategies = self._strategies(operation, frame)
        for drawn in drawn_from(strategies, choices) if strategies else ():
            for case in numbered((_case(frame, drawn),)):
                yield replace(case, id=f"{case.id}/{KEPT}")

    def _strategies(self, operation: Operation, frame: Frame) -> dict[str, SearchStrategy[Any]]:
        """What can be drawn for a request: `bodies`, `parameters`."""
        has_json = operation.body is not None and operation.body.json is not None
        fixed = {name for name, _ in frame.path_params}
        open_ended = [item for item in operation.parameters if item.place != "path" or item.name not in fixed]
        found: dict[str, SearchStrategy[Any]] = {}
        wanted: tuple[tuple[Purpose, bool], ...] = (("bodies", has_json), ("parameters", bool(open_ended)))
        for purpose, is_there in wanted:
            strategy = self._requests.strategy(operation, purpose) if is_there else None
            if strategy is not None:
                found[purpose] = strategy
        return found

    def answers(self, operation: Operation, seed: int, count: int) -> Iterator[Answer]:
        """Right answers of an operation, at most so many; the same for a seed."""
        yield from self._answers(operation, "answers", seed, count)

    def faulty_answers(self, operation: Operation, seed: int, count: int) -> Iterator[Answer]:
        """Answers of an operation with one fault, at most so many; the same for a seed."""
        yield from self._answers(operation, "faulty_answers", seed, count)

    def _answers(self, operation: Operation, purpose: Purpose, seed: int, count: int) -> Iterator[Answer]:
        strategy = self._responses.strategy(operation, purpose) if operation.responses else None
        if strategy is None:
            return
        seen: set[Answer] = set()
        random = Random(f"{seed}/{operation.id}/{purpose}")
        for drawn in draws({purpose: strategy}, random, TRIES * count):
            answer = drawn[purpose]
            if answer not in seen and len(seen) < count:
                seen.add(answer)
                yield answer


def execute(text: str, name: str, module: dict[str, Any]) -> None:
    """Put what a text defines into a module; tracebacks show its lines under `name`."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), module)


def draws(strategies: dict[str, SearchStrategy[Any]], random: Random, tries: int) -> Iterator[dict[str, Any]]:
    """One draw of each strategy at a time, from so many tries.

    What is drawn depends on the random numbers alone: a run of Hypothesis itself mixes in constants of the modules that
    happen to be loaded, and looks into its database.
    """
    found: list[dict[str, Any]] = []

    @settings(database=None, deadline=None)
    @given(**strategies)
    def keep(**drawn: Any) -> None:
        found.append(drawn)

    draw: Callable[[bytes], object] = vars(keep)["hypothesis"].fuzz_one_input
    for _ in range(tries):
        draw(random.randbytes(ENTROPY))
        yield from found
        found.clear()


def _case(frame: Frame, drawn: dict[str, Any]) -> Case:
    """The nominal request with what was drawn in it."""
    operation = frame.operation
    target = "/body" if "bodies" in drawn else ""
    case = case_of(frame, "valid", target, "explored", success_statuses(operation))
    if "bodies" in drawn:
        case = replace(case, body=freeze(drawn["bodies"]))
    return _with_parameters(case, frame, drawn.get("parameters", {}))


def _case_named(frame: Frame, name: str, drawn: dict[str, Any]) -> Case:
    return replace(_case(frame, drawn), id=name)


def _with_parameters(case: Case, frame: Frame, drawn: dict[str, Json]) -> Case:
    """The case with the parameters drawn; identifiers that only a server can give stay as they are."""
    names = parameter_names(frame.operation)
    fixed = {name for name, _ in frame.path_params}
    given: dict[str, list[tuple[str, JsonText]]] = {"path": [], "query": [], "header": [], "cookie": []}
    for item in frame.operation.parameters:
        name = names[item.place, item.name]
        if name in drawn and not (item.place == "path" and item.name in fixed):
            given[item.place].append((item.name, freeze(drawn[name])))
    return replace(
        case,
        path_params=(*frame.path_params, *given["path"]),
        query=tuple(given["query"]),
        headers=(*given["header"], *given["cookie"]),
    )
