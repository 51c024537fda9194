"""What agreement is tried on is generated as everything else is; each document has one set of readers a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from ..behaviour.conftest import generated
from ..inline import api_of
from .packages import importing_from, package_in
from .readers import Readers

__all__ = ["generated"]

Reading = Callable[[str], Readers]
"""The readers of a document."""


@pytest.fixture(scope="session")
def readers_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    with importing_from(tmp_path_factory.mktemp("agreed")) as root:

        @cache
        def readers(text: str) -> Readers:
            api, sink = api_of(text)
            assert not sink.errors, sink.errors
            return Readers(api, package_in(root, api))

        yield readers
