"""State: identifiers, reading and deleting do not fit together, or calls leak into each other."""

from __future__ import annotations

from dataclasses import replace

from ...edits import acts, body_of, names, sent, shown, succeeded, with_json
from ...messages import answer
from ...mutant import family
from ..records import deleted, identifier
from ..server import AUTH, BULK, CREATE, DELETE, ERROR, GET, LOGS
from ..steps import bulk, create, delete, listed, opened, read

row = family("state")
ONE, TWO = create(name="first"), create(name="second")
ALL = listed("page=1&per_page=7")


def read_as(change):
    """What a read shows instead."""
    return succeeded(lambda call, response, state: with_json(response, change(response.json, call, state)), GET)


def the_last(right, call, state, does):
    """The sandbox that was created last, whichever is asked for."""
    return right(
        replace(call, identifier=list(state.records)[-1]) if call.identifier in state.records else call, state, does
    )


def failing(nth):
    return sent(
        lambda _call, response, state: (
            answer(500, {"detail": "Internal server error"}) if state.served % nth == 0 else response
        )
    )


def acting(operation):
    """Says that all went well, and does nothing."""
    return acts(operation, lambda right, call, state, does: (right(call, state, does)[0], state))


def gone(right, call, state, does):
    response, after = right(call, state, does)
    if response.status != 200:
        return response, after
    return response, replace(
        after, records={key: each for key, each in after.records.items() if key != call.identifier}
    )


def unknown_is_fine(right, call, state, does):
    response, after = right(call, state, does)
    return (answer(200, {"success": True, "message": "Sandbox deleted"}) if response.status == 404 else response), after


def deletes_the_first(right, call, state, does):
    response, _ = right(call, state, does)
    return response, deleted(next(iter(state.records.values())), state) if response.status == 200 else state


def creates_refused(does):
    """A body that is refused is created all the same."""

    def remains(call, state, now):
        body = call.body if call.operation == CREATE and isinstance(call.body, dict) else {}
        sound = {"name": "w", "docker_image": "w"} | {key: body[key] for key in ("name", "docker_image") if key in body}
        return now.acts[CREATE](replace(call, body=sound), state, now)[1] if call.operation == CREATE else state

    return replace(does, remains=remains)


def only_first(right, call, state, does):
    """Of several identifiers, all are reported and one is deleted."""
    response, _ = right(call, state, does)
    first = [each for each in call.body.get("sandbox_ids") or () if each in state.records][:1]
    return response, deleted(state.records[first[0]], state) if first else state


def bulk_of_strangers(body):
    return body | {"succeeded": [*body["succeeded"], *(each["sandbox_id"] for each in body["failed"])], "failed": []}


def inherited(does):
    """Labels of the one before are kept where none are given."""

    def created(call, state, now):
        before = list(state.records.values())[-1:]
        body = call.body if "labels" in call.body or not before else call.body | {"labels": before[0].body["labels"]}
        return does.acts[CREATE](replace(call, body=body), state, now)

    return replace(does, acts={**does.acts, CREATE: created})


def stale(right, call, state, does):
    """A read shows what was before the last deletion."""
    each = state.records.get(call.identifier or "")
    return right(call, state if each is None else state.with_record(replace(each, ended=None)), does)


