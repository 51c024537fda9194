"""Faults of the parcel server in what it tells whom, in HTTP, and in what it remembers."""

from __future__ import annotations

import json
from dataclasses import replace

from ..edits import (
    acts,
    admits,
    asks,
    faults,
    finds,
    names,
    reads,
    refused,
    represented,
    succeeded,
    with_json,
    without,
)
from ..messages import RefusedError, Response
from ..mutant import family
from .server import CREATE, DELETE, GET, LIST, PATCH, PUT, problem
from .steps import JSON, RIGHT, asked, change, create, delete, listed, put, read

leaks = family("leaks")
credentials, http, state = family("credentials"), family("http"), family("state")

DOOR = {"door_code": "sesame-4711"}
SOUND = json.dumps(create().body).encode()


def resetting(right, call, now, does):
    """What is not mentioned is forgotten."""
    return right(replace(call, body={"notes": None, "tags": []} | call.body), now, does)


def crash_on_nothing(request, right):
    if not request.content:
        raise RefusedError(problem(500, "Broken"))
    return right(request)


MUTANTS = (
    leaks(
        "door_code_shown",
        CREATE,
        "door_code",
        lambda does: replace(
            does,
            shows=lambda each, now: (
                does.shows(each, now) | ({"door_code": each.body["door_code"]} if "door_code" in each.body else {})
            ),
        ),
        create(**DOOR),
    ),
    leaks(
        "door_code_in_notes",
        CREATE,
        "door_code notes",
        represented(lambda thing, each: thing | {"notes": each.body.get("door_code") or thing["notes"]}),
        create(**DOOR),
    ),
    leaks(
        "door_code_in_refusals",
        CREATE,
        "door_code",
        faults(lambda found, call: [replace(fault, says=f"{fault.says}: {call.body}") for fault in found]),
        create(reference="w", **DOOR),
    ),
    leaks(
        "key_in_answers",
        CREATE,
        "credential",
        represented(lambda thing, _each: thing | {"made_by": RIGHT[1]}),
        create(),
    ),
    leaks(
        "key_in_problems",
        LIST,
        "credential",
        refused(
            lambda call, response, _state: with_json(response, response.json | {"detail": str(call.request.headers)}),
            LIST,
        ),
        listed("limit=0&offset=7"),
    ),
    credentials(
        "none_is_enough",
        CREATE,
        "credential auth",
        admits(lambda request, _route, may: may or request.header("x-api-key") is None),
        asked("POST", "", JSON, text=SOUND),
    ),
    credentials(
        "any_key_is_enough",
        CREATE,
        "credential auth",
        admits(lambda request, _route, may: may or bool(request.header("x-api-key"))),
        asked("POST", "", JSON, ("x-api-key", "other"), text=SOUND),
    ),
    credentials(
        "an_empty_key_is_enough",
        CREATE,
        "credential auth",
        admits(lambda request, _route, may: may or request.header("x-api-key") == ""),
        asked("POST", "", JSON, ("x-api-key", ""), text=SOUND),
    ),
    credentials(
        "nobody_asked_on_change",
        PATCH,
        "credential auth",
        admits(lambda _request, route, may: may or route.operation == PATCH),
        create(),
        asked("PATCH", "/{1}", JSON, text=b'{"notes": "w"}'),
    ),
    credentials(
        "denied_with_403",
        LIST,
        "credential auth status",
        lambda does: replace(does, denied=problem(403, "Who are you?")),
        asked("GET", "?country=GB&limit=7"),
    ),
    http(
        "media_type_ignored",
        CREATE,
        "content-type media",
        reads(lambda request, right: right(replace(request, headers=()))),
        asked("POST", "", RIGHT, ("content-type", "text/plain"), text=SOUND),
    ),
    http(
        "trailing_garbage_accepted",
        CREATE,
        "body malformed",
        reads(lambda request, right: right(replace(request, content=request.content.removesuffix(b" x")))),
        asked("POST", "", RIGHT, JSON, text=SOUND + b" x"),
    ),
    http(
        "answers_as_html",
        GET,
        "content-type content",
        succeeded(lambda _call, response, _state: replace(response, headers=(("content-type", "text/html"),)), GET),
        create(),
        read(),
    ),
    http(
        "gone_with_a_cut_body",
        PUT,
        "body",
        succeeded(lambda _call, response, _state: replace(response, content=response.content[:-1]), PUT),
        create(),
        put(),
    ),
    http(
        "crash_on_empty_body",
        PATCH,
        "body empty",
        reads(crash_on_nothing),
        create(),
        asked("PATCH", "/{1}", RIGHT, JSON, text=b""),
    ),
    state(
        "one_identifier_for_all", CREATE, "id", names(lambda _state, _body: "parcel-1"), create(), create(tags=["w"])
    ),
    state(
        "offset_ignored",
        LIST,
        "offset",
        acts(LIST, lambda right, call, now, does: right(replace(call, query={**call.query, "offset": 0}), now, does)),
        create(),
        listed("offset=1&limit=7"),
    ),
    state(
        "country_filter_ignored",
        LIST,
        "country",
        asks(lambda query: without(query, "country") if "country" in query else query),
        create(),
        listed(),
    ),
    state(
        "list_omits_the_newest",
        LIST,
        "parcels list",
        finds(lambda found, _query, _state: found[:-1]),
        create(),
        listed("limit=7&offset=0"),
    ),
    state(
        "put_changes_nothing",
        PUT,
        "notes tags reference",
        acts(PUT, lambda right, call, now, does: (right(call, now, does)[0], now)),
        create(),
        put(notes="x"),
        read(),
    ),
    state(
        "patch_resets_the_rest",
        PATCH,
        "notes tags",
        acts(PATCH, resetting),
        create(notes="w"),
        change(tags=["x"]),
        read(),
    ),
    state(
        "gone_is_still_there",
        DELETE,
        "parcel_id",
        acts(DELETE, lambda right, call, now, does: (right(call, now, does)[0], now)),
        create(),
        delete(),
        read(),
    ),
    state(
        "gone_twice",
        DELETE,
        "parcel_id",
        acts(DELETE, lambda _right, _call, now, _does: (Response(status=204), now)),
        delete("witness"),
    ),
)
