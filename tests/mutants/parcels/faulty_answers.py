"""Faults in the answers of the parcel server."""

from __future__ import annotations

from dataclasses import replace

from ..edits import (
    acts,
    body_of,
    faults,
    kept,
    missing,
    refused,
    renamed,
    represented,
    shown,
    status,
    with_json,
    without,
)
from ..mutant import family
from .server import CREATE, DELETE, GET, LIST, PATCH, PUT, problem
from .steps import ADDRESS, LOCKER, change, create, delete, holding, listed, put, read, to
from .steps import brought as delivered

statuses, answers, echo = family("statuses"), family("answers"), family("echo")

JSON_HEADERS = (("content-type", "application/json"),)


def in_items(change):
    """Each item of a parcel, kept otherwise."""
    return kept("items", lambda value: [change(each) for each in value])


def in_recipient(change):
    return kept("recipient", change)


def crash(holds):
    """500 where the body sent is like this."""
    return acts(
        CREATE,
        lambda right, call, now, does: (problem(500, "Broken"), now) if holds(call.body) else right(call, now, does),
    )


def keeping_notes(right, call, now, does):
    """The notes stay what they were."""
    each = now.records.get(call.identifier)
    body = call.body if each is None else call.body | {"notes": each.body["notes"]}
    return right(replace(call, body=body), now, does)


def swapped(value):
    """Coordinates in the other order, where both may be either."""
    place = value.get("location")
    if place is None or abs(place["lon"]) > 90:
        return value
    return value | {"location": {"lat": place["lon"], "lon": place["lat"]}}


MUTANTS = (
    statuses("created_with_200", CREATE, "status", status(CREATE, 200, 201), create()),
    statuses("refused_with_422", CREATE, "status reference", status(CREATE, 422, 400), create(reference="w")),
    statuses("gone_with_200", DELETE, "status", status(DELETE, 200, 204), create(), delete()),
    statuses(
        "root_blamed_for_all",
        CREATE,
        "misblamed",
        faults(lambda found, _call: [replace(fault, path=()) for fault in found]),
        create(items=[]),
    ),
    statuses(
        "sender_blamed_for_recipient",
        CREATE,
        "recipient street",
        faults(
            lambda found, _call: [
                replace(fault, path=("sender", *fault.path[1:])) if fault.path[:1] == ("recipient",) else fault
                for fault in found
            ]
        ),
        to(street=""),
    ),
    statuses(
        "sku_blamed_for_quantity",
        CREATE,
        "quantity",
        faults(
            lambda found, _call: [
                replace(fault, path=("items", "0", "sku")) if fault.path[-1:] == ("quantity",) else fault
                for fault in found
            ]
        ),
        holding({"quantity": 0}),
    ),
    statuses(
        "refused_as_plain_json",
        CREATE,
        "content-type content",
        refused(lambda _call, response, _state: replace(response, headers=JSON_HEADERS), CREATE),
        create(reference="w"),
    ),
    statuses(
        "problems_without_title",
        CREATE,
        "title",
        refused(lambda _call, response, _state: with_json(response, without(response.json, "title")), CREATE),
        create(reference="w"),
    ),
    statuses(
        "crash_on_a_pole",
        CREATE,
        "lat",
        crash(lambda body: body["recipient"].get("location", {}).get("lat") == -90),
        to(location={"lat": -90, "lon": 7}),
    ),
    statuses(
        "crash_on_ten_items",
        CREATE,
        "items",
        crash(lambda body: len(body["items"]) == 10),
        holding(*[{"sku": f"w{each}"} for each in range(10)]),
    ),
    answers("version_missing", CREATE, "version", missing("version"), create()),
    answers("created_at_renamed", CREATE, "created_at", renamed("created_at", "createdAt"), create()),
    answers(
        "quantity_as_string",
        CREATE,
        "quantity",
        shown("items", lambda value: [each | {"quantity": str(each["quantity"])} for each in value]),
        create(),
    ),
    answers(
        "location_null_where_absent",
        CREATE,
        "location",
        shown("recipient", lambda value: {"location": None} | value),
        create(),
    ),
    answers(
        "kind_missing_in_lockers",
        CREATE,
        "delivery kind oneOf",
        shown("delivery", lambda value: without(value, "kind") if "locker" in value else value),
        delivered(**LOCKER),
    ),
    answers("status_unknown", GET, "status", body_of(GET, lambda body: body | {"status": "lost"}), create(), read()),
    answers(
        "total_as_string", LIST, "total", body_of(LIST, lambda body: body | {"total": str(body["total"])}), listed()
    ),
    echo(
        "weights_rounded",
        CREATE,
        "items weight_kg",
        in_items(lambda each: each | {"weight_kg": round(each["weight_kg"], 1)} if "weight_kg" in each else each),
        holding({"weight_kg": 3.14}),
    ),
    echo(
        "items_sorted",
        CREATE,
        "items",
        kept("items", lambda value: sorted(value, key=lambda each: each["sku"])),
        holding({"sku": "x"}, {"sku": "w"}),
    ),
    echo(
        "second_item_dropped",
        CREATE,
        "items",
        kept("items", lambda value: value[:1]),
        holding({"sku": "x"}, {"sku": "w"}),
    ),
    echo(
        "coordinates_swapped",
        CREATE,
        "recipient lat lon location",
        in_recipient(swapped),
        to(location={"lat": 7, "lon": 8}),
    ),
    echo(
        "sender_is_recipient",
        CREATE,
        "sender",
        represented(lambda thing, _each: thing | {"sender": thing["recipient"]} if "sender" in thing else thing),
        create(sender=ADDRESS | {"street": "w"}),
    ),
    echo(
        "slot_always_morning",
        CREATE,
        "delivery slot",
        kept("delivery", lambda value: value | {"slot": "morning"} if "slot" in value else value),
        create(),
    ),
    echo("notes_trimmed", CREATE, "notes", kept("notes", lambda value: value and value.strip()), create(notes=" w ")),
    echo("tags_sorted", CREATE, "tags", kept("tags", sorted), create(tags=["x", "w"])),
    echo(
        "value_in_cents",
        CREATE,
        "insured_value",
        represented(
            lambda thing, _each: (
                thing | {"insured_value": thing["insured_value"] * 100} if "insured_value" in thing else thing
            )
        ),
        create(insured_value=7, currency="EUR"),
    ),
    echo("put_keeps_old_notes", PUT, "notes", acts(PUT, keeping_notes), create(notes="w"), put(notes="x")),
    echo(
        "patch_drops_tags",
        PATCH,
        "tags",
        body_of(PATCH, lambda body: body | {"tags": []}),
        create(),
        change(tags=["w"]),
    ),
)
