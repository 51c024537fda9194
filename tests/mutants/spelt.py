"""The sandbox server with its document's rules in other words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from .campaigns import Subject
from .mutant import Mutant
from .sandbox.subject import SANDBOX
from .spellings import SPELLINGS, Schema

SEED = 20261123
BESIDES = 10
"""Mutants of other families beside all of the rules' own."""


def subjects(folder: Path) -> Iterator[tuple[str, Subject]]:
    """The server with each of the spellings, written to a folder, and the name of the spelling."""
    plain: Schema = yaml.safe_load(SANDBOX.document.read_text(encoding="utf-8"))
    for number, (name, spelling) in enumerate(SPELLINGS.items()):
        whole = plain
        for component, schema in plain["components"]["schemas"].items():
            whole = spelling(whole, component) if any("then" in entry for entry in schema.get("allOf", ())) else whole
        document = folder / f"spelling_{number}.json"
        document.write_text(json.dumps(whole), encoding="utf-8")
        yield name, replace(SANDBOX, document=document)


def sample() -> list[Mutant]:
    """All mutants of rules, and a few of others."""
    of_rules = [each for each in SANDBOX.mutants if each.family == "rules"]
    others = [each for each in SANDBOX.mutants if each.family != "rules"]
    return of_rules + random.Random(SEED).sample(others, BESIDES)
