"""`fencepost mock` as a process of its own, and a relay that remembers what passes between it and a client."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..foreign.campaigns import COMMAND

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"


@contextmanager
def mock(*options: str, document: Path = SPEC, variables: dict[str, str] | None = None) -> Iterator[str]:
    """The mock of a document on a free port, until the end of the block; yields the address that it prints."""
    command = (COMMAND, "mock", str(document), "--port", "0", "--quiet", *options)
    with subprocess.Popen(
        command, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = re.search(r"http://\S+?(?=;)", line)
            assert address is not None, f"the mock did not start: {line!r}"
            yield address.group()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer, as they passed."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any
    status: int
    answer: Any


@dataclass(slots=True)
class Relay:
    """Passes every request on to another address, and remembers it."""

    url: str
    passed: list[Exchange] = field(default_factory=list)

    def app(self) -> Starlette:
        """The relay as an application."""
        return Starlette(routes=[Route("/{path:path}", self._pass, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])])

    async def _pass(self, request: Request) -> Response:
        sent = await request.body()
        headers = {"authorization": request.headers["authorization"], "content-type": "application/json"}
        async with httpx.AsyncClient(trust_env=False) as client:
            url = f"{self.url}{request.url.path}?{request.url.query}".rstrip("?")
            answer = await client.request(request.method, url, headers=headers, content=sent)
        self.passed.append(
            Exchange(
                method=request.method,
                path=request.url.path,
                query=tuple(request.query_params.multi_items()),
                body=json.loads(sent) if sent else None,
                status=answer.status_code,
                answer=answer.json(),
            )
        )
        return Response(answer.content, answer.status_code, media_type=answer.headers["content-type"])
