"""A failure of an earlier run: as it is sent again, and as a file holds it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from fencepost.campaign.casefile import CaseFormError, steps_from, steps_json
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.unit import Origin, Step
from fencepost.ir.values import Json

SCHEMA = 1
"""Raised when a member changes its meaning or goes; members may be added at any time."""

LONGEST_NAME = 100
"""Characters of a file's name, without its ending: every file system takes as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """The requests of a failure, to be sent again."""

    origin: Origin
    steps: tuple[Step, ...]
    """The requests that lead to it, and its own."""

    barred: str | None = None
    """Why it cannot be sent any more; None where it can."""


def regression_from(value: Json, file: str) -> Regression:
    """The regression of a file's value, whose members but the case may be missing: it may be written by hand.

    Raises CaseFormError where it is none, or of a newer version.
    """
    steps = steps_from(value)
    told = value if isinstance(value, dict) else {}
    _check_schema(told.get("schema", SCHEMA))
    found = told.get("found")
    members = found if isinstance(found, dict) else {}
    origin = Origin(
        file=file,
        key=_optional(members, "key", "found"),
        check=_optional(told, "check"),
        target=_optional(members, "target", "found"),
    )
    return Regression(origin=origin, steps=steps)


def _check_schema(schema: Json) -> None:
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise CaseFormError("schema must be a version, as 1", ("schema",))
    if schema > SCHEMA:
        message = f"it is of schema {schema}, which a newer fencepost wrote; this one reads {SCHEMA}"
        raise CaseFormError(message, ("schema",))


def _optional(value: dict[str, Json], name: str, *above: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise CaseFormError(f"{name} must be a text", (*above, name))
    return found


def regression_text(failure: Failure, document: str, digest: str) -> str:
    """The file of a failure, with a line end; ASCII only.

    It holds nothing that changes from run to run but what the server itself says differently.
    """
    told: dict[str, Json] = {
        "schema": SCHEMA,
        "check": failure.check,
        "found": {
            "key": failure.key,
            "message": failure.message,
            "expected": failure.expected,
            "received": failure.received,
            "target": failure.target,
            "point": failure.point,
            "location": None if failure.location is None else str(failure.location),
        },
        "document": {"path": document, "hash": digest},
        **steps_json((*failure.before, Step(case=failure.case))),
    }
    return json.dumps(told, indent=2, default=float) + "\n"


def file_name(failure: Failure) -> str:
    """The name of a failure's file, the same in every run: what it is in a few words, and its key.

    Small letters, digits, `-` and `_` alone, so that it means one file on every file system.
    """
    place = failure.target.rsplit("/", 1)[-1]
    words = f"{failure.operation}-{failure.check}-{place}-{failure.point}"
    plain = re.sub(r"[^a-z0-9_-]+", "_", words.lower())[: LONGEST_NAME - len(failure.key) - 1]
    return f"{plain.strip('-_') or 'failure'}-{failure.key}.json"
