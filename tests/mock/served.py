"""A document served in memory: requests go through httpx, time stands still until it is moved."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from fencepost.ir.api import Api
from fencepost.mock import Serving, create_app
from fencepost.mock.answering.schemas import Schemas
from starlette.types import ASGIApp

from ..inline import api_of

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
SANDBOXES = "/api/v1/sandbox"
SMALLEST = {"name": "a", "docker_image": "b"}
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Time:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def identifiers() -> Any:
    """Identifiers that tell their order."""
    numbers = count(1)
    return lambda: f"id{next(numbers):022d}"


@dataclass(slots=True)
class Served:
    api: Api
    app: ASGIApp
    time: Time
    headers: dict[str, str] = field(default_factory=lambda: {"Authorization": "Bearer secret-token"})

    def request(self, method: str, path: str, **content: Any) -> httpx.Response:
        headers = {**self.headers, **content.pop("headers", {})}
        return asyncio.run(self._send(method, path, headers, content))

    async def _send(self, method: str, path: str, headers: dict[str, str], content: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://mock.example") as client:
            return await client.request(method, path, headers=headers, **content)

    def get(self, path: str, **content: Any) -> httpx.Response:
        return self.request("GET", path, **content)

    def post(self, path: str, body: Any = None, **content: Any) -> httpx.Response:
        return self.request("POST", path, **({} if body is None else {"json": body}), **content)

    def delete(self, path: str, body: Any = None) -> httpx.Response:
        return self.request("DELETE", path, **({} if body is None else {"json": body}))

    def created(self, **members: Any) -> dict[str, Any]:
        """A sandbox that was created."""
        answer = self.post(SANDBOXES, {**SMALLEST, **members})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def invalid(self, operation_id: str, answer: httpx.Response) -> list[str]:
        """What the document holds against an answer."""
        operation = self.api.operation(operation_id)
        assert operation is not None
        documented = operation.response(answer.status_code)
        if documented is None or documented.json is None:
            return [] if documented is not None and not answer.content else [f"{answer.status_code} is not documented"]
        validator = Schemas(self.api).answer(documented.json.schema)
        return [error.message for error in validator.iter_errors(answer.json())]


def served(text: str, *, token: str | None = None, headers: dict[str, str] | None = None, **knobs: Any) -> Served:
    """A document of a few lines, served; `knobs` are members of `Serving`."""
    api, sink = api_of(text)
    assert not sink.errors, sink.errors
    time = Time()
    app = create_app(api, Serving(clock=time, new_identifier=identifiers(), token=token, **knobs))
    return Served(api, app, time) if headers is None else Served(api, app, time, headers)


def sandbox(*, token: str | None = None) -> Served:
    """The sandbox document, served."""
    return served(SPEC.read_text(encoding="utf-8"), token=token)


def params_of(answer: httpx.Response) -> list[str]:
    """What a refusal names, in the sandbox document's shape."""
    return [error["param"] for error in answer.json()["errors"]]
