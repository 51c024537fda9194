"""Whether an answer repeats what the request said, or the documented default of what it left out."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.judging.likeness import alike, formats_of
from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.judging.places import name_of
from fencepost.campaign.judging.validation import NotJson
from fencepost.cases.case import Case
from fencepost.cases.wrong.formats import meets
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import Type
from fencepost.ir.values import Json, JsonText, equal, freeze
from fencepost.rules.evaluate import allows


def check_echo(seen: Observation) -> Iterator[Finding]:
    """Each response field that stands for a request field holds what was sent, or the documented default."""
    for pair, expected, received in _comparable(seen):
        shown = None if received is None else received.value
        if seen.operation.method == "patch":
            shown = _mentioned(expected.value, shown)
        if received is None or not alike(expected.value, shown, pair.response.type, seen.contract.api):
            yield _finding(seen, pair, expected, received)


def _mentioned(sent: Json, shown: Json) -> Json:
    """What is shown, without the members that a merge leaves as they were, and with the null of those it took away.

    Source: RFC 7396, 2. A server that replaces the object shows nothing else, which is as right.
    """
    if not isinstance(sent, dict) or not isinstance(shown, dict):
        return shown
    known = {name: None if value is None and name not in shown else shown.get(name) for name, value in sent.items()}
    kept = {name: value for name, value in known.items() if name in shown or sent[name] is None}
    return {name: _mentioned(sent[name], value) for name, value in kept.items()}


def compared_targets(seen: Observation) -> tuple[str, ...]:
    """Where in the answer stand the fields that it lets one compare."""
    return tuple(_target(pair) for pair, _, _ in _comparable(seen))


def _comparable(seen: Observation) -> Iterator[tuple[EchoPair, JsonText, JsonText | None]]:
    """Each pair that an answer lets one compare, with what is expected and what was received; None for nothing.

    What the schema of the answer excludes is left to its own check, and so is a missing field that it requires. A
    field that is missing where its default is expected may have been left out because it is the default.
    """
    sent = None if seen.case.body is None or seen.case.kind != "valid" else seen.case.body.value
    if not isinstance(sent, dict) or isinstance(seen.body, NotJson) or not 200 <= seen.answer.status < 300:
        return
    api = seen.contract.api
    for pair in seen.contract.pairs[seen.operation.id]:
        if seen.operation.method == "patch" and pair.request.wire_name not in sent:
            # What a PATCH leaves out stays as it was, whatever its default (RFC 7396, 1).
            continue
        expected, received = pair.expected(sent), member_at(seen.body, pair.pointer)
        if (
            expected is None
            or not _has_members(seen.body, pair.pointer)
            or not _may_be_answered(expected, pair.response.type, api)
        ):
            continue
        excused = pair.response.required or _is_default(pair, expected)
        if not excused if received is None else allows(pair.response.type, received.exact, api):
            yield pair, expected, received


def _target(pair: EchoPair) -> str:
    return f"/response/body{pair.pointer}"


def member_at(body: Json | NotJson, pointer: str) -> JsonText | None:
    """The value that a pointer leads to in an answer; None where there is none."""
    value = body
    for step in steps_of(pointer):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return None if isinstance(value, NotJson) else freeze(value)


def _may_be_answered(expected: JsonText, kind: Type, api: Api) -> bool:
    """Whether the schema of a field allows a value, its format included."""
    names, text = formats_of(kind, api), expected.value
    is_spelt = not isinstance(text, str) or not names or any(meets(name, text) for name in names)
    return is_spelt and allows(kind, expected.exact, api)


def _has_members(body: Json, pointer: str) -> bool:
    """Whether the field has an object to stand in; where there is another kind of answer, a schema speaks of that."""
    for step in steps_of(pointer)[:-1]:
        body = body.get(step) if isinstance(body, dict) else None
    return isinstance(body, dict)


def _is_default(pair: EchoPair, expected: JsonText) -> bool:
    default = pair.request.annotations.default or pair.response.annotations.default
    return default is not None and equal(default.exact, expected.exact)


def _finding(seen: Observation, pair: EchoPair, expected: JsonText, received: JsonText | None) -> Finding:
    name, answered = pair.request.wire_name, pair.response.wire_name
    given = seen.case.body is not None and _is_sent(seen.case, name)
    shown = "nothing" if received is None else short(received.text)
    words = f"{name} {short(expected.text)}" if given else f"the default of {name}, {short(expected.text)}"
    return Finding(
        check="echo",
        target=_target(pair),
        point=_point(seen.case, name) if given else "default",
        named=f"{answered} missing" if received is None else _named(seen.case, name, given=given),
        message=f"{seen.case.method.upper()} {seen.case.path} answered {answered} {shown} for {words}",
        expected=f"{short(expected.text)} ({'sent' if given else 'documented default'})",
        received=shown,
        location=pair.response.location if given else pair.request.location,
        remedy=f"if they are not the same thing, write on the operation: x-fencepost-echo: {{{name}: null}}",
    )


def _is_sent(case: Case, name: str) -> bool:
    sent = case.body.value if case.body is not None else None
    return isinstance(sent, dict) and name in sent


def _named(case: Case, name: str, *, given: bool) -> str:
    if not given:
        return f"{name} default"
    return name_of(case) if _point(case, name) == case.point else f"{name} sent"


def _point(case: Case, name: str) -> str:
    """The boundary point where the case is about the field; else only that it was sent."""
    return case.point if steps_of(case.target)[:2] == ("body", name) and case.rule is None else "sent"


def short(text: str, limit: int = 80) -> str:
    """The text, cut in its middle."""
    return text if len(text) <= limit else f"{text[: limit - 25]} … {text[-20:]}"
