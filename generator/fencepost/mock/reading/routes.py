"""Paths to operations: templates compiled once; where a static segment and a parameter fit, the static one wins.

A path without parameters is looked up; another is held against the templates of as many segments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from fencepost.ir.api import Api
from fencepost.ir.http import Operation

_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A path template and its operations."""

    template: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    rank: tuple[tuple[int, ...], ...]
    """Less for what wins: by segment, static before parameters."""

    operations: Mapping[str, Operation]
    """By method, in upper case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The route of a path, with the texts of its parameters."""

    route: Route
    parameters: Mapping[str, str]


class Routes:
    """The paths of one document, below the root and below the paths of its servers."""

    def __init__(self, api: Api) -> None:
        grouped: dict[str, dict[str, Operation]] = {}
        for operation in api.operations:
            grouped.setdefault(operation.path, {})[operation.method.upper()] = operation
        routes = sorted((_route(*each) for each in grouped.items()), key=lambda route: route.rank)
        self._static = {route.template: Match(route=route, parameters={}) for route in routes if not route.names}
        self._long: dict[int, list[Route]] = {}
        """By how many slashes they have, which no parameter changes."""

        for route in routes:
            self._long.setdefault(route.template.count("/"), []).append(route)
        self._prefixes = tuple(
            prefix for url in api.servers if "{" not in url and (prefix := urlsplit(url).path.rstrip("/"))
        )

    def find(self, path: str, method: str) -> Match | None:
        """The route of a path that is still percent-encoded, with the method if it can be; None where there is none.

        A client may send paths as the document writes them, or below the path of one of its servers.
        """
        return self._match(path, method) or self._below(path, method)

    def _below(self, path: str, method: str) -> Match | None:
        below = (path.removeprefix(prefix) for prefix in self._prefixes if path.startswith(f"{prefix}/"))
        return next((match for tried in below if (match := self._match(tried, method)) is not None), None)

    def _match(self, path: str, method: str) -> Match | None:
        static = self._static.get(path)
        if static is not None:
            return static
        routes = self._long.get(path.count("/"), ())
        found = [(route, fits) for route in routes if (fits := route.pattern.fullmatch(path)) is not None]
        if not found:
            return None
        # Paths that differ in the names of their parameters alone are one path, with the methods of all of them.
        alike = [(route, fits) for route, fits in found if route.pattern == found[0][0].pattern]
        route, fits = next((one for one in alike if method in one[0].operations), alike[0])
        texts = [unquote(text, errors="replace") for text in fits.groups()]
        return Match(route=route, parameters=dict(zip(route.names, texts, strict=True)))


def _route(path: str, operations: Mapping[str, Operation]) -> Route:
    parts = _PARAMETER.split(path)
    pattern = "".join("([^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    rank = tuple(_segment_rank(segment) for segment in path.split("/"))
    return Route(template=path, pattern=re.compile(pattern), names=tuple(parts[1::2]), rank=rank, operations=operations)


def _segment_rank(segment: str) -> tuple[int, ...]:
    """Static text first, then the segment with more of it."""
    static = len(_PARAMETER.sub("", segment))
    return (1, -static) if _PARAMETER.search(segment) else (0, 0)
