"""A bounded field as a fence: what stands outside, on and inside of each post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from fencepost.campaign.coverage.sides import ON
from fencepost.campaign.summary import Summary
from fencepost.cases.case import LIMITS
from fencepost.report.matrix import Cell, Row
from fencepost.report.page.marks import Mark, cell_mark, passed_by

LOW, HIGH = LIMITS[0::2], LIMITS[1::2]

_SIDES = (("--", "far", "far outside"), ("-", "out", "next outside"), ("", "on", "on it"), ("+", "in", "next inside"))
"""The end of a point, its caption and its words, from far outside inwards."""


_UNITS = {"imum": "", "Length": "long", "Items": "items", "Properties": "members"}
"""The end of a keyword, and what its bound counts."""

Strip: TypeAlias = tuple[Mark, ...]
"""Both ends of one bound in a line from low to high; a post is a mark of the class `post`, with the bound as symbol."""


def strips(rows: tuple[Row, ...], summary: Summary) -> tuple[Strip, ...]:
    """One strip for each kind of bound that a field has."""
    by_keyword = {row.keyword: row for row in rows if is_bound(row)}
    pairs = ((by_keyword.get(low), by_keyword.get(high)) for low, high in zip(LOW, HIGH, strict=True))
    return tuple(_strip(low, high, summary) for low, high in pairs if low is not None or high is not None)


def _strip(low: Row | None, high: Row | None, summary: Summary) -> Strip:
    lower, upper = _marks(low, summary), _marks(high, summary)
    below = (*lower.outside, *_post(low), *lower.inside)
    return (*below, *reversed((*upper.outside, *_post(high), *upper.inside)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """The points of one bound, from far outside inwards."""

    outside: tuple[Mark, ...] = ()
    inside: tuple[Mark, ...] = ()


def _marks(row: Row | None, summary: Summary) -> _Sides:
    if row is None:
        return _Sides()
    cells = {cell.point.removeprefix(row.keyword): cell for cell in _cells(row, summary)}
    told = [
        (cells[side].kind, cell_mark(cells[side], caption, f"{words} of {': '.join(_bound(row))}"))
        for side, caption, words in _SIDES
        if side in cells
    ]
    return _Sides(
        outside=tuple(replace(each, css=f"{each.css} outside") for kind, each in told if kind != "valid"),
        inside=tuple(each for kind, each in told if kind == "valid"),
    )


def _cells(row: Row, summary: Summary) -> Iterator[Cell]:
    yield from row.cells
    if not any(cell.point == row.keyword for cell in row.cells) and "exclusive" not in row.aim.text:
        yield passed_by(row, "valid", row.keyword, ON, summary)


def _post(row: Row | None) -> tuple[Mark, ...]:
    """The post itself, with the bound on it: `16`, `> 0`; none where there is no bound."""
    if row is None:
        return ()
    keyword, value = _bound(row)
    shown = {"exclusiveMinimum": f"> {value}", "exclusiveMaximum": f"< {value}"}.get(keyword, value)
    return (Mark(css="post", symbol=shown, text=_UNITS[row.keyword[3:]], told=f"{keyword}: {value}"),)


def is_bound(row: Row) -> bool:
    """Whether a row stands in a strip, and nowhere else: the document states the bound that its cases are about."""
    return row.keyword in LIMITS and bool(_bound(row)[0])


def _bound(row: Row) -> tuple[str, str]:
    """The keyword and its value, as the words of the document end: `size maximum: 9`; empty where they do not."""
    front, _, value = row.aim.text.rpartition(": ")
    keyword = front.rpartition(" ")[2]
    stated = keyword.replace("exclusiveM", "m") == row.keyword
    return (keyword, value) if stated else ("", "")
