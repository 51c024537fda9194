"""An application of the user, imported and served on a port of this machine for as long as it is tested."""

from __future__ import annotations

import importlib
import inspect
import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from fencepost.diagnostics import FencepostError, refusal

Interface = Literal["asgi", "wsgi"]


@contextmanager
def serving_named(name: str) -> Iterator[str]:
    """Serve the application that `module:attribute` names; yields its base URL.

    Raises FencepostError A025 where there is none, or it does not start.
    """
    with serving_app(imported(name), f"--app {name}") as address:
        yield address


@contextmanager
def serving_app(app: Any, option: str) -> Iterator[str]:
    """Serve an application; yields its base URL. `option` is what named it, with its value.

    Raises FencepostError A025 where it is none, or does not start.
    """
    match interface_of(app):
        case "asgi":
            from fencepost.mock.server import serving

            with serving(app, lifespan="auto") as address:
                yield address
        case "wsgi":
            with _serving_wsgi(app) as address:
                yield address
        case None:
            raise _refused(option, "this is neither an ASGI nor a WSGI application")


def imported(name: str, option: str = "--app") -> Any:
    """What `module:attribute` names; modules are looked for in the working directory too.

    Raises FencepostError A025 where there is none.
    """
    option = f"{option} {name}"
    module_name, colon, attributes = name.partition(":")
    if not colon or not module_name or not attributes:
        raise _refused(option, "this names no application")
    found = _module(option, module_name)
    for attribute in attributes.split("."):
        if not hasattr(found, attribute):
            raise _refused(option, f"{module_name} has no {attributes}")
        found = getattr(found, attribute)
    return found


def _module(option: str, module_name: str) -> object:
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        return importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise _refused(option, f"there is no module {error.name}") from None
    except Exception as error:
        raise _refused(option, f"{module_name} cannot be imported: {type(error).__name__}: {error}") from None


def _refused(option: str, message: str) -> FencepostError:
    remedy = "name it as module:attribute, as for uvicorn or gunicorn, where its modules can be imported"
    return refusal("A025", message, address=option, remedy=remedy)


def interface_of(app: Any) -> Interface | None:
    """How an application is called: ASGI with scope, receive and send, WSGI with environ and start_response."""
    if not callable(app):
        return None
    if inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__):
        return "asgi"
    match _arguments(app):
        case 3:
            return "asgi"
        case 2:
            return "wsgi"
        case _:
            return None


def _arguments(app: Callable[..., object]) -> int | None:
    """How many arguments by position a call must have; None where nobody can tell."""
    try:
        parameters = inspect.signature(app).parameters.values()
    except (TypeError, ValueError):
        return None
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(item.kind in positional and item.default is item.empty for item in parameters)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Handler(WSGIRequestHandler):
    """Reads the whole body before the application is called: one that leaves it unread would break the connection."""

    def parse_request(self) -> bool:
        """Whether the request could be read."""
        sound = super().parse_request()
        if sound:
            length = self.headers.get("content-length", "0")
            self.rfile = io.BytesIO(self.rfile.read(int(length) if length.isdecimal() else 0))
        return sound

    def address_string(self) -> str:
        """The address of who asks, without asking for its name."""
        return str(self.client_address[0])

    def get_stderr(self) -> io.StringIO:
        """Where tracebacks go: what a client sees is what is judged."""
        return io.StringIO()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of requests."""

    def log_error(self, *_: object) -> None:
        """Say nothing of what no server could read."""


@contextmanager
def _serving_wsgi(app: Any) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="app", daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
