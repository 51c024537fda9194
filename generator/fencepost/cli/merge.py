"""`fencepost merge`: the parts of a sharded campaign as one report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fencepost.cli.options import BaselineFile, MinPower, WriteBaseline


def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="The report folders of all shards.")],
    *,
    report_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the reports of the whole are written.")
    ] = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    min_power: MinPower = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Fold what the shards of one campaign told into the report of the whole; exits as one run would have."""
    from fencepost.campaign.running.merging import MergeError, merged
    from fencepost.campaign.summary import Summary
    from fencepost.cli.baselines import read_baseline
    from fencepost.cli.campaigns import Outcome
    from fencepost.cli.eventlog import event_log, part_of
    from fencepost.cli.folder import prepare_folder
    from fencepost.cli.keeping import Keeping
    from fencepost.cli.remarks import show_errors
    from fencepost.cli.reports import finish, keep_last
    from fencepost.diagnostics import Diagnostics, refusal
    from fencepost.report.matrix import Matrix

    if report_dir is not None and report_dir.resolve() in {folder.resolve() for folder in folders}:
        remedy = "name a folder that is none of them"
        raise refusal("A019", "the report would replace one of the parts", address=str(report_dir), remedy=remedy)
    prepare_folder(report_dir)
    sink, keeping = Diagnostics(), Keeping(baseline=write_baseline)
    accepted = read_baseline(baseline, write_baseline, None, sink)
    show_errors(sink.sorted())
    keeping.prepare()
    parts = tuple(part_of(folder) for folder in folders)
    summary, matrix = Summary(baseline=accepted, min_power=min_power), Matrix()
    try:
        with event_log(report_dir) as log:
            for event in merged(parts):
                summary.take(event)
                matrix.take(event)
                log.take(event)
    except MergeError as error:
        raise refusal("A019", str(error), remedy="give every shard of one campaign once") from None
    keep_last(summary)
    again = f"--url {parts[0].started.address}"
    outcome = Outcome(summary=summary, stopped=None, unwritten=log.error, matrix=matrix)
    code = finish(outcome, report_dir, again=again, as_json=as_json)
    raise typer.Exit(keeping.kept(summary, code, sink))
