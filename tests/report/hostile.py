"""A document and a server that put what acts in a page into every field they have."""

from __future__ import annotations

import json
from functools import cache

from fencepost.campaign.engine import run
from fencepost.campaign.job import Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.caseload import Caseload
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer, Request, Sent
from fencepost.campaign.wire.request import Target
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.report.matrix import Matrix

from ..inline import api_of
from .telling import Told

PAYLOADS = (
    "<script>document.title='acted'</script>",
    "<img src='http://192.0.2.1/x' onerror=\"document.title='acted'\">",
    "<svg onload=document.title='acted'><use href='http://192.0.2.1/#x'/></svg>",
    "</style></title></pre><style>body{background:url(http://192.0.2.1/)}</style>",
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe><base href='http://192.0.2.1/'>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'><link rel=stylesheet href='http://192.0.2.1/'>",
    '"\' autofocus onfocus=alert(1) style=color:red x="',
    "--><!-- ]]> {{ 7*7 }} ${7*7} javascript:alert(1)",
    "\u202eright to left\u2066\u0000\u001b[2J\u2028\ud800\n::error::forged\n##[error]forged",
)
"""Each acts in some place of a page, a terminal, a log or a file, where it is not shown as text."""

ALL = "".join(PAYLOADS)


def hostile_text() -> str:
    """The document, as JSON; what must be a token of HTTP stays one."""
    fields = {
        f"field{number}{payload}": {"type": "integer", "minimum": 1, "maximum": 9, "description": payload}
        for number, payload in enumerate(PAYLOADS)
    }
    rule = {
        "title": f"rule_{ALL}",
        "description": ALL,
        "if": {"required": ["flag"], "properties": {"flag": {"const": True}}},
        "then": {"required": ["count"]},
    }
    schema = {
        "type": "object",
        "title": ALL,
        "description": ALL,
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 9, "description": ALL},
            "choice": {"enum": [*PAYLOADS, "plain"], "description": ALL},
            "count": {"type": "integer", "minimum": 1, "maximum": 5},
            "flag": {"type": "boolean"},
            "open": {"type": ["string", "null"], "x-fencepost-open": ALL},
            **fields,
        },
        "allOf": [rule],
    }
    shape = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    answers = {"201": {"description": ALL, "content": {"application/json": {"schema": shape}}}}
    query = {"name": f"q{ALL}", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 3}}
    operation = {
        "operationId": f"make_{ALL}",
        "summary": ALL,
        "description": ALL,
        "tags": [ALL],
        "parameters": [query],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {**answers, "422": {"description": ALL}},
    }
    info = {"title": ALL, "description": ALL, "version": ALL}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/things": {"post": operation}}})


@cache
def hostile_api() -> Api:
    api, sink = api_of(hostile_text(), name=f"{PAYLOADS[0]}.yaml".replace("/", ""))
    assert not sink.errors
    return api


class HostileServer:
    """Takes nothing as it should, and speaks in payloads."""

    def __init__(self) -> None:
        self.number = 0

    def send(self, _: Request) -> Sent:
        self.number += 1
        text = PAYLOADS[self.number % len(PAYLOADS)]
        status = (201, 422, 500, 418)[self.number % 4]
        said = json.dumps({"id": text, "errors": [{"param": text, "details": text}]}).encode()
        content = said if self.number % 3 else ALL.encode("utf-8", "replace")
        headers = (("content-type", "application/json"), ("x-said", PAYLOADS[0]))
        return Sent(answer=Answer(status=status, headers=headers, content=content), seconds=0.0)


def hostile_job() -> Job:
    api = hostile_api()
    nominals = Nominals(api)
    valid = tuple(case for each in api.operations for case in valid_cases(api, each, nominals))
    faults = tuple(case for each in api.operations for case in fault_cases(api, each, nominals))
    protocol = Caseload(api).protocol(api.operations)
    makers = makers_of(valid)
    chosen = Candidates(valid=valid, faults=faults, protocol=tuple(protocol))
    return Job(
        contract=Contract(api),
        operations=api.operations,
        plan=plan(chosen, makers, ("lattice", "faults", "protocol")),
        makers=makers,
        target=Target(url=f"http://server/{PAYLOADS[0]}", token="secret-of-the-caller", token_name="TOKEN"),
        settings=Settings(reduce=False),
    )


@cache
def hostile() -> Told:
    """What a campaign tells of them."""
    summary, matrix, events = Summary(), Matrix(), []
    for event in run(hostile_job(), HostileServer(), lambda: 0.0):
        summary.take(event)
        matrix.take(event)
        events.append(event)
    return Told(summary=summary, matrix=matrix, events=events)
