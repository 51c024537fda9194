"""`fencepost mock`: the server that a document describes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from fencepost.cli.serving import LOOPBACK, Host, MaxRecords, MockSeed, Port, RateLimited, Speed, Token, Values
from fencepost.cli.settings import FILE, Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from fencepost.ir.api import Api


def mock(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    host: Host = LOOPBACK,
    port: Port = 8000,
    token_env: Token = None,
    rate_limit: RateLimited = False,
    speed: Speed = 1.0,
    max_records: MaxRecords = None,
    value: Values = None,
    seed: MockSeed = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID[:VALUE][@OPERATION][=PROBABILITY]",
            help="Go wrong in this one way; may be repeated; `list` prints them all.",
            rich_help_panel="How it behaves",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no line for each request.")] = False,
    settings_file: Settings = FILE,
) -> None:
    """Serve a document on 127.0.0.1 until it is stopped: stateful, and strict on every boundary.

    Each request is told on standard error: its status, what was asked, and the faults that acted. Each option is also
    a variable, FENCEPOST_PORT for --port, and a key of tool.fencepost in pyproject.toml, port.
    """
    from fencepost.cli.document import load_document
    from fencepost.cli.environment import secret_from
    from fencepost.cli.faults import show_faults, with_faults
    from fencepost.cli.serving import serving_of, warning_of
    from fencepost.diagnostics import visible
    from fencepost.mock.app import create_app
    from fencepost.mock.server import address_of, listen, serve

    del settings_file  # It was read before the options were.
    token = None if token_env is None else secret_from(token_env)
    api = load_document(spec)
    if "list" in (fault or ()):
        show_faults(api)
        return
    serving = serving_of(token=token, speed=speed, limited=rate_limit, most=max_records, values=value or (), seed=seed)
    app = create_app(api, with_faults(serving, api, fault) if fault else serving)
    listener = listen(port, host)
    address = address_of(listener)
    if (warning := warning_of(address)) is not None:
        typer.echo(warning, err=True)
    typer.echo(f"{visible(api.title)} at {address}; {_credential(api, token_env)}")
    serve(app if quiet else _logged(app), listener)


def _credential(api: Api, token_env: str | None) -> str:
    asked = {key for operation in api.operations for alternative in operation.security for key in alternative}
    if not asked:
        return "no credential is asked for"
    if token_env is not None:
        return f"the right credential is that of {token_env}"
    schemes = [scheme for key in asked if (scheme := api.scheme(key)) is not None]
    bearer = all(scheme.http_scheme == "bearer" for scheme in schemes)
    return f"any {'bearer token' if bearer else 'well-formed credential'} is taken"


def _logged(app: ASGIApp) -> ASGIApp:
    """The application, with a line on standard error for each request, when its answer begins or will never come."""

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        told = False

        async def sending(message: Message) -> None:
            nonlocal told
            if not told and message["type"] == "http.response.start":
                told = True
                _tell(scope, str(message["status"]))
            await send(message)

        try:
            await app(scope, receive, sending)
        finally:
            if not told and scope["type"] == "http":
                _tell(scope, "---")

    return logged


def _tell(scope: Scope, status: str) -> None:
    from fencepost.mock.faults.delivery import FAULTS

    acted = ", ".join((scope.get("state") or {}).get(FAULTS, ()))
    line = f"{status} {scope['method']} {_path(scope)}"
    with suppress(BrokenPipeError):  # Who reads the log may leave; who asks is answered all the same.
        typer.echo(f"{line} ({acted})" if acted else line, err=True)


def _path(scope: Scope) -> str:
    from fencepost.diagnostics import visible

    query = scope.get("query_string", b"").decode("latin-1")
    return visible(f"{scope['path']}?{query}" if query else str(scope["path"]))
