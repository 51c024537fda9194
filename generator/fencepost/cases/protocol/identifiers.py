"""Identifiers that are well-formed, and that nobody was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.nominal import Nominals
from fencepost.cases.point import Point
from fencepost.cases.protocol.expected import absences
from fencepost.cases.requests import Frame, parameter_case
from fencepost.cases.right.values import valid_points
from fencepost.cases.texts import different_texts
from fencepost.cases.wire import expressible
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.shapes import branches
from fencepost.ir.types import Enum, String
from fencepost.ir.values import Json

MADE_UP: tuple[Json, ...] = (
    "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37",
    "fencepost-nobody-7f3a91c2",
    1_987_654_321,
    "7f3a91c25d0e4b6a9c410e8d2f6b1a37",
    "7f3a91c25d0e4b6a9c410e8d",
)
"""The usual shapes of identifiers, those that say most about themselves first."""


RARE = 1_000_000
"""Numbers from here on are the identifiers of few things."""


def unknown_cases(frame: Frame, nominals: Nominals) -> Iterator[Case]:
    """For each identifier in the path, a request with one that the server never gave out."""
    operation = frame.operation
    for parameter in operation.parameters:
        if parameter.place == "path" and _is_identifier(parameter, frame):
            for value in _one_for(operation, _unknown_values(parameter, nominals)):
                point = Point(name="unknown:identifier", value=value)
                yield parameter_case(frame, "protocol", parameter, point, absences(operation))


def _one_for(operation: Operation, values: Iterator[Json]) -> tuple[Json, ...]:
    """The first value; of a PUT another one where there is one: it may make what it names, and then that is known."""
    first, *others = [*islice(values, 2)] or [None]
    found = others[0] if others and operation.method == "put" else first
    return () if found is None else (found,)


def _is_identifier(parameter: Parameter, frame: Frame) -> bool:
    """Whether it names a thing that exists or not: only a server can give it, or it says so and may be unknown."""
    given = any(name == parameter.name and isinstance(value, FromAnswer) for name, value in frame.path_params)
    last = re.findall(r"[A-Z]?[^A-Z\W_]+|[A-Z]+", parameter.name)[-1:]
    return given or (_may_be_unknown(frame.operation) and [word.lower() for word in last] in (["id"], ["uuid"]))


def _may_be_unknown(operation: Operation) -> bool:
    return any(response.status == "404" for response in operation.responses)


def _unknown_values(parameter: Parameter, nominals: Nominals) -> Iterator[Json]:
    """Values of the parameter's type that are no example of it, the likest to a real one first."""
    kinds = tuple(branches(parameter.type, nominals.api))
    if any(isinstance(kind, Enum) for kind in kinds):
        return
    examples = [text.value for text in parameter.annotations.examples]
    tried: list[Json] = [_shifted(text) for text in examples if isinstance(text, str)]
    tried += MADE_UP
    for kind in kinds:
        if isinstance(kind, String) and kind.pattern is not None:
            tried += different_texts(kind, 8)
        tried += [point.value for point in islice(valid_points(kind, nominals), 8) if _is_rare(point.value)]
    for value in tried:
        if value not in examples and expressible(value, parameter) and nominals.accepts(parameter.type, value):
            yield value


def _is_rare(value: Json) -> bool:
    """Whether hardly a server gives it out: many count from 1."""
    return isinstance(value, str) or (isinstance(value, int | float) and abs(value) >= RARE)


def _shifted(text: str) -> str:
    """A text of the same shape: another one in place of its last word with a digit, or of its last word."""
    words = list(re.finditer(r"[A-Za-z0-9]+", text))
    numbered = [word for word in words if re.search(r"[0-9]", word[0])]
    if not words:
        return text
    changed = (numbered or words)[-1]
    return text[: changed.start()] + "".join(map(_moved, changed[0])) + text[changed.end() :]


def _moved(letter: str) -> str:
    """Another letter or digit of the same row; hexadecimal stays so."""
    rows = ("0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ")
    row = next(row for row in rows if letter in row)
    return row[(row.index(letter) + 5) % len(row)]
