"""The sandbox document on connexion: the library judges every request, this file only remembers.

It runs with the packages of an environment of its own: python on_connexion.py DOCUMENT PORT TOKEN
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import connexion
import uvicorn
import yaml
from connexion.exceptions import ProblemException
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.resolver import Resolver

# The folder of this script is where Python looks first.
from older_spelling import as_openapi_3_0

ROOT = "/api/v1/sandbox"


@dataclass(slots=True, kw_only=True)
class Sandbox:
    id: str
    body: dict[str, Any]
    born: datetime
    ended: datetime | None = None

    @property
    def runs_from(self) -> datetime:
        return self.born + timedelta(seconds=1)

    @property
    def status(self) -> str:
        now = datetime.now(UTC)
        if self.ended is not None:
            return "TERMINATED"
        if now < self.runs_from:
            return "PENDING" if now < self.born + timedelta(seconds=0.5) else "PROVISIONING"
        return "RUNNING"

    def carries(self, labels: list[str]) -> bool:
        return set(labels) <= set(self.body.get("labels", ()))

    def end(self) -> None:
        self.ended = self.ended or datetime.now(UTC)


SANDBOXES: dict[str, Sandbox] = {}
NUMBERS = count(1)
Answered = tuple[Any, int]


def read(body: Any) -> dict[str, Any]:
    """The body as it was judged: what names no media type connexion judges as JSON, and hands over as octets."""
    found: dict[str, Any] = json.loads(body) if isinstance(body, bytes) else body
    return found


def stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def shown(each: Sandbox) -> dict[str, Any]:
    body, has_run = each.body, each.runs_from <= (each.ended or datetime.now(UTC))
    started = each.runs_from if has_run else None
    region = body.get("region")
    return {
        "id": each.id,
        "name": body["name"],
        "dockerImage": body["docker_image"],
        "startCommand": body.get("start_command"),
        "cpuCores": body.get("cpu_cores", 1),
        "memoryGB": body.get("memory_gb", 2),
        "diskSizeGB": body.get("disk_size_gb", 10),
        "diskMountPath": "/sandbox-workspace",
        "gpuCount": body.get("gpu_count", 0),
        "networkAccess": body.get("network_access", True),
        "status": each.status,
        "timeoutMinutes": body.get("timeout_minutes", 60),
        "environmentVars": body.get("environment_vars", {}),
        "advancedConfigs": body.get("advanced_configs", {}),
        "createdAt": stamp(each.born),
        "updatedAt": stamp(each.ended or started or each.born),
        "startedAt": stamp(started),
        "terminatedAt": stamp(each.ended),
        "userId": "user-1",
        "teamId": body.get("team_id"),
        "kubernetesJobId": None,
        "gpuType": body.get("gpu_type"),
        "vm": body.get("vm", False),
        "labels": body.get("labels", []),
        "exitCode": None,
        "errorType": None,
        "errorMessage": None,
        "region": "us" if region is None else region,
        "registryCredentialsId": body.get("registry_credentials_id"),
    }


def create_sandbox(body: Any) -> Answered:
    each = Sandbox(id=f"sbx-{next(NUMBERS)}", body=read(body), born=datetime.now(UTC))
    SANDBOXES[each.id] = each
    return shown(each), 201


def list_sandboxes(page: int = 1, per_page: int = 50, **query: Any) -> Answered:
    found = [each for each in SANDBOXES.values() if _matches(each, query)]
    end = page * per_page
    listed = {
        "sandboxes": [shown(each) for each in found[end - per_page : end]],
        "total": len(found),
        "page": page,
        "per_page": per_page,
        "has_next": end < len(found),
    }
    return listed, 200


def _matches(each: Sandbox, query: dict[str, Any]) -> bool:
    return (
        query.get("team_id") in (None, each.body.get("team_id"))
        and query.get("user_id") in (None, "user-1")
        and query.get("status") in (None, each.status)
        and (query.get("is_active") is not True or each.ended is None)
        and each.carries(query.get("labels", []))
    )


def bulk_delete_sandboxes(body: Any) -> Answered:
    body = read(body)
    asked, labels = body.get("sandbox_ids"), body.get("labels")
    reached = [
        each
        for each in SANDBOXES.values()
        if (asked is None or each.id in asked)
        and each.carries(labels or [])
        and body.get("team_id") in (None, each.body.get("team_id"))
        and body.get("user_id") in (None, "user-1")
    ]
    for each in reached:
        each.end()
    succeeded = [each.id for each in reached]
    failed = [name for name in asked or [] if name not in succeeded]
    outcome = {
        "message": f"{len(succeeded)} sandboxes deleted",
        "succeeded": succeeded,
        "failed": [{"sandbox_id": name, "error": "Sandbox not found"} for name in failed],
    }
    return outcome, 200


def known(sandbox_id: str) -> Sandbox:
    if sandbox_id not in SANDBOXES:
        raise ProblemException(status=404, detail="Sandbox not found")
    return SANDBOXES[sandbox_id]


def get_sandbox(sandbox_id: str) -> Answered:
    return shown(known(sandbox_id)), 200


def delete_sandbox(sandbox_id: str) -> Answered:
    known(sandbox_id).end()
    return {"success": True, "message": "Sandbox deleted"}, 200


def get_sandbox_logs(sandbox_id: str) -> Answered:
    known(sandbox_id)
    return {"logs": ""}, 200


def create_sandbox_auth(sandbox_id: str) -> Answered:
    each = known(sandbox_id)
    token = {
        "token": f"gateway-{next(NUMBERS)}",
        "gateway_url": "https://gateway.example",
        "user_ns": "user-1",
        "job_id": f"job-{each.id}",
        "expires_at": stamp(datetime.now(UTC) + timedelta(hours=1)),
    }
    return token, 200


def get_sandbox_error_context(sandbox_id: str) -> Answered:
    return {"status": known(sandbox_id).status}, 200


def bearer(token: str) -> dict[str, Any] | None:
    """What connexion asks of a bearer token: who it is, or None."""
    return {"sub": "user-1"} if token == sys.argv[3] else None


def refuse(_request: ConnexionRequest, problem: ProblemException) -> ConnexionResponse:
    """A refusal as the document has it: 422 with `errors` for a bad request, `detail` for the rest."""
    detail = problem.detail or problem.title or ""
    if problem.status != 400:
        return _answered(problem.status, {"detail": detail}, problem.headers)
    return _answered(422, {"errors": [{"param": _blamed(detail), "details": detail}]}, problem.headers)


def _answered(status: int, body: Any, headers: dict[str, str] | None) -> ConnexionResponse:
    text = json.dumps(body)
    return ConnexionResponse(status_code=status, body=text, headers=headers or {}, mimetype="application/json")


def _blamed(detail: str) -> str:
    """The field at the end of what connexion says of a body (`… - 'labels.0'`), or the whole body.

    Of a parameter connexion tells the value and the schema, and not which one it is.
    """
    if "Failed validating" in detail:
        return "some parameter"
    _, dash, place = detail.rpartition(" - '")
    return place.removesuffix("'") if dash else ""


def application(document: Path) -> connexion.AsyncApp:
    spec = as_openapi_3_0(yaml.safe_load(document.read_text(encoding="utf-8")))
    spec["components"]["securitySchemes"]["bearer"]["x-bearerInfoFunc"] = "__main__.bearer"
    app = connexion.AsyncApp(__name__)
    app.add_api(spec, base_path="", resolver=Resolver(lambda name: globals()[name]), pythonic_params=False)
    app.add_error_handler(ProblemException, refuse)
    return app


if __name__ == "__main__":
    uvicorn.run(application(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
