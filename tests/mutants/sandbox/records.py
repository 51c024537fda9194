"""Sandboxes over time, and how one stands in an answer. A request takes a tenth of a second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ..service import Record, State

STATUSES = ("PENDING", "PROVISIONING", "RUNNING", "PAUSED", "ERROR", "TERMINATED")
START = datetime(2026, 5, 11, 9, tzinfo=UTC)
TICKS = 10
"""Requests in a second."""

USER = "user-1"


def identifier(state: State, _body: dict[str, Any]) -> str:
    return f"cm4k2v9x7p0q1r8t3w5y{state.made:04d}"


def stamp(tick: int) -> str:
    return (START + timedelta(seconds=tick / TICKS)).isoformat().replace("+00:00", "Z")


def started(each: Record) -> int:
    return each.born + TICKS


def ended(each: Record, now: int) -> int | None:
    """When it ended: it was deleted, or its time was up."""
    due = int(started(each) + each.body["timeout_minutes"] * 60 * TICKS)
    return each.ended if each.ended is not None else due if due <= now else None


def status(each: Record, now: int) -> str:
    if ended(each, now) is not None:
        return "TERMINATED"
    if now >= started(each):
        return "RUNNING"
    return "PENDING" if now < each.born + TICKS // 2 else "PROVISIONING"


def shown(each: Record, state: State) -> dict[str, Any]:
    body, now = each.body, state.served
    end = ended(each, now)
    has_run = now >= started(each) and (end is None or end >= started(each))
    return {
        "id": each.id,
        "name": body["name"],
        "dockerImage": body["docker_image"],
        "startCommand": body["start_command"],
        "cpuCores": body["cpu_cores"],
        "memoryGB": body["memory_gb"],
        "diskSizeGB": body["disk_size_gb"],
        "diskMountPath": "/sandbox-workspace",
        "gpuCount": body["gpu_count"],
        "networkAccess": body["network_access"],
        "status": status(each, now),
        "timeoutMinutes": body["timeout_minutes"],
        "environmentVars": body["environment_vars"],
        "advancedConfigs": body["advanced_configs"],
        "createdAt": stamp(each.born),
        "updatedAt": stamp(end if end is not None else started(each) if has_run else each.born),
        "startedAt": stamp(started(each)) if has_run else None,
        "terminatedAt": None if end is None else stamp(end),
        "userId": USER,
        "teamId": body["team_id"],
        "kubernetesJobId": f"job-{each.id}" if has_run else None,
        "gpuType": body["gpu_type"],
        "vm": body["vm"],
        "labels": body["labels"],
        "exitCode": None,
        "errorType": None,
        "errorMessage": None,
        "region": body["region"],
        "registryCredentialsId": body["registry_credentials_id"],
    }


def is_active(each: Record, state: State) -> bool:
    return ended(each, state.served) is None


def found(query: dict[str, Any], state: State) -> list[Record]:
    """The sandboxes that match every filter, oldest first."""
    return [each for each in state.records.values() if _matches(each, query, state)]


def _matches(each: Record, query: dict[str, Any], state: State) -> bool:
    return (
        query.get("team_id") in (None, each.body["team_id"])
        and query.get("user_id") in (None, USER)
        and query.get("status") in (None, status(each, state.served))
        and (query.get("is_active") is not True or is_active(each, state))
        and set(query.get("labels", ())) <= set(each.body["labels"])
    )


def deleted(each: Record, state: State) -> State:
    return state.with_record(replace(each, ended=state.served))
