"""The parcel server with its document and all its mutants."""

from __future__ import annotations

from pathlib import Path

from ..campaigns import Subject
from ..mutant import conditioned
from . import faulty_answers, faulty_input, faulty_service
from .conditional import ROWS
from .server import CORRECT, KEY

PLAIN = faulty_input.MUTANTS + faulty_answers.MUTANTS + faulty_service.MUTANTS

PARCELS = Subject(
    title="parcels",
    document=Path(__file__).parent / "parcels.yaml",
    token=KEY,
    correct=CORRECT,
    mutants=PLAIN + conditioned(PLAIN, ROWS),
)
