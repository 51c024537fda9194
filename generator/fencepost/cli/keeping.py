"""What a campaign leaves for the next one: regressions, a baseline, drawn failures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fencepost.campaign.summary import Summary
from fencepost.cli.baselines import prepare_baseline, write_baseline
from fencepost.cli.regressions import prepare_regressions, save_regressions
from fencepost.cli.remarks import show_errors
from fencepost.diagnostics import Diagnostic, Diagnostics, counted, visible

if TYPE_CHECKING:
    from fencepost.cli.remembered import Remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Where failures are kept."""

    regressions: Path | None = None
    baseline: Path | None = None
    """Written, not read."""

    remembered: Remembered | None = None
    """Drawn failures; None where they are not remembered."""

    explored: int = 0
    """Cases that were drawn for each operation."""

    def prepare(self) -> None:
        """See, before anything is sent, that all of it can be written. Raises FencepostError where it cannot."""
        prepare_regressions(self.regressions)
        prepare_baseline(self.baseline)

    def kept(self, summary: Summary, code: int, sink: Diagnostics) -> int:
        """Keep what a campaign found; its exit code, once it is known what could be read before and written after.

        `code` is that of the campaign itself.
        """
        obstacles = tuple(self._obstacles(summary))
        show_errors(obstacles)
        if self.remembered is not None:
            self.remembered.keep(summary, self.explored)
            show_errors(self.remembered.remarks)
        if self.baseline is not None and not obstacles and code == 1:
            # Whoever has them accepted says that they are no reason to fail.
            code = 0 if summary.complete else 2
        return code or (2 if obstacles or sink.errors else 0)

    def _obstacles(self, summary: Summary) -> Iterator[Diagnostic]:
        if self.regressions is not None:
            yield from save_regressions(self.regressions, summary)
            _tell(f"{counted(len(summary.failures), 'failure')} kept in {self.regressions}", summary)
        if self.baseline is not None:
            yield from write_baseline(self.baseline, summary)
            _tell(f"{counted(len(summary.failures), 'failure')} accepted in {self.baseline}", summary)


def _tell(text: str, summary: Summary) -> None:
    if summary.failures:
        typer.echo(visible(text), err=True)
