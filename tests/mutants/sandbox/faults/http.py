"""HTTP: media types and methods not minded, bodies that are no JSON taken for some, or the cause of a crash."""

from __future__ import annotations

import json
from dataclasses import replace

from ...edits import acts, header, reads, succeeded
from ...messages import RefusedError, answer, read_json
from ...mutant import family
from ..server import BULK, CREATE, DELETE, GET, LIST
from ..steps import RIGHT, asked, create, listed, raw, read

row = family("http")

SMALL = b'{"name": "a witness", "docker_image": "w"}'
TEXT = ("content-type", "text/plain")


def whatever_type(request, right):
    """The body, whatever its media type is."""
    return right(replace(request, headers=()))


def lenient(change):
    """Octets that are no JSON are made into some before they are read."""
    return reads(
        lambda request, right: right(
            replace(request, content=change(request.content)) if is_broken(request) else request
        )
    )


def crash_on(holds):
    def read_or_crash(request, right):
        if holds(request):
            raise RefusedError(answer(500, {"detail": "Internal server error"}))
        return right(request)

    return reads(read_or_crash)


def is_broken(request):
    try:
        read_json(request.content)
    except ValueError:
        return True
    return False


def with_route(operation, method, path):
    """One more route, which does what an operation does."""

    def edit(does):
        found = next(each for each in does.routes if each.operation == operation)
        return replace(does, routes=(*does.routes, replace(found, method=method, path=path or found.path)))

    return edit


def untyped(media_type, *operations):
    """Answers of another media type, or of none."""
    headers = (("content-type", media_type),) if media_type else ()
    return succeeded(lambda _call, response, _state: replace(response, headers=headers), *operations)


def first_value(content):
    """The first JSON value of a text, whatever follows."""
    text = content.decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return content
    return text[:end].encode("utf-8", "surrogatepass")


def repeats_a_key(request):
    pairs = json.loads(request.content or b"0", object_pairs_hook=tuple)
    names = [name for name, _ in pairs] if isinstance(pairs, tuple) else []
    return len(names) != len(set(names))


