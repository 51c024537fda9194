"""Hypothesis's example database on Redis; needs the extra `redis`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from hypothesis.database import ExampleDatabase
from hypothesis.extra.redis import RedisExampleDatabase
from redis import Redis, RedisError

SECONDS = 5.0
"""So long is waited for an answer."""


class OnRedis(ExampleDatabase):
    """The database, with one kind of error for all that can be wrong with a server."""

    def __init__(self, address: str) -> None:
        """Raises ValueError where the address is none of Redis, OSError where nobody answers there."""
        super().__init__()
        client = Redis.from_url(address, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
        with _told():
            client.ping()
        self._database = RedisExampleDatabase(client, key_prefix=b"fencepost:")

    def save(self, key: bytes, value: bytes) -> None:
        """Keep a value. Raises OSError."""
        with _told():
            self._database.save(key, value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        """All values of a key. Raises OSError."""
        with _told():
            return tuple(self._database.fetch(key))

    def delete(self, key: bytes, value: bytes) -> None:
        """Forget a value. Raises OSError."""
        with _told():
            self._database.delete(key, value)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise OSError(str(error).lower().rstrip(".")) from None
