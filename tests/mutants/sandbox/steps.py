"""The requests of witnesses, none of which is a case of the campaign: their names and images are their own."""

from __future__ import annotations

from typing import Any

from ..mutant import Step
from .server import TOKEN

RIGHT = ("authorization", f"Bearer {TOKEN}")
JSON = ("content-type", "application/json")
ROOT = "/api/v1/sandbox"
BODY = {"name": "a witness", "docker_image": "registry.example/witness:1"}


def create(**fields: Any) -> Step:
    """A small body with these fields, or other values of its own; one that is `...` is left out."""
    return created_as({name: value for name, value in (BODY | fields).items() if value is not ...})


def created_as(body: Any) -> Step:
    return Step(method="POST", path=ROOT, body=body, headers=(RIGHT, JSON))


def gpus(count: Any = 3, **fields: Any) -> Step:
    """A body that asks for GPUs as it must."""
    return create(**{"gpu_count": count, "gpu_type": "H100_80GB", "vm": True, **fields})


def raw(text: bytes, *headers: tuple[str, str]) -> Step:
    """A create request of any octets; with the headers given instead of the right ones."""
    return Step(method="POST", path=ROOT, text=text, headers=headers or (RIGHT, JSON))


def listed(query: str = "team_id=nobody") -> Step:
    return Step(method="GET", path=f"{ROOT}?{query}", headers=(RIGHT,))


def bulk(**body: Any) -> Step:
    return Step(method="DELETE", path=ROOT, body=body, headers=(RIGHT, JSON))


def read(path: str = "{1}") -> Step:
    return Step(method="GET", path=f"{ROOT}/{path}", headers=(RIGHT,))


def delete(path: str = "{1}") -> Step:
    return Step(method="DELETE", path=f"{ROOT}/{path}", headers=(RIGHT,))


def opened(path: str = "{1}") -> Step:
    return Step(method="POST", path=f"{ROOT}/{path}/auth", headers=(RIGHT,))


def asked(method: str, path: str = "", *headers: tuple[str, str]) -> Step:
    """A request without a body and with these headers alone."""
    return Step(method=method, path=f"{ROOT}{path}", headers=headers)
