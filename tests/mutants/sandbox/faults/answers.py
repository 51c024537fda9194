"""Response bodies: a field missing, renamed, of the wrong type, null, unknown, misdated; only here or there."""

from __future__ import annotations

from ...edits import body_of, missing, renamed, represented, shown, succeeded, with_json, without
from ...mutant import family
from ..server import AUTH, BULK, CREATE, DELETE, ERROR, GET, LIST, LOGS
from ..steps import bulk, create, delete, gpus, listed, opened, read

row = family("answers")
ONE = create()


def each_listed(change):
    """The things of a list, changed."""
    return body_of(LIST, lambda body: body | {"sandboxes": [change(each) for each in body["sandboxes"]]})


def second_page(change):
    return succeeded(
        lambda call, response, _state: (
            with_json(response, change(response.json)) if call.query.get("page", 1) > 1 else response
        ),
        LIST,
    )


MUTANTS = (
    row("id_missing", CREATE, "id", missing("id"), ONE),
    row("memory_missing", CREATE, "memoryGB", missing("memoryGB"), ONE),
    row("mount_path_missing", CREATE, "diskMountPath", missing("diskMountPath"), ONE),
    row(
        "started_at_missing_while_null",
        CREATE,
        "startedAt",
        represented(lambda thing, _each: thing if thing["startedAt"] else without(thing, "startedAt")),
        ONE,
    ),
    row(
        "null_team_left_out",
        CREATE,
        "teamId",
        represented(lambda thing, _each: thing if thing["teamId"] is not None else without(thing, "teamId")),
        ONE,
    ),
    row("memory_renamed", CREATE, "memoryGB", renamed("memoryGB", "memoryGb"), ONE),
    row("image_in_snake_case", CREATE, "dockerImage", renamed("dockerImage", "docker_image"), ONE),
    row("gpu_type_in_snake_case", CREATE, "gpuType", renamed("gpuType", "gpu_type"), gpus()),
    row("labels_renamed_tags", CREATE, "labels", renamed("labels", "tags"), create(labels=["w"])),
    row("gpu_count_as_string", CREATE, "gpuCount", shown("gpuCount", str), ONE),
    row("cpu_as_string", CREATE, "cpuCores", shown("cpuCores", str), ONE),
    row("network_as_number", CREATE, "networkAccess", shown("networkAccess", int), ONE),
    row("minutes_as_fraction", CREATE, "timeoutMinutes", shown("timeoutMinutes", lambda value: value + 0.5), ONE),
    row("vm_null_when_false", CREATE, "vm", shown("vm", lambda value: value or None), ONE),
    row("labels_null_when_empty", CREATE, "labels", shown("labels", lambda value: value or None), ONE),
    row(
        "region_null_when_default",
        CREATE,
        "region",
        shown("region", lambda value: None if value == "us" else value),
        ONE,
    ),
    row(
        "name_null_when_blank",
        CREATE,
        "name",
        shown("name", lambda value: value if value.strip() else None),
        create(name="   "),
    ),
    row("created_at_without_zone", CREATE, "createdAt", shown("createdAt", lambda value: value.removesuffix("Z")), ONE),
    row("created_at_in_seconds", CREATE, "createdAt", shown("createdAt", lambda _value: 1_778_490_000), ONE),
    row(
        "updated_at_as_mail_date",
        CREATE,
        "updatedAt",
        shown("updatedAt", lambda _value: "Mon, 11 May 2026 09:00:00 GMT"),
        ONE,
    ),
    row(
        "status_unknown",
        CREATE,
        "status",
        shown("status", lambda value: "QUEUED" if value == "PENDING" else value),
        ONE,
    ),
    row("status_in_lower_case", CREATE, "status", shown("status", str.lower), ONE),
    row(
        "environment_as_list",
        CREATE,
        "environmentVars",
        shown("environmentVars", lambda value: [{"key": key, "value": each} for key, each in (value or {}).items()]),
        ONE,
    ),
    row("exit_code_as_string", CREATE, "exitCode", shown("exitCode", lambda _value: "0"), ONE),
    row("gpu_type_empty_without_gpus", CREATE, "gpuType", shown("gpuType", lambda value: value or ""), ONE),
    row(
        "listed_without_mount_path",
        LIST,
        "diskMountPath",
        each_listed(lambda each: without(each, "diskMountPath")),
        ONE,
        listed("page=1&per_page=7"),
    ),
    row(
        "listed_with_cpu_as_string",
        LIST,
        "cpuCores",
        each_listed(lambda each: each | {"cpuCores": str(each["cpuCores"])}),
        ONE,
        listed("page=1&per_page=7"),
    ),
    row(
        "second_page_without_total",
        LIST,
        "total",
        second_page(lambda body: without(body, "total")),
        listed("page=2&per_page=7"),
    ),
    row(
        "second_page_of_identifiers",
        LIST,
        "sandboxes 0",
        second_page(lambda body: body | {"sandboxes": [each["id"] for each in body["sandboxes"]]}),
        ONE,
        ONE,
        listed("page=2&per_page=1"),
    ),
    row("has_next_missing", LIST, "has_next", body_of(LIST, lambda body: without(body, "has_next")), listed()),
    row(
        "per_page_in_camel_case",
        LIST,
        "per_page",
        body_of(LIST, lambda body: without(body, "per_page") | {"perPage": body["per_page"]}),
        listed(),
    ),
    row("total_as_string", LIST, "total", body_of(LIST, lambda body: body | {"total": str(body["total"])}), listed()),
    row(
        "read_without_environment",
        GET,
        "environmentVars",
        body_of(GET, lambda body: without(body, "environmentVars")),
        ONE,
        read(),
    ),
    row("read_with_null_name", GET, "name", body_of(GET, lambda body: body | {"name": None}), ONE, read()),
    row(
        "success_as_string", DELETE, "success", body_of(DELETE, lambda body: body | {"success": "true"}), ONE, delete()
    ),
    row("logs_null", LOGS, "logs", body_of(LOGS, lambda _body: {"logs": None}), ONE, read("{1}/logs")),
    row(
        "auth_without_expiry",
        AUTH,
        "expires_at",
        body_of(AUTH, lambda body: without(body, "expires_at")),
        ONE,
        opened(),
    ),
    row(
        "auth_expiry_in_seconds",
        AUTH,
        "expires_at",
        body_of(AUTH, lambda body: body | {"expires_at": 3600}),
        ONE,
        opened(),
    ),
    row(
        "error_type_as_number",
        ERROR,
        "errorType",
        body_of(ERROR, lambda body: body | {"errorType": 0}),
        ONE,
        read("{1}/error-context"),
    ),
    row(
        "bulk_without_message",
        BULK,
        "message",
        body_of(BULK, lambda body: without(body, "message")),
        bulk(labels=["w"]),
    ),
    row(
        "bulk_failed_as_texts",
        BULK,
        "failed 0",
        body_of(BULK, lambda body: body | {"failed": [each["sandbox_id"] for each in body["failed"]]}),
        bulk(sandbox_ids=["witness"]),
    ),
)
