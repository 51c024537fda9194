"""The sandbox server with its document and all its mutants."""

from __future__ import annotations

from pathlib import Path

from ..campaigns import Subject
from ..mutant import conditioned, doubled
from .faults import (
    answers,
    bounds,
    conditional_input,
    conditional_output,
    credentials,
    doubles,
    echo,
    enums,
    http,
    leaks,
    lists,
    presence,
    rules,
    state,
    statuses,
    types,
)
from .server import CORRECT, TOKEN

TABLES = (bounds, types, presence, enums, rules, statuses, answers, echo, leaks, credentials, http, state, lists)
PLAIN = tuple(mutant for table in TABLES for mutant in table.MUTANTS)
CONDITIONAL = conditioned(PLAIN, conditional_input.ROWS + conditional_output.ROWS)

SANDBOX = Subject(
    title="sandbox",
    document=Path(__file__).parents[3] / "spec" / "sandbox.yaml",
    token=TOKEN,
    correct=CORRECT,
    mutants=PLAIN + CONDITIONAL,
    doubles=doubled(PLAIN, doubles.PAIRS),
)
