"""A failure: what was wrong, where the document says otherwise, what was sent and received, and how to see it again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from fencepost.campaign.checks import without_indices
from fencepost.campaign.exchange import Answer, Exchange, Request
from fencepost.campaign.observation import Finding
from fencepost.campaign.request import Target
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

    request: Request
    """As it was sent; `hidden` names what must not be shown of it."""

    hidden: tuple[tuple[str, str], ...]
    """Texts that must not be shown, each with what stands in their place."""

    answer: str
    """The answer's body as text, cut."""

    number: int
    """The ordinal of the first request that showed it."""

    @property
    def severity(self) -> Severity:
        """How much it hurts who trusts the document."""
        return SEVERITIES.get(self.check, "medium")


def failure_key(operation: str, check: str, target: str, point: str) -> str:
    """The key under which findings merge."""
    text = "\n".join((operation, check, without_indices(target), point))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def failure_of(finding: Finding, exchange: Exchange, target: Target) -> Failure:
    """The finding with all that a report shows of it."""
    answer = exchange.answer if isinstance(exchange.answer, Answer) else None
    return Failure(
        key=failure_key(exchange.case.operation, finding.check, finding.target, finding.point),
        check=finding.check,
        operation=exchange.case.operation,
        case=exchange.case,
        target=finding.target,
        point=finding.point,
        rule=None if finding.rule is None else finding.rule.name,
        clause=finding.clause,
        location=finding.location,
        named=finding.named,
        message=finding.message,
        expected=finding.expected,
        received=finding.received,
        remedy=finding.remedy,
        status=None if answer is None else answer.status,
        request=exchange.request,
        hidden=hidden_texts(target),
        answer="" if answer is None else without_secrets(answer.content.decode("utf-8", "replace"), target)[:2000],
        number=exchange.number,
    )


def without_secrets(text: str, target: Target) -> str:
    """The text with every credential replaced."""
    for secret, shown in ((target.token, "<credential>"), *hidden_texts(target)):
        text = text.replace(secret, shown) if secret else text
    return text


def hidden_texts(target: Target) -> tuple[tuple[str, str], ...]:
    """The credentials of a target and what is shown in their place: the variable that holds the token, or a blank."""
    named = [(target.token, f"${target.token_name}")] if target.token_name else []
    words = ("authorization", "cookie", "key", "token", "secret", "password")
    users = [(value, "<removed>") for name, value in target.headers if any(word in name for word in words)]
    return tuple((text, shown) for text, shown in (*named, *users) if text)
