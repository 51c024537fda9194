"""Pages that a server cuts back, and says so."""

from __future__ import annotations

from functools import cache
from typing import Any

from fencepost.ir.api import Api

from ...inline import api_of
from .driving import held
from .jars import TEXT, JarServer, jars

Body = dict[str, Any]


class GivesTheLastPage(JarServer):
    """Who asks for a page behind the last one is given that, and told so."""

    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, min(page, max(1, -(-len(found) // size))), size)


def test_a_page_behind_the_last_one_may_be_the_last_one() -> None:
    assert [finding.message for finding in held(GivesTheLastPage(), jars())] == []


@cache
def unbounded() -> Api:
    api, sink = api_of(TEXT.replace("minimum: 1, maximum: 50, default: 20", "minimum: 1, default: 20"))
    assert not sink.items
    return api


class GivesFourAtOnce(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, page, min(size, 4))


def test_a_page_may_be_shorter_than_asked_where_the_document_does_not_bound_it() -> None:
    assert [finding.message for finding in held(GivesFourAtOnce(), unbounded())] == []
    assert "page_ignored" in {finding.check for finding in held(GivesFourAtOnce(), jars())}
