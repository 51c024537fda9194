"""Faults as the command line names them: `ID[:VALUE][@OPERATION][=PROBABILITY]`."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.values import Json

_REST = re.compile(
    r"(?::(?P<value>\"(?:[^\"\\]|\\.)*\"|[^@=]*))?(?:@(?P<operation>[^=]*))?(?:=(?P<probability>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A fault as it was named."""

    text: str
    id: str
    value: Json = None
    has_value: bool = False
    operation: str | None = None
    probability: float = 1.0


def named(text: str, known: Collection[str]) -> Named:
    """The parts of a text that names one of the known faults.

    The longest known id is taken: ids hold colons too. A value with `@` or `=` in it stands in quotation marks.

    Raises FencepostError A010 for an id that is not known, V002 for what is no probability.
    """
    ends = (end for end in range(len(text), 0, -1) if end == len(text) or text[end] in ":@=")
    name = next((text[:end] for end in ends if text[:end] in known), None)
    if name is None:
        raise _unknown(text, known)
    match = _REST.fullmatch(text[len(name) :])
    assert match is not None, "what stands behind an id begins with one of the three signs"
    written = match["value"]
    return Named(
        text=text,
        id=name,
        value=None if written is None else _json(written),
        has_value=written is not None,
        operation=match["operation"],
        probability=1.0 if match["probability"] is None else _probability(match["probability"], text),
    )


def _unknown(text: str, known: Collection[str]) -> FencepostError:
    name = re.split("[@=]", text, maxsplit=1)[0]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    remedy = f"did you mean {close[0]}?" if close else "`fencepost mock SPEC --fault list` prints them"
    return refusal("A010", f"the document has no fault {name}", address=text, remedy=remedy)


def _probability(text: str, address: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        remedy = "it is above 0 and at most 1, as =0.1; a value stands behind a colon, as :15"
        raise refusal("V002", f"{text or 'nothing'} is no probability", address=address, remedy=remedy)
    return value


def _json(text: str) -> Json:
    """The value as JSON; what is no JSON is text."""
    try:
        value: Json = json.loads(text, parse_constant=_no_number)
    except ValueError:
        return text
    return value if isinstance(value, str | int | float | bool) or value is None else text


def _no_number(name: str) -> Json:
    raise ValueError(name)
