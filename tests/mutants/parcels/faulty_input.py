"""Faults in what the parcel server accepts."""

from __future__ import annotations

from dataclasses import replace

from ..edits import body_field, new_rule, no_rule, parameter, rule
from ..mutant import family
from ..service import last
from ..values import Rule, choice, items, nullable, number, record, text, where, whole
from .places import address, field, home, item, item_rules, location, locker
from .server import COUNTRIES, CREATE, ITEM, ITEM_RULES, LIST, PATCH, PUT, above_zero, optional, required
from .steps import HOME, LOCKER, change, create, holding, listed, put, to, urgent
from .steps import brought as delivered

bounds, types, presence = family("bounds"), family("types"), family("presence")
enums, rules = family("enums"), family("rules")

CURRENCY = "insured_value_needs_currency"
WRAPPING = "fragile_needs_wrapping"
ITEMS = items(record(ITEM, ITEM_RULES), 1, 10)


def fragile_only(broken):
    """The rule on fragile items, broken by others."""
    return item_rules(Rule(name=WRAPPING, fields=("fragile", "wrapping"), broken=broken))


def only_first_item_ruled(does):
    """The rule of items is asked of the first one alone."""

    def check(value):
        yield from items(record(ITEM), 1, 10)(value)
        yield from ITEMS(value[:1]) if isinstance(value, list) and value else ()

    return field("items", check)(does)


def from_text(value):
    return int(value) if isinstance(value, str) and value.isdigit() else value


def quantities_from_text(value):
    return [
        each | {"quantity": from_text(each["quantity"])} if isinstance(each, dict) and "quantity" in each else each
        for each in (value if isinstance(value, list) else [])
    ] or value


