"""One service installed, started, fuzzed with its own document, and compared with its table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from ...environments import CACHE, node_packages, python_packages
from ..campaigns import PHASES, Outcome, campaign
from ..servers import free_port, running
from ..verdicts import Comparison, compared, read_table
from .services import Service

HERE = Path(__file__).parent


class UninstalledError(Exception):
    """A service could not be installed; why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    outcome: Outcome
    comparison: Comparison


def run(service: Service, folder: Path) -> Run:
    """The campaign against a new installation of the service, whose files go below an empty folder.

    Raises UninstalledError and SilentError.
    """
    words = {**_installed(service), "folder": str(folder), "port": str(free_port())}
    for name, text in service.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    command = tuple(part.format(**words) for part in service.command)
    variables = {name: value.format(**words) for name, value in service.variables}
    url = f"http://127.0.0.1:{words['port']}"
    with running(command, url + service.document, folder=folder, variables=variables):
        document = folder / "openapi.json"
        document.write_text(json.dumps(_published(service, url)), encoding="utf-8")
        outcome = campaign(document, url + service.base, "--phases", PHASES, *service.options, folder=folder)
    return Run(outcome=outcome, comparison=compared(outcome.failures, read_table(HERE / f"{service.name}.toml")))


def _installed(service: Service) -> dict[str, str]:
    """Where the packages of the service are."""
    python, node = CACHE / service.name / "python", CACHE / service.name / "node"
    if service.python and not python_packages(python, service.python):
        raise UninstalledError(f"pip cannot install {' '.join(service.python)}")
    if service.node and not node_packages(node, service.node):
        raise UninstalledError(f"npm cannot install {' '.join(service.node)}")
    return {"python": str(python), "node": str(node)}


def _published(service: Service, url: str) -> dict[str, Any]:
    """The document of the service, with what its tester adds."""
    document: dict[str, Any] = httpx.get(url + service.document, trust_env=False).raise_for_status().json()
    examples = dict(service.known)
    for parameter in _parameters(document):
        if parameter["in"] == "path" and parameter["name"] in examples:
            parameter["example"] = examples[parameter["name"]]
    for pointer, value in service.said:
        *above, name = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
        holder = document
        for step in above:
            holder = holder[step]
        holder[name] = value
    return document


def _parameters(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        for operation in item.values():
            yield from operation.get("parameters", ()) if isinstance(operation, dict) else ()
