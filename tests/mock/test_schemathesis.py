"""A foreign judge: Schemathesis runs every phase against the mock of the sandbox document, and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import schemathesis
from fencepost.mock.server import serving
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from .served import SPEC, sandbox

SETTINGS = """
seed = 1
headers = { Authorization = "Bearer the-one" }
base-url = "%s"

[generation]
max-examples = 25
database = "none"

[cache]
enabled = false

# The document keeps deleted sandboxes readable; this check holds that against every API.
[checks.use_after_free]
enabled = false
"""


def findings(url: str) -> Iterator[tuple[str, str]]:
    """The label of what ran, and each failure or error in it."""
    schema = schemathesis.openapi.from_path(SPEC, config=SchemathesisConfig.from_str(SETTINGS % url))
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            yield f"{event.phase.value} {event.recorder.label}", ""
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        yield event.recorder.label, f"{check.name}: {check.failure_info.failure.message}"
        elif isinstance(event, events.NonFatalError | events.FatalError):
            yield "error", repr(event)


def test_schemathesis_finds_nothing():
    with serving(sandbox(token="the-one").app) as url:
        found = list(findings(url))
    assert [finding for finding in found if finding[1]] == []
    phases = {label.partition(" ")[0] for label, _ in found}
    assert {"examples", "coverage", "fuzzing", "stateful"} <= phases
