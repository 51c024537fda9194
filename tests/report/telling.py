"""Campaigns in this process, folded as the command line folds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fencepost.campaign.events import Event
from fencepost.campaign.job import Job
from fencepost.campaign.summary import Summary
from fencepost.report.matrix import Cell, Matrix, Outcome
from fencepost.report.page.html import html_text

from ..campaign.things import campaign

AGAIN = "--url http://server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What reports are made from."""

    summary: Summary
    matrix: Matrix
    events: list[Event]

    @property
    def html(self) -> str:
        return html_text(self.summary, self.matrix, AGAIN)

    def cell(self, target: str, point: str, kind: str = "valid", operation: str = "create_thing") -> Cell:
        rows = (row for row in self.matrix.rows() if (row.aim.operation, row.aim.target) == (operation, target))
        (found,) = [cell for row in rows for cell in row.cells if (cell.kind, cell.point) == (kind, point)]
        return found

    def outcomes(self) -> dict[tuple[str, str, str], Outcome]:
        """Every cell that is not kept."""
        return {
            (row.aim.operation, row.aim.target, cell.point): cell.outcome
            for row in self.matrix.rows()
            for cell in row.cells
            if cell.outcome != "kept"
        }


def told(server: Any, wanted: Job | None = None) -> Told:
    summary, events = campaign(server, wanted)
    matrix = Matrix()
    for event in events:
        matrix.take(event)
    return Told(summary=summary, matrix=matrix, events=events)
