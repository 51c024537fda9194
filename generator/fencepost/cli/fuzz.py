"""`fencepost fuzz`: a contract campaign against a server, or against the generated client."""

from __future__ import annotations

import typer

from fencepost.cli.options import (
    App,
    AsJson,
    Auth,
    CaFile,
    Client,
    DryRun,
    Excluded,
    Explored,
    Fault,
    Formats,
    FormatsOption,
    Headers,
    Keep,
    MaxFailures,
    MaxRequests,
    MaxSeconds,
    Mock,
    NoReduce,
    Operations,
    Phases,
    Plants,
    Privileged,
    Proxy,
    Regressions,
    ReportDir,
    Seed,
    ShardOption,
    Spec,
    Tags,
    Timeout,
    TokenEnv,
    Tolerate,
    Url,
    Workers,
)
from fencepost.cli.settings import FILE, Settings, nearest


def fuzz(
    context: typer.Context,
    spec: Spec,
    *,
    url: Url = None,
    app: App = None,
    mock: Mock = False,
    client: Client = False,
    fault: Fault = None,
    plant: Plants = None,
    token_env: TokenEnv = None,
    auth: Auth = None,
    header: Headers = None,
    proxy: Proxy = None,
    ca_file: CaFile = None,
    timeout: Timeout = 10.0,
    keep: Keep = False,
    phases: Phases = "regressions,lattice,faults,protocol,stateful,explore",
    operation: Operations = None,
    exclude_operation: Excluded = None,
    tag: Tags = None,
    regressions: Regressions = None,
    privileged: Privileged = False,
    seed: Seed = None,
    explored: Explored = 100,
    dry_run: DryRun = False,
    tolerate: Tolerate = None,
    formats: FormatsOption = Formats.annotate,
    max_requests: MaxRequests = None,
    max_seconds: MaxSeconds = None,
    max_failures: MaxFailures = None,
    workers: Workers = 1,
    shard: ShardOption = None,
    no_reduce: NoReduce = False,
    report_dir: ReportDir = None,
    as_json: AsJson = False,
    settings_file: Settings = FILE,
) -> None:
    """Find where a server breaks its document: every boundary from both sides, every rule, every answer.

    Each option is also a variable, FENCEPOST_MAX_REQUESTS for --max-requests, and a key of tool.fencepost in
    pyproject.toml, max-requests.

    Exits with 1 where a failure was found, with 2 where the run was cut short or too many answers decided nothing.
    """
    from fencepost.campaign.planning.plan import Settings as Decisions
    from fencepost.cli.arguments import address, headers, only_one, phases_named, proxy_address, seed_or_new, shard_of
    from fencepost.cli.campaigns import Campaign, conduct, outline
    from fencepost.cli.document import choose, load_document
    from fencepost.cli.faults import faulty
    from fencepost.cli.plants import plant_all
    from fencepost.cli.reports import finish, keep_last, prepare_folder
    from fencepost.cli.scopes import scope_of
    from fencepost.cli.targets import Served, Wanted, target_of

    given = {"url": url is not None, "app": app is not None, "mock": mock, "client": client}
    kind = only_one(nearest(context, given), context.command_path)
    wanted = Wanted(
        kind=kind,
        place=(app if kind == "app" else address(url) if kind == "url" else None) or "",
        token_env=token_env,
        auth=tuple(auth or ()),
        headers=headers(header or ()),
        proxy=proxy_address(proxy),
        ca_file=ca_file,
    )
    decisions = Decisions(
        seed=seed_or_new(seed),
        phases=phases_named(phases),
        explored=explored,
        max_requests=max_requests,
        max_seconds=max_seconds,
        max_failures=max_failures,
        workers=workers,
        shard=shard_of(shard),
        reduce=not no_reduce,
        keep=keep or kind == "mock",
        tolerate=tuple(family.value for family in tolerate or ()),
    )
    api = load_document(spec)
    operations = choose(api, operation or (), exclude_operation or (), tag or ())
    scope = scope_of(
        api,
        settings_file,
        operations=operations,
        regressions=tuple(regressions or ()),
        privileged=privileged,
        asserts_formats=formats is Formats.check,
        is_ours=kind in ("mock", "client"),
    )
    campaign = Campaign.of(api, operations, decisions, scope)
    if dry_run:
        return outline(campaign)
    if plant:
        raise typer.Exit(plant_all(campaign, spec, plant, timeout))
    prepare_folder(report_dir)
    if kind == "client":
        from fencepost.cli.client_half import conduct_client

        outcome, again = conduct_client(campaign), f"--client {spec}"
    else:
        served = Served(api=faulty(api, spec, fault), fault=fault)
        with target_of(wanted, served) as reached:
            outcome, again = conduct(campaign, reached, timeout, report_dir), reached.again
    keep_last(outcome.summary)
    raise typer.Exit(finish(outcome, report_dir, again=again, as_json=as_json))
