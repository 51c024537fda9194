"""Values that only the server can give: made once before anything else, and shared by all that need one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fencepost.campaign.judging.echoes import member_at
from fencepost.campaign.judging.validation import read_json
from fencepost.campaign.unit import needs
from fencepost.campaign.wire.exchange import Answer
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import Resource
from fencepost.ir.values import Json


def sources(cases: Iterable[Case], makers: Mapping[str, Case]) -> tuple[FromAnswer, ...]:
    """The values that cases share, each after those that its own making needs."""
    found: dict[FromAnswer, None] = {}
    for case in cases:
        _collect(case, makers, found, ())
    return tuple(found)


def _collect(case: Case, makers: Mapping[str, Case], found: dict[FromAnswer, None], above: tuple[str, ...]) -> None:
    for source in needs(case):
        maker = makers.get(source.operation)
        if source.step is None and source not in found and maker is not None and source.operation not in above:
            _collect(maker, makers, found, (*above, source.operation))
            found[source] = None


def given(source: FromAnswer, case: Case, answer: Answer) -> Json:
    """What the answer to a case gives for a source; None where it gives nothing."""
    if source.operation != case.operation or not 200 <= answer.status < 300:
        return None
    found = member_at(read_json(answer.content), source.pointer)
    return None if found is None else found.value


def identifier_in(resource: Resource, answer: Answer) -> Json:
    """The identifier of what a 2xx answer to `resource.create` says was created; None where it says nothing."""
    if not 200 <= answer.status < 300:
        return None
    found = member_at(read_json(answer.content), resource.pointer + pointer_of([resource.identifier]))
    return None if found is None else found.value
