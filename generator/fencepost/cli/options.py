"""The options of commands that test something, each with its help and the panel that it stands in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

_TARGET = "What is tested"
_ACCESS = "How it is reached"
_SCOPE = "What is tried"
_JUDGEMENT = "What counts"
_BUDGET = "How much"
_REPORTS = "What is told"


class Tolerance(StrEnum):
    """What can be tolerated."""

    coercion = "coercion"


class Formats(StrEnum):
    """What a format is in a request."""

    annotate = "annotate"
    check = "assert"


Spec = Annotated[
    str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
]
Url = Annotated[
    str | None, typer.Option(metavar="URL", help="The address that paths are appended to.", rich_help_panel=_TARGET)
]
App = Annotated[
    str | None,
    typer.Option(
        metavar="MODULE:ATTRIBUTE", help="An ASGI or WSGI application, served meanwhile.", rich_help_panel=_TARGET
    ),
]
Mock = Annotated[bool, typer.Option("--mock", help="Test the mock of the document.", rich_help_panel=_TARGET)]
Client = Annotated[bool, typer.Option("--client", help="Test the generated client.", rich_help_panel=_TARGET)]
Fault = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID[:VALUE][@OPERATION][=PROBABILITY]",
        help="With --mock: break it in this one way; may be repeated.",
        rich_help_panel=_TARGET,
    ),
]
Plants = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID[:VALUE][@OPERATION][=PROBABILITY]",
        help="With --mock: tell whether this fault would be found; may be repeated.",
        rich_help_panel=_TARGET,
    ),
]
RateLimit = Annotated[
    bool,
    typer.Option(
        "--rate-limit",
        help="With --mock: keep the declared rate limits, on a clock that waits for nobody.",
        rich_help_panel=_TARGET,
    ),
]
TokenEnv = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The variable that holds the right credential.", rich_help_panel=_ACCESS),
]
Auth = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SCHEME=env:NAME",
        help="The credential of one scheme, or SCHEME=file:PATH; may be repeated.",
        rich_help_panel=_ACCESS,
    ),
]
Headers = Annotated[
    list[str] | None,
    typer.Option(metavar="'K: V'", help="Sent with every request; may be repeated.", rich_help_panel=_ACCESS),
]
Proxy = Annotated[
    str | None, typer.Option(metavar="URL", help="Every request goes through it.", rich_help_panel=_ACCESS)
]
CaFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Authorities to believe beside the well-known ones, as PEM.", rich_help_panel=_ACCESS
    ),
]
Timeout = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="The longest wait for an answer.", rich_help_panel=_ACCESS)
]
Keep = Annotated[
    bool,
    typer.Option("--keep", help="Leave what was created; else it is deleted on loopback.", rich_help_panel=_ACCESS),
]
Phases = Annotated[
    str,
    typer.Option(
        metavar="LIST",
        help="With commas between: regressions, lattice, faults, protocol, stateful, explore, and hostile, which only "
        "exhausts.",
        show_default="all but hostile",
        rich_help_panel=_SCOPE,
    ),
]
Operations = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only this one; may be repeated.", rich_help_panel=_SCOPE)
]
Excluded = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Not this one; may be repeated.", rich_help_panel=_SCOPE)
]
Tags = Annotated[
    list[str] | None,
    typer.Option(metavar="TAG", help="Only operations with this tag; may be repeated.", rich_help_panel=_SCOPE),
]
Regressions = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH", help="A case to send first, or a folder of them; may be repeated.", rich_help_panel=_SCOPE
    ),
]
SaveRegressions = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep each failure there as a file of its own, and send those that are there first.",
        rich_help_panel=_SCOPE,
    ),
]
Database = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHERE",
        help="Where drawn failures are remembered: a folder, redis://…, github://OWNER/REPO, or none; may be repeated.",
        show_default="none",
        rich_help_panel=_SCOPE,
    ),
]
Privileged = Annotated[
    bool,
    typer.Option(
        "--privileged", help="Send what x-fencepost-privileged marks: the caller may.", rich_help_panel=_SCOPE
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", help="What drawn cases are drawn from; 0 in CI, else a new one.", rich_help_panel=_SCOPE),
]
Explored = Annotated[
    int, typer.Option(min=0, metavar="N", help="Cases drawn for each operation.", rich_help_panel=_SCOPE)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.", rich_help_panel=_SCOPE)
]
Tolerate = Annotated[
    list[Tolerance] | None,
    typer.Option(
        metavar="FAMILY",
        help='coercion: "1" and true taken for 1, "yes" for true, are counted, and no failures.',
        rich_help_panel=_JUDGEMENT,
    ),
]
FormatsOption = Annotated[
    Formats,
    typer.Option(
        metavar="annotate|assert",
        help="Whether a server must refuse a text that only breaks its format.",
        rich_help_panel=_JUDGEMENT,
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Failures that are accepted, one a line; a line whose failure no longer occurs ends the run with 1.",
        rich_help_panel=_JUDGEMENT,
    ),
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Accept every failure of this run there.", rich_help_panel=_JUDGEMENT),
]
MinPower = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        metavar="SHARE",
        help="End with 1 where fewer one-fault servers than this share, from 0 to 1, would have been caught.",
        rich_help_panel=_JUDGEMENT,
    ),
]
Propose = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write the change of the document that makes the run green there, as a diff; - to print it.",
        rich_help_panel=_REPORTS,
    ),
]
MaxRequests = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="End after so many requests.", rich_help_panel=_BUDGET)
]
MaxSeconds = Annotated[
    float | None, typer.Option(min=0, metavar="S", help="End after so long.", rich_help_panel=_BUDGET)
]
MaxFailures = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="End after so many failures.", rich_help_panel=_BUDGET)
]
Workers = Annotated[
    int, typer.Option(min=1, max=64, metavar="N", help="Cases under way at once.", rich_help_panel=_BUDGET)
]
ShardOption = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="K/N",
        help="Run this part of N, all with one seed; `fencepost merge` makes one report.",
        rich_help_panel=_BUDGET,
    ),
]
NoReduce = Annotated[
    bool,
    typer.Option(
        "--no-reduce",
        help="Send no failure again: neither its smallest body nor its rate is told.",
        rich_help_panel=_BUDGET,
    ),
]
ReportDir = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Where report.html, report.json, junit.xml, events.jsonl go.", rich_help_panel=_REPORTS
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.", rich_help_panel=_REPORTS)]
