"""Bodies that raise no open question: a server's answer to one proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fencepost.ir.rules import Rule, fields_of
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.rules.clauses import is_question
from fencepost.rules.evaluate import holds
from fencepost.rules.regions import Region

if TYPE_CHECKING:
    from fencepost.cases.nominal import Nominals


def unquestioned(kind: Object, region: Region, body: dict[str, Json], nominals: Nominals) -> dict[str, Json]:
    """The body, with another value for a field where the document leaves open what the body means."""
    for rule in kind.rules:
        if is_question(rule) and holds(rule.condition, body, nominals.api):
            body = next(_settled(rule, region, body, nominals), body)
    return body


def _settled(rule: Rule, region: Region, body: dict[str, Json], nominals: Nominals) -> Iterator[dict[str, Json]]:
    from fencepost.cases.right.values import valid_points

    named = (region.allowed(name) for name in fields_of(rule.condition) if name in body)
    for allowed in (item for item in named if item is not None):
        for point in valid_points(allowed.type, nominals, depth=1):
            other = {**body, allowed.field: point.value}
            if not holds(rule.condition, other, nominals.api):
                yield other
