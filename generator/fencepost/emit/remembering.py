"""Drawn values in Hypothesis's example database: kept as the choices that lead to them, and drawn again from those.

The choices outlive a change of the document: they then lead to another value that is as valid, or to none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from unittest import SkipTest

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.database import ExampleDatabase
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy


class _MetError(Exception):
    """What was drawn is what is looked for: Hypothesis takes it for a failed test, and keeps it."""


class _Page(ExampleDatabase):
    """The choices of one test, whatever key Hypothesis gives it."""

    def __init__(self, *choices: bytes) -> None:
        super().__init__()
        self.choices = set(choices)

    def save(self, key: bytes, value: bytes) -> None:
        """Keep choices that failed; what Hypothesis tries besides is none of them."""
        if not key.endswith(b".pareto"):
            self.choices.add(value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        """All choices, as the first that Hypothesis tries."""
        return () if key.endswith((b".secondary", b".pareto")) else tuple(self.choices)

    def delete(self, key: bytes, value: bytes) -> None:
        """Keep them all the same: whether they are worth it is not for one draw to say."""


def choices_of(
    strategies: dict[str, SearchStrategy[Any]],
    buffers: Iterable[bytes],
    is_meant: Callable[[dict[str, Any]], bool],
) -> frozenset[bytes]:
    """The choices that lead to what is meant, drawn from one of the buffers; empty where none gives it."""
    page = _Page()

    @settings(database=page, deadline=None)
    @given(**strategies)
    def looks(**drawn: Any) -> None:
        if is_meant(drawn):
            raise _MetError

    draw: Callable[[bytes], object] = vars(looks)["hypothesis"].fuzz_one_input
    with suppress(_MetError):
        for buffer in buffers:
            draw(buffer)
    return frozenset(page.choices)


def drawn_from(strategies: dict[str, SearchStrategy[Any]], choices: bytes) -> Iterator[dict[str, Any]]:
    """What choices lead to; nothing where they lead nowhere any more."""
    found: list[dict[str, Any]] = []

    @settings(database=_Page(choices), deadline=None, phases=(Phase.reuse,), suppress_health_check=tuple(HealthCheck))
    @given(**strategies)
    def keep(**drawn: Any) -> None:
        found.append(drawn)

    with suppress(SkipTest, Unsatisfiable):
        keep()
    yield from found[:1]
