"""Secrets in answers: the credential, and what requests sent in secret fields."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

from fencepost.campaign.judging.canaries import STEM, Sighting, base64_traces, canaries_in, texts_in
from fencepost.campaign.judging.observation import Contract, Finding, Observation
from fencepost.campaign.judging.secretplaces import names_in, texts_at
from fencepost.campaign.judging.validation import NotJson
from fencepost.campaign.wire.credentials import SHORTEST
from fencepost.campaign.wire.exchange import Answer
from fencepost.cases.case import Case
from fencepost.ir.http import Operation
from fencepost.ir.pointers import steps_of
from fencepost.ir.resources import folded
from fencepost.ir.values import Json


def check_leak(seen: Observation) -> Iterator[Finding]:
    """Neither the credential nor what any request sent in a secret field stands in the answer."""
    for place in _credential_places(seen):
        yield _finding(seen, "credential", "the credential", place)
    told: set[str] = set()
    for each in canaries_in(seen.answer, seen.body):
        name = seen.contract.secrecy.name_of(each.number)
        if name is not None and name not in told and not _is_documented(name, each, seen):
            told.add(name)
            yield _finding(seen, name, f"what a request sent in {name}", each.place)
    for name, text in secrets_of(seen.case, seen.operation, seen.contract):
        where = None if name in told else leaked(text, seen.answer, seen.body)
        if where is not None:
            told.add(name)
            yield _finding(seen, name, f"what the request sent in {name}", where)


def _finding(seen: Observation, name: str, what: str, place: str) -> Finding:
    where = f"header {steps_of(place)[1]}" if place.startswith("/headers/") else "body"
    target = f"/response{place}"
    return Finding(
        check="secret_leaked",
        target=target,
        point="credential" if name == "credential" else "secret",
        named=f"{name} in {where}",
        message=f"{seen.case.method.upper()} {seen.case.path} answered {seen.answer.status} with {what}, in {target}",
        expected=f"{what} in no answer",
        received=f"it stands in the {where}",
        location=seen.operation.location,
    )


def _credential_places(seen: Observation) -> Iterator[str]:
    """Where the answer shows the right credential; not where another one was sent that it is a part of."""
    is_part = seen.case.auth != "right" and any(seen.token in value for _, value in seen.request.headers)
    if len(seen.token) >= SHORTEST and not is_part:
        place = leaked(seen.token, seen.answer, seen.body)
        yield from () if place is None else (place,)


def _is_documented(name: str, each: Sighting, seen: Observation) -> bool:
    """Whether the documented answer has a field of that name, and the canary stands in it."""
    if not seen.contract.secrecy.is_answered(name, seen.operation):
        return False
    return any(folded(step) == folded(name) for step in steps_of(each.place))


def secrets_of(case: Case, operation: Operation, contract: Contract) -> tuple[tuple[str, str], ...]:
    """The texts that a case sends in secret fields and nowhere else, each with the name of its field.

    Only those that are long enough to be told from others; canaries are not among them.
    """
    if case.body is None:
        return ()
    places = {each.path: each.field.wire_name for each in contract.secret_places.of(case.body.value, operation)}
    if not places:
        return ()
    hidden: dict[str, str] = {}
    # Refusals speak of fields by name, whatever a secret happens to say.
    shown = [value.text for _, value in (*case.query, *case.headers)]
    shown += [case.path, *contract.secrecy.names, *names_in(case.body.value)]
    for path, text in texts_at(case.body.value):
        name = next((places[path[:length]] for length in range(len(path) + 1) if path[:length] in places), None)
        if name is None:
            shown.append(text)
        elif len(text) >= SHORTEST and STEM not in text.lower():
            hidden.setdefault(text, name)
    return tuple((name, text) for text, name in hidden.items() if not any(text in other for other in shown))


def leaked(secret: str, answer: Answer, body: Json | NotJson) -> str | None:
    """Where an answer shows a secret, plain or encoded: `/headers/NAME`, or a pointer below `/body`; None where not."""
    forms = _forms(secret)
    for name, value in answer.headers:
        if _shows(value.encode("utf-8", "surrogatepass"), forms):
            return f"/headers/{name}"
    if not _shows(answer.content, forms):
        return None
    texts = () if isinstance(body, NotJson) else texts_in(body)
    found = (place for place, text in texts if _shows(text.encode("utf-8", "surrogatepass"), forms))
    return f"/body{next(found, '')}"


def _shows(content: bytes, forms: tuple[bytes, ...]) -> bool:
    return any(form in content for form in forms)


def _forms(secret: str) -> tuple[bytes, ...]:
    """The secret as it may stand in an answer: plain, escaped, in base64 of itself or of a longer text."""
    raw = secret.encode("utf-8", "surrogatepass")
    texts = (
        quote(raw, safe=""),
        json.dumps(secret)[1:-1],
        raw.hex(),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
    )
    found = (raw, *(text.encode() for text in texts), *base64_traces(raw))
    return tuple(dict.fromkeys(found))