DOUBLED = b'{"name": "w", "name": "x", "docker_image": "w"}'
NOT_A_NUMBER = b'{"name": "a witness", "docker_image": "w", "cpu_cores": NaN}'
TEXT_FOR_VM = raw(SMALL.replace(b"}", b', "vm": true}'), RIGHT, TEXT)
MUTANTS = (
    row("media_type_ignored", CREATE, "content-type media", reads(whatever_type), raw(SMALL, RIGHT, TEXT)),
    row(
        "form_accepted",
        CREATE,
        "content-type media",
        reads(
            lambda request, right: (
                {"name": "w", "docker_image": "w"}
                if "form" in (request.header("content-type") or "")
                else right(request)
            )
        ),
        raw(b"name=w&docker_image=w", RIGHT, ("content-type", "application/x-www-form-urlencoded")),
    ),
    row("answers_as_html", CREATE, "content-type content", untyped("text/html", CREATE), create()),
    row("answers_as_text", GET, "content-type content", untyped("text/plain; charset=utf-8", GET), create(), read()),
    row("answers_without_type", LIST, "content-type content", untyped("", LIST), listed()),
    row(
        "answers_cut_short",
        CREATE,
        "body",
        succeeded(lambda _call, response, _state: replace(response, content=response.content[:-2]), CREATE),
        create(),
    ),
    row(
        "answers_empty",
        DELETE,
        "body",
        succeeded(lambda _call, response, _state: replace(response, content=b""), DELETE),
        create(),
        asked("DELETE", "/{1}", RIGHT),
    ),
    row(
        "answers_with_nan",
        CREATE,
        "body cpuCores",
        succeeded(
            lambda _call, response, _state: replace(
                response, content=response.content.replace(b'"cpuCores": 1,', b'"cpuCores": NaN,')
            ),
            CREATE,
        ),
        create(),
    ),
    row(
        "answers_in_latin1",
        CREATE,
        "body",
        succeeded(
            lambda _call, response, _state: replace(
                response, content=json.dumps(response.json, ensure_ascii=False).encode("latin-1", "replace")
            ),
            CREATE,
        ),
        create(name="wü"),
    ),
    row("claims_gzip", LIST, "body content", header("content-encoding", lambda _call: "gzip", LIST), listed()),
    row(
        "put_creates",
        CREATE,
        "method PUT",
        with_route(CREATE, "PUT", None),
        raw(SMALL),
        replace(raw(SMALL), method="PUT"),
    ),
    row("patch_reads", GET, "method PATCH", with_route(GET, "PATCH", None), create(), asked("PATCH", "/{1}", RIGHT)),
    row(
        "post_deletes", DELETE, "method POST", with_route(DELETE, "POST", None), create(), asked("POST", "/{1}", RIGHT)
    ),
    row(
        "put_deletes_all",
        BULK,
        "method PUT",
        with_route(BULK, "PUT", None),
        replace(raw(b'{"labels": ["w"]}'), method="PUT"),
    ),
    row(
        "single_quotes_accepted",
        CREATE,
        "body malformed",
        lenient(lambda content: content.replace(b"'", b'"')),
        raw(SMALL.replace(b'"', b"'")),
    ),
    row(
        "trailing_comma_accepted",
        CREATE,
        "body malformed",
        lenient(lambda content: content.replace(b",}", b"}")),
        raw(SMALL.replace(b"}", b",}")),
    ),
    row(
        "cut_body_completed",
        CREATE,
        "body malformed",
        lenient(
            lambda content: (
                content + b"}" if content.startswith(b"{") and not content.rstrip().endswith(b"}") else content
            )
        ),
        raw(SMALL[:-1]),
    ),
    row("trailing_garbage_accepted", CREATE, "body malformed", lenient(first_value), raw(SMALL + b" x")),
    row(
        "nan_is_the_default",
        CREATE,
        "body malformed cpu_cores",
        lenient(lambda content: content.replace(b"NaN", b"1")),
        raw(NOT_A_NUMBER),
    ),
    row(
        "infinity_is_the_maximum",
        CREATE,
        "body malformed memory_gb",
        lenient(lambda content: content.replace(b"Infinity", b"64")),
        raw(NOT_A_NUMBER.replace(b"cpu_cores", b"memory_gb").replace(b"NaN", b"Infinity")),
    ),
    row(
        "first_of_an_array_taken",
        CREATE,
        "body",
        reads(lambda request, right: found[0] if isinstance(found := right(request), list) and found else found),
        raw(b"[" + SMALL + b"]"),
    ),
    row(
        "invalid_utf8_replaced",
        CREATE,
        "body malformed",
        lenient(lambda content: content.decode("utf-8", "replace").encode()),
        raw(SMALL.replace(b"witness", b"\xff\xfe")),
    ),
    row(
        "empty_bulk_body_means_all",
        BULK,
        "body malformed empty",
        reads(lambda request, right: {} if not request.content else right(request)),
        asked("DELETE", "", RIGHT),
    ),
    row(
        "broken_bulk_body_means_all",
        BULK,
        "body malformed",
        reads(lambda request, right: {} if is_broken(request) else right(request)),
        replace(raw(b'{"labels": ['), method="DELETE"),
    ),
    row("crash_on_broken_body", CREATE, "body malformed", crash_on(is_broken), raw(b"{")),
    row("crash_on_empty_body", CREATE, "body empty", crash_on(lambda request: not request.content), raw(b"")),
    row(
        "crash_on_repeated_key",
        CREATE,
        "body duplicate",
        crash_on(lambda request: not is_broken(request) and repeats_a_key(request)),
        raw(DOUBLED),
    ),
    row(
        "crash_on_byte_order_mark",
        CREATE,
        "body",
        crash_on(lambda request: request.content.startswith(b"\xef\xbb\xbf")),
        raw(b"\xef\xbb\xbf" + SMALL),
    ),
    row(
        "crash_on_utf16",
        CREATE,
        "body",
        crash_on(lambda request: b"\0" in request.content),
        raw(SMALL.decode().encode("utf-16")),
    ),
    row(
        "crash_on_array",
        CREATE,
        "body",
        crash_on(lambda request: request.content[:1] == b"["),
        raw(b"[" + SMALL + b"]"),
    ),
    row(
        "crash_on_falsy_body",
        CREATE,
        "body",
        crash_on(lambda request: request.content.strip() in (b"null", b"false", b"0")),
        raw(b"0"),
    ),
    row(
        "crash_without_media_type",
        CREATE,
        "content-type media",
        crash_on(lambda request: not request.header("content-type")),
        raw(SMALL, RIGHT),
    ),
    row(
        "crash_on_unknown_query",
        LIST,
        "query",
        acts(
            LIST,
            lambda right, call, state, does: (
                (answer(500, {}), state)
                if dict(call.request.query).keys() - {each.name for each in does.parameters[LIST]}
                else right(call, state, does)
            ),
        ),
        listed("witness=1"),
    ),
    row(
        "crash_on_large_body",
        CREATE,
        "body",
        crash_on(lambda request: len(request.content) > 100_000),
        raw(SMALL.replace(b'"w"', b'"' + b"w" * 100_001 + b'"')),
    ),
)
