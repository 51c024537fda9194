"""What only a JSON Schema validator can tell; the one part that needs more than Hypothesis, where it is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any

from .equality import Json


def judged(schema: Json, schemas: dict[str, Json]) -> Callable[[Json], bool]:
    """The test whether a JSON Schema accepts a value; `schemas` are the components it refers to.

    Asking it raises ModuleNotFoundError where jsonschema-rs is not installed.
    """
    document = {"components": {"schemas": schemas}, "allOf": [schema]}
    return partial(_accepts, json.dumps(document))


def _accepts(document: str, value: Json) -> bool:
    engine = _engine(document)
    return engine is None or bool(engine.is_valid(value))


@cache
def _engine(document: str) -> Any:
    """The validator; None for a schema that no engine reads, which then accepts everything."""
    try:
        return import_module("jsonschema_rs").Draft202012Validator(json.loads(document))
    except ValueError:
        return None
