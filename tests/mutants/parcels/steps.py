"""The requests of witnesses, none of which is a case of the campaign: their references are their own."""

from __future__ import annotations

from typing import Any

from ..mutant import Step
from .server import KEY

RIGHT = ("x-api-key", KEY)
JSON = ("content-type", "application/json")
ADDRESS = {"street": "Witness Street 1", "postcode": "12345", "country": "FR"}
ITEM = {"sku": "witness", "quantity": 3}
HOME = {"kind": "home", "slot": "evening"}
LOCKER = {"kind": "locker", "locker": "L007"}
PARCEL = {"reference": "WITNESS", "recipient": ADDRESS, "items": [ITEM], "delivery": HOME}


def parcel(**fields: Any) -> dict[str, Any]:
    """A small body with these fields, or other values of its own; one that is `...` is left out."""
    return {name: value for name, value in (PARCEL | fields).items() if value is not ...}


def create(**fields: Any) -> Step:
    return Step(method="POST", path="/parcels", body=parcel(**fields), headers=(RIGHT, JSON))


def urgent(priority: str, **fields: Any) -> Step:
    """With the header for its priority."""
    headers = (RIGHT, JSON, ("x-priority", priority))
    return Step(method="POST", path="/parcels", body=parcel(**fields), headers=headers)


def to(**changes: Any) -> Step:
    """A parcel to an address that differs in this."""
    return create(recipient={name: value for name, value in (ADDRESS | changes).items() if value is not ...})


def holding(*items: dict[str, Any]) -> Step:
    """A parcel of items that differ in this from the usual one."""
    whole = [{name: value for name, value in (ITEM | each).items() if value is not ...} for each in items]
    return create(items=whole)


def brought(**delivery: Any) -> Step:
    """A parcel that is brought like this."""
    return create(delivery=delivery)


def put(**fields: Any) -> Step:
    return Step(method="PUT", path="/parcels/{1}", body=parcel(**fields), headers=(RIGHT, JSON))


def change(**fields: Any) -> Step:
    return Step(method="PATCH", path="/parcels/{1}", body=fields, headers=(RIGHT, JSON))


def listed(query: str = "country=GB&limit=7") -> Step:
    return Step(method="GET", path=f"/parcels?{query}", headers=(RIGHT,))


def read(path: str = "{1}") -> Step:
    return Step(method="GET", path=f"/parcels/{path}", headers=(RIGHT,))


def delete(path: str = "{1}") -> Step:
    return Step(method="DELETE", path=f"/parcels/{path}", headers=(RIGHT,))


def asked(method: str, path: str, *headers: tuple[str, str], text: bytes | None = None) -> Step:
    """A request of any octets and with these headers alone."""
    return Step(method=method, path=f"/parcels{path}", text=text, headers=headers)
