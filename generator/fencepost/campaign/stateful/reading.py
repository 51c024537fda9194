"""A thing that is read, beside what was told of it when it was made, changed or deleted."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.stateful.comparing import Change, changes, reborn
from fencepost.campaign.stateful.marks import marks_in
from fencepost.campaign.stateful.memory import ACCEPTED, Thing, is_same
from fencepost.campaign.stateful.subject import Subject
from fencepost.campaign.stateful.view import View, text, view_of
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import folded
from fencepost.ir.values import Json, equal

GONE = (404, 410)


def check_read_after_write(seen: Observation) -> Iterator[Finding]:
    """What was made or changed is read as the answer to that told it; what was deleted is read as deleted."""
    for subject in seen.contract.subjects:
        if subject.resource.read != seen.operation.id or seen.case.kind != "valid":
            continue
        view = view_of(seen, subject)
        thing = view.memory.asked(view.now)
        if thing is not None and thing.standing == "alive":
            yield from _of_living(view, thing)
        elif thing is not None and thing.standing == "deleted":
            yield from _of_deleted(view, thing)


def _of_living(view: View, thing: Thing) -> Iterator[Finding]:
    resource = view.subject.resource
    if view.now.status in GONE:
        yield view.finding(
            "read_after_write",
            f"/path/{resource.parameter}",
            f"{resource.parameter} {resource.identifier} of what was created",
            f"for {thing.identifier}, which {resource.create} had just created",
            expected="what was created",
            received=str(view.now.status),
        )
        return
    shown = view.subject.shown(view.now.body) if view.now.is_success else None
    if shown is not None:
        yield from _of_another(view, thing, shown, f"/response/body{resource.pointer}")
        yield from of_shown(view, thing, shown, f"/response/body{resource.pointer}", view.declared)


def _of_another(view: View, thing: Thing, shown: dict[str, Json], at: str) -> Iterator[Finding]:
    name = view.subject.resource.identifier
    if not is_same(shown[name], thing.identifier):
        yield view.finding(
            "read_after_write",
            at + pointer_of([name]),
            name,
            f"with {name} {text(shown[name])} to a request for {text(thing.identifier)}",
            expected=text(thing.identifier),
            received=text(shown[name]),
        )


def of_shown(view: View, thing: Thing, shown: dict[str, Json], at: str, expected: frozenset[str]) -> Iterator[Finding]:
    """What a living thing is shown otherwise in; `at` is the pointer of where it stands.

    Of the fields that are not shown, only the `expected` ones are missing.
    """
    if not is_same(shown.get(view.subject.resource.identifier), thing.identifier):
        return
    for change in (*changes(thing, shown, view.subject, view.api), *reborn(thing, shown, view.subject, view.api)):
        if not change.missing or change.field.wire_name in expected:
            yield _changed(view, change, at)


def _changed(view: View, change: Change, at: str) -> Finding:
    name = change.field.wire_name
    now = "nothing" if change.missing else text(change.now)
    return view.finding(
        "read_after_write",
        at + pointer_of([name]),
        f"{name} missing" if change.missing else name,
        f"with {name} {now}, which was {text(change.before)} before",
        expected=f"{text(change.before)} (as answered before)",
        received=now,
        location=change.field.location,
    )


def _of_deleted(view: View, thing: Thing) -> Iterator[Finding]:
    state = view.subject.removed_state
    shown = view.subject.shown(view.now.body) if view.now.is_success else None
    lifecycle = view.subject.lifecycle
    if state is not None and lifecycle is not None:
        if view.now.status in GONE:
            yield _deleted(view, thing, lifecycle.field, f"{text(state)}, readable", str(view.now.status))
        elif shown is not None:
            yield from of_ended(view, thing, shown, f"/response/body{view.subject.resource.pointer}")
    elif shown is not None and is_unchanged(view.subject, thing, shown):
        # Some servers keep deleted records, and show it somehow: only what shows nothing of it was not deleted.
        name = view.subject.resource.identifier
        place = f"/response/body{view.subject.resource.pointer}"
        yield _of_end(view, thing, name, "as before,", "404 or 410", f"{view.now.status}, as before", place)


def is_unchanged(subject: Subject, thing: Thing, shown: dict[str, Json]) -> bool:
    """Whether an item is to the last member what was shown before it was deleted, and no other thing can be that."""
    is_known = not subject.is_numbered or any(True for _ in marks_in(shown))
    return is_known and equal(thing.latest, shown)


def of_ended(view: View, thing: Thing, shown: dict[str, Json], at: str) -> Iterator[Finding]:
    """What a deleted thing whose record stays does not show of its end."""
    lifecycle = view.subject.lifecycle
    ending = None if lifecycle is None else lifecycle.delete
    if lifecycle is None or ending is None or lifecycle.field not in shown:
        return
    if shown[lifecycle.field] != ending.target:
        yield _deleted(view, thing, lifecycle.field, text(ending.target), text(shown[lifecycle.field]), at)
        return
    for stamp in ending.stamps:
        if stamp in shown and shown[stamp] is None:
            yield _deleted(view, thing, stamp, "the time of its end", "null", at)


def _deleted(view: View, thing: Thing, name: str, expected: str, received: str, at: str | None = None) -> Finding:
    place = f"/response/body{view.subject.resource.pointer}" if at is None else at
    return _of_end(view, thing, name, f"with {name} {received}", expected, received, place)


def _of_end(view: View, thing: Thing, name: str, words: str, expected: str, received: str, at: str) -> Finding:
    resource = view.subject.resource
    bulk = thing.ended_by == resource.bulk_delete
    by = (resource.bulk_pointer or "").lstrip("/") if bulk else resource.parameter
    return view.finding(
        "use_after_delete",
        at + pointer_of([name]),
        f"{name} after {thing.ended_by} by {by}",
        f"{words} after {thing.ended_by} had deleted it",
        expected=expected,
        received=received,
    )


def check_partial_change(seen: Observation) -> Iterator[Finding]:
    """A PATCH leaves alone what it does not mention."""
    for subject in seen.contract.subjects:
        if seen.operation.id not in subject.resource.updates or seen.operation.method != "patch":
            continue
        view = view_of(seen, subject)
        thing = view.memory.asked(view.now)
        shown = subject.shown(view.now.body) if view.now.is_success and view.now.status != ACCEPTED else None
        if thing is None or thing.standing != "alive" or shown is None or not isinstance(view.now.sent, dict):
            continue
        mentioned = {folded(name) for name in view.now.sent}
        for change in changes(thing, shown, subject, view.api):
            is_shown = not change.missing or change.field.wire_name in view.declared
            if folded(change.field.wire_name) not in mentioned and is_shown:
                yield _changed(view, change, f"/response/body{subject.resource.pointer}")
