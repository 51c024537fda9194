"""Statuses and errors: another status, another shape, the wrong field blamed, a crash on one odd input."""

from __future__ import annotations

from dataclasses import replace

from ...edits import acts, faults, refused, sent, status, with_json
from ...messages import Response, answer
from ...mutant import family
from ..creation import DEFAULTS
from ..server import BULK, CREATE, DELETE, GET, LIST, LOGS
from ..steps import bulk, create, delete, listed, read

row = family("statuses")


def crash(holds):
    """500 where the body sent is like this."""
    return acts(
        CREATE,
        lambda right, call, state, does: (
            (answer(500, {"detail": "Internal server error"}), state) if holds(call.body) else right(call, state, does)
        ),
    )


def blaming(field, other):
    return faults(
        lambda found, _call: [replace(fault, path=(other,)) if fault.path[:1] == (field,) else fault for fault in found]
    )


def as_text(_call, response, _state):
    return replace(response, headers=(("content-type", "text/plain"),), content=b"Something is wrong")


def shaped(change):
    """A refusal of another shape."""
    return refused(
        lambda _call, response, _state: (
            with_json(response, change(response.json)) if response.status == 422 else response
        )
    )


def not_found(code, body):
    return refused(lambda _call, response, _state: answer(code, body) if response.status == 404 else response)


