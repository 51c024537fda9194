"""`fencepost fuzz`: a contract campaign against a server, or against the generated client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_TARGET = "Target"
_SCOPE = "What is tried"
_BUDGET = "How much"

Spec = Annotated[
    str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
]
Url = Annotated[
    str | None, typer.Option(metavar="URL", help="The address that paths are appended to.", rich_help_panel=_TARGET)
]
Mock = Annotated[bool, typer.Option("--mock", help="Test the mock of the document.", rich_help_panel=_TARGET)]
Client = Annotated[bool, typer.Option("--client", help="Test the generated client.", rich_help_panel=_TARGET)]
TokenEnv = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The variable that holds the right credential.", rich_help_panel=_TARGET),
]
Headers = Annotated[
    list[str] | None,
    typer.Option(metavar="'K: V'", help="Sent with every request; may be repeated.", rich_help_panel=_TARGET),
]
Fault = Annotated[
    str | None,
    typer.Option(metavar="ID[=VALUE]", help="With --mock: break it in this one way.", rich_help_panel=_TARGET),
]
Plants = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID[=VALUE]",
        help="With --mock: tell whether this fault would be found; may be repeated.",
        rich_help_panel=_TARGET,
    ),
]
Timeout = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="The longest wait for an answer.", rich_help_panel=_TARGET)
]
Keep = Annotated[
    bool,
    typer.Option("--keep", help="Leave what was created; else it is deleted on loopback.", rich_help_panel=_TARGET),
]
Phases = Annotated[
    str, typer.Option(metavar="LIST", help="Which of lattice, faults and explore.", rich_help_panel=_SCOPE)
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
Seed = Annotated[
    int | None, typer.Option(help="What drawn cases are drawn from; 0 in CI, else a new one.", rich_help_panel=_SCOPE)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.", rich_help_panel=_SCOPE)
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
    int, typer.Option(min=1, max=64, metavar="N", help="Requests under way at once.", rich_help_panel=_BUDGET)
]
ReportDir = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where report.json is written.", rich_help_panel=_BUDGET)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.", rich_help_panel=_BUDGET)]


def fuzz(
    spec: Spec,
    *,
    url: Url = None,
    mock: Mock = False,
    client: Client = False,
    token_env: TokenEnv = None,
    header: Headers = None,
    fault: Fault = None,
    plant: Plants = None,
    timeout: Timeout = 10.0,
    keep: Keep = False,
    phases: Phases = "lattice,faults,explore",
    operation: Operations = None,
    exclude_operation: Excluded = None,
    tag: Tags = None,
    seed: Seed = None,
    dry_run: DryRun = False,
    max_requests: MaxRequests = None,
    max_seconds: MaxSeconds = None,
    max_failures: MaxFailures = None,
    workers: Workers = 1,
    report_dir: ReportDir = None,
    as_json: AsJson = False,
) -> None:
    """Find where a server breaks its document: every boundary from both sides, every rule, every answer.

    Exits with 1 where a failure was found, with 2 where the run was cut short or too many answers decided nothing.
    """
    from fencepost.campaign.plan import Settings
    from fencepost.cli.arguments import address, headers, only_one, phases_named, seed_or_new
    from fencepost.cli.campaigns import Campaign, Served, conduct, outline, target_of
    from fencepost.cli.client_half import conduct_client
    from fencepost.cli.document import choose, load_document
    from fencepost.cli.faults import faulty
    from fencepost.cli.plants import plant_all
    from fencepost.cli.reports import finish, prepare_folder

    kind = only_one(url=url is not None, mock=mock, client=client)
    settings = Settings(
        seed=seed_or_new(seed),
        phases=phases_named(phases),
        max_requests=max_requests,
        max_seconds=max_seconds,
        max_failures=max_failures,
        workers=workers,
        keep=keep or kind == "mock",
    )
    api = load_document(spec)
    campaign = Campaign.of(api, choose(api, operation or (), exclude_operation or (), tag or ()), settings)
    if dry_run:
        return outline(campaign)
    if plant:
        raise typer.Exit(plant_all(campaign, spec, plant, timeout))
    prepare_folder(report_dir)
    if kind == "client":
        outcome, again = conduct_client(campaign), f"--client {spec}"
    else:
        served = Served(api=faulty(api, spec, fault), fault=fault)
        with target_of(kind, served, address(url), token_env, headers(header or ())) as reached:
            outcome, again = conduct(campaign, reached, timeout), reached.again
    raise typer.Exit(finish(outcome, report_dir, again=again, as_json=as_json))
