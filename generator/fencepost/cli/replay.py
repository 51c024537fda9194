"""`fencepost replay`: one case again, to see whether a failure still occurs."""

from __future__ import annotations

from typing import Annotated

import typer

from fencepost.cli.options import App, Auth, CaFile, Fault, Headers, Mock, Proxy, RateLimit, Timeout, TokenEnv, Url


def replay(
    context: typer.Context,
    failure: Annotated[
        str, typer.Argument(metavar="KEY|FILE", help="A key of the last run, report.json#KEY, or a file with one case.")
    ],
    *,
    spec: Annotated[
        str | None, typer.Option(metavar="SPEC", help="The document; by default the one that the run was made with.")
    ] = None,
    url: Url = None,
    app: App = None,
    mock: Mock = False,
    fault: Fault = None,
    rate_limit: RateLimit = False,
    token_env: TokenEnv = None,
    auth: Auth = None,
    header: Headers = None,
    proxy: Proxy = None,
    ca_file: CaFile = None,
    timeout: Timeout = 10.0,
) -> None:
    """Send one case again and judge the answer; exits with 1 where the failure still occurs, else with 0."""
    from fencepost.campaign.planning.plan import Settings
    from fencepost.campaign.wire.addresses import address, proxy_address
    from fencepost.cli.arguments import headers, only_one
    from fencepost.cli.campaigns import Campaign, conduct
    from fencepost.cli.document import load_document
    from fencepost.cli.recall import recalled
    from fencepost.cli.reports import finish
    from fencepost.cli.targets import Served, Wanted, target_of
    from fencepost.diagnostics import refusal

    given = {"url": url is not None, "app": app is not None, "mock": mock}
    kind = only_one((name for name, is_given in given.items() if is_given), context.command_path, tuple(given))
    found = recalled(failure, spec)
    api = load_document(found.document)
    operation = api.operation(found.case.operation)
    if operation is None:
        message = f"the document has no operation {found.case.operation} any more"
        raise refusal("A001", message, address=found.document, remedy="name the document it was found with: --spec")
    campaign = Campaign.again(
        api, operation, found.regression, Settings(phases=("regressions",), reduce=False, keep=kind == "mock")
    )
    served = Served(api=api, faults=tuple(fault or ()), limited=rate_limit)
    wanted = Wanted(
        kind=kind,
        place=app or address(url),
        token_env=token_env,
        auth=tuple(auth or ()),
        headers=headers(header or ()),
        proxy=proxy_address(proxy),
        ca_file=ca_file,
    )
    with target_of(wanted, served) as reached:
        outcome = conduct(campaign, reached, timeout)
    raise typer.Exit(finish(outcome, None, again=reached.again, as_json=False))
