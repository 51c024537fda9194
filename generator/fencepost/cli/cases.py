"""`fencepost cases`: boundary data for programs in any language."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class KindChoice(StrEnum):
    """The kinds of cases that can be asked for."""

    valid = "valid"
    fault = "fault"
    protocol = "protocol"


def cases(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    operation: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only cases of this operation; may be repeated.")
    ] = None,
    kind: Annotated[KindChoice | None, typer.Option(help="Only cases of this kind.")] = None,
    explore: Annotated[
        int, typer.Option(min=0, metavar="N", help="Besides, so many valid cases drawn for each operation.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="What drawn cases are drawn from.")] = 0,
) -> None:
    """Print the cases of a document as JSON Lines: one request a line, with its reason and its expectation."""
    from fencepost.campaign.planning.caseload import Caseload
    from fencepost.campaign.planning.choice import choose
    from fencepost.cases.case import case_line
    from fencepost.cli.document import load_document
    from fencepost.cli.exploring import explorer
    from fencepost.diagnostics import visible

    api = load_document(spec)
    chosen = choose(api, operation or (), (), ())
    caseload = Caseload(api)
    if kind in (None, KindChoice.valid):
        for case in caseload.valid(chosen):
            typer.echo(case_line(case))
        for each in chosen:
            if names := caseload.unpaired(each):
                remark = f"{each.id}: too many fields to pair all of them; left out: {', '.join(names)}"
                typer.echo(visible(remark), err=True)
        draw = explorer(api) if explore else None
        for case in (case for each in chosen for case in (draw(each, seed, explore) if draw else ())):
            typer.echo(case_line(case))
    if kind in (None, KindChoice.fault):
        for case in caseload.faults(chosen):
            typer.echo(case_line(case))
    if kind in (None, KindChoice.protocol):
        for case in caseload.protocol(chosen):
            typer.echo(case_line(case))
