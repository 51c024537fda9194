"""The IR made visible: any of its values as JSON, for people and for tests that pin what was read.

Places are left out, as they are in equality, and so are members that hold their default.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal

from fencepost.ir.values import Json, JsonText


def dump_text(value: object) -> str:
    """The dump as indented JSON text with a newline at its end."""
    return json.dumps(dump(value), ensure_ascii=False, indent=2, default=float) + "\n"


def dump(value: object) -> Json:
    """A value of the IR as JSON: a node is an object with its kind under `node`, frozen JSON is the value it holds.

    Raises TypeError for a value that has no place in the IR.
    """
    match value:
        case None | bool() | int() | str() | Decimal() | float():
            return value
        case JsonText():
            return value.exact
        case tuple():
            return [dump(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            members = {item.name: getattr(value, item.name) for item in fields(value) if item.compare}
            defaults = {item.name: item.default for item in fields(value) if item.default is not MISSING}
            told = {name: dump(member) for name, member in members.items() if not _is_default(member, name, defaults)}
            return {"node": type(value).__name__, **told}
        case _:
            raise TypeError(f"{type(value).__name__} has no place in the IR")


def _is_default(member: object, name: str, defaults: dict[str, object]) -> bool:
    return name in defaults and defaults[name] == member