WITNESS = create(cpu_cores=99)
MUTANTS = (
    row("created_with_200", CREATE, "status create_sandbox", status(CREATE, 200, 201), create()),
    row("created_with_202", CREATE, "status create_sandbox", status(CREATE, 202, 201), create()),
    row("read_with_203", GET, "status", status(GET, 203, 200), create(), read()),
    row(
        "deleted_with_204",
        DELETE,
        "status",
        sent(lambda _call, response, _state: Response(status=204) if response.status == 200 else response, DELETE),
        create(),
        delete(),
    ),
    row("listed_with_206", LIST, "status", status(LIST, 206, 200), listed()),
    row("bulk_deleted_with_207", BULK, "status", status(BULK, 207, 200), bulk(labels=["w"])),
    row("refused_with_400", CREATE, "status cpu_cores name", status(CREATE, 400, 422), WITNESS),
    row("refused_with_409", CREATE, "status cpu_cores name", status(CREATE, 409, 422), WITNESS),
    row("refused_with_200_and_an_error_inside", CREATE, "cpu_cores name body", status(CREATE, 200, 422), WITNESS),
    row(
        "query_refused_with_404",
        LIST,
        "page per_page status is_active",
        status(LIST, 404, 422),
        listed("page=0&team_id=w"),
    ),
    row("refused_in_plain_text", CREATE, "content-type content", refused(as_text, CREATE), WITNESS),
    row(
        "refused_in_fastapi_shape",
        CREATE,
        "errors",
        shaped(
            lambda body: {
                "detail": [
                    {"loc": ["body", each["param"]], "msg": each["details"], "type": "value_error"}
                    for each in body["errors"]
                ]
            }
        ),
        WITNESS,
    ),
    row(
        "errors_lack_details",
        CREATE,
        "details",
        shaped(lambda body: {"errors": [{"param": each["param"]} for each in body["errors"]]}),
        WITNESS,
    ),
    row(
        "errors_are_texts",
        CREATE,
        "errors 0",
        shaped(lambda body: {"errors": [each["param"] for each in body["errors"]]}),
        WITNESS,
    ),
    row("errors_are_empty", CREATE, "errors body cpu_cores name", shaped(lambda _body: {"errors": []}), WITNESS),
    row(
        "body_blamed_for_all",
        CREATE,
        "name cpu_cores body",
        faults(lambda found, _call: [replace(fault, path=()) for fault in found]),
        WITNESS,
    ),
    row("memory_blamed_for_cpu", CREATE, "cpu_cores", blaming("cpu_cores", "memory_gb"), WITNESS),
    row("image_blamed_for_name", CREATE, "name", blaming("name", "docker_image"), create(name="")),
    row("name_blamed_for_labels", CREATE, "labels", blaming("labels", "name"), create(labels="w")),
    row(
        "region_blamed_for_minutes",
        CREATE,
        "timeout_minutes",
        blaming("timeout_minutes", "region"),
        create(timeout_minutes=0),
    ),
    row("per_page_blamed_for_page", LIST, "page", blaming("page", "per_page"), listed("page=0&team_id=w")),
    row(
        "only_the_first_fault_listed",
        CREATE,
        "errors body cpu_cores memory_gb",
        faults(lambda found, _call: found[:1]),
        create(cpu_cores=99, memory_gb=99),
    ),
    row(
        "unknown_refused_with_400",
        GET,
        "sandbox_id status",
        not_found(400, {"detail": "Sandbox not found"}),
        read("witness"),
    ),
    row(
        "unknown_refused_in_another_shape",
        GET,
        "detail",
        not_found(404, {"error": "Sandbox not found"}),
        read("witness"),
    ),
    row(
        "crash_on_nul",
        CREATE,
        "name docker_image",
        crash(lambda body: any("\0" in value for value in body.values() if isinstance(value, str))),
        create(name="w\0w"),
    ),
    row(
        "crash_on_astral_name",
        CREATE,
        "name",
        crash(lambda body: any(ord(each) > 0xFFFF for each in body["name"])),
        create(name="😃 w"),
    ),
    row("crash_on_empty_labels", CREATE, "labels", crash(lambda body: body.get("labels") == []), create(labels=[])),
    row("crash_on_name_of_100", CREATE, "name", crash(lambda body: len(body["name"]) == 100), create(name="w" * 100)),
    row(
        "crash_on_9_variables",
        CREATE,
        "environment_vars",
        crash(lambda body: len(body.get("environment_vars") or ()) > 8),
        create(environment_vars={f"W{each}": "w" for each in range(9)}),
    ),
    row(
        "crash_on_null_command",
        CREATE,
        "start_command",
        crash(lambda body: body.get("start_command", "") is None),
        create(start_command=None),
    ),
    row(
        "crash_on_odd_keys",
        CREATE,
        "environment_vars",
        crash(lambda body: any(not key.isidentifier() for key in body.get("environment_vars") or ())),
        create(environment_vars={"W-W": "w"}),
    ),
    row(
        "crash_on_unknown_member",
        CREATE,
        "body extra",
        crash(lambda body: bool(body.keys() - DEFAULTS.keys() - {"name", "docker_image"})),
        create(idempotency_key="w"),
    ),
    row(
        "crash_on_many_labels",
        CREATE,
        "labels",
        crash(lambda body: len(body.get("labels", ())) > 20),
        create(labels=["w"] * 30),
    ),
    row(
        "crash_on_16_cores", CREATE, "cpu_cores", crash(lambda body: body.get("cpu_cores") == 16), create(cpu_cores=16)
    ),
    row(
        "crash_on_one_minute",
        CREATE,
        "timeout_minutes",
        crash(lambda body: body.get("timeout_minutes") == 1),
        create(timeout_minutes=1),
    ),
    row(
        "crash_on_least_memory",
        CREATE,
        "memory_gb",
        crash(lambda body: body.get("memory_gb") == 0.1),
        create(memory_gb=0.1),
    ),
    row(
        "crash_on_late_page",
        LIST,
        "page",
        acts(
            LIST,
            lambda right, call, state, does: (
                (answer(500, {"detail": "Internal server error"}), state)
                if call.query.get("page", 1) > 1000
                else right(call, state, does)
            ),
        ),
        listed("page=5000&per_page=7"),
    ),
    row("logs_of_the_unknown_crash", LOGS, "sandbox_id", status(LOGS, 500, 404), read("witness/logs")),
)
