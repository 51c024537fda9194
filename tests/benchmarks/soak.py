"""How much memory a mock holds that is asked for long: things are created, read, listed and deleted, a thousand kept.

`python -m tests.benchmarks.soak 100000` for as many requests as one likes. Half of what is created is never deleted by
who created it, so that only `--max-records` keeps the server from remembering all of it.
"""

from __future__ import annotations

import http.client
import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..mock.running import running

REQUESTS = 100_000
FIRST = 0.2
"""The part of the requests after which memory is first looked at: everything is loaded then, and the records full."""

CLIENTS = 4
KEPT = 1_000

_PATH = "/api/v1/sandbox"
_HEADERS = {"Authorization": "Bearer t", "Content-Type": "application/json"}
_ROUND = 5
"""Requests of one round: two creations, a look at one thing, at the list, and a deletion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What a server held while it was asked."""

    answers: Counter[int]
    """How many, by status."""

    first: int
    """Kilobytes of memory after the first part of the requests."""

    last: int
    """Kilobytes of memory after all of them."""


def soaked(requests: int) -> Soaked:
    """Ask a mock in a process of its own so often."""
    begun = int(requests * FIRST)
    with running("--max-records", str(KEPT), "--quiet") as mock:
        answers = _asked(mock.url, begun)
        first = mock.kilobytes()
        answers += _asked(mock.url, requests - begun)
        return Soaked(answers=answers, first=first, last=mock.kilobytes())


def _asked(url: str, requests: int) -> Counter[int]:
    rounds = [requests // _ROUND // CLIENTS] * CLIENTS
    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(_rounds, [url] * CLIENTS, rounds), Counter[int]())


def _rounds(url: str, number: int) -> Counter[int]:
    answers: Counter[int] = Counter()
    with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as connection:

        def ask(method: str, path: str, body: str | None = None) -> bytes:
            connection.request(method, path, body=body, headers=_HEADERS)
            answer = connection.getresponse()
            answers[answer.status] += 1
            return answer.read()

        for each in range(number):
            ask("POST", _PATH, json.dumps({"name": f"kept-{each}", "docker_image": "python:3.11-slim"}))
            made = json.loads(ask("POST", _PATH, json.dumps({"name": f"gone-{each}", "docker_image": "a" * 100})))
            ask("GET", f"{_PATH}/{made['id']}")
            ask("GET", f"{_PATH}?per_page=20")
            ask("DELETE", f"{_PATH}/{made['id']}")
    return answers


def main(requests: int = REQUESTS) -> None:
    """Soak a server, and print what it held."""
    found = soaked(requests)
    told = ", ".join(f"{count} times {status}" for status, count in sorted(found.answers.items()))
    grown = (found.last - found.first) / found.first
    sys.stdout.write(
        f"soak: {found.answers.total()} requests ({told}); {found.first / 1024:.1f} MB after {FIRST:.0%} of them, "
        f"{found.last / 1024:.1f} MB at the end ({grown:+.1%})\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
