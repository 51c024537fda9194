"""What creating a thing, and what is done below it, tells when it is seen beside other things."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.judging.validation import NotJson
from fencepost.campaign.stateful.marks import marks_in
from fencepost.campaign.stateful.memory import ACCEPTED, FAILED, SUCCEEDED, Told, is_same, listed
from fencepost.campaign.stateful.view import View, text, view_of
from fencepost.ir.echo import EchoPair
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import folded
from fencepost.ir.secrecy import is_token
from fencepost.ir.values import Json, equal

SHORTEST = 8
"""Shorter tokens may be alike by chance."""


def check_identifier_reused(seen: Observation) -> Iterator[Finding]:
    """What is created gets an identifier that no other thing has."""
    for view, shown in _created(seen):
        name = view.subject.resource.identifier
        other = view.memory.thing(shown[name])
        chosen = isinstance(view.now.sent, dict) and view.subject.chosen_identifier in view.now.sent
        # A server that creates nothing twice may answer the same body with the same thing.
        if other is not None and other.standing == "alive" and other.sent != view.now.sent and not chosen:
            yield view.finding(
                "identifier_reused",
                f"/response/body{view.subject.resource.pointer}{pointer_of([name])}",
                name,
                f"with {name} {text(shown[name])}, which another thing has already",
                expected="an identifier of its own",
                received=text(shown[name]),
            )


def _created(seen: Observation) -> Iterator[tuple[View, dict[str, Json]]]:
    for subject in seen.contract.subjects:
        if subject.resource.create == seen.operation.id and 200 <= seen.answer.status < 300:
            shown = subject.shown(seen.body)
            if shown is not None and seen.answer.status != ACCEPTED and seen.story:
                yield view_of(seen, subject), shown


def check_state_leaked(seen: Observation) -> Iterator[Finding]:
    """A field that was not sent shows nothing that was sent for another thing."""
    for view, shown in _created(seen):
        sent = view.now.sent
        if not isinstance(sent, dict):
            continue
        for pair in view.subject.pairs:
            name = pair.response.wire_name
            if pair.request.wire_name not in sent and name in shown and _is_of_another(view, pair, shown[name]):
                yield view.finding(
                    "state_leaked",
                    f"/response/body{view.subject.resource.pointer}{pointer_of([name])}",
                    name,
                    f"with {name} {text(shown[name])}, which an earlier request sent for another thing",
                    expected="nothing of another request",
                    received=text(shown[name]),
                    location=pair.response.location,
                )


def _is_of_another(view: View, pair: EchoPair, value: Json) -> bool:
    """Whether an earlier request sent the value, and nothing else explains it.

    It holds a text that only that request held; or the same body was answered otherwise before that request.
    """
    others = [each for each in _creations(view) if _sends(each, pair, value)]
    own = set(marks_in(view.now.sent))
    if any(found not in own for found in marks_in(value)) and others:
        return True
    first = next(iter(others), None)
    if first is None:
        return False
    before = view.memory.story[: view.memory.story.index(first)]
    return any(_is_alike(view, pair, each, value) for each in before)


def _creations(view: View) -> Iterator[Told]:
    create = view.subject.resource.create
    yield from (each for each in view.memory.story if each.case.operation == create)


def _sends(each: Told, pair: EchoPair, value: Json) -> bool:
    sent = each.sent.get(pair.request.wire_name) if isinstance(each.sent, dict) else None
    return sent is not None and equal(sent, value)


def _is_alike(view: View, pair: EchoPair, each: Told, value: Json) -> bool:
    """Whether an earlier request of the same fields was answered with another value."""
    shown = view.subject.shown(each.body) if each.is_success else None
    alike = isinstance(each.sent, dict) and isinstance(view.now.sent, dict) and each.sent.keys() == view.now.sent.keys()
    name = pair.response.wire_name
    return alike and shown is not None and name in shown and not equal(shown[name], value)


def check_shared_token(seen: Observation) -> Iterator[Finding]:
    """Two things get different tokens."""
    if seen.case.method.lower() != "post" or not seen.story or not 200 <= seen.answer.status < 300:
        return
    for subject in seen.contract.subjects:
        if seen.operation.id in subject.sub_operations:
            yield from _shared(view_of(seen, subject))


def _shared(view: View) -> Iterator[Finding]:
    parameter = view.subject.resource.parameter
    for name, token in _tokens(view.now.body):
        for each in view.memory.story:
            same = each.case.operation == view.now.case.operation and each.is_success
            other = same and not is_same(each.path.get(parameter), view.now.path.get(parameter))
            if other and (name, token) in _tokens(each.body):
                yield view.finding(
                    "state_leaked",
                    f"/response/body{pointer_of([name])}",
                    name,
                    f"with the {name} that another {parameter} has got",
                    expected=f"a {name} of its own",
                    received=f"the same {name}",
                )
                return


def _tokens(body: Json | NotJson) -> list[tuple[str, str]]:
    members = body.items() if isinstance(body, dict) else ()
    return [
        (name, value) for name, value in members if isinstance(value, str) and len(value) >= SHORTEST and is_token(name)
    ]


def check_bulk_deletion(seen: Observation) -> Iterator[Finding]:
    """What a bulk deletion reports as deleted was there, where it reports failures as well."""
    for subject in seen.contract.subjects:
        if subject.resource.bulk_delete != seen.operation.id or not isinstance(seen.body, dict):
            continue
        names = {folded(name) for name in seen.body}
        if not 200 <= seen.answer.status < 300 or not (names & SUCCEEDED and names & FAILED):
            continue
        view = view_of(seen, subject)
        named = set(marks_in(view.now.sent))
        for identifier in listed(seen.body, SUCCEEDED):
            # A marked identifier that the request itself names was made up for it: nobody has given it.
            made_up = isinstance(identifier, str) and not named.isdisjoint(marks_in(identifier))
            if made_up and view.memory.thing(identifier) is None:
                yield view.finding(
                    "delete_without_effect",
                    f"/body{subject.resource.bulk_pointer}",
                    f"{(subject.resource.bulk_pointer or '').lstrip('/')} unknown",
                    f"and reports {text(identifier)} as deleted, which never existed",
                    expected="it among what could not be deleted",
                    received="it among what was deleted",
                )