MUTANTS = (
    bounds("latitude_below_90", CREATE, "lat", location("lat", number(-90, 89.9)), to(location={"lat": 90, "lon": 7})),
    bounds(
        "longitude_has_the_bounds_of_latitude",
        CREATE,
        "lon",
        location("lon", number(-90, 90)),
        to(location={"lat": 7, "lon": 120}),
    ),
    bounds("longitude_unchecked", CREATE, "lon", location("lon", number()), to(location={"lat": 7, "lon": 190})),
    bounds("street_may_be_61_long", CREATE, "street", address("street", accepts=text(1, 61)), to(street="w" * 61)),
    bounds(
        "street_counted_in_bytes",
        CREATE,
        "street",
        address(
            "street",
            accepts=where(
                lambda value: isinstance(value, str) and 0 < len(value.encode("utf-8", "surrogatepass")) <= 60, ""
            ),
        ),
        to(street="ü" * 40),
    ),
    bounds("quantity_may_be_0", CREATE, "quantity", item("quantity", accepts=whole(0, 99)), holding({"quantity": 0})),
    bounds("quantity_below_99", CREATE, "quantity", item("quantity", accepts=whole(1, 98)), holding({"quantity": 99})),
    bounds("weight_may_be_0", CREATE, "weight_kg", item("weight_kg", accepts=number(0, 70)), holding({"weight_kg": 0})),
    bounds(
        "weight_a_sliver_out",
        CREATE,
        "weight_kg",
        item("weight_kg", accepts=above_zero(70 + 1e-9)),
        holding({"weight_kg": 70 + 5e-10}),
    ),
    bounds(
        "no_items_accepted",
        CREATE,
        "items",
        body_field(CREATE, "items", items(where(lambda _value: True, ""), 0, 10)),
        create(items=[]),
    ),
    bounds(
        "eleven_items_accepted",
        CREATE,
        "items",
        field("items", items(where(lambda _value: True, ""), 1, 11)),
        holding(*[{"sku": f"w{each}"} for each in range(11)]),
    ),
    bounds("floor_from_0", CREATE, "floor", home("floor", accepts=whole(0, 60)), delivered(**HOME, floor=-1)),
    bounds("days_may_be_15", CREATE, "days", locker("days", accepts=whole(1, 15)), delivered(**LOCKER, days=15)),
    bounds("priority_may_be_6", CREATE, "X-Priority", parameter(CREATE, "X-Priority", whole(1, 6)), urgent("6")),
    bounds("priority_from_2", CREATE, "X-Priority", parameter(CREATE, "X-Priority", whole(2, 5)), urgent("1")),
    bounds("limit_below_100", LIST, "limit", parameter(LIST, "limit", whole(1, 99)), listed("limit=100&offset=7")),
    bounds(
        "min_value_unchecked",
        LIST,
        "min_value",
        parameter(LIST, "min_value", number()),
        listed("min_value=6000&offset=7"),
    ),
    bounds(
        "notes_unlimited_in_changes",
        PATCH,
        "notes",
        body_field(PATCH, "notes", nullable(text())),
        create(),
        change(notes="w" * 201),
    ),
    bounds(
        "two_changes_asked_for",
        PATCH,
        "body",
        lambda does: replace(does, checks={PATCH: lambda now: record(now.fields[PATCH], low=2)}),
        create(),
        change(notes="w"),
    ),
    types(
        "quantity_as_string_accepted",
        CREATE,
        "quantity",
        field("items", reads=quantities_from_text),
        holding({"quantity": "7"}),
    ),
    types(
        "latitude_null_accepted",
        CREATE,
        "lat",
        location("lat", nullable(number(-90, 90))),
        to(location={"lat": None, "lon": 7}),
    ),
    types(
        "fragile_as_number_accepted",
        CREATE,
        "fragile",
        item("fragile", accepts=where(lambda value: value in (0, 1), "")),
        holding({"fragile": 0}),
    ),
    types(
        "one_item_accepted_for_a_list",
        CREATE,
        "items",
        field("items", reads=lambda value: [value] if isinstance(value, dict) else value),
        create(items={"sku": "witness", "quantity": 1}),
    ),
    types("repeated_tags_accepted", CREATE, "tags", field("tags", items(text(1), 0, 5)), create(tags=["w", "w"])),
    types(
        "floor_fraction_accepted", CREATE, "floor", home("floor", accepts=number(-2, 60)), delivered(**HOME, floor=2.5)
    ),
    types(
        "only_the_first_item_checked",
        CREATE,
        "items quantity sku",
        field("items", lambda value: ITEMS(value[:1] if isinstance(value, list) else value)),
        holding({}, {"quantity": 0}),
    ),
    types("notes_null_refused", CREATE, "notes", field("notes", text(0, 200)), create(notes=None)),
    presence("recipient_not_required", CREATE, "recipient", field("recipient", required=False), create(recipient=...)),
    presence("street_not_required", CREATE, "street", address("street", required=False), to(street=...)),
    presence(
        "longitude_not_required",
        CREATE,
        "lon",
        address("location", accepts=record(required(lat=number(-90, 90)) + optional(lon=number(-180, 180)))),
        to(location={"lat": 7}),
    ),
    presence("sku_not_required", CREATE, "sku", item("sku", required=False), holding({"sku": ...})),
    presence("slot_not_required", CREATE, "slot", home("slot", required=False), delivered(kind="home", floor=3)),
    presence("wrapping_required", CREATE, "wrapping", item("wrapping", required=True), holding({"quantity": 7})),
    presence("sender_required", CREATE, "sender", field("sender", required=True), create()),
    presence(
        "reference_not_required_in_put",
        PUT,
        "reference",
        body_field(PUT, "reference", required=False),
        create(),
        put(reference=...),
    ),
    enums(
        "switzerland_unknown", CREATE, "country", address("country", accepts=choice(*COUNTRIES[:-1])), to(country="CH")
    ),
    enums("austria_known", CREATE, "country", address("country", accepts=choice(*COUNTRIES, "AT")), to(country="AT")),
    enums(
        "case_of_country_folded",
        LIST,
        "country",
        parameter(LIST, "country", reads=lambda texts: last(texts).upper()),
        listed("country=fr&offset=7"),
    ),
    enums(
        "noon_known",
        CREATE,
        "slot",
        home("slot", accepts=choice("morning", "evening", "noon")),
        delivered(kind="home", slot="noon"),
    ),
    enums(
        "crate_unknown",
        CREATE,
        "wrapping",
        item("wrapping", accepts=choice("paper", "foam")),
        holding({"wrapping": "crate"}),
    ),
    enums(
        "francs_unknown",
        CREATE,
        "currency",
        field("currency", choice("EUR", "GBP")),
        create(insured_value=7, currency="CHF"),
    ),
    rules("currency_rule_forgotten", CREATE, CURRENCY, no_rule(CREATE, CURRENCY), create(insured_value=7)),
    rules("currency_rule_forgotten_in_put", PUT, CURRENCY, no_rule(PUT, CURRENCY), create(), put(insured_value=7)),
    rules(
        "currency_rule_for_nothing_too",
        CREATE,
        f"{CURRENCY} insured_value currency",
        rule(CREATE, CURRENCY, lambda body: "insured_value" in body and "currency" not in body),
        create(insured_value=0),
    ),
    rules(
        "currency_rule_from_1",
        CREATE,
        CURRENCY,
        rule(CREATE, CURRENCY, lambda body: body.get("insured_value", 0) >= 1 and "currency" not in body),
        create(insured_value=0.5),
    ),
    rules(
        "currency_rule_both_ways",
        CREATE,
        f"{CURRENCY} currency insured_value",
        rule(CREATE, CURRENCY, lambda body: (body.get("insured_value", 0) > 0) != ("currency" in body)),
        create(currency="EUR"),
    ),
    rules("wrapping_rule_forgotten", CREATE, WRAPPING, item_rules(), holding({"fragile": True})),
    rules(
        "wrapping_rule_on_presence",
        CREATE,
        f"{WRAPPING} fragile wrapping",
        fragile_only(lambda each: "fragile" in each and "wrapping" not in each),
        holding({"fragile": False}),
    ),
    rules("wrapping_rule_for_the_first_item", CREATE, WRAPPING, only_first_item_ruled, holding({}, {"fragile": True})),
    rules(
        "wrapping_rule_for_few",
        CREATE,
        WRAPPING,
        fragile_only(lambda each: each.get("fragile") is True and "wrapping" not in each and each["quantity"] < 50),
        holding({"fragile": True, "quantity": 60}),
    ),
    rules(
        "lockers_take_one_item",
        CREATE,
        "delivery items",
        new_rule(
            CREATE, ("delivery", "items"), lambda body: body["delivery"]["kind"] == "locker" and len(body["items"]) > 1
        ),
        create(items=[{"sku": "a", "quantity": 1}, {"sku": "b", "quantity": 2}], delivery=LOCKER),
    ),
)
