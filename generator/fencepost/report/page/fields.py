"""The rows of an operation: each field with its fence, with what must be taken, and with what must be refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.summary import Summary
from fencepost.ir.pointers import steps_of
from fencepost.report.matrix import OUTCOMES, Cell, Outcome, Row, worst
from fencepost.report.page.marks import SYMBOLS, Mark, cell_mark, mark
from fencepost.report.page.strips import Strip, is_bound, strips

FEW = 3
"""So many points of one family are shown one by one; more are folded into one cell."""

MOST = 200
"""So many points of one cell are shown inside of it: an enumeration may have 100,000 values."""

_WORDS = {
    "absent": "missing",
    "enum-": "not listed",
    "pattern-": "no match of the pattern",
    "multipleOf-": "no multiple",
    "uniqueItems-": "items twice",
    "additionalProperties-": "unknown field",
    "propertyNames-": "wrong name of a member",
    "format-": "not of the format",
    "extra": "unknown field",
    "minLength": "shortest",
    "minLength+": "next to shortest",
    "maxLength": "longest",
    "maxLength+": "next to longest",
    "pair": "pairs of values",
    "explored": "drawn at random",
    "holds": "rule kept",
    "breaks": "rule broken",
}

_FAMILIES = {
    "type": "types",
    "text": "kinds of text",
    "enum": "values",
    "variant": "variants",
    "auth": "credentials",
    "media": "media types",
    "method": "methods",
    "odd": "odd requests",
}
"""The points with one prefix, as a person says many of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Points that are shown as one cell, with all of them inside."""

    css: str
    symbol: str
    text: str
    marks: tuple[Mark, ...]
    is_open: bool
    """Whether one of them is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a field must take, or what it must refuse."""

    name: str
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it."""
        return not self.marks and not self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row of the matrix."""

    name: str
    place: str
    """`query`, `path`, `headers`; empty for a field of the body."""

    css: str
    strips: tuple[Strip, ...]
    sides: tuple[Side, ...]
    """What must be taken, then what must be refused."""

    says: tuple[str, ...]
    """What the document says of it, each with its line."""


def field_of(target: str, rows: tuple[Row, ...], summary: Summary) -> Field:
    """The row of one target of an operation."""
    place, *names = steps_of(target) or ("request",)
    cells = [cell for row in rows if not is_bound(row) for cell in row.cells]
    return Field(
        name=".".join(names) or place,
        place=place if names and place != "body" else "",
        css=worst(row.outcome for row in rows).replace(" ", "-"),
        strips=strips(rows, summary),
        sides=(
            _side("must be taken", [cell for cell in cells if cell.kind == "valid"]),
            _side("must be refused", [cell for cell in cells if cell.kind != "valid"]),
        ),
        says=tuple(dict.fromkeys(_says(row) for row in rows if row.aim.text)),
    )


def _says(row: Row) -> str:
    return row.aim.text if row.aim.location is None else f"{row.aim.text}  {row.aim.location}"


def _side(name: str, cells: list[Cell]) -> Side:
    families: dict[str, list[Cell]] = {}
    for cell in cells:
        word, colon, _ = cell.point.partition(":")
        families.setdefault(word if colon else cell.point, []).append(cell)
    return Side(
        name=name,
        marks=tuple(_mark(cell) for found in families.values() if len(found) <= FEW for cell in found),
        groups=tuple(_group(word, found) for word, found in families.items() if len(found) > FEW),
    )


def _mark(cell: Cell) -> Mark:
    words = point_words(cell.point)
    return cell_mark(cell, words, words)


def point_words(point: str) -> str:
    """A point as a person says it."""
    word, colon, value = point.partition(":")
    if word == "odd":
        return f"{value.replace('_', ' ')}, or refused"
    if word == "enum" and colon:
        return value
    return f"{word} {value}".replace("_", " ") if colon else _WORDS.get(point, point)


def _group(word: str, cells: list[Cell]) -> Group:
    outcome = worst(cell.outcome for cell in cells)
    right = sum(cell.outcome == "kept" for cell in cells)
    shown = mark(outcome, f"{right} of {len(cells)} {_FAMILIES.get(word, word)}", "")
    # The first in a long list are those that a reader looks for.
    ordered = sorted(cells, key=lambda cell: OUTCOMES.index(cell.outcome))
    left = len(cells) - MOST
    more = (
        (mark(worst(cell.outcome for cell in ordered[MOST:]), f"and {left} more", "in events.jsonl"),)
        if left > 0
        else ()
    )
    return Group(
        css=shown.css,
        symbol=shown.symbol,
        text=shown.text,
        marks=(*map(_mark, ordered[:MOST]), *more),
        is_open=outcome == "broken",
    )


def counts_words(rows: tuple[Row, ...]) -> Iterator[Mark]:
    """How many points came to each outcome; those that none came to are left out."""
    counts: Counter[Outcome] = Counter(cell.outcome for row in rows for cell in row.cells)
    for outcome in OUTCOMES:
        if counts[outcome]:
            yield mark(outcome, f"{counts[outcome]} {outcome}", SYMBOLS[outcome])
