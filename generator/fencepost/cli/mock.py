"""`fencepost mock`: the server that a document describes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from fencepost.ir.api import Api


def mock(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="An OpenAPI document: a file, - for standard input, or a URL.")
    ],
    *,
    port: Annotated[int, typer.Option(metavar="N", help="The port to listen on; 0 takes a free one.")] = 8000,
    token_env: Annotated[
        str | None, typer.Option(metavar="NAME", help="The variable that holds the one right credential.")
    ] = None,
    fault: Annotated[
        str | None,
        typer.Option(metavar="ID[=VALUE]", help="Serve the document with this one fault; `list` prints them all."),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no line for each request.")] = False,
) -> None:
    """Serve a document on 127.0.0.1 until it is stopped: stateful, and strict on every boundary."""
    from fencepost.cli.document import load_document
    from fencepost.cli.environment import secret_from
    from fencepost.cli.faults import faulty, show_deviations
    from fencepost.diagnostics import visible
    from fencepost.mock.app import create_app
    from fencepost.mock.server import address_of, listen, serve, system_serving

    token = None if token_env is None else secret_from(token_env)
    api = load_document(spec)
    if fault == "list":
        show_deviations(api)
        return
    app = create_app(faulty(api, spec, fault), system_serving(token))
    listener = listen(port)
    typer.echo(f"{visible(api.title)} at {address_of(listener)}; {_credential(api, token_env)}")
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
    """The application, with a line on standard error for each answer."""

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                with suppress(BrokenPipeError):  # Who reads the log may leave; who asks is answered all the same.
                    typer.echo(f"{message['status']} {scope['method']} {_path(scope)}", err=True)
            await send(message)

        await app(scope, receive, sending)

    return logged


def _path(scope: Scope) -> str:
    from fencepost.diagnostics import visible

    query = scope.get("query_string", b"").decode("latin-1")
    return visible(f"{scope['path']}?{query}" if query else str(scope["path"]))
