"""Where a proposed change of the document goes, and what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from fencepost.campaign.planning.programme import Scope
from fencepost.campaign.summary import Summary
from fencepost.cli.arguments import TargetKind
from fencepost.cli.campaigns import Campaign, Outcome, campaign_summary
from fencepost.cli.folder import replace_text
from fencepost.cli.patches import unified
from fencepost.cli.proposals import Proposal, proposal_of
from fencepost.cli.remarks import show_errors
from fencepost.cli.targets import Reached
from fencepost.diagnostics import Diagnostic, FencepostError, counted, refusal, visible
from fencepost.ir.api import Api
from fencepost.read.document import parse
from fencepost.report.wording import headline

SHOWN = 5
"""So many of the failures that remain are named."""

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """Whether a change is proposed, and where to."""

    place: str | None = None
    """A path, or `-` for standard output; None where nothing is proposed."""

    def prepare(self, spec: str, kind: TargetKind, *, as_json: bool) -> None:
        """See, before anything is sent, that there can be a proposal. Raises FencepostError A048 where not."""
        if self.place is None:
            return
        if kind == "client":
            raise _refused("a client is generated from the document, and keeps it", "leave out --client or --propose")
        if not Path(spec).is_file():
            raise _refused(f"{spec} is no file that could be changed", "save the document, and name the file")
        if _text(Path(spec)) is None:
            raise _refused(f"{spec} is not in UTF-8", "save it as UTF-8")
        if self.place == "-" and as_json:
            raise _refused("standard output is taken by --json", "name a file for the diff")
        folder = Path(self.place).parent
        if self.place != "-" and (not folder.is_dir() or Path(self.place).is_dir()):
            raise _refused(f"{self.place} cannot be written", "name a file in a folder that is there")

    def proposal(
        self, campaign: Campaign, scope: Scope, outcome: Outcome, reached: Reached, timeout: float
    ) -> Proposal | None:
        """The change for what a campaign found; None where none is asked for, or nothing was found."""
        if self.place is None or outcome.stopped is not None or not outcome.summary.failures:
            return None

        def again(api: Api) -> Summary:
            typer.echo("running again with the changed document", err=True)
            ids = {operation.id for operation in campaign.operations}
            operations = tuple(operation for operation in api.operations if operation.id in ids)
            return campaign_summary(Campaign.of(api, operations, campaign.settings, scope), reached, timeout)

        api = campaign.api
        try:
            return proposal_of(parse(api.source, api.files[0].text), outcome.summary, again)
        except SystemExit:
            # Who stops the second run still gets what came of the first.
            typer.echo("the second run was stopped: no change is proposed", err=True)
            return None

    def tell(self, proposal: Proposal | None, found: int) -> None:
        """Write the diff, with what is known of it before it; `found` failures called for it."""
        if proposal is None:
            return
        if not proposal.is_changed:
            _say("no change of the document is proposed", proposal.unmade)
            return
        path = Path(proposal.before.name)
        bom = _BOM if (_text(path) or "").startswith(_BOM) else ""
        diff = unified(path, bom + proposal.before.text, bom + proposal.after.text)
        head = "".join(f"# {visible(line)}\n" for line in _words(proposal, found))
        if self.place == "-":
            _print(head, diff)
        elif self.place is not None and _is_written(Path(self.place), head + diff):
            _say(f"a change of {proposal.before.name} is proposed in {self.place}", tuple(_words(proposal, found)))


def _refused(message: str, remedy: str) -> FencepostError:
    return refusal("A048", message, address="--propose", remedy=remedy)


def _text(path: Path) -> str | None:
    """The text of a file with its mark of order, if it has one; None where it is not in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _words(proposal: Proposal, found: int) -> Iterator[str]:
    """Whether it was seen to be enough, and what remains."""
    left = tuple(proposal.summary.failures.values())
    if proposal.is_green:
        yield f"fencepost: with this change the server keeps its document; run again, {_gone(found)}"
        return
    if left:
        yield f"fencepost: with this change {counted(len(left), 'failure')} remain of {found}, run again:"
        yield from (f"  {headline(failure)}" for failure in left[:SHOWN])
        yield from (f"  and {len(left) - SHOWN} more" for _ in left[SHOWN : SHOWN + 1])
    else:
        yield "fencepost: with this change no failure was found, but the second run did not come to its end"
    yield from (f"  not changed: {reason}" for reason in proposal.unmade)


def _gone(found: int) -> str:
    return "its one failure is gone" if found == 1 else f"all {found} failures are gone"


def _say(text: str, more: tuple[str, ...]) -> None:
    for line in (text, *(f"  {each}" for each in more)):
        typer.echo(visible(line), err=True)


def _print(head: str, diff: str) -> None:
    """Print it as it is for programs; on a terminal nothing in it can act."""
    is_watched = sys.stdout.isatty()
    shown = "".join(f"{visible(line)}\n" for line in diff.split("\n")[:-1]) if is_watched else diff
    typer.echo(head + shown, nl=False)


def _is_written(path: Path, text: str) -> bool:
    try:
        replace_text(path, text)
    except OSError as error:
        message = f"the change cannot be written: {(error.strerror or str(error)).lower()}"
        show_errors([Diagnostic(code="A048", level="error", message=message, address=str(path), remedy=None)])
        return False
    return True
