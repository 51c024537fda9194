"""What the mock answers a whole campaign is valid by the document, in the eyes of a validator that we did not write."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import fencepost
import pytest
from fencepost.mock.server import serving

from ..environments import CACHE, python_packages
from .campaigns import campaign
from .recording import Exchange, Recorder

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec" / "sandbox.yaml"
OPENAPI_CORE = ("openapi-core==0.23.0",)
SERVER = "https://api.primeintellect.ai"

UNLISTED = {404, 405, 415}
"""What HTTP itself answers where the document says nothing: a path or a method it has not, a body it does not take."""


def judged(exchanges: list[Exchange], folder: Path) -> dict[str, Any]:
    """What openapi-core says of the answers."""
    environment = CACHE / "openapi-core"
    if not python_packages(environment, OPENAPI_CORE):
        pytest.skip("openapi-core cannot be installed: the Python package index is out of reach")
    lines = folder / "exchanges.jsonl"
    lines.write_text("".join(f"{json.dumps(told(exchange))}\n" for exchange in exchanges), encoding="utf-8")
    command = (str(environment / "bin" / "python"), str(HERE / "judges" / "on_openapi_core.py"), str(SPEC), str(lines))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(exchange: Exchange) -> dict[str, object]:
    return {
        "server": SERVER,
        "method": exchange.method.lower(),
        "path": exchange.path,
        "body": exchange.sent.decode("utf-8", "replace"),
        "status": exchange.status,
        "media_type": exchange.media_type,
        "answer": exchange.answer.decode("utf-8"),
    }


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> list[Exchange]:
    """What passes in the first thousand requests of a campaign, which are the most varied ones."""
    recorder = Recorder(fencepost.mock_app(str(SPEC), token="t"))
    with serving(recorder) as url:
        folder, variables = tmp_path_factory.mktemp("campaign"), {"TOKEN": "t"}
        options = ("--max-requests", "1000", "--token-env", "TOKEN")
        campaign(SPEC, url, *options, folder=folder, variables=variables)
    return recorder.exchanges


def test_openapi_core_holds_nothing_against_the_answers(answered: list[Exchange], tmp_path: Path):
    found = judged(answered, tmp_path)
    assert found["findings"] == []
    assert found["judged"] > 900
    assert {*found["unlisted"]} <= UNLISTED
    statuses = {exchange.status for exchange in answered}
    assert {200, 201, 401, 404, 422} <= statuses
    assert max(statuses) < 500


def test_openapi_core_would_tell_a_wrong_answer(answered: list[Exchange], tmp_path: Path):
    created = next(exchange for exchange in answered if exchange.status == 201)
    wrong = Exchange(method="POST", path=created.path, status=201, media_type="application/json")
    wrong.answer += created.answer.replace(b'"memoryGB":', b'"memoryGb":')
    found = judged([wrong], tmp_path)
    assert [finding for finding in found["findings"] if "memoryGB" in finding] == found["findings"] != []
