"""Edits of what stands below the root of a parcel: the address, the items, the two ways of delivery."""

from __future__ import annotations

from typing import Any

from ..edits import body_field, both, swapped
from ..mutant import Edit
from ..values import Check, Field, Rule, items, record
from .server import ADDRESS, CREATE, HOME, ITEM, ITEM_RULES, LOCATION, LOCKER, PATCH, PUT, delivery


def field(name: str, accepts: Check | None = None, **changes: Any) -> Edit:
    """A member of a parcel, when it is created and when it is replaced."""
    return both(body_field(CREATE, name, accepts, **changes), body_field(PUT, name, accepts, **changes))


def address(name: str, **changes: Any) -> Edit:
    """A member of the recipient's address."""
    return field("recipient", record(swapped(ADDRESS, name, **changes)))


def location(name: str, accepts: Check) -> Edit:
    """A member of the recipient's location."""
    return address("location", accepts=record(swapped(LOCATION, name, accepts=accepts)))


def item(name: str, **changes: Any) -> Edit:
    return field("items", items(record(swapped(ITEM, name, **changes), ITEM_RULES), 1, 10))


def item_rules(*rules: Rule) -> Edit:
    return field("items", items(record(ITEM, rules), 1, 10))


def home(name: str, **changes: Any) -> Edit:
    return brought(home=swapped(HOME, name, **changes))


def locker(name: str, **changes: Any) -> Edit:
    return brought(locker=swapped(LOCKER, name, **changes))


def brought(**variants: tuple[Field, ...]) -> Edit:
    check = delivery(**variants)
    return both(field("delivery", check), body_field(PATCH, "delivery", check))
