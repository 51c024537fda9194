"""Where the vendor's clients and the document do not agree is written down in findings.toml: all of it, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from fencepost.mock.server import serving

from .conftest import NEW, OLD, Start
from .findings import Finding, findings
from .mocks import SPEC, Exchange, Relay, mock
from .modelled import PAIRS, differences
from .tour import observed, undeclared
from .vendors import Edition, Vendor

DOCUMENT = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
COMPONENTS = DOCUMENT["components"]["schemas"]


@pytest.fixture
def relay(gateway_url: str) -> Iterator[Relay]:
    """Before a mock of its own, whose lists hold nothing else."""
    with mock("--value", f"gateway_url={gateway_url}") as url:
        yield Relay(url)


def facts(client: Vendor, relay: Relay) -> Iterator[str]:
    """What is observed of a client."""
    for pair in PAIRS:
        yield from differences(pair, client.schema(pair.model), COMPONENTS[pair.schema], COMPONENTS)
    yield from observed(client, relay, DOCUMENT)


def written(version: str) -> set[str]:
    return {fact for finding in findings() if version in finding.versions for fact in finding.facts}


def test_what_is_observed_of_a_client_is_what_is_written_down(edition: Edition, relay: Relay, start: Start):
    with serving(relay.app()) as url:
        seen = set(facts(start(edition, url), relay))
    assert sorted(seen - written(edition.version)) == [], "not in findings.toml"
    assert sorted(written(edition.version) - seen) == [], "observed no longer"


def test_no_fact_stands_under_two_findings_of_a_version():
    for version in (OLD, NEW):
        told = [fact for finding in findings() if version in finding.versions for fact in finding.facts]
        assert sorted({fact for fact in told if told.count(fact) > 1}) == []


@pytest.mark.parametrize("finding", findings(), ids=lambda finding: finding.title)
def test_a_finding_has_facts_versions_and_a_place_in_the_document(finding: Finding):
    assert finding.facts
    assert {*finding.versions} <= {OLD, NEW}
    assert finding.place().startswith("spec/sandbox.yaml:")


def test_a_difference_of_each_kind_between_a_model_and_a_schema_is_seen():
    model = {"properties": {"a": {"type": "string"}, "b": {"type": "string", "default": "x"}}, "required": ["a"]}
    schema = {"properties": {"a": {"type": ["integer", "null"]}, "c": {}, "b": {"type": "string", "maxLength": 1}}}
    sent, read = next(p for p in PAIRS if p.is_sent), next(p for p in PAIRS if not p.is_sent)
    assert [line.partition(".")[2] for line in differences(sent, model, schema, {})] == [
        "a: string taken, and not allowed",
        "b: default None, the client's x",
        "b: maxLength is not checked",
        "c: declared, and not taken",
    ]
    assert [line.partition(".")[2] for line in differences(read, model, schema, {})] == [
        "a: optional, and the client needs it",
        "a: integer allowed, and not read",
        "b: default None, the client's x",
        "c: declared, and not read",
    ]


UNDECLARED: list[tuple[str, str, tuple[tuple[str, str], ...], dict[str, str] | None, str]] = [
    ("PATCH", "/api/v1/sandbox", (), None, "not declared: PATCH /api/v1/sandbox"),
    ("GET", "/api/v1/sandbox", (("order", "up"),), None, "list_sandboxes: sends the query order, not declared"),
    ("POST", "/api/v1/sandbox", (), {"idle": "1"}, "create_sandbox: sends idle, not declared"),
]


@pytest.mark.parametrize(("method", "path", "query", "body", "line"), UNDECLARED)
def test_what_a_request_holds_beyond_the_document_is_seen(
    method: str, path: str, query: tuple[tuple[str, str], ...], body: dict[str, str] | None, line: str
):
    exchange = Exchange(method=method, path=path, query=query, body=body, status=200, answer=None)
    assert list(undeclared(exchange, DOCUMENT)) == [line]
