"""An answered exchange beside what the document says of it: what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.campaign.judging.secretplaces import SecretPlaces
from fencepost.campaign.judging.statuses import StatusJudgement
from fencepost.campaign.judging.validation import NotJson, ResponseSchemas
from fencepost.campaign.stateful.subject import subjects_of
from fencepost.campaign.wire.exchange import Answer, Exchange, Request
from fencepost.cases.case import Case, FromAnswer
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair, echo_pairs
from fencepost.ir.http import Content, Operation, Response
from fencepost.ir.rules import Rule
from fencepost.ir.secrecy import Secrecy
from fencepost.ir.values import Json


class Contract:
    """The document, and what is derived from it once for a whole campaign."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.schemas = ResponseSchemas(api)
        self.operations = {operation.id: operation for operation in api.operations}
        self.secrecy = Secrecy(api)
        self.secret_places = SecretPlaces(api, self.secrecy)
        self.pairs: dict[str, tuple[EchoPair, ...]] = {item.id: echo_pairs(item, api) for item in api.operations}
        self.subjects = subjects_of(api)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One answer, with everything a check may ask."""

    contract: Contract
    operation: Operation
    case: Case
    request: Request
    answer: Answer
    judgement: StatusJudgement
    documented: Response | None
    """The documented answer that the status falls under."""

    content: Content | None
    """The documented JSON body of it; None where there is none."""

    body: Json | NotJson
    """The answer's body read as JSON."""

    token: str
    """The credential that requests of this campaign carry."""

    given: tuple[tuple[FromAnswer, Json], ...] = ()
    """The values that earlier answers gave for the case."""

    story: tuple[Exchange, ...] = ()
    """The earlier exchanges of the same unit that got an answer, those included that only made what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check holds against an answer, in the words of a report."""

    check: str
    target: str
    """A JSON Pointer into the request, or into the answer below `/response`."""

    point: str
    """The boundary point of the request, or the keyword that the answer breaks."""

    named: str
    """Field and constraint, or the rule, in a few words: `size maximum`."""

    message: str
    """A sentence whose subject is the request: `POST /things answered 201 to …`."""

    expected: str
    received: str
    rule: Rule | None = None
    clause: str | None = None
    """What the document says, in its words; None where it says nothing of it."""

    location: Location | None = None
    """Where the document says otherwise; None where it says nothing."""

    remedy: str | None = None
