"""The parcel server's faults that show only where another field stands at some value, or two do."""

from __future__ import annotations

from ..conditions import Condition, given, least, present
from .faulty_service import DOOR
from .steps import HOME, LOCKER, create, holding, listed, read, to
from .steps import brought as delivered


def delivered_as(kind: str) -> Condition:
    return Condition(
        field="delivery", says=kind, holds_for=lambda found: isinstance(found, dict) and found.get("kind") == kind
    )


def going_to(country: str) -> Condition:
    return Condition(
        field="recipient",
        says=f"to_{country}".lower(),
        holds_for=lambda found: isinstance(found, dict) and found.get("country") == country,
    )


AT_HOME, IN_LOCKER = delivered_as("home"), delivered_as("locker")
GERMANY, FRANCE = going_to("DE"), going_to("FR")
SENDER, NOTES, TAGS, INSURED = present("sender"), present("notes"), present("tags"), least("insured_value", 1)
FRANCS, MOST = given("currency", "CHF"), given("insured_value", 5000)
PAGE_OF_1 = given("limit", "1")

ROWS = (
    ("quantity_below_99", (IN_LOCKER,), (create(items=[{"sku": "w", "quantity": 99}], delivery=LOCKER),)),
    (
        "weight_may_be_0",
        (SENDER,),
        (create(items=[{"sku": "w", "quantity": 1, "weight_kg": 0}], sender=to().body["recipient"]),),
    ),
    ("street_may_be_61_long", (FRANCE,), (to(street="w" * 61),)),
    (
        "latitude_below_90",
        (INSURED,),
        (create(recipient=to(location={"lat": 90, "lon": 7}).body["recipient"], insured_value=7, currency="EUR"),),
    ),
    ("floor_from_0", (NOTES,), (create(delivery=HOME | {"floor": -1}, notes="w"),)),
    (
        "fragile_as_number_accepted",
        (IN_LOCKER,),
        (create(items=[{"sku": "w", "quantity": 1, "fragile": 0}], delivery=LOCKER),),
    ),
    ("repeated_tags_accepted", (NOTES,), (create(tags=["w", "w"], notes="w"),)),
    ("recipient_not_required", (SENDER,), (create(recipient=..., sender=to().body["recipient"]),)),
    ("wrapping_required", (IN_LOCKER,), (delivered(**LOCKER),)),
    ("francs_unknown", (MOST,), (create(insured_value=5000, currency="CHF"),)),
    (
        "crate_unknown",
        (GERMANY,),
        (
            create(
                recipient=to(country="DE").body["recipient"], items=[{"sku": "w", "quantity": 1, "wrapping": "crate"}]
            ),
        ),
    ),
    ("currency_rule_forgotten", (IN_LOCKER,), (create(insured_value=7, delivery=LOCKER),)),
    (
        "wrapping_rule_forgotten",
        (IN_LOCKER,),
        (create(items=[{"sku": "w", "quantity": 1, "fragile": True}], delivery=LOCKER),),
    ),
    ("wrapping_rule_forgotten", (FRANCE,), (holding({"fragile": True}),)),
    ("created_with_200", (IN_LOCKER,), (delivered(**LOCKER),)),
    ("refused_with_422", (IN_LOCKER,), (create(reference="w", delivery=LOCKER),)),
    ("version_missing", (MOST, FRANCS), (create(insured_value=5000, currency="CHF"),)),
    (
        "items_sorted",
        (IN_LOCKER,),
        (create(items=[{"sku": "x", "quantity": 1}, {"sku": "w", "quantity": 1}], delivery=LOCKER),),
    ),
    ("notes_trimmed", (INSURED,), (create(notes=" w ", insured_value=7, currency="EUR"),)),
    ("value_in_cents", (FRANCS,), (create(insured_value=7, currency="CHF"),)),
    ("tags_sorted", (IN_LOCKER, NOTES), (create(tags=["x", "w"], delivery=LOCKER, notes="w"),)),
    ("door_code_shown", (AT_HOME,), (create(**DOOR),)),
    ("key_in_answers", (IN_LOCKER,), (delivered(**LOCKER),)),
    ("offset_ignored", (PAGE_OF_1,), (create(), listed("limit=1&offset=3"))),
    ("status_unknown", (TAGS,), (create(tags=["w"]), read())),
)
