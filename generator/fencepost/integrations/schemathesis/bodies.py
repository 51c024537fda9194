"""Our bodies among those of Schemathesis."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

import schemathesis
from hypothesis import strategies as st

from fencepost.cases.case import Case
from fencepost.integrations.guest import SIDES, Guest
from fencepost.integrations.schemathesis.reading import Generated, Operated
from fencepost.ir.http import Operation
from fencepost.ir.values import Json, JsonText


class Bodies:
    """The hooks that change what is sent."""

    def __init__(self, guest: Guest, sides: tuple[str, ...]) -> None:
        self._guest = guest
        self._sides = sides

    def add_examples(self, context: schemathesis.HookContext, examples: list[Generated]) -> None:
        """Add our cases to the examples of an operation."""
        theirs = context.operation
        ours = None if theirs is None else self._guest.operation(theirs.method, theirs.path)
        if theirs is None or ours is None:
            return
        cases = [case for side in SIDES if side in self._sides for case in self._guest.cases(ours, side)]
        # Schemathesis begins with the last and may stop at the first failure: the plainest are to be there.
        examples[:0] = [_example(theirs, case) for case in reversed(cases)]

    def mend(self, _: schemathesis.HookContext, case: Generated) -> Generated:
        """The case; with the plainest valid body where a body is meant to be valid and breaks the document."""
        ours = self._drawn_for(case)
        if ours is not None and not self._is_valid(ours, case.body):
            body = self._guest.nominal_body(ours)
            if body is not None:
                case.body = _fresh(body)
        return case

    def _is_valid(self, ours: Operation, body: Any) -> bool:
        is_json = isinstance(body, dict | list | str | int | float | None)
        return is_json and self._guest.is_valid(ours, body)

    def draw(self, _: schemathesis.HookContext, case: Generated) -> st.SearchStrategy[Generated]:
        """The case; with a body from our strategy where one that is meant to be valid was drawn."""
        ours = self._drawn_for(case)
        strategy = None if ours is None or _phase(case) != "fuzzing" else self._guest.bodies(ours)
        return st.just(case) if strategy is None else strategy.map(partial(_with_body, case))

    def _drawn_for(self, case: Generated) -> Operation | None:
        """Our operation, where the body of a case is JSON that Schemathesis made up to be valid."""
        ours = self._guest.operation(case.operation.method, case.operation.path)
        content = None if ours is None or ours.body is None else ours.body.json
        is_ours = content is not None and content.media_type == case.media_type
        return ours if "drawn" in self._sides and is_ours and _is_meant_valid(case) else None


def _example(theirs: Operated, case: Case) -> Generated:
    return theirs.Case(
        path_parameters=_values(case.path_params),
        query=_values(case.query),
        headers={name: str(value) for name, value in _values(case.headers).items()},
        body=None if case.body is None else _fresh(case.body),
        media_type=case.media_type,
    )


def _fresh(body: JsonText) -> Any:
    return json.loads(body.text)


def _values(pairs: Iterable[tuple[str, object]]) -> dict[str, Json]:
    return {name: value.value for name, value in pairs if isinstance(value, JsonText)}


def _is_meant_valid(case: Generated) -> bool:
    meta = case.meta
    if meta is None or meta.generation.mode != schemathesis.GenerationMode.POSITIVE:
        return False
    return any(place.value == "body" and each.mode.is_positive for place, each in meta.components.items())


def _phase(case: Generated) -> str:
    return "" if case.meta is None else str(case.meta.phase.name.value)


def _with_body(case: Generated, body: Any) -> Generated:
    case.body = body
    return case
