"""The one list of deviations of a document, for the mock, the campaign and its certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fencepost.deviations.credentials import credential_deviations
from fencepost.deviations.defaults import default_deviations
from fencepost.deviations.deviation import Deviation
from fencepost.deviations.echoes import echo_deviations
from fencepost.deviations.fields import field_deviations
from fencepost.deviations.keywords import keyword_deviations
from fencepost.deviations.lapses import lapse_deviations
from fencepost.deviations.reach import answers, requests
from fencepost.deviations.rules import rule_deviations
from fencepost.deviations.spots import Spots
from fencepost.ir.api import Api
from fencepost.ir.places import Places
from fencepost.rules.domains import Domains


def deviations(api: Api) -> tuple[Deviation, ...]:
    """Every deviation of a document, each once and by an id of its own.

    Those of requests come first, in the order of the document, then rules, defaults, credentials, echoes, the fields
    of answers, and memory. Places in other files than the document itself are left out.
    """
    return tuple(_named(_each(_all(api))))


def _all(api: Api) -> Iterator[Deviation]:
    places, sent = Places(api), requests(api)
    spots = Spots(api, sent)
    for spot in spots.all():
        yield from keyword_deviations(spot, places)
    yield from rule_deviations(sent, places, Domains(api))
    yield from default_deviations(api, spots, places)
    yield from credential_deviations(api, places)
    yield from echo_deviations(api, places)
    yield from field_deviations(answers(api), places, api)
    yield from lapse_deviations(api)


def _each(found: Iterable[Deviation]) -> Iterator[Deviation]:
    """Each deviation once: what is written once may be reached in several ways."""
    seen: set[tuple[str, str, str]] = set()
    for deviation in found:
        key = (deviation.id, deviation.pointer, repr(deviation.effect))
        if key not in seen:
            seen.add(key)
            yield deviation


def _named(found: Iterable[Deviation]) -> Iterator[Deviation]:
    """Each with an id of its own: two places of one name, as a parameter in query and header, are numbered."""
    taken: dict[str, int] = {}
    for deviation in found:
        count = taken[deviation.id] = taken.get(deviation.id, 0) + 1
        yield deviation if count == 1 else replace(deviation, id=f"{deviation.id}#{count}")
