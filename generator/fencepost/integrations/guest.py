"""Our half inside another tool: bodies and cases for its operations, and a judgement of each of its exchanges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from threading import Lock
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, urlsplit

from hypothesis.strategies import SearchStrategy

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.judge import Judge
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.wire.credentials import Credential
from fencepost.campaign.wire.exchange import Answer, Exchange, Request
from fencepost.campaign.wire.request import Target
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.news import late_last
from fencepost.cases.nominal import Nominals
from fencepost.emit.explore import Explorer
from fencepost.integrations.attempts import Attempts, Parameters
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, SecurityScheme
from fencepost.ir.values import Json, JsonText
from fencepost.report.wording import body_text, clause_words, cut

Side: TypeAlias = Literal["drawn", "valid", "faults"]
SIDES: tuple[Side, ...] = get_args(Side)
"""`drawn`: valid bodies in place of the tool's own; `valid`: one on each boundary; `faults`: bodies with one fault."""

CHECKS = ("valid_refused", "fault_accepted", "refused_with_wrong_status", "fault_misblamed", "echo", "secret_leaked")
"""What is looked for: all that another tool does not know by itself."""

TOKEN = "TOKEN"
"""The variable that stands for a credential in a line for bash."""

_TOOLS_OWN = ("accept", "accept-encoding", "connection", "content-length", "user-agent")
"""Headers that every client sends and that matter to no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request as a tool made it, and as it went over the wire."""

    parameters: Parameters
    request: Request
    body: JsonText | None
    """The JSON that was sent; None where it was none, or not of the documented media type."""


class _Station:
    """What is known of one operation, made when it is first asked for."""

    def __init__(self, guest: Guest, operation: Operation) -> None:
        api, nominals = guest.contract.api, guest.nominals
        self.operation = operation
        self.bodies = guest.explorer.bodies(operation)
        planting = Planting(guest.contract, 0)
        found: dict[Side, tuple[Case, ...]] = {
            "valid": valid_cases(api, operation, nominals),
            "faults": fault_cases(api, operation, nominals),
        }
        self.cases: dict[Side, tuple[Case, ...]] = {
            side: tuple(planting.planted(case) for case in late_last(cases) if _is_whole(case))
            for side, cases in found.items()
        }
        known = (case for side in ("valid", "faults") for case in self.cases[side])
        self.attempts = Attempts(operation, guest.contract, nominals, known)


class Guest:
    """A document, ready to serve another tool; its operations are found by method and path."""

    def __init__(self, api: Api, tolerate: tuple[str, ...] = ()) -> None:
        self.contract = Contract(api)
        self.nominals = Nominals(api)
        self.explorer = Explorer(api)
        self._tolerate = tolerate
        self._operations = {_key(each.method, each.path): each for each in api.operations}
        self._stations: dict[str, _Station] = {}
        self._lock = Lock()

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation of a method and a path template, whatever its parameters are called."""
        return self._operations.get(_key(method, path))

    def bodies(self, operation: Operation) -> SearchStrategy[Any] | None:
        """Valid bodies of an operation; None where it takes no JSON, or where none can be made."""
        return self._station(operation).bodies

    def cases(self, operation: Operation, side: Side) -> tuple[Case, ...]:
        """The cases of one side that are told apart by their bodies, and need nothing from earlier answers."""
        return self._station(operation).cases.get(side, ())

    def is_valid(self, operation: Operation, body: Json) -> bool:
        """Whether the document allows a body, its rules included."""
        return self._station(operation).attempts.is_valid(body)

    def nominal_body(self, operation: Operation) -> JsonText | None:
        """The plainest valid body; None where an operation takes no JSON, or where none can be made."""
        return next((case.body for case in self.cases(operation, "valid")), None)

    def failures(self, operation: Operation, sent: Sent, answer: Answer, seconds: float) -> tuple[Failure, ...]:
        """What an answer has against it, that another tool does not know by itself."""
        case = self._station(operation).attempts.case(sent.parameters, sent.body)
        exchange = Exchange(case=case, request=_without_tools_own(sent.request), answer=answer, seconds=seconds)
        target = Target(url="", token="", own=self._credentials(sent.request))
        judge = Judge(self.contract, target, self._tolerate)
        return tuple(each for each in judge.judge(exchange).failures if each.check in CHECKS)

    def _station(self, operation: Operation) -> _Station:
        with self._lock:
            if operation.id not in self._stations:
                self._stations[operation.id] = _Station(self, operation)
            return self._stations[operation.id]

    def _credentials(self, request: Request) -> tuple[Credential, ...]:
        """The credentials that a request shows; Schemathesis was given them, and only it knows where they stand."""
        schemes = self.contract.api.security_schemes
        shown = ((scheme.key, _shown(scheme, request)) for scheme in schemes)
        return tuple(Credential(scheme=key, token=text, name=TOKEN) for key, text in shown if text)


def _key(method: str, path: str) -> tuple[str, str]:
    return method.lower(), re.sub(r"\{[^{}]*\}", "{}", path)


def _is_whole(case: Case) -> bool:
    return case.body is not None and case.target.startswith("/body") and not case.sources


def _shown(scheme: SecurityScheme, request: Request) -> str:
    """The text by which a request shows the credential of a scheme; empty where it shows none."""
    headers, name = dict(request.headers), scheme.name or ""
    match scheme.place:
        case "header":
            return headers.get(name.lower(), "")
        case "query":
            return dict(parse_qsl(urlsplit(request.url).query)).get(name, "")
        case "cookie":
            morsel = SimpleCookie(headers.get("cookie", "")).get(name)
            return "" if morsel is None else morsel.value
        case None:
            return headers.get("authorization", "").partition(" ")[2]


def _without_tools_own(request: Request) -> Request:
    kept = tuple(
        (name, value) for name, value in request.headers if name not in _TOOLS_OWN and not name.startswith("x-schema")
    )
    return Request(method=request.method, url=request.url, headers=kept, content=request.content)


def failure_text(failure: Failure) -> str:
    """A failure in a few lines, for the report of another tool."""
    return "\n".join(_lines(failure))


def _lines(failure: Failure) -> Iterator[str]:
    yield failure.message
    if words := clause_words(failure):
        yield f"{'rule' if failure.rule else 'document'}: {words}"
    yield f"expected: {failure.expected}"
    yield f"received: {failure.received}"
    if text := body_text(failure.case):
        yield f"body: {cut(text)}"
    if failure.remedy:
        yield f"remedy: {failure.remedy}"
    yield f"again: {failure.curl}"
