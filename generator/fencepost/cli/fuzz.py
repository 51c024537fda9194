"""`fencepost fuzz`: a contract campaign against a server, or against the generated client."""

from __future__ import annotations

from dataclasses import replace

import typer

from fencepost.campaign.planning.choice import choose, phases_named
from fencepost.campaign.wire.addresses import address, proxy_address
from fencepost.cli.options import (
    App,
    AsJson,
    Auth,
    BaselineFile,
    CaFile,
    Client,
    Database,
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
    MinPower,
    Mock,
    NoReduce,
    Operations,
    Phases,
    Plants,
    Privileged,
    Propose,
    Proxy,
    RateLimit,
    Regressions,
    ReportDir,
    SaveRegressions,
    Seed,
    ShardOption,
    Spec,
    Tags,
    Timeout,
    TokenEnv,
    Tolerate,
    Url,
    Workers,
    WriteBaseline,
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
    rate_limit: RateLimit = False,
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
    save_regressions: SaveRegressions = None,
    privileged: Privileged = False,
    seed: Seed = None,
    explored: Explored = 100,
    database: Database = None,
    dry_run: DryRun = False,
    tolerate: Tolerate = None,
    formats: FormatsOption = Formats.annotate,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    min_power: MinPower = None,
    max_requests: MaxRequests = None,
    max_seconds: MaxSeconds = None,
    max_failures: MaxFailures = None,
    workers: Workers = 1,
    shard: ShardOption = None,
    no_reduce: NoReduce = False,
    report_dir: ReportDir = None,
    propose: Propose = None,
    as_json: AsJson = False,
    settings_file: Settings = FILE,
) -> None:
    """Find where a server breaks its document: every boundary from both sides, every rule, every answer.

    Each option is also a variable, FENCEPOST_MAX_REQUESTS for --max-requests, and a key of tool.fencepost in
    pyproject.toml, max-requests.

    Exits with 1 where a failure was found, or --min-power is not reached, with 2 where the run was cut short or too
    many answers decided nothing.
    """
    from fencepost.campaign.planning.plan import Settings as Decisions
    from fencepost.cli.arguments import headers, only_one, seed_or_new, shard_of
    from fencepost.cli.baselines import read_baseline
    from fencepost.cli.campaigns import Campaign, outline
    from fencepost.cli.certifying import conduct_certified
    from fencepost.cli.document import load_document
    from fencepost.cli.exploring import remembered_in
    from fencepost.cli.folder import prepare_folder
    from fencepost.cli.keeping import Keeping
    from fencepost.cli.plants import plant_all
    from fencepost.cli.proposing import Proposing
    from fencepost.cli.regressions import kept_before
    from fencepost.cli.remarks import show_errors
    from fencepost.cli.reports import finish, keep_last
    from fencepost.cli.scopes import scope_of
    from fencepost.cli.targets import Served, Wanted, target_of
    from fencepost.diagnostics import Diagnostics

    kinds = nearest(context, {"url": url is not None, "app": app is not None, "mock": mock, "client": client})
    kind = only_one(kinds, context.command_path)
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
    sink = Diagnostics()
    operations = choose(api, operation or (), exclude_operation or (), tag or ())
    scope = scope_of(
        api,
        settings_file,
        operations=operations,
        regressions=(*(regressions or ()), *kept_before(save_regressions)),
        baseline=read_baseline(baseline, write_baseline, api, sink),
        privileged=privileged,
        asserts_formats=formats is Formats.check,
        is_ours=kind in ("mock", "client"),
        sink=sink,
    )
    show_errors(sink.sorted())
    campaign = Campaign.of(api, operations, decisions, scope)
    if dry_run:
        return outline(campaign)
    if plant:
        raise typer.Exit(plant_all(campaign, plant, timeout))
    prepare_folder(report_dir)
    # What a client does wrong is a call, and no request that could be sent again.
    is_sent = kind != "client"
    remembered = remembered_in(tuple(database or ()), api) if is_sent and "explore" in decisions.phases else None
    keeping = Keeping(
        regressions=save_regressions if is_sent else None,
        baseline=write_baseline,
        remembered=remembered,
        explored=explored,
    )
    keeping.prepare()
    campaign = replace(campaign, remembered=remembered)
    proposing, proposal = Proposing(place=propose), None
    proposing.prepare(spec, kind, as_json=as_json)
    if kind == "client":
        from fencepost.cli.client_half import conduct_client

        outcome, again = conduct_client(campaign, report_dir), f"--client {spec}"
    else:
        with target_of(wanted, Served(api=api, faults=tuple(fault or ()), limited=rate_limit)) as reached:
            outcome, again = conduct_certified(campaign, reached, timeout, report_dir, min_power), reached.again
            proposal = proposing.proposal(campaign, scope, outcome, reached, timeout)
    keep_last(outcome.summary)
    code = finish(outcome, report_dir, again=again, as_json=as_json)
    proposing.tell(proposal, len(outcome.summary.failures))
    raise typer.Exit(outcome.stopped or keeping.kept(outcome.summary, code, sink))
