# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""The deterministic cases of the document: every bound and value, both sides of every rule, and single faults.

They are the lines of `cases.jsonl`, which `fencepost cases` prints; any language can read them. Of a document with
many operations it holds the first cases of each.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from hypothesis import example

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request, why it is sent, and what must come back."""

    id: str
    operation: str
    kind: Literal["valid", "fault", "protocol"]
    target: str
    """The place the case is about, as a JSON Pointer into the request: `/body/name`, `/query/page`."""

    point: str
    """What stands there: `minimum`, `maximum+` (next inside), `maxLength-` (next outside), `null`, `absent`, …"""

    rule: str | None
    line: str
    """The whole case as a line of JSON."""

    @property
    def body(self) -> Any:
        """A fresh copy of the JSON body; None where there is none."""
        return json.loads(self.line).get("body")

    @property
    def request(self) -> dict[str, Any]:
        """A fresh copy of everything: `method`, `path`, `query`, `headers`, `body`, `expect`, …"""
        found: dict[str, Any] = json.loads(self.line)
        return found


def cases(operation: str | None = None, kind: str | None = None) -> tuple[Case, ...]:
    """All cases, or those of one operation or kind (`valid`, `fault`)."""
    return tuple(
        case
        for case in _all()
        if (operation is None or case.operation == operation)
        and (kind is None or case.kind == kind)
    )


@cache
def _all() -> tuple[Case, ...]:
    text = Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8")
    return tuple(map(_read, text.splitlines()))


def _read(line: str) -> Case:
    parsed = json.loads(line)
    told = {name: parsed[name] for name in ("id", "operation", "kind", "target", "point", "rule")}
    return Case(**told, line=line)


def on_lattice(
    operation: str, argument: str = "body", read: Callable[[Any], Any] | None = None
) -> Callable[[F], F]:
    """A decorator for a test with `@given`: it also gets the body of every valid case of an operation.

    `argument` is the keyword under which the test takes the body; `read` makes of a body what the test takes:
    `read=Thing.model_validate`.

    Raises ValueError where no operation of that name takes a body.
    """
    found = [case for case in cases(operation, "valid") if "body" in case.request]
    if not found:
        raise ValueError(f"no case of an operation {operation!r} has a body")

    def decorated(test: F) -> F:
        for case in reversed(found):
            body = case.body if read is None else read(case.body)
            test = example(**{argument: body}).via(case.id)(test)
        return test

    return decorated
