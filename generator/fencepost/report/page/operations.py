"""The matrix of each operation, and its rules with their two sides."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.campaign.summary import Summary
from fencepost.report.matrix import Cell, Row, worst
from fencepost.report.page.fields import Field, counts_words, field_of
from fencepost.report.page.marks import Mark, cell_mark, passed_by

_NOWHERE = ("\U0010ffff", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One operation."""

    operation: str
    css: str
    counts: tuple[Mark, ...]
    fields: tuple[Field, ...]
    is_open: bool
    """Whether something of it is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSides:
    """One rule, as one operation meets it."""

    name: str
    operation: str
    text: str
    place: str
    sides: tuple[Mark, ...]
    """What came of keeping it, then of breaking it alone."""


def grids(rows: tuple[Row, ...], summary: Summary) -> tuple[Grid, ...]:
    """Every operation, in the order of the document."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.aim.rule is None:
            found.setdefault(row.aim.operation, []).append(row)
    return tuple(_grid(operation, tuple(own), summary) for operation, own in found.items())


def _grid(operation: str, rows: tuple[Row, ...], summary: Summary) -> Grid:
    targets: dict[str, list[Row]] = {}
    for row in rows:
        targets.setdefault(row.aim.target, []).append(row)
    ordered = sorted(targets, key=lambda target: _order(target, targets))
    outcome = worst(row.outcome for row in rows)
    return Grid(
        operation=operation,
        css=outcome.replace(" ", "-"),
        counts=tuple(counts_words(rows)),
        fields=tuple(field_of(target, tuple(targets[target]), summary) for target in ordered),
        is_open=outcome == "broken",
    )


def _order(target: str, targets: dict[str, list[Row]]) -> tuple[bool, tuple[str, int], str]:
    """Fields by their line, each followed by what is inside it; the whole request comes last."""
    holder = target
    while holder.count("/") > 1 and _line(targets.get(holder, [])) == _NOWHERE:
        holder = holder.rpartition("/")[0]
    return target.count("/") < 2, _line(targets.get(holder, [])), target


def _line(rows: list[Row]) -> tuple[str, int]:
    # That a field is required is said above all of them.
    own = [row.aim.location for row in rows if row.keyword != "required" and row.aim.location is not None]
    return min(((place.file, place.line) for place in own), default=_NOWHERE)


def rule_sides(rows: tuple[Row, ...], summary: Summary) -> tuple[RuleSides, ...]:
    """Every rule of every operation, with what came of keeping it and of breaking it alone."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.aim.rule is not None:
            found.setdefault((row.aim.operation, row.aim.rule), []).append(row)
    return tuple(_sides(rule, tuple(own), summary) for (_, rule), own in found.items())


def _sides(rule: str, rows: tuple[Row, ...], summary: Summary) -> RuleSides:
    aim = next((row.aim for row in rows if row.aim.text), rows[0].aim)
    cells = [cell for row in rows for cell in row.cells]
    kept = _worst(
        [cell for cell in cells if cell.kind == "valid"], passed_by(rows[0], "valid", "holds", "kept", summary)
    )
    lost = _worst(
        [cell for cell in cells if cell.kind == "fault"], passed_by(rows[0], "fault", "breaks", "broken", summary)
    )
    return RuleSides(
        name=rule,
        operation=aim.operation,
        text=aim.text,
        place="" if aim.location is None else str(aim.location),
        sides=(
            cell_mark(kept, "keeps it", "must be taken"),
            cell_mark(lost, "breaks it alone", "must be refused"),
        ),
    )


def _worst(cells: list[Cell], absent: Cell) -> Cell:
    outcome = worst(cell.outcome for cell in cells)
    return next((cell for cell in cells if cell.outcome == outcome), absent)
