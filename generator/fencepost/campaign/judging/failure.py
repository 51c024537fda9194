"""A failure: what was wrong, where the document says otherwise, what was sent and received, and how to see it again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from fencepost.campaign.judging.checks import without_indices
from fencepost.campaign.judging.observation import Finding
from fencepost.campaign.unit import Step
from fencepost.campaign.wire.credentials import disguises
from fencepost.campaign.wire.curl import curl_line
from fencepost.campaign.wire.exchange import Answer, Exchange
from fencepost.campaign.wire.request import Target
from fencepost.cases.case import Case
from fencepost.diagnostics import Location

Severity = Literal["high", "medium", "low"]

SEVERITIES: dict[str, Severity] = {
    "server_error": "high",
    "valid_refused": "high",
    "fault_accepted": "high",
    "echo": "high",
    "secret_leaked": "high",
    "auth_ignored": "high",
    "read_after_write": "high",
    "use_after_delete": "high",
    "refused_but_created": "high",
    "identifier_reused": "high",
    "state_leaked": "high",
    "delete_without_effect": "medium",
    "list_omits": "medium",
    "list_repeats": "medium",
    "page_ignored": "medium",
    "filter_ignored": "medium",
    "wrong_total": "medium",
    "undeclared_method_accepted": "high",
    "unknown_accepted": "high",
    "media_type_ignored": "medium",
    "response_schema": "medium",
    "undocumented_status": "medium",
    "refused_with_wrong_status": "medium",
    "malformed_accepted": "medium",
    "undocumented_content_type": "low",
    "fault_misblamed": "low",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One way in which a server breaks the document; what merges with it has the same key."""

    key: str
    """Eight hexadecimal digits, made from operation, check, target and point; the same in every run."""

    check: str
    operation: str
    case: Case
    """The first case that showed it."""

    target: str
    point: str
    rule: str | None
    clause: str | None
    """What the document says, in its words; None where it says nothing of it."""

    location: Location | None
    named: str
    message: str
    expected: str
    received: str
    remedy: str | None
    status: int | None
    """None where no answer came."""

    address: str
    """Method and address of the request, without secrets."""

    curl: str
    """The request as a line for bash, without secrets; of a sequence its last one."""

    before: tuple[Step, ...] = ()
    """The requests of its unit that came before it; empty where it was the only one."""

    answer: str
    """The answer's body as text, cut."""

    number: int = 0
    """The ordinal of the first request that showed it; 0 until it is known."""

    @property
    def severity(self) -> Severity:
        """How much it hurts who trusts the document."""
        return SEVERITIES.get(self.check, "medium")


def failure_key(operation: str, check: str, target: str, point: str) -> str:
    """The key under which findings merge."""
    text = "\n".join((operation, check, without_indices(target), point))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def failure_of(finding: Finding, exchange: Exchange, target: Target, before: tuple[Step, ...] = ()) -> Failure:
    """The finding with all that a report shows of it."""
    answer = exchange.answer if isinstance(exchange.answer, Answer) else None
    request, hidden = exchange.request, hidden_texts(target)
    return Failure(
        key=failure_key(exchange.case.operation, finding.check, finding.target, finding.point),
        check=finding.check,
        operation=exchange.case.operation,
        case=exchange.case,
        before=before,
        target=finding.target,
        point=finding.point,
        rule=None if finding.rule is None else finding.rule.name,
        clause=finding.clause,
        location=finding.location,
        named=finding.named,
        message=without_secrets(finding.message, target),
        expected=finding.expected,
        received=without_secrets(finding.received, target),
        remedy=finding.remedy,
        status=None if answer is None else answer.status,
        address=f"{request.method} {_replaced(request.url, hidden)}",
        curl=curl_line(request, hidden),
        answer="" if answer is None else without_secrets(answer.content.decode("utf-8", "replace"), target)[:2000],
    )


def _replaced(text: str, hidden: tuple[tuple[str, str], ...]) -> str:
    for secret, shown in hidden:
        text = text.replace(secret, shown)
    return text


def without_secrets(text: str, target: Target) -> str:
    """The text with every credential replaced."""
    tokens = (target.token, *(credential.token for credential in target.own))
    for secret, shown in (*((token, "<credential>") for token in tokens), *hidden_texts(target)):
        text = text.replace(secret, shown) if secret else text
    return text


def hidden_texts(target: Target) -> tuple[tuple[str, str], ...]:
    """The credentials of a target and what is shown in their place: the variable that holds the token, or a blank."""
    own = [(item.token, "<removed>" if item.name is None else f"${item.name}") for item in target.own]
    named = [*own, *([(target.token, f"${target.token_name}")] if target.token_name else [])]
    words = ("authorization", "cookie", "key", "token", "secret", "password")
    users = [(value, "<removed>") for name, value in target.headers if any(word in name for word in words)]
    disguised = [
        (text, words if shown.startswith("$") else shown)
        for token, shown in named
        for text, words in disguises(token, shown.removeprefix("$"))
    ]
    return tuple((text, shown) for text, shown in (*named, *disguised, *users) if text)
