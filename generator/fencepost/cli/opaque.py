"""What of a document is not made by construction but drawn and checked, and what is left out of pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fencepost.cases.nominal import Nominals
from fencepost.cases.right.pairs import unpaired
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.places import Places
from fencepost.ir.types import Object, Residual, String, Type, Union
from fencepost.ir.walk import reached_components, walk
from fencepost.names.split import request_types
from fencepost.rules.clauses import ClauseLimitError
from fencepost.rules.regions import RegionLimitError, regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """One place of a request whose values are drawn and then checked."""

    subject: str
    reason: str
    location: Location = field(compare=False)


def opaque_places(api: Api) -> tuple[Opaque, ...]:
    """Every place of a request where values are drawn and checked, by place."""
    nominals, places = Nominals(api), Places(api)
    found: dict[tuple[str, str], Opaque] = {}
    for kind in sent_types(nominals.api):
        reason = _reason(kind, nominals)
        if reason is not None:
            item = Opaque(subject=places.words(kind.location.pointer), reason=reason, location=kind.location)
            found.setdefault((item.subject, item.reason), item)
    return tuple(sorted(found.values(), key=lambda item: (item.location.file, item.location.line)))


def sent_types(api: Api) -> Iterator[Type]:
    """Every type of a request, those of the components it leads to among them."""
    bodies = request_types(api)
    for outer in (*bodies, *(component.type for component in reached_components(bodies, api))):
        yield from walk(outer)


def _reason(kind: Type, nominals: Nominals) -> str | None:
    match kind:
        case String(pattern=pattern) if pattern is not None:
            return f"strings are drawn from the pattern {pattern.source} and checked"
        case Residual(keywords=keywords):
            return f"values are drawn and checked by {', '.join(keywords)}"
        case Union(exclusive=True, discriminator=None):
            return "values of one variant are drawn and checked not to be of another"
        case Object() if kind.rules and _is_too_much(kind, nominals):
            return "its rules need too many regions; bodies are drawn and checked"
        case _:
            return None


def _is_too_much(kind: Object, nominals: Nominals) -> bool:
    try:
        regions(kind, nominals.domains)
    except (RegionLimitError, ClauseLimitError):
        return True
    return False


def left_unpaired(api: Api) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Objects of requests with the fields that are not paired with others though rules or bounds speak of them."""
    nominals, places = Nominals(api), Places(api)
    found: dict[str, tuple[str, ...]] = {}
    for kind in sent_types(nominals.api):
        if isinstance(kind, Object) and (names := unpaired(kind, nominals)):
            found.setdefault(places.words(kind.location.pointer), names)
    return tuple(found.items())
