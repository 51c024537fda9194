"""The correct servers: the same in each place where they are met, and nothing is held against them."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
import respx
from fencepost.campaign.planning.plan import Settings

from .campaigns import Subject, conduct
from .hosts import Served, asgi, serving
from .sandbox.steps import BODY, RIGHT
from .sandbox.subject import SANDBOX
from .subjects import SUBJECTS

ADDRESS = "http://server.test"
REQUESTS = (
    httpx.Request("POST", f"{ADDRESS}/api/v1/sandbox", headers=[RIGHT], json=BODY),
    httpx.Request("POST", f"{ADDRESS}/api/v1/sandbox", headers=[RIGHT], json=BODY | {"labels": "w"}),
    httpx.Request("POST", f"{ADDRESS}/api/v1/sandbox", headers=[RIGHT], content=b"{"),
    httpx.Request("GET", f"{ADDRESS}/api/v1/sandbox?labels=a%20b&labels=%C3%BC&page=2", headers=[RIGHT]),
    httpx.Request("GET", f"{ADDRESS}/api/v1/sandbox/a%2Fb", headers=[RIGHT]),
    httpx.Request("PUT", f"{ADDRESS}/api/v1/sandbox"),
)


def told(response: httpx.Response) -> tuple[int, str | None, object]:
    return response.status_code, response.headers.get("content-type"), json.loads(response.content)


def by_httpx() -> list[tuple[int, str | None, object]]:
    with httpx.Client(transport=httpx.MockTransport(Served(SANDBOX.correct).answer)) as client:
        return [told(client.send(request)) for request in REQUESTS]


def test_behind_respx_it_answers_as_behind_httpx() -> None:
    with respx.mock() as router, httpx.Client() as client:
        router.route().mock(side_effect=Served(SANDBOX.correct).answer)
        assert [told(client.send(request)) for request in REQUESTS] == by_httpx()


def test_as_an_asgi_application_it_answers_as_behind_httpx() -> None:
    async def answers() -> list[tuple[int, str | None, object]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(asgi(Served(SANDBOX.correct)))) as client:
            return [told(await client.send(request)) for request in REQUESTS]

    assert asyncio.run(answers()) == by_httpx()


def test_on_a_socket_it_answers_as_behind_httpx() -> None:
    with serving(Served(SANDBOX.correct)) as address, httpx.Client(trust_env=False) as client:
        found = []
        for request in REQUESTS:
            there = httpx.URL(str(request.url).replace(ADDRESS, address))
            headers = [pair for pair in request.headers.multi_items() if pair[0] != "host"]
            found.append(told(client.request(request.method, there, headers=headers, content=request.content)))
    assert found == by_httpx()


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.title for subject in SUBJECTS])
def test_nothing_is_held_against_a_correct_server(subject: Subject) -> None:
    summary = conduct(subject, Served(subject.correct), Settings(seed=7, explored=20))
    assert [failure.message for failure in summary.failures.values()] == []
    assert summary.complete
    assert summary.undecided == 0