MUTANTS = (
    row("one_identifier_for_all", CREATE, "id", names(lambda _state, _body: "cm4k2v9x7p0q1r8t3w5y6z2a"), ONE, TWO),
    row(
        "identifier_made_of_the_name",
        CREATE,
        "id",
        names(lambda _state, body: f"sandbox-{len(str(body.get('name')))}"),
        ONE,
        create(name="other"),
    ),
    row(
        "every_16th_identifier_repeated",
        CREATE,
        "id",
        names(lambda state, body: identifier(replace(state, made=state.made - (state.made % 16 == 0)), body)),
        *[create(name=f"w{each}") for each in range(16)],
    ),
    row("the_last_one_is_read", GET, "id", acts(GET, the_last), ONE, TWO, read()),
    row("refused_is_created", CREATE, "sandboxes list total", creates_refused, create(region=7), ALL),
    row(
        "another_identifier_is_read",
        GET,
        "id",
        read_as(lambda body, _call, _state: body | {"id": body["id"][::-1]}),
        ONE,
        read(),
    ),
    row(
        "memory_read_as_default",
        GET,
        "memory_gb memoryGB",
        read_as(lambda body, _call, _state: body | {"memoryGB": 2}),
        create(memory_gb=7),
        read(),
    ),
    row(
        "labels_read_as_none",
        GET,
        "labels",
        read_as(lambda body, _call, _state: body | {"labels": []}),
        create(labels=["w"]),
        read(),
    ),
    row(
        "created_at_is_now",
        GET,
        "createdAt",
        read_as(lambda body, _call, state: body | {"createdAt": f"2026-05-11T10:00:{state.served % 60:02d}Z"}),
        ONE,
        read(),
    ),
    row("delete_does_nothing", DELETE, "status sandbox_id", acting(DELETE), ONE, delete(), read()),
    row("deleted_is_gone", DELETE, "status sandbox_id", acts(DELETE, gone), ONE, delete(), read()),
    row("deleted_is_read_as_before", GET, "status", acts(GET, stale), ONE, delete(), read()),
    row(
        "deleted_ends_without_a_time",
        DELETE,
        "terminatedAt",
        shown("terminatedAt", lambda _value: None),
        ONE,
        delete(),
        read(),
    ),
    row("delete_of_the_unknown_is_fine", DELETE, "sandbox_id", acts(DELETE, unknown_is_fine), delete("witness")),
    row(
        "another_one_is_deleted",
        DELETE,
        "sandbox_id",
        acts(DELETE, deletes_the_first),
        ONE,
        TWO,
        delete("{2}"),
        read("{2}"),
    ),
    row(
        "bulk_deletes_the_first_only",
        BULK,
        "sandbox_ids",
        acts(BULK, only_first),
        ONE,
        TWO,
        bulk(sandbox_ids=["cm4k2v9x7p0q1r8t3w5y0001", "cm4k2v9x7p0q1r8t3w5y0002"]),
        read("{2}"),
    ),
    row(
        "bulk_does_nothing", BULK, "sandbox_ids labels", acting(BULK), create(labels=["w"]), bulk(labels=["w"]), read()
    ),
    row("bulk_deletes_strangers", BULK, "sandbox_ids", body_of(BULK, bulk_of_strangers), bulk(sandbox_ids=["witness"])),
    row("labels_leak_into_the_next", CREATE, "labels", inherited, create(labels=["w"]), create()),
    row("every_7th_request_fails", CREATE, "", failing(7), *[create(name=f"w{each}") for each in range(7)]),
    row("every_50th_request_fails", CREATE, "", failing(50), *[create(name=f"w{each}") for each in range(50)]),
    row(
        "unknown_logs_are_empty",
        LOGS,
        "sandbox_id",
        acts(LOGS, lambda _right, _call, state, _does: (answer(200, {"logs": ""}), state)),
        read("witness/logs"),
    ),
    row(
        "unknown_error_context_is_empty",
        ERROR,
        "sandbox_id",
        acts(ERROR, lambda _right, _call, state, _does: (answer(200, {}), state)),
        read("witness/error-context"),
    ),
    row(
        "unknown_is_read_as_the_first",
        GET,
        "sandbox_id",
        acts(
            GET,
            lambda right, call, state, does: right(
                replace(
                    call,
                    identifier=call.identifier if call.identifier in state.records else next(iter(state.records), None),
                ),
                state,
                does,
            ),
        ),
        ONE,
        read("witness"),
    ),
    row(
        "one_gateway_token_for_all",
        AUTH,
        "token",
        body_of(AUTH, lambda body: body | {"job_id": "job-1", "token": "gateway.1"}),
        ONE,
        opened(),
    ),
)
